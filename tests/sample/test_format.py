from __future__ import annotations

import csv
import io
import re
from itertools import groupby

import pytest

from tests.sample.reading import (
    ALL,
    EARLY,
    LATE,
    OLD_EARLY,
    OLD_LATE,
    OWNER,
    connected,
    day,
    members,
    messages,
    sent_at,
    table,
    utc,
)

NEWEST, OLD = (EARLY, LATE), (OLD_EARLY, OLD_LATE)
ODD_TABLES = {"Connections.csv", "LearningCoachMessages.csv"}  # a preamble; a sentence
LINKS = re.compile(r"(?:https?://|www\.)([^/\s\"<>,\]]+)")
END = {EARLY: "2021-02-10", OLD_EARLY: "2021-02-10", LATE: "2021-02-11", OLD_LATE: "2021-02-11"}


@pytest.mark.parametrize("sample", ALL)
def test_every_table_is_rectangular(sample: str) -> None:
    for name, text in members(sample).items():
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        if name not in ODD_TABLES:
            assert {len(row) for row in rows} == {len(rows[0])}, name


@pytest.mark.parametrize("sample", NEWEST)
def test_headers_of_the_newest_format(sample: str) -> None:
    text = members(sample)
    assert text["Connections.csv"].startswith('Notes:\n"When exporting your connection data, ')
    assert text["Connections.csv"].splitlines()[2:4] == [
        "",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    ]
    assert _header(sample, "Invitations.csv") == (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    )
    assert _header(sample, "messages.csv") == (
        '"CONVERSATION ID","CONVERSATION TITLE","FROM","SENDER PROFILE URL","TO",'
        '"RECIPIENT PROFILE URLS","DATE","SUBJECT","CONTENT","FOLDER","ATTACHMENTS"'
    )
    assert "Endorser Public Url" in _header(sample, "Endorsement_Received_Info.csv")
    dates = [row["Creation Date"] for row in table(sample, "Recommendations_Received.csv")]
    assert dates[-1] == "09/10/13, 07:15 AM"


@pytest.mark.parametrize("sample", OLD)
def test_headers_of_the_old_format(sample: str) -> None:
    assert _header(sample, "Connections.csv") == (
        "First Name,Last Name,Email Address,Company,Position,Connected On"
    )
    assert _header(sample, "Invitations.csv") == "From,To,Sent At,Message,Direction"
    assert _header(sample, "messages.csv") == (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
    )
    assert "Endorser Public Url" not in _header(sample, "Endorsement_Received_Info.csv")
    dates = [row["Creation Date"] for row in table(sample, "Recommendations Received.csv")]
    assert dates[-1] == "9/10/13, 12:15 AM"


@pytest.mark.parametrize(("newest", "old"), [(EARLY, OLD_EARLY), (LATE, OLD_LATE)])
def test_the_old_format_holds_the_same_messages_flattened(newest: str, old: str) -> None:
    first, second = table(newest, "messages.csv"), table(old, "messages.csv")
    assert len(first) == len(second)
    assert [row["CONTENT"].replace("\n", " ") for row in first] == [
        row["CONTENT"] for row in second
    ]
    assert any("\n" in row["CONTENT"] for row in first)
    assert connected(newest) == connected(old)


@pytest.mark.parametrize("sample", ALL)
def test_the_order_of_the_rows(sample: str) -> None:
    days = [day(row["Connected On"]) for row in table(sample, "Connections.csv")]
    assert days == sorted(days, reverse=True)
    blocks = [list(rows) for _, rows in groupby(table(sample, "messages.csv"), _conversation)]
    assert len({_conversation(rows[0]) for rows in blocks}) == len(blocks)
    newest = [rows[0]["DATE"] for rows in blocks]
    assert newest == sorted(newest, reverse=True)
    for rows in blocks:
        dates = [row["DATE"] for row in rows]
        assert dates == sorted(dates, reverse=True)
        assert len(_conversation(rows[0])) == 58


@pytest.mark.parametrize("sample", ALL)
def test_invitations_are_two_blocks_newest_first(sample: str) -> None:
    rows = table(sample, "Invitations.csv")
    blocks = [(key, list(block)) for key, block in groupby(rows, lambda row: row["Direction"])]
    assert [key for key, _ in blocks] == ["OUTGOING", "INCOMING"]
    for key, block in blocks:
        times = [sent_at(row["Sent At"]) for row in block]
        assert times == sorted(times, reverse=True)
        assert {row["From" if key == "OUTGOING" else "To"] for row in block} == {OWNER}


@pytest.mark.parametrize("sample", ALL)
def test_invitations_hold_the_last_180_days_and_everybody_connected_in_them(sample: str) -> None:
    end = day(f"{END[sample][-2:]} Feb 2021")
    known = connected(sample)
    names = set()
    for row in table(sample, "Invitations.csv"):
        name = row["To"] if row["Direction"] == "OUTGOING" else row["From"]
        last = day(known[name]) if name in known else sent_at(row["Sent At"])
        assert (end - last).days <= 180
        names.add(name)
    inside = {name for name, date in known.items() if (end - day(date)).days <= 180}
    assert inside <= names
    assert len(inside) > 10


@pytest.mark.parametrize("sample", ALL)
def test_a_note_shows_at_the_second_of_the_accept(sample: str) -> None:
    known = connected(sample)
    texts = {row["CONTENT"].replace("\n", " "): utc(row["DATE"]) for row in messages(sample)}
    noted = [row for row in table(sample, "Invitations.csv") if row["Message"]]
    accepted = 0
    for row in noted:
        name = row["To"] if row["Direction"] == "OUTGOING" else row["From"]
        if name in known:
            assert texts[row["Message"]].date() == day(known[name]).date()
            assert texts[row["Message"]] > sent_at(row["Sent At"])
            accepted += 1
    assert accepted == (3 if END[sample] == "2021-02-11" else 2)
    assert {"Tariq Benslimane"} == {
        row["To"] for row in noted if row["Message"] not in texts and row["Direction"] == "OUTGOING"
    }


@pytest.mark.parametrize("sample", ALL)
def test_no_link_leads_to_a_real_site(sample: str) -> None:
    for name, text in members(sample).items():
        for host in LINKS.findall(text):
            assert host.removeprefix("www.") == "linkedin.com" or host.endswith(".example"), name
        assert all(address.endswith(".example") for address in re.findall(r"@([\w.-]+\.\w+)", text))


@pytest.mark.parametrize("sample", NEWEST)
def test_addresses_are_encoded_in_connections_only(sample: str) -> None:
    text = members(sample)
    assert "/in/j%C3%B6rg-wendelmuth-" in text["Connections.csv"]
    assert "/in/jörg-wendelmuth-" in text["messages.csv"]
    assert "%" not in text["Invitations.csv"]
    rows = table(sample, "Endorsement_Received_Info.csv")
    assert {row["Endorser Public Url"][:20] for row in rows} == {"www.linkedin.com/in/"}


def _header(sample: str, member: str) -> str:
    return members(sample)[member].splitlines()[0]


def _conversation(row: dict[str, str]) -> str:
    return row["CONVERSATION ID"]
