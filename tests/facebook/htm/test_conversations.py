"""Which blocks are one conversation, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.inspection import read
from reciprocity.sources.facebook.htm.conversations import read_conversations
from reciprocity.sources.facebook.htm.pages import parsed, read_messages_page
from tests.facebook.htm.writing import ME, page, said, single_thread, thread, write

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

AT = "Friday, October 4, 2013 at 10:{:02}pm PDT"
ID, MINE = "100001@facebook.com", "100009@facebook.com"


def _ids(*blocks: str, owner: str | None = ME, name: str = "") -> list[str]:
    found = read_messages_page(parsed(page("".join(blocks)).encode()))
    return [each.id for each in read_conversations(found.blocks, owner, name)]


def _block(people: list[str], *senders: str) -> str:
    talk = [said(sender, AT.format(40 - n), f"{sender} {n}") for n, sender in enumerate(senders)]
    return thread(people, talk)


def _read(tmp_path: Path, *blocks: str) -> Inspection:
    return read([write(tmp_path, {"html/messages.htm": page("".join(blocks))})])


def _parties(inspection: Inspection) -> list[tuple[str | None, str, bool]]:
    rows = inspection.events.sort("member", "row").select(
        "person_id", pl.col("actor").cast(pl.String), "is_group"
    )
    return rows.rows()


def test_blocks_of_the_same_people_are_one_conversation(tmp_path: Path) -> None:
    blocks = [_block(["Ann Roe", ME], "Ann Roe", ME), _block([ME, "ann roe"], ME)]
    inspection = _read(tmp_path, *blocks)
    assert inspection.events["conversation_id"].n_unique() == 1
    assert inspection.events["row"].sort().to_list() == [1, 2, 3]
    assert set(inspection.events["person_id"]) == {"facebook:name/ann roe"}


def test_the_owner_does_not_count_for_who_a_conversation_is_with() -> None:
    (single,) = _ids(single_thread(["Ann Roe"], []))
    assert _ids(_block(["Ann Roe", ME], ME), _block([ME, "Ann Roe"], ME)) == [single, single]


def test_other_people_are_another_conversation() -> None:
    ids = _ids(_block(["Ann Roe", ME], ME), _block(["Bo Li", ME], ME), _block(
        ["Bo Li", "Ann Roe", ME], ME))  # fmt: skip
    assert len(set(ids)) == 3


def test_people_who_are_gone_are_not_one_person(tmp_path: Path) -> None:
    blocks = [thread(["Facebook User", ME], [said("Facebook User", AT.format(n), f"I am {n}")])
              for n in (1, 2)]  # fmt: skip
    inspection = _read(tmp_path, *blocks)
    assert inspection.events["person_id"].n_unique() == 2
    assert inspection.people["name"].unique().to_list() == ["Facebook user"]


def test_an_id_is_whoever_writes_under_it_beside_the_owner(tmp_path: Path) -> None:
    blocks = [_block([ID, ME], "Ann Roe", ME), _block(["Ann Roe", ME], "Ann Roe")]
    inspection = _read(tmp_path, *blocks)
    assert set(inspection.events["person_id"]) == {"facebook:name/ann roe"}
    assert inspection.events["conversation_id"].n_unique() == 1


def test_an_id_under_which_nobody_writes_has_no_name(tmp_path: Path) -> None:
    inspection = _read(tmp_path, _block([ID, ME], ME, ID), _block(["Bo Li", ME], ME))
    gone = inspection.events.filter(pl.col("person_id").str.contains(":conversation/"))
    assert gone["actor"].cast(pl.String).to_list() == ["person", "owner"]
    assert not inspection.events["is_group"].any()
    assert inspection.people["name"].sort().to_list() == ["Bo Li", "Facebook user"]


def test_two_ids_of_one_name_are_two_people(tmp_path: Path) -> None:
    blocks = [_block([ID, ME], "Ann Roe"), _block(["100002@facebook.com", ME], "Ann Roe", ME)]
    inspection = _read(tmp_path, *blocks)
    assert inspection.events["conversation_id"].n_unique() == 2
    assert inspection.events["person_id"].n_unique() == 2


def test_the_owner_as_an_id(tmp_path: Path) -> None:
    blocks = [
        _block([ID, MINE], "Ann Roe", ME),
        _block([MINE, "100002@facebook.com"], "Bo Li", MINE),
        _block([MINE, "100002@facebook.com", ID], "Bo Li", ME),
    ]
    assert _parties(_read(tmp_path, *blocks)) == [
        ("facebook:name/ann roe", "person", False),
        ("facebook:name/ann roe", "owner", False),
        ("facebook:name/bo li", "person", False),
        ("facebook:name/bo li", "owner", False),
        ("facebook:name/bo li", "person", True),
        (None, "owner", True),
    ]


def test_one_block_of_two_ids_is_a_talk_of_two(tmp_path: Path) -> None:
    assert _parties(_read(tmp_path, _block([ID, MINE], "Ann Roe", ME))) == [
        ("facebook:name/ann roe", "person", False),
        ("facebook:name/ann roe", "owner", False),
    ]


def test_groups_of_the_same_people_in_pages_of_their_own(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        f"messages/{n}.html": page(
            single_thread(["Ann Roe", "Bo Li"], [said("Bo Li", AT.format(n), "Hi")], f"Group {n}"),
            owner=None,
        )
        for n in (1, 2)
    }
    inspection = read([write(tmp_path, members | {"html/messages.htm": page("")})])
    assert inspection.events["conversation_id"].n_unique() == 2
    assert inspection.events["is_group"].all()


def test_notes_to_oneself_are_nobodys(tmp_path: Path) -> None:
    talk = _block(["Ann Roe", ME], "Ann Roe")
    inspection = _read(tmp_path, _block([ME], ME, ME), talk)
    assert _parties(inspection) == [("facebook:name/ann roe", "person", False)]
    assert inspection.problems == ()


def test_a_page_without_a_name_needs_the_owner_from_the_user(tmp_path: Path) -> None:
    blocks = page(_block(["Ann Roe", ME], "Ann Roe", ME), owner=None)
    path = write(tmp_path, {"html/messages.htm": blocks, "index.htm": b"<p>"})
    inspection = read([path], owner=ME)
    assert _parties(inspection) == [
        ("facebook:name/ann roe", "person", False),
        ("facebook:name/ann roe", "owner", False),
    ]


def test_files_of_a_message_are_not_lost(tmp_path: Path) -> None:
    photo = said("Ann Roe", AT.format(1), "") + '<p><img src="messages/photos/1.jpg"/></p>'
    talk = thread(["Ann Roe", ME], [photo, said(ME, AT.format(0), "See https://example.org")])
    rows = _read(tmp_path, talk).events.sort("row").select("text", pl.col("channel").cast(str))
    assert rows.rows() == [(None, "direct"), ("See https://example.org", "direct")]


def test_conversations_that_are_referred_to_and_missing(tmp_path: Path) -> None:
    links = "".join(f'<p><a href="../messages/{n}.html">Ann Roe</a></p>' for n in (3, 4))
    talk = page(single_thread(["Ann Roe"], [said("Ann Roe", AT.format(1), "Hi")]), owner=None)
    inspection = read(
        [write(tmp_path, {"html/messages.htm": page(links), "messages/3.html": talk})]
    )
    assert inspection.events.height == 1
    assert [(p.member, p.kind) for p in inspection.problems] == [
        ("html/messages.htm", "missing file")
    ]
    # Half of them are gone, so that nobody's silence can be told.
    assert inspection.exports[0].coverage["message"]["from"] is None


@pytest.mark.parametrize("written", ["yesterday", "", "Friday, October 4, 2003 at 1:00am PDT"])
def test_a_message_without_a_moment_is_counted(tmp_path: Path, written: str) -> None:
    talk = [said("Ann Roe", AT.format(n), "Hi") for n in range(8, 0, -1)]
    blocks = [_block(["Bo Li", ME], ME), thread(["Ann Roe", ME], [said(ME, written, "x"), *talk])]
    inspection = _read(tmp_path, *blocks)
    assert inspection.events.height == 9
    assert [(p.member, p.row, p.kind) for p in inspection.problems] == [
        ("html/messages.htm", 2, "broken row")
    ]
