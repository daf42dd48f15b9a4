"""What is written is a download like LinkedIn's of 2026."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from simulation.world import Missing

from reciprocity.inspection import read
from tests.simulation.reading import connected, members, rows_of, slug, talks, truth_of

if TYPE_CHECKING:
    from tests.simulation.conftest import Written

END = datetime(2026, 6, 15, 9, 20, tzinfo=UTC)
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def day(text: str) -> datetime:
    return datetime.strptime(text, "%d %b %Y").replace(tzinfo=UTC)


def sent(text: str) -> datetime:
    return datetime.strptime(text, "%m/%d/%y, %I:%M %p").replace(tzinfo=LOS_ANGELES)


def test_the_reader_of_the_project_reads_all_of_it(written: Written) -> None:
    inspection = read(written.paths)
    assert not inspection.problems
    assert inspection.owner_name == written.world.owner.name
    for info in inspection.exports:
        assert not info.members["unknown"] + info.members["unreadable"]
        assert not info.duplicates
    truth = truth_of(written.truth)
    found = inspection.events.filter(inspection.events["activity"] == "endorsement")
    assert found.height == sum(
        int(row[f"endorsements_{side}"]) for row in truth for side in ("given", "received")
    )
    messages = inspection.events.filter(
        (inspection.events["activity"] == "message") & (inspection.events["channel"] != "note")
    )
    said = sum(int(row[f"messages_{side}"]) for row in truth for side in ("sent", "received"))
    noted = sum(int(row["notes"]) for row in truth)
    # A note without its invitation is a message like any other to whoever reads it.
    assert said <= messages.height <= said + noted


def test_headers(two: Written) -> None:
    text = members(two.paths[0])
    assert text["Connections.csv"].startswith('Notes:\n"When exporting your connection data, ')
    assert text["Connections.csv"].splitlines()[2:4] == [
        "",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    ]
    assert text["Invitations.csv"].splitlines()[0] == (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    )
    assert text["messages.csv"].splitlines()[0] == (
        '"CONVERSATION ID","CONVERSATION TITLE","FROM","SENDER PROFILE URL","TO",'
        '"RECIPIENT PROFILE URLS","DATE","SUBJECT","CONTENT","FOLDER","ATTACHMENTS"'
    )


def test_what_is_missing_is_missing(written: Written) -> None:
    lacking = {Missing.MESSAGES: {"messages.csv"}, Missing.INVITATIONS: {"Invitations.csv"}}
    everything = {
        "Connections.csv", "Invitations.csv", "messages.csv", "Profile.csv",
        "Endorsement_Given_Info.csv", "Endorsement_Received_Info.csv",
    }  # fmt: skip
    for path in written.paths:
        assert set(members(path)) == everything - lacking.get(written.missing, set())
    truth = truth_of(written.truth)
    if written.missing == Missing.MESSAGES:
        assert all(row["messages_sent"] == row["messages_received"] == "0" for row in truth)
    if written.missing == Missing.INVITATIONS:
        assert all(row["invitations"] == "0" for row in truth)


def test_cut_messages_begin_late(written: Written) -> None:
    begin = END - timedelta(days=540)
    said = talks(written.paths, written.world.owner.slug).values()
    cut = written.missing == Missing.CUT
    for early in [at < begin for talk in said for at, *_ in talk] if cut else []:
        assert not early
    if written.missing in {Missing.NOTHING, Missing.INVITATIONS}:
        assert any(at < begin for talk in said for at, *_ in talk)


def test_invitations_hold_180_days_and_everybody_connected_in_them(many: Written) -> None:
    (path,) = many.paths
    since, listed = connected(path), set()
    for row in rows_of(path, "Invitations.csv"):
        ends = {slug(row["inviterProfileUrl"]), slug(row["inviteeProfileUrl"])}
        (other,) = ends - {many.world.owner.slug}
        listed.add(other)
        if other in since:
            assert END - day(since[other]) <= timedelta(days=181)
            assert sent(row["Sent At"]) < day(since[other]) + timedelta(days=1)
    inside = {one for one, on in since.items() if END - day(on) < timedelta(days=180)}
    assert inside <= listed
    assert len(inside) > 50


def test_connections_are_sorted_by_day(two: Written) -> None:
    for path in two.paths:
        days = [day(row["Connected On"]) for row in rows_of(path, "Connections.csv")]
        assert days == sorted(days, reverse=True)


def test_invitations_are_two_blocks_newest_first(many: Written) -> None:
    rows = rows_of(many.paths[0], "Invitations.csv")
    blocks = [list(block) for _, block in groupby(rows, lambda row: row["Direction"])]
    assert [block[0]["Direction"] for block in blocks] == ["OUTGOING", "INCOMING"]
    for block in blocks:
        times = [sent(row["Sent At"]) for row in block]
        assert times == sorted(times, reverse=True)


def test_conversations_and_the_rows_in_them_are_newest_first(two: Written) -> None:
    rows = rows_of(two.paths[1], "messages.csv")
    blocks = [list(block) for _, block in groupby(rows, lambda row: row["CONVERSATION ID"])]
    assert len({block[0]["CONVERSATION ID"] for block in blocks}) == len(blocks)
    newest = [block[0]["DATE"] for block in blocks]
    assert newest == sorted(newest, reverse=True)
    for block in blocks:
        dates = [row["DATE"] for row in block]
        assert dates == sorted(dates, reverse=True)


def test_a_note_stands_at_the_moment_of_the_accept(many: Written) -> None:
    accepted = {life.person.slug: life.person.since for life in many.world.lives}
    notes = {
        row["Message"]: slug(row["inviterProfileUrl"])
        for row in rows_of(many.paths[0], "Invitations.csv")
        if row["Message"] and row["Direction"] == "INCOMING"
    }
    rows = [
        row
        for row in rows_of(many.paths[0], "messages.csv")
        if notes.get(row["CONTENT"]) == slug(row["SENDER PROFILE URL"])
    ]
    assert rows
    for row in rows:
        assert row["DATE"] == f"{accepted[notes[row['CONTENT']]]:%Y-%m-%d %H:%M:%S} UTC"


def test_addresses_are_encoded_in_connections_only(many: Written) -> None:
    text = members(many.paths[0])
    assert "/in/j%C3%B6rg-" in text["Connections.csv"]
    assert "/in/jörg-" in text["messages.csv"]
    assert "%C3" not in text["Invitations.csv"] + text["messages.csv"]
    assert '"www.' not in text["Endorsement_Received_Info.csv"]
    assert ",www.linkedin.com/in/" in text["Endorsement_Received_Info.csv"]
