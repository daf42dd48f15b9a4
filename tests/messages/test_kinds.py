"""Which rows of messages.csv passed between two people, and which are kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.exports import M6, url
from tests.messages.reading import (
    ANN,
    BO,
    M3,
    M5,
    ME,
    MEMBER,
    NOBODY,
    apart,
    inspected,
    row,
    said,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

HERS = "linkedin:ann-roe"
SPINMAIL = (
    '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%,</p><br><strong>Buy</strong>'
)


def _hers(at: str, actor: str, text: str | None, channel: str = "direct") -> tuple[object, ...]:
    return HERS, "message", at, actor, channel, text


def test_a_sponsored_conversation_with_the_owner_s_clicks(tmp_path: Path) -> None:
    title = {"conversation_title": "Sponsored Conversation"}
    inspection = inspected(
        tmp_path,
        row("a1", (MEMBER, ""), ME, "2024-02-03 10:02:00", "Here is the link", **title),
        row("a1", ME, (MEMBER, ""), "2024-02-03 10:01:00", "Tell me more", **title),
        row("a1", (MEMBER, ""), ME, "2024-02-03 10:00:00", SPINMAIL, **title),
    )
    assert said(inspection) == []
    assert apart(inspection) == {"sponsored": 3}
    assert set(inspection.people["person_id"]) == {HERS, "linkedin:bo-li"}


def test_a_message_ad(tmp_path: Path) -> None:
    inspection = inspected(
        tmp_path,
        row("a2", ("Cy Seller", ""), ME, "2024-02-03 10:00:00", SPINMAIL,
            conversation_title="Grow faster", folder="ARCHIVE"),
    )  # fmt: skip
    assert said(inspection) == []
    assert apart(inspection) == {"advert": 1}


def test_an_inmail_titled_by_its_subject(tmp_path: Path) -> None:
    """A recruiter's: title and subject are equal on every row."""
    same = {"conversation_title": "A role", "subject": "A role"}
    inspection = inspected(
        tmp_path,
        row("c1", ME, ANN, "2024-02-04 10:00:00", "No, thanks", **same),
        row("c1", ANN, ME, "2024-02-03 10:00:00", "Would you?", **same),
    )
    assert said(inspection) == [
        _hers("2024-02-03 10:00:00", "person", "Would you?", "inmail"),
        _hers("2024-02-04 10:00:00", "owner", "No, thanks", "inmail"),
    ]
    assert apart(inspection) == {}


def test_an_inmail_with_a_subject_on_its_first_row(tmp_path: Path) -> None:
    inspection = inspected(
        tmp_path,
        row("c1", ANN, ME, "2024-02-04 10:00:00", "Yes?"),
        row("c1", ME, ANN, "2024-02-03 10:00:00", "May I ask?", subject="A question"),
    )
    assert said(inspection) == [
        _hers("2024-02-03 10:00:00", "owner", "May I ask?", "inmail"),
        _hers("2024-02-04 10:00:00", "person", "Yes?", "inmail"),
    ]


@pytest.mark.parametrize("header", [M3, M5], ids=["M3", "M5"])
def test_drafts(tmp_path: Path, header: str) -> None:
    draft = {"is_message_draft": "Yes", "folder": ""}
    inspection = inspected(
        tmp_path,
        row("c1", ME, ANN, "2024-02-05 10:00:00", "I never sent this", **draft),
        row("c1", ANN, ME, "2024-02-03 10:00:00", "Hello"),
        row("", ME, NOBODY, "2024-02-06 10:00:00", "Nor this", **draft),
        header=header,
        newest=False,
    )
    assert said(inspection) == [_hers("2024-02-03 10:00:00", "person", "Hello")]
    assert apart(inspection) == {"draft": 2}


@pytest.mark.parametrize(("opener", "acceptor"), [("person", "owner"), ("owner", "person")])
def test_an_accepted_message_request(tmp_path: Path, opener: str, acceptor: str) -> None:
    """Until 2024-03 without sender and recipient; who did not write first accepted it."""
    ends = (ANN, ME) if opener == "person" else (ME, ANN)
    inspection = inspected(
        tmp_path,
        row("c1", ends[1], ends[0], "2024-02-03 12:00:00", "Hello to you"),
        row("c1", NOBODY, NOBODY, "2024-02-03 11:00:00", "Message request accepted"),
        row("c1", ends[0], ends[1], "2024-02-03 10:00:00", "Hello"),
    )
    assert said(inspection) == [
        _hers("2024-02-03 10:00:00", opener, "Hello"),
        (HERS, "message_request_accepted", "2024-02-03 11:00:00", acceptor, "direct", None),
        _hers("2024-02-03 12:00:00", acceptor, "Hello to you"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe added Bo Li to the conversation.",
        "Ann Roe left the conversation.",
        "Ann Roe changed the conversation title to Gardens.",
        "You opened this conversation through a feed ad",
        "",
    ],
)
def test_lines_of_the_system_without_anybody(tmp_path: Path, text: str) -> None:
    inspection = inspected(
        tmp_path,
        row("c1", NOBODY, NOBODY, "2024-02-03 11:00:00", text),
        row("c1", ANN, ME, "2024-02-03 10:00:00", "Hello"),
    )
    assert said(inspection) == [_hers("2024-02-03 10:00:00", "person", "Hello")]
    assert apart(inspection) == {"system": 1}


GROUP = (f"Olive Owner,{BO[0]}", f"{ME[1]},{BO[1]}")


@pytest.mark.parametrize(
    ("sender", "text"),
    [
        (ANN, "Ann Roe added Cy Day to the conversation."),
        (ANN, "Ann Roe left the conversation."),
        (ANN, "Ann Roe removed Bo Li from the conversation."),
        (ME, "You added Cy Day to the conversation."),
    ],
)
def test_lines_of_the_system_with_an_actor(
    tmp_path: Path, sender: tuple[str, str], text: str
) -> None:
    """From the middle of 2024."""
    inspection = inspected(
        tmp_path,
        row("g1", sender, GROUP, "2024-02-03 11:00:00", text),
        row("g1", ANN, GROUP, "2024-02-03 10:00:00", "Hello both"),
    )
    assert said(inspection) == [_hers("2024-02-03 10:00:00", "person", "Hello both", "group")]
    assert apart(inspection) == {"system": 1}


def test_words_like_those_of_the_system(tmp_path: Path) -> None:
    """Between two people nobody can be added, so somebody has written this."""
    text = "You left the conversation."
    inspection = inspected(tmp_path, row("c1", ANN, ME, "2024-02-03 10:00:00", text))
    assert said(inspection) == [_hers("2024-02-03 10:00:00", "person", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe sent you a recommendation  View: https://www.linkedin.com/recs/received",
        "I've written this recommendation of your work to include on your profile. Kind.",
    ],
)
def test_the_notice_of_a_recommendation(tmp_path: Path, text: str) -> None:
    inspection = inspected(tmp_path, row("c1", ANN, ME, "2024-02-03 10:00:00", text))
    assert said(inspection) == []
    assert apart(inspection) == {"notice": 1}


def test_a_group(tmp_path: Path) -> None:
    """What the owner wrote there is addressed to no single person."""
    inspection = inspected(
        tmp_path,
        row("g1", BO, ("Olive Owner,Ann Roe", f"{ME[1]},{ANN[1]}"), "2024-02-03 12:00:00", "Hi"),
        row("g1", ANN, GROUP, "2024-02-03 11:00:00", "Hello both"),
        row("g1", ME, ("Ann Roe,Bo Li", f"{ANN[1]},{BO[1]}"), "2024-02-03 10:00:00", "Hello all"),
        row("g1", ("Cy Day", url("cy-day")), GROUP, "2024-02-03 09:00:00", "I am not connected"),
    )
    assert said(inspection) == [
        ("linkedin:cy-day", "message", "2024-02-03 09:00:00", "person", "group",
         "I am not connected"),
        (None, "message", "2024-02-03 10:00:00", "owner", "group", "Hello all"),
        _hers("2024-02-03 11:00:00", "person", "Hello both", "group"),
    ]  # fmt: skip
    assert inspection.events.filter(inspection.events["is_group"]).height == 4
    assert set(inspection.people["person_id"]) == {HERS, "linkedin:bo-li"}


def test_a_comma_in_a_name_makes_no_group(tmp_path: Path) -> None:
    doe = ("Ann Doe, PhD", url("ann-doe"))
    inspection = inspected(
        tmp_path,
        row("c1", ME, doe, "2024-02-03 11:00:00", "Hello"),
        row("c1", doe, ME, "2024-02-03 10:00:00", "Hello there"),
        row("c2", ME, ("Cy Day, MBA, CPA", url("cy-day")), "2024-02-03 12:00:00", "And you"),
    )
    assert said(inspection) == [
        ("linkedin:ann-doe", "message", "2024-02-03 10:00:00", "person", "direct", "Hello there"),
        ("linkedin:ann-doe", "message", "2024-02-03 11:00:00", "owner", "direct", "Hello"),
        ("linkedin:cy-day", "message", "2024-02-03 12:00:00", "owner", "direct", "And you"),
    ]
    names = dict(inspection.people.select("person_id", "name").rows())
    assert names["linkedin:ann-doe"] == "Ann Doe, PhD"
    assert names["linkedin:cy-day"] == "Cy Day, MBA, CPA"


def test_commas_in_the_names_of_a_group(tmp_path: Path) -> None:
    doe = ("Ann Doe, PhD", url("ann-doe"))
    inspection = inspected(
        tmp_path,
        row("g1", ME, ("Ann Doe, PhD,Bo Li", f"{doe[1]},{BO[1]}"), "2024-02-03 10:00:00", "All"),
    )
    assert said(inspection) == [(None, "message", "2024-02-03 10:00:00", "owner", "group", "All")]


@pytest.mark.parametrize("lost", [NOBODY, (MEMBER, "")], ids=["no name", "LinkedIn Member"])
def test_a_name_lost_in_a_conversation_stays_the_same_person(
    tmp_path: Path, lost: tuple[str, str]
) -> None:
    """The two forms of a closed account stand next to normal rows of the same conversation."""
    inspection = inspected(
        tmp_path,
        row("c1", ME, lost, "2024-02-03 13:00:00", "Four"),
        row("c1", lost, ME, "2024-02-03 12:00:00", "Three"),
        row("c1", ME, ANN, "2024-02-03 11:00:00", "Two"),
        row("c1", ANN, ME, "2024-02-03 10:00:00", "One"),
    )
    assert said(inspection) == [
        _hers("2024-02-03 10:00:00", "person", "One"),
        _hers("2024-02-03 11:00:00", "owner", "Two"),
        _hers("2024-02-03 12:00:00", "person", "Three"),
        _hers("2024-02-03 13:00:00", "owner", "Four"),
    ]


@pytest.mark.parametrize("lost", [NOBODY, (MEMBER, "")], ids=["no name", "LinkedIn Member"])
def test_closed_accounts_are_told_apart_by_conversation(
    tmp_path: Path, lost: tuple[str, str]
) -> None:
    inspection = inspected(
        tmp_path,
        row("c2", lost, ME, "2024-02-04 10:00:00", "Another"),
        row("c1", ME, lost, "2024-02-03 11:00:00", "Two"),
        row("c1", lost, ME, "2024-02-03 10:00:00", "One"),
    )
    found = said(inspection)
    assert [entry[1:] for entry in found] == [
        ("message", "2024-02-03 10:00:00", "person", "direct", "One"),
        ("message", "2024-02-03 11:00:00", "owner", "direct", "Two"),
        ("message", "2024-02-04 10:00:00", "person", "direct", "Another"),
    ]
    one, same, another = (entry[0] for entry in found)
    assert one == same != another
    assert apart(inspection) == {}


def test_exact_duplicates_count_once(tmp_path: Path) -> None:
    twice = row("c1", ANN, ME, "2024-02-03 10:00:00", "Hello")
    inspection = inspected(
        tmp_path, twice, twice, row("c1", ANN, ME, "2024-02-03 10:00:01", "Hello")
    )
    assert said(inspection) == [
        _hers("2024-02-03 10:00:00", "person", "Hello"),
        _hers("2024-02-03 10:00:01", "person", "Hello"),
    ]
    assert inspection.exports[0].duplicates == 1


def test_an_attachment_alone(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/dms/prv/image/v2/x?m=1&ne=1&v=beta&t=y"
    inspection = inspected(
        tmp_path,
        row("c1", ANN, ME, "2024-02-03 11:00:00", "", attachments=link),
        row("c1", ANN, ME, "2024-02-03 10:00:00", " "),
    )
    assert said(inspection) == [
        _hers("2024-02-03 10:00:00", "person", None),
        _hers("2024-02-03 11:00:00", "person", None),
    ]


def test_an_unaddressed_person_is_no_advert(tmp_path: Path) -> None:
    """Many exports leave out some addresses; an advert has a title or the tags of its editor."""
    inspection = inspected(
        tmp_path,
        row("c1", ME, ("Ann Roe", ""), "2024-02-03 11:00:00", "Hello to you"),
        row("c1", ("Ann Roe", ""), ME, "2024-02-03 10:00:00", "Hello"),
    )
    assert said(inspection) == [
        _hers("2024-02-03 10:00:00", "person", "Hello"),
        _hers("2024-02-03 11:00:00", "owner", "Hello to you"),
    ]


def test_words_about_tags_are_no_advert(tmp_path: Path) -> None:
    inspection = inspected(
        tmp_path, row("c1", ANN, ME, "2024-02-03 10:00:00", "They sent me %FIRSTNAME%, imagine")
    )
    assert apart(inspection) == {}


@pytest.mark.parametrize(
    "name",
    ["coach_messages", "guide_messages", "learning_coach_messages", "learning_role_play_messages"],
)
def test_chats_with_the_platform_s_assistants(tmp_path: Path, name: str) -> None:
    chat = written([row("k1", ANN, ME, "2024-02-03 10:00:00", "How did that feel?")])
    inspection = inspected(tmp_path, more={name: chat})
    assert said(inspection) == []
    assert inspection.exports[0].members["ignored"] == [f"{name}.csv"]


def test_columns_of_the_future(tmp_path: Path) -> None:
    rows = [row("c1", ANN, ME, "2024-02-03 10:00:00", "Hello, you", reactions="LIKE")]
    plain = inspected(tmp_path, *rows)
    more = inspected(tmp_path, *rows, header=f"{M6},REACTIONS,READ AT")
    assert more.events.equals(plain.events)
    assert more.problems == ()


def test_ids_that_end_alike_are_other_conversations(tmp_path: Path) -> None:
    """Real ones all end alike: in base64, the same three characters (linkedin.md 2.3)."""
    people = [(f"Cy Day {n}", url(f"cy-day-{n}")) for n in range(5)]
    inspection = inspected(
        tmp_path,
        *(
            row(f"2-MGExYjJj{n}LTFhMmItXzEwMA==", each, ME, f"2024-02-03 10:0{n}:00", "Hello")
            for n, each in enumerate(people)
        ),
    )
    assert [(who, channel) for who, *_, channel, _ in said(inspection)] == [
        (f"linkedin:cy-day-{n}", "direct") for n in range(5)
    ]
