from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.sources.facebook.text import name_of
from reciprocity.sources.facebook.titles import Said, addressed, writers
from tests.facebook.downloads import mojibake

OLIVE = frozenset({"Olive Owner"})
NOT_UNDERSTOOD = Said(understood=False, name=None)
NO_TITLE = Said(understood=False, name=None, there=False)
NAMES_NOBODY = Said(understood=True, name=None)


def told(title: object, kind: str, actors: frozenset[str] = OLIVE) -> Said:
    (said,) = addressed([title], kind, actors)
    return said


COMMENTS = [
    ("Olive Owner commented on Bo Li's post.", "Bo Li"),
    ("Olive Owner commented on Bo Li's photo.", "Bo Li"),
    ("Olive Owner commented on Bo Li's link.", "Bo Li"),
    ("Olive Owner commented on Bo Li's video.", "Bo Li"),
    ("Olive Owner commented on Bo Li's life event.", "Bo Li"),
    ("Olive Owner commented on Bo Li\u2019s post", "Bo Li"),
    ("Olive Owner commented on Chris Roes' photo.", "Chris Roes"),
    ("Olive Owner commented on Chris Roes's photo.", "Chris Roes"),
    ("Olive Owner replied to Bo Li's comment.", "Bo Li"),
    ("Olive Owner replied to Bo Li.", "Bo Li"),
    ("Olive Owner ha comentado la publicación de José Peña.", "José Peña"),
    ("Olive Owner ha comentado la foto de José de la Vega.", "José de la Vega"),
    ("Olive Owner ha comentado el enlace de Bo Li.", "Bo Li"),
    ("Olive Owner ha comentado el vídeo de Bo Li.", "Bo Li"),
    ("Olive Owner ha respondido al comentario de José Peña.", "José Peña"),
    ("Olive Owner a commenté la publication de Zoé Blé.", "Zoé Blé"),
    ("Olive Owner a commenté la vidéo de Zoé de Blé.", "Zoé de Blé"),
    ("Olive Owner a commenté la photo d\u2019Anne Roe.", "Anne Roe"),
    ("Olive Owner a répondu au commentaire de Zoé Blé.", "Zoé Blé"),
]
REACTIONS = [
    ("Olive Owner liked Bo Li's post.", "Bo Li"),
    ("Olive Owner likes Bo Li's post.", "Bo Li"),
    ("Olive Owner reacted to Bo Li's photo.", "Bo Li"),
    ("Olive Owner likes Bo Li's comment.", "Bo Li"),
]
ODD_NAMES = [
    ("Olive Owner commented on Bob's Burgers's post.", "Bob's Burgers"),
    ("Olive Owner commented on Jane commented on Fire's post.", "Jane commented on Fire"),
    ("Olive Owner commented on On On's photo.", "On On"),
    ("Olive Owner replied to Bob's Burgers.", "Bob's Burgers"),
    ("Olive Owner replied to O'Neil on Tour's comment.", "O'Neil on Tour"),
    ("Olive Owner ha comentado la foto de la foto de Bo.", "la foto de Bo"),
]


@pytest.mark.parametrize(("title", "name"), [*COMMENTS, *ODD_NAMES])
@pytest.mark.parametrize("spell", [str, mojibake])
def test_a_comment_names_whose_post_it_is_on(title: str, name: str, spell: type[str]) -> None:
    assert told(spell(title), "comment") == Said(understood=True, name=name)


@pytest.mark.parametrize(("title", "name"), COMMENTS)
def test_without_an_owner_the_title_begins_with_anything(title: str, name: str) -> None:
    assert told(title, "comment", frozenset()) == Said(understood=True, name=name)


@pytest.mark.parametrize(("title", "name"), REACTIONS)
def test_a_reaction_names_whose_post_it_is_to(title: str, name: str) -> None:
    assert told(title, "reaction") == Said(understood=True, name=name)


@pytest.mark.parametrize(
    "title",
    [
        "Olive Owner commented on his own post.",
        "Olive Owner commented on her own photo.",
        "Olive Owner commented on their own video.",
        "Olive Owner replied to his own comment.",
        "Olive Owner replied to their own comment.",
        "Olive Owner commented.",
        "Olive Owner commented on a post.",
        "Olive Owner commented on Olive Owner's post.",
        "Olive Owner commented on Facebook user's post.",
        "Olive Owner ha comentado su propia publicación.",
        "Olive Owner ha respondido a su propio comentario.",
        "Olive Owner ha comentado la foto de Usuario de Facebook.",
        "Olive Owner a commenté sa propre publication.",
        "Olive Owner a répondu à son propre commentaire.",
    ],
)
def test_a_comment_on_ones_own_or_on_anybodys_names_nobody(title: str) -> None:
    assert told(title, "comment") == NAMES_NOBODY


@pytest.mark.parametrize(
    "title", ["Olive Owner liked a post.", "Olive Owner likes her own photo.",
              "Olive Owner reacted to an album."]
)  # fmt: skip
def test_a_reaction_to_ones_own_or_to_anybodys_names_nobody(title: str) -> None:
    assert told(title, "reaction") == NAMES_NOBODY


@pytest.mark.parametrize(
    "title",
    [
        "Olive Owner đã bình luận về ảnh của Bo Li.",
        "Olive Owner commented on Bo Li's spaceship.",
        "Olive Owner replied to Bo Li's spaceship.",
        "Olive Owner replied to a friend.",
        "Somebody Else commented on Bo Li's post.",
        "Olive Ownerson commented on Bo Li's post.",
        "so Olive Owner commented on Bo Li's post.",
        "Olive Owner commented on Bo Li's post. And more",
        "Olive Owner commented on 's post.",
        "Olive Owner",
        ".",
    ],
)
def test_what_is_no_known_sentence_names_nobody(title: str) -> None:
    assert told(title, "comment") == NOT_UNDERSTOOD
    assert writers([title], OLIVE) == [NOT_UNDERSTOOD]


@pytest.mark.parametrize("title", ["", " ", None, 5, ["Olive Owner commented on Bo Li's post."]])
def test_what_is_no_text_is_no_title(title: object) -> None:
    assert told(title, "comment") == NO_TITLE
    assert writers([title], OLIVE) == [NO_TITLE]


def test_a_comment_is_no_reaction_and_no_post() -> None:
    title = "Olive Owner commented on Bo Li's post."
    assert told(title, "reaction") == NOT_UNDERSTOOD
    assert told(title, "wall") == NOT_UNDERSTOOD


def test_of_several_names_of_the_owner_the_longest_is_taken_first() -> None:
    names = frozenset({"Olive", "Olive Owner", "Olive commented on Tuesday"})
    title = "Olive commented on Tuesday commented on Bo Li's post."
    assert told(title, "comment", names).name == "Bo Li"
    assert told("Olive replied to Bo Li.", "comment", names).name == "Bo Li"
    assert told("Olive replied to Olive Owner.", "comment", names) == NAMES_NOBODY


@pytest.mark.parametrize("where", ["timeline", "profile"])
def test_a_post_on_a_timeline_names_whose_it_is(where: str) -> None:
    title = f"Olive Owner wrote on Bo Li's {where}."
    assert told(title, "wall") == Said(understood=True, name="Bo Li")


@pytest.mark.parametrize(
    "title", ["Olive Owner updated her status.", "Olive Owner shared a link.",
              "Olive Owner was with Bo Li.", "Olive Owner posted in Chess."]
)  # fmt: skip
def test_any_other_post_is_understood_and_names_nobody(title: str) -> None:
    assert told(title, "wall") == NAMES_NOBODY


@pytest.mark.parametrize("owners", [OLIVE, frozenset()])
@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Bo Li wrote on Olive Owner's timeline.", "Bo Li"),
        ("Bo Li wrote on your timeline.", "Bo Li"),
        ("Bob's Burgers wrote on Olive Owner's profile.", "Bob's Burgers"),
        ("Facebook user wrote on your timeline.", None),
    ],
)
def test_who_wrote_on_the_owners_timeline(
    title: str, name: str | None, owners: frozenset[str]
) -> None:
    assert writers([title], owners) == [Said(understood=True, name=name)]


def test_a_writer_with_an_odd_name_comes_out_right_when_the_owner_is_known() -> None:
    title = "Ann wrote on Ice's timeline wrote on Olive Owner's timeline."
    assert writers([title], OLIVE)[0].name == "Ann wrote on Ice's timeline"
    owned = "Olive Owner wrote on Olive Owner's timeline."
    assert writers([owned, "Bo Li hat etwas geschrieben.", None], OLIVE) == [
        NAMES_NOBODY, NOT_UNDERSTOOD, NO_TITLE,
    ]  # fmt: skip


NAMES = st.text(min_size=1, max_size=30).map(name_of).filter(bool)


@given(name=NAMES, owner=NAMES)
def test_any_name_comes_back_whole(name: str, owner: str) -> None:
    expected = None if name == owner else name
    owners = frozenset({owner})
    for title in (f"{owner} commented on {name}'s post.", f"{owner} replied to {name}'s comment."):
        assert told(title, "comment", owners) == Said(understood=True, name=expected)
    assert told(f"{owner} liked {name}'s photo.", "reaction", owners).name == expected


@given(title=st.text(max_size=200), kind=st.sampled_from(["comment", "reaction", "wall"]))
def test_no_title_breaks_it(title: str, kind: str) -> None:
    assert told(title, kind, frozenset()) in {NOT_UNDERSTOOD, NO_TITLE, NAMES_NOBODY} or title
    assert len(writers([title, title], OLIVE)) == 2
