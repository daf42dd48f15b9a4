"""What is new in a download is told, and costs nothing of what is read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity import read
from reciprocity.cli import output
from reciprocity.contracts import inspect_document
from reciprocity.sample import build_samples
from reciprocity.sources.facebook import known as facebook
from reciprocity.sources.facebook import members as facebook_members
from reciprocity.sources.linkedin import members as linkedin_members
from reciprocity.sources.linkedin.known import known_columns
from tests.exports import I3, M6, NAME, connections, invitations, messages, write_zip
from tests.facebook.downloads import as_json, entries, message, thread
from tests.facebook.trees import DATED, PATHS, tree, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reciprocity.inspection import Inspection
    from reciprocity.sources.base import Drift

LINKEDIN = {
    "Connections.csv": connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
    "Invitations.csv": invitations(("INCOMING", "Ann Roe", "ann-roe", "1/31/24, 8:15 AM", "Hi")),
    "messages.csv": messages(("c", "<", "Ann Roe", "ann-roe", "2024-02-02 10:00:00", "Hello")),
}
STAMP = 1_700_000_000
FRIENDS = PATHS["friends"]
BOX = "your_facebook_activity/messages/inbox/.../"


def linkedin(folder: Path, **changed: str) -> Inspection:
    """Return what a LinkedIn download with these files changed says."""
    members = {**LINKEDIN, **{f"{name}.csv": text for name, text in changed.items()}}
    return read([write_zip(folder / NAME, members)])


def facebook_with(folder: Path, members: Mapping[str, Any]) -> Inspection:
    """Return what a Facebook download with these members added or changed says."""
    added = {k: v if isinstance(v, bytes) else as_json(v) for k, v in members.items()}
    return read([zipped(folder / f"{DATED}.zip", {**tree("2024"), **added})])


def drifts(inspection: Inspection) -> dict[str, tuple[list[str], int]]:
    """Return new names and the number of others by member."""
    return {d.member: (list(d.new), d.others) for info in inspection.exports for d in info.drift}


def with_column(table: str, header: str, new: str) -> str:
    """Return a table with one more column, empty in every row."""
    first = next(line for line in table.splitlines() if line.replace('"', "") == header)
    head, _, rows = table.partition(f"{first}\n")
    return f"{head}{first},{new}\n" + "".join(f"{row},\n" for row in rows.splitlines())


def test_a_new_column_is_told_and_everything_is_read_as_ever(tmp_path: Path) -> None:
    drifted = linkedin(
        tmp_path,
        Invitations=with_column(LINKEDIN["Invitations.csv"], I3, "Mood"),
        messages=with_column(LINKEDIN["messages.csv"], M6, '"IS READ"'),
    )
    plain = linkedin(tmp_path)
    assert drifts(drifted) == {"Invitations.csv": (["Mood"], 0), "messages.csv": (["IS READ"], 0)}
    assert drifts(plain) == {}
    assert drifted.events.equals(plain.events)
    assert drifted.problems == plain.problems == ()
    assert [replace(each, drift=()) for each in drifted.exports] == list(plain.exports)


def test_columns_of_any_year_in_any_spelling_are_not_new(tmp_path: Path) -> None:
    old = (
        "first_name,LAST NAME,Address,Email Address,Company,Position,Connected On,Websites,"
        "Instant Messengers,\nAnn,Roe,,,,,01 Feb 2024,,,\n"
    )
    assert drifts(linkedin(tmp_path, Connections=old)) == {}


def test_no_file_of_the_samples_drifts(tmp_path: Path) -> None:
    for place, (name, data) in enumerate(build_samples().items()):
        path = tmp_path / str(place) / name.rpartition("/")[2]
        path.parent.mkdir()
        path.write_bytes(data)
        assert drifts(read([path])) == {}


def test_everything_that_is_read_has_its_known_names() -> None:
    files = {name for rule in linkedin_members.RULES for name in rule.names}
    assert files - known_columns().keys() == set()
    assert {rule.kind for rule in facebook_members.RULES} - facebook.known_lists() == set()


def test_what_is_no_name_of_a_column_is_counted(tmp_path: Path) -> None:
    hostile = ["\x1b[31mRed", "ann.roe@mail.example", "x" * 500, "tel 0049123456789", "Mood/Tone"]
    header = ",".join(f'"{name}"' for name in hostile)
    rows = (
        f'From,To,Sent At,Message,Direction,{header}\n"A","B","1/31/24, 8:15 AM",,INCOMING,,,,,\n'
    )
    assert drifts(linkedin(tmp_path, Invitations=rows)) == {"Invitations.csv": (["Mood/Tone"], 4)}


def test_only_so_many_new_names_are_told(tmp_path: Path) -> None:
    header = ",".join(f"New{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(100))
    table = with_column(LINKEDIN["Invitations.csv"], I3, header)
    ((new, others),) = drifts(linkedin(tmp_path, Invitations=table)).values()
    assert (len(new), others) == (30, 70)


@pytest.mark.parametrize(
    ("value", "new"),
    [
        (entries("friends_v2", [("Ann Roe", "2023-04-01T10:00:00")], mood=1), ["mood"]),
        ({**entries("friends_v3", [("Ann Roe", "2023-04-01T10:00:00")]), "hue": 1}, ["hue"]),
        (entries("friends", [("Ann Roe", "2023-04-01T10:00:00")], contact_info="a"), []),
        ([{"name": "Ann Roe", "timestamp": 1_700_000_000, "mood": {"deep": 1}}], ["mood"]),
        ([{"timestamp": STAMP, "label_values": [{"label": "Name", "value": "A", "hue": 1}]}],
         ["label_values.hue"]),
    ],
)  # fmt: skip
def test_a_new_key_of_a_list_is_told(tmp_path: Path, value: Any, new: list[str]) -> None:
    inspection = facebook_with(tmp_path, {FRIENDS: value})
    assert drifts(inspection) == ({FRIENDS: (new, 0)} if new else {})
    assert inspection.problems == ()


def test_sections_and_inner_objects_of_lists_are_compared(tmp_path: Path) -> None:
    blocked = {
        "name": "Blocked", "description": "d", "tint": 1,
        "entries": [{"timestamp": 1_700_000_000, "data": {"name": "Ann Roe", "hue": 1}}],
    }  # fmt: skip
    comment = {"timestamp": 1_700_000_000, "comment": "a", "author": "Olive", "tone": 1}
    comments = [{"timestamp": 1_700_000_000, "title": "Olive commented.",
                 "data": [{"comment": comment}], "attachments": [{"x": 1}]}]  # fmt: skip
    list_of_blocked = "messages/messenger_contacts_you've_blocked.json"
    members = {
        list_of_blocked: {"messenger_contacts_blocked_v2": blocked},
        "comments_and_reactions/comments.json": {"comments_v2": comments},
    }  # fmt: skip
    assert drifts(facebook_with(tmp_path, members)) == {
        list_of_blocked: (["data.hue", "tint"], 0),
        "comments_and_reactions/comments.json": (["data.comment.tone"], 0),
    }


def test_keys_that_may_be_somebodys_are_counted(tmp_path: Path) -> None:
    record = {"name": "Ann Roe", "timestamp": 1_700_000_000, "Ann Roe": 1, "a@b.example": 1}
    found = drifts(facebook_with(tmp_path, {FRIENDS: [{**record, "0049123456": 1, "mood": 1}]}))
    assert found == {FRIENDS: (["mood"], 3)}


def new_thread(number: int, **keys: Any) -> dict[str, Any]:
    """Return a conversation in which the newest message has these keys."""
    said = [
        message("Ann Roe", "2024-01-01T10:00:00", "Hello"),
        message("Olive Öwner", f"2024-01-02T10:{number % 60:02}:00", "Hi", **keys),
    ]
    return thread(["Ann Roe", "Olive Öwner"], said)


def test_new_keys_of_conversations_are_told_by_folder(tmp_path: Path) -> None:
    inbox = PATHS["inbox"].format
    chats = {inbox(f"annroe_1234567890123{n}"): new_thread(n) for n in range(3)}
    chats[inbox("annroe_12345678901231")] |= {"theme": "blue", "is_pending": False}
    chats[inbox("annroe_12345678901232")] = new_thread(2, mood="good", share={"tone": "b"})
    inspection = facebook_with(tmp_path, chats)
    plain = facebook_with(tmp_path, {k: new_thread(n) for n, k in enumerate(chats)})
    expected = ["messages.mood", "messages.share.tone", "theme"]
    assert drifts(inspection) == {BOX: (expected, 0)}
    assert drifts(plain) == {}
    assert inspection.problems == plain.problems == ()
    assert inspection.exports[0].coverage == plain.exports[0].coverage


def test_a_long_conversation_is_looked_at_from_its_start(tmp_path: Path) -> None:
    many = [message("Ann Roe", "2024-01-01T10:00:00", "word " * 40) for _ in range(2_000)]
    newest = message("Ann Roe", "2024-01-02T10:00:00", "Hi", mood={"x": [1]})
    value = thread(["Ann Roe", "Olive Öwner"], [*many, newest], theme="blue")
    found = drifts(facebook_with(tmp_path, {PATHS["inbox"].format("annroe_12345678901234"): value}))
    assert found == {BOX: (["messages.mood", "theme"], 0)}


def test_the_sample_of_conversations_is_spread_and_bounded(tmp_path: Path) -> None:
    chats = {
        PATHS["inbox"].format(f"annroe_{10**13 + n}"): new_thread(n, **{f"new_{n % 26}": 1})
        for n in range(250)
    }
    looked: list[str] = []
    keys = facebook.Keys.look_into_thread

    def counting(self: facebook.Keys, member: Any, data: bytes) -> None:
        looked.extend([member.path] if member in self._chosen else [])
        keys(self, member, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facebook.Keys, "look_into_thread", counting)
        ((new, others),) = drifts(facebook_with(tmp_path, chats)).values()
    assert 50 < len(looked) <= 100
    assert len(new) + others > 20


@pytest.mark.parametrize(
    "data", [b'{"participants":[],"messages":[' + b'{"a":' * 5_000, b"\xff\xfe{", b"[1]", b"{}"]
)
def test_a_broken_conversation_tells_nothing_new(tmp_path: Path, data: bytes) -> None:
    path = PATHS["inbox"].format("annroe_12345678901234")
    assert drifts(facebook_with(tmp_path, {path: data})) == {}


def test_it_is_in_the_contract_and_on_the_screen(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    table = with_column(LINKEDIN["Invitations.csv"], I3, "Mood,[/red],12345")
    inspection = linkedin(tmp_path, Invitations=table)
    (archive,) = json.loads(json.dumps(inspect_document(inspection)))["archives"]
    assert archive["drift"] == [
        {"member": "Invitations.csv", "kind": "invitations", "new": ["Mood"], "others": 2}
    ]
    output.print_inspection(inspection, "text")
    shown = capfdbinary.readouterr().out.decode()
    assert "Invitations.csv (invitations): Mood, 2 whose names are not shown\n" in shown
    assert "inspect --anonymous" in shown
    output.print_inspection(linkedin(tmp_path), "text")
    assert "new to this version" not in capfdbinary.readouterr().out.decode()


def test_drift_holds_no_value(tmp_path: Path) -> None:
    found: tuple[Drift, ...] = (
        facebook_with(
            tmp_path,
            {FRIENDS: entries("friends_v2", [("Zqx Roe", "2023-04-01T10:00:00")], mood="Zqx")},
        )
        .exports[0]
        .drift
    )
    assert "Zqx" not in repr(found)
