from __future__ import annotations

from collections import Counter

import pytest

from reciprocity.sample import STORY_PERSON
from reciprocity.sample.model import OWNER as OWNER_PERSON
from reciprocity.sample.people import of_kind
from reciprocity.sample.texts import lines_of
from tests.sample.reading import (
    ALL,
    EARLY,
    LATE,
    OWNER,
    connected,
    full_name,
    members,
    messages,
    table,
)


@pytest.mark.parametrize("sample", ALL)
def test_about_150_connections_and_enough_words(sample: str) -> None:
    assert 150 <= len(table(sample, "Connections.csv")) <= 165
    rows = messages(sample)
    assert 700 <= len(rows) <= 1300
    assert len({row["CONTENT"] for row in rows}) > 500
    assert rows[-1]["DATE"] > rows[0]["DATE"]


@pytest.mark.parametrize("sample", ALL)
def test_blank_connections_namesakes_and_odd_surnames(sample: str) -> None:
    rows = table(sample, "Connections.csv")
    blank = [
        row for row in rows if not any(value for key, value in row.items() if key != "Connected On")
    ]
    names = Counter(full_name(row) for row in rows if row["First Name"])
    assert len(blank) == 4
    assert [name for name, count in names.items() if count > 1] == ["Laura Winter"]
    assert {"NA", "None", "Null"} <= {row["Last Name"] for row in rows}


def test_one_night_changes_little() -> None:
    early, late = connected(EARLY), connected(LATE)
    assert set(early) - set(late) == {STORY_PERSON}
    assert set(late) - set(early) == {"Yusuf Demirkol"}
    gone = {row["To"] for row in table(EARLY, "Invitations.csv")} - {
        row["To"] for row in table(LATE, "Invitations.csv")
    }
    assert gone == {"Maribel Sotomonte"}
    assert "Maribel Sotomonte" not in late
    before = {tuple(row.values()) for row in messages(EARLY)}
    new = [row for row in messages(LATE) if tuple(row.values()) not in before]
    assert {(row["FROM"], row["DATE"]) for row in new} == {
        ("Yusuf Demirkol", "2021-02-11 07:12:35 UTC"),
        ("Laura Winter", "2021-02-11 08:03:15 UTC"),
    }
    assert len(new) == len(messages(LATE)) - len(messages(EARLY))
    changed = {name for name, text in members(LATE).items() if text != members(EARLY)[name]}
    assert changed == {"Connections.csv", "Invitations.csv", "messages.csv"}


def test_kinds_are_what_they_are_called() -> None:
    sent, received = _counts()
    for person in of_kind("collector"):
        assert sent[person.party.url] + received[person.party.url] == 0, person.name
    for person in of_kind("friend", "mentor", "lapsed", "seller"):
        assert min(sent[person.party.url], received[person.party.url]) >= 6, person.name
    for person in of_kind("one-sided-you"):
        assert (sent[person.party.url], received[person.party.url]) == (6, 0)
    for person in of_kind("one-sided-them"):
        assert sent[person.party.url] == 0
        assert received[person.party.url] >= 4
    for person in of_kind("pitch"):
        assert received[person.party.url] >= 1


def test_only_one_click_texts_from_those_who_only_click() -> None:
    texts = set(lines_of("short.txt"))
    for person in of_kind("click"):
        rows = messages(LATE, person.name)
        assert rows, person.name
        assert {row["CONTENT"] for row in rows} <= texts


@pytest.mark.parametrize("sample", ALL)
def test_some_write_but_are_not_connected(sample: str) -> None:
    for name in ("Clive Anstey-Moore", "Rex Tolliver"):
        assert len(messages(sample, name)) >= 3
        assert name not in connected(sample)


def test_rows_that_are_no_relationships() -> None:
    rows = messages(LATE)
    assert {row["CONTENT"] for row in rows if not row["FROM"] and not row["TO"]} == {
        "You opened this conversation through a feed ad",
        "Message request accepted",
        "Jörg Wendelmuth changed the conversation title to Third floor, reunited.",
        "Jörg Wendelmuth added Meike Thorwarth to the conversation.",
        "Stefan Auerswald left the conversation.",
    }
    adverts = [row for row in rows if row["CONVERSATION TITLE"] == "Sponsored Conversation"]
    assert any(row["FROM"] == OWNER and not row["RECIPIENT PROFILE URLS"] for row in adverts)
    assert any("spinmail-quill-editor" in row["CONTENT"] for row in rows)
    assert any("%FIRSTNAME%" in row["CONTENT"] for row in rows)
    mails = [row for row in rows if row["SUBJECT"]]
    assert any(row["SUBJECT"] == row["CONVERSATION TITLE"] for row in mails)
    assert any(not row["CONVERSATION TITLE"] for row in mails)
    assert any(row["ATTACHMENTS"] and not row["CONTENT"] for row in rows)
    assert sum("sent you a recommendation" in row["CONTENT"] for row in rows) == 6


def test_one_row_is_repeated() -> None:
    repeated = Counter(tuple(row.values()) for row in messages(LATE))
    assert [count for count in repeated.values() if count > 1] == [2]


def _counts() -> tuple[Counter[str], Counter[str]]:
    """Return profile address -> messages the owner sent there, and received from there."""
    rows = [row for row in messages(LATE) if "," not in row["RECIPIENT PROFILE URLS"]]
    rows = [row for row in rows if "recommendation" not in row["CONTENT"]]
    owner = OWNER_PERSON.party.url
    sent = Counter(
        row["RECIPIENT PROFILE URLS"] for row in rows if row["SENDER PROFILE URL"] == owner
    )
    return sent, Counter(row["SENDER PROFILE URL"] for row in rows)
