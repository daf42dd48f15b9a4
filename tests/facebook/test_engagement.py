from __future__ import annotations

from typing import Any

import pytest
from polars.testing import assert_frame_equal

from reciprocity.sources.base import Owner, empty_raw
from reciprocity.sources.facebook import engagement
from reciprocity.sources.facebook.source import ShapeError
from tests.facebook.downloads import seconds
from tests.facebook.sources import NOBODY, OLIVE, kinds, raw, source

AT = "2021-05-01T10:00:00"
BO = "Bo Li"


def entry(title: Any = None, at: str = AT, **keys: Any) -> dict[str, Any]:
    titled = {} if title is None else {"title": title}
    return {"timestamp": seconds(at), **titled, **keys}


def comment(title: str, text: str, author: str = "Olive Owner") -> dict[str, Any]:
    return entry(title, data=[{"comment": {"comment": text, "author": author}}])


def reaction(title: str, actor: str = "Olive Owner") -> dict[str, Any]:
    return entry(title, data=[{"reaction": {"reaction": "LIKE", "actor": actor}}])


def generic(*labels: tuple[str, str], at: str = AT) -> dict[str, Any]:
    values = [{"label": label, "value": value} for label, value in labels]
    return entry(None, at, media=[], label_values=values, fbid="1")


@pytest.mark.parametrize("key", ["comments", "comments_v2"])
def test_comments_on_other_people_keep_their_words(key: str) -> None:
    rows = [
        comment("Olive Owner commented on Bo Li's post.", "Félicitations 🎉\nÀ bientôt"),
        comment("Olive Owner commented on her own post.", "Thank you all"),
        comment("Olive Owner replied to Zoé Blé's comment.", ""),
        entry("Olive Owner commented on Bo Li's photo.", attachments=[]),
    ]
    part = engagement.read_comments(source({key: rows}))
    constants = {"activity": "comment", "actor": "owner", "channel": "profile", "at": AT}
    assert_frame_equal(
        part.events,
        raw(
            {"name": BO, "row": 1, "text": "Félicitations 🎉\nÀ bientôt", **constants},
            {"name": "Zoé Blé", "row": 3, **constants},
            {"name": BO, "row": 4, **constants},
        ),
    )
    assert part.problems == ()


@pytest.mark.parametrize("owner", [NOBODY, Owner(name="Olive Old", handle=None)])
def test_the_author_of_the_comments_is_one_of_the_owners_names(owner: Owner) -> None:
    rows = [comment("Olive's on Top commented on Bo Li's post.", "Hello", "Olive's on Top")]
    part = engagement.read_comments(source({"comments": rows}, owner))
    assert part.events["name"].to_list() == [BO]


def test_reactions_as_an_object_and_as_a_bare_list() -> None:
    rows = [
        reaction("Olive Owner liked Bo Li's post."),
        reaction("Olive Owner liked a post."),
        reaction("Olive Owner reacted to Zoé Blé's photo."),
    ]
    expected = raw(
        {"name": BO, "row": 1},
        {"name": "Zoé Blé", "row": 3},
        activity="reaction",
        actor="owner",
        channel="profile",
        at=AT,
    )
    for value in ({"reactions": rows}, {"reactions_v2": rows}, rows):
        part = engagement.read_reactions(source(value))
        assert_frame_equal(part.events, expected)
        assert part.problems == ()


def test_generic_reactions_name_the_author_in_any_language() -> None:
    nested = [{"title": "Tác giả", "dict": [{"dict": [{"label": "Tên", "value": BO}]}]}]
    link = "https://www.facebook.com/1"
    rows = [
        generic(("Reaction", "Like"), ("URL", link), ("Name", BO)),
        generic(("Reakce", "Super"), ("Adresa", link), ("Jméno", BO)),
        entry(label_values=[{"label": "Cảm xúc", "value": "Thích"}, *nested]),
        generic(("Reaction", "Like"), ("URL", link), ("Name", "Olive Owner")),
        generic(("Reaction", "Like"), ("URL", link)),
    ]
    part = engagement.read_reactions(source(rows))
    expected = raw(
        *({"name": BO, "row": row} for row in (1, 2, 3)),
        activity="reaction",
        actor="owner",
        channel="profile",
        at=AT,
    )
    assert_frame_equal(part.events, expected)
    assert part.problems == ()


def test_own_posts_on_the_timelines_of_others() -> None:
    rows = [
        entry(
            "Olive Owner wrote on Bo Li's timeline.",
            data=[{"update_timestamp": 1}, {"post": "Happy birthday, Bo! 🎂"}],
        ),
        entry("Olive Owner updated her status.", data=[{"post": "Nobody's business"}]),
        entry(data=[{"post": "No title"}]),
        entry("Olive Owner wrote on Bo Li's timeline.", attachments=[]),
    ]
    expected = raw(
        {"name": BO, "row": 1, "text": "Happy birthday, Bo! 🎂"},
        {"name": BO, "row": 4},
        activity="wall_post",
        actor="owner",
        channel="profile",
        at=AT,
    )
    for value in (rows, {"status_updates": rows}):
        part = engagement.read_own_posts(source(value))
        assert_frame_equal(part.events, expected)
        assert part.problems == ()


@pytest.mark.parametrize(("message", "target"), [("Message", "Target"), ("Zpráva", "Komu")])
def test_generic_posts_on_other_profiles(message: str, target: str) -> None:
    rows = [
        generic((message, "Happy birthday! https://example.org"), (target, BO)),
        generic((target, "Zoé Blé")),
        generic((message, "Only words")),
    ]
    part = engagement.read_own_posts(source(rows))
    expected = raw(
        {"name": BO, "row": 1, "text": "Happy birthday! https://example.org"},
        {"name": "Zoé Blé", "row": 2},
        activity="wall_post",
        actor="owner",
        channel="profile",
        at=AT,
    )
    assert_frame_equal(part.events, expected)


def test_generic_posts_whose_labels_do_not_agree_name_nobody() -> None:
    rows = [generic(("A", "x y"), ("B", BO)), generic(("A", "x y"), ("C", BO))]
    part = engagement.read_own_posts(source(rows))
    assert_frame_equal(part.events, empty_raw())
    assert kinds(part.problems) == [(None, "titles not understood")]


def test_posts_of_others_on_the_owners_timeline() -> None:
    rows = [
        entry("Bo Li wrote on Olive Owner's timeline.", data=[{"post": "Schöne Grüße"}]),
        entry("Zoé Blé wrote on your timeline."),
    ]  # fmt: skip
    expected = raw(
        {"name": BO, "row": 1, "text": "Schöne Grüße"},
        {"name": "Zoé Blé", "row": 2},
        activity="wall_post",
        actor="person",
        channel="profile",
        at=AT,
    )
    key = "wall_posts_sent_to_you"
    for value in ({key: rows}, {f"{key}_v2": rows}, {key: {"activity_log_data": rows}}, rows):
        part = engagement.read_others_posts(source(value))
        assert_frame_equal(part.events, expected)
        assert part.problems == ()


def poke(poker: Any, pokee: Any, at: str = AT) -> dict[str, Any]:
    return {"poker": poker, "pokee": pokee, "rank": 1, "timestamp": seconds(at)}


POKES = [poke("Olive Owner", BO), poke("Zoé Blé", "Olive Owner")]


@pytest.mark.parametrize(
    "value", [{"pokes": POKES}, {"pokes_v2": POKES}, {"pokes_v2": {"data": POKES}}]
)
@pytest.mark.parametrize("owner", [OLIVE, NOBODY, Owner(name="Olive Old", handle=None)])
def test_pokes_go_both_ways(value: Any, owner: Owner) -> None:
    part = engagement.read_pokes(source(value, owner))
    expected = raw(
        {"name": BO, "row": 1, "actor": "owner"},
        {"name": "Zoé Blé", "row": 2, "actor": "person"},
        activity="poke",
        channel="profile",
        at=AT,
    )
    assert_frame_equal(part.events, expected)
    assert part.problems == ()


def test_a_poke_between_nobody_known_is_a_problem() -> None:
    odd = [
        poke("Bo Li", "Zoé Blé"), poke("Olive Owner", "Olive Owner"), poke("Olive Owner", None),
        poke(5, "Olive Owner"), {}, None,
    ]  # fmt: skip
    part = engagement.read_pokes(source({"pokes": [*odd, POKES[0]]}))
    assert part.events["row"].to_list() == [7]
    assert kinds(part.problems) == [(row, "unreadable row") for row in range(1, 7)]
    alone = engagement.read_pokes(source({"pokes": POKES[:1]}, NOBODY))
    assert kinds(alone.problems) == [(1, "unreadable row")]


def test_bad_rows_are_counted_and_cost_no_good_one() -> None:
    title = "Olive Owner commented on Bo Li's post."
    rows: list[Any] = [
        None, 5, [], entry(7), entry([title]), {"title": title}, {"title": title, "timestamp": 0},
        comment(title, "Good"), entry(title, data=None), entry(title, data=[None, {"comment": 5}]),
        entry(title, data={"comment": {}}), {},
    ]  # fmt: skip
    part = engagement.read_comments(source({"comments_v2": rows}))
    assert part.events["row"].to_list() == [8, 9, 10, 11]
    assert part.events["text"].to_list() == ["Good", None, None, None]
    assert kinds(part.problems) == [
        *((row, "unreadable row") for row in (1, 2, 3, 4, 5)),
        (6, "impossible date"),
        (7, "impossible date"),
    ]


@pytest.mark.parametrize(("foreign", "problems"), [(2, 0), (3, 1)])
def test_most_titles_in_an_unknown_language_are_one_problem(foreign: int, problems: int) -> None:
    rows = [
        *[comment("Olive Owner commented on Bo Li's post.", "a")] * 2,
        *[comment("Olive Owner hat den Beitrag von Bo Li kommentiert.", "b")] * foreign,
    ]
    part = engagement.read_comments(source({"comments": rows}))
    assert part.events["row"].to_list() == [1, 2]
    assert kinds(part.problems) == [(None, "titles not understood")] * problems


@pytest.mark.parametrize(
    "read",
    [
        engagement.read_comments,
        engagement.read_reactions,
        engagement.read_own_posts,
        engagement.read_others_posts,
        engagement.read_pokes,
    ],
)
def test_empty_lists_are_fine_and_unknown_forms_are_told(read: Any) -> None:
    part = read(source([]))
    assert_frame_equal(part.events, empty_raw())
    assert part.problems == ()
    unknown: list[Any] = [None, "x", {}, {"other_v2": []}]
    for value in unknown:
        with pytest.raises(ShapeError):
            read(source(value))
