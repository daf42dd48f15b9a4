"""`inspect --anonymous` prints nothing of anybody: no value, name, address or key of their own."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.anonymous.places import masked_download, pattern_of
from reciprocity.anonymous.shapes import magnitude
from reciprocity.anonymous.words import Names
from reciprocity.cli.anonymous import print_anonymous
from reciprocity.errors import ReciprocityError
from reciprocity.parameters import default_parameters
from reciprocity.sample import OWNER_NAME, build_samples
from reciprocity.sample.facebook.people import everybody as facebook_people
from reciprocity.sample.people import everybody as linkedin_people
from tests.cli.running import FACEBOOK_LATER, run
from tests.exports import H2, I3, M6, NAME, PROFILE, connections, table, url, write_zip
from tests.facebook.downloads import as_json
from tests.facebook.encrypted.given import OTHERS, write_chats
from tests.facebook.html.story import EXPORTED, ZONE, in_html
from tests.facebook.html.story import OWNER as HTML_OWNER
from tests.facebook.html.writing import Writer
from tests.facebook.trees import DATED, zipped

if TYPE_CHECKING:
    from pathlib import Path

Printed = pytest.CaptureFixture[bytes]
STAMP = 1_700_000_000


class Markers:
    """Words that stand for what is somebody's: each is given out once."""

    def __init__(self) -> None:
        self._numbers = count()

    def __call__(self) -> str:
        """Return a word that is nowhere else."""
        number = next(self._numbers)
        return "Zqx" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


def printed(path: Path, capture: Printed, format_: str = "text") -> str:
    """Return what is printed of a download, or of one that is not recognised, and its error."""
    said = ""
    try:
        print_anonymous([path], default_parameters().coverage, None, format_)
    except ReciprocityError as error:
        said = str(error)
    return capture.readouterr().out.decode() + said


def linkedin_members(m: Markers) -> dict[str, str | bytes]:
    """Return a LinkedIn download in which everything of anybody is a marker."""
    owner, person = ("Olive Owner", url(m())), (f"{m()} {m()}", url(m()))
    talk = [
        ("c" + m(), m(), *person, *owner, "2024-02-02 10:00:00 UTC", m(), f"{m()} {m()}", "INBOX",
         m(), m(), m(), m(), m()),
        ("c" + m(), m(), *owner, *person, "2024-02-03 10:00:00 UTC", m(), m(), m(), m(), m(), m(),
         m(), m()),
    ]  # fmt: skip
    invited = (person[0], owner[0], "1/31/24, 8:15 AM", m(), "INCOMING", person[1], owner[1], m())
    name = person[0].split()
    friend = (*name, person[1], f"{m()}@{m()}.example", m(), m(), "01 Feb 2024", m())
    strange = f"Voice Tone,Sent by {m()} {m()},{m()}@{m()}.example,#{m()}!"
    return {
        "Connections.csv": table(f"{H2},{name[0]}", [friend]),
        "Invitations.csv": table(f"{I3},Message Kind", [invited]),
        "messages.csv": table(f"{M6},{strange}", talk),
        "Profile.csv": PROFILE.replace("Gardener", m()),
        "Registration.csv": f'Registered At,Registration Ip\n"1/31/04, 8:15 AM",{m()}\n',
        "Comments_1234567890.csv": f"Date,Link,Message\n2024-01-01 10:00:00,{m()},{m()}\n",
        f"{m()}.csv": f"{m()},{m()}\n{m()},{m()}\n",
        f"{m()}_{m()}_77.csv": f"Date,Mood,{name[1]}\n{m()},{m()},{m()}\n",
        f"{m()} Events.csv": "",
        f"{m()}/{m()}@{m()}.example.csv": f"{m()},Title,{m()},{m()}\n{m()},{m()},{m()},{m()}\n",
        f"{m()}/{m()}.{m()}": m(),
        f"Articles/Articles/2024-01-01 {m()}.html": m(),
        f"{m()}.json": as_json({m(): {m(): m()}, f"{m()} {m()}": [m()]}),
    }


def facebook_members(m: Markers) -> dict[str, Any]:
    """Return a Facebook download in which everything of anybody is a marker."""
    root = f"facebook-{m()}-2024-05-10-{m()}/your_facebook_activity"
    person, owner, single = f"{m()} {m()}", f"{m()} {m()}", m()
    message = {
        "sender_name": person, "timestamp_ms": STAMP * 1000, "content": m(), "mood": m(),
        single.lower(): m(),
        "photos": [{"uri": m(), "creation_timestamp": STAMP}], "share": {"link": m(), "tone": m()},
        "reactions": [{"reaction": m(), "actor": owner, "0049123456": m()}],
    }  # fmt: skip
    thread = {
        "participants": [{"name": person}, {"name": owner}, {"name": single}], "title": m(),
        "messages": [message, {**message, "sender_name": owner}], "thread_path": m(),
        "theme": m(), person.replace(" ", ""): m(),
    }  # fmt: skip
    unusual = {f"{m()} {m()}": {m(): m()}, f"{m()}@{m()}.example": m(), m(): m(), "hue": m()}
    second = {**thread, **unusual, "messages": [{**message, **unusual}]}
    box, slug = f"{root}/messages/inbox", f"{person.replace(' ', '').lower()}_12345678901"
    generic = {"timestamp": STAMP, "label_values": [{"label": m(), "value": m(), "href": m()}]}
    people = {
        "friends_v2": [
            {
                "name": person,
                "timestamp": STAMP,
                "mood": m(),
                "mood_score": m(),
                "is_ai": m(),
                f"{m()}-": m(),
            }
        ]
    }
    profile = {
        "name": {"full_name": owner}, "emails": {"emails": [f"{m()}@{m()}.example"]}, "hue": m(),
        "addresses": {m(): m(), m(): m()}, "previous_names": [{"name": m(), "timestamp": STAMP}],
    }  # fmt: skip
    by_person = {m().lower(): {"seen": STAMP}, m().lower(): {"seen": STAMP}}
    return {
        f"{box}/{slug}/message_1.json": thread,
        f"{box}/{slug}/message_2.json": second,
        f"{box}/{slug}/photos/{m()}_{m()}.jpg": m().encode(),
        f"{box}/{m()}/{m()}/{m()}.json": {m(): m()},
        f"{root}/messages/e2ee_cutover/{m().lower()}_9/message_1.json": {"messages": m()},
        f"{root}/connections/friends/your_friends.json": people,
        f"{root}/connections/friends/sent_friend_requests.json": {m(): [m()]},
        f"{root}/connections/friends/your_vault_items_{m().lower()}.json": by_person,
        f"{root}/posts/your_posts_1.json": [generic, {"title": m(), "data": [{"post": m()}]}],
        f"{root}/profile_information/profile_information.json": {"profile_v2": profile},
        f"{root}/location/timezone.json": {"timezone_v2": "Europe/Paris"},
        f"{root}/friends_{m().lower()}/{m()} {m()}_7.json": [by_person, {m().lower(): [m()]}],
        f"{root}/connections/{m()}.json": {"vault_v2": by_person, "entries": [{"name": m()}]},
        f"{root}/connections/{m()}.txt": m().encode(),
        f"{root}/{m()} photos/{m()}": m().encode(),
        f"{root}/friends/{m()}/{m()}.csv": f"{m()},Name,{m()}\n{m()},{m()},{m()}\n".encode(),
        f"{root}/connections/broken {m()}.json": f'{{"{m()}": [{{"{m()}": "{m()}"'.encode(),
    }


def archives(m: Markers, folder: Path) -> dict[str, Path]:
    """Return downloads full of markers by what they are."""
    facebook = {
        k: v if isinstance(v, bytes) else as_json(v) for k, v in facebook_members(m).items()
    }
    chats = {f"{m()} {m()}_7.json": as_json({m(): [m()]}), f"{m().lower()} page.json": b"{"}
    linkedin = linkedin_members(m)
    return {
        "linkedin": write_zip(folder / NAME, linkedin),
        "other name": write_zip(folder / f"{m()}.zip", linkedin),
        "facebook": write_zip(folder / f"facebook-{m()}-2024-05-10-AbCdEf12.zip", facebook),
        "unknown": write_zip(folder / f"{m()}.ZIP", {**chats, f"{m()}/{m()}.csv": f"{m()},{m()}"}),
    }


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize("kind", ["linkedin", "other name", "facebook", "unknown"])
def test_no_word_of_anybody_is_printed(
    tmp_path: Path, capfdbinary: Printed, kind: str, format_: str
) -> None:
    shown = printed(archives(Markers(), tmp_path)[kind], capfdbinary, format_)
    assert re.findall("(?i).*zqx.*", shown) == []
    assert "Olive" not in shown
    assert "Paris" not in shown
    assert "2024" not in shown
    assert len(shown.splitlines()) > 5


def test_what_is_the_platforms_and_what_is_new_is_printed(
    tmp_path: Path, capfdbinary: Printed
) -> None:
    paths = archives(Markers(), tmp_path)
    linkedin = printed(paths["linkedin"], capfdbinary)
    for said in (
        "Basic_LinkedInDataExport_<date>.zip",
        f"columns: {', '.join(M6.split(','))}\n    new columns: Voice <word>\n",
        "    columns not shown: 3\n",
        "new columns: Message Kind\n",
        "Comments_<id>.csv (1 file)",
        "<folder>/<name>.<ending>",
        "unknown: <name>.csv",
    ):
        assert said in linkedin
    facebook = printed(paths["facebook"], capfdbinary)
    for said in (
        "facebook-<user>-<date>-<tail>.zip",
        "/your_facebook_activity/messages/inbox/<thread>/message_<n>.json (1 to 9 files)",
        "/photos/<file>.jpg",
        "/your_<word>_items_<word>.json (1 file)",
        "theme: text",
        "mood: text",
        "share: {link: text, tone: text}",
        "the folders e2ee_cutover, your_facebook_activity;",
        "{friends_v2: [{name: text, timestamp: whole number, <key>: text, <word>_score: text, ",
        "is_ai: text}]}",
        "unknown form 2",
    ):
        assert said in facebook


def test_conversations_in_html_are_read(tmp_path: Path, capfdbinary: Printed) -> None:
    writer = Writer(style="en 2024", zone=ZONE, owner=HTML_OWNER, made=EXPORTED)
    shown = printed(zipped(tmp_path / f"{DATED}.zip", in_html(writer)), capfdbinary)
    inbox = "your_facebook_activity/messages/inbox/<thread>/message_<n>.html"
    assert f"  read as thread: {inbox} (" in shown
    assert "read as friends: connections/friends/your_friends.html (1 file)" in shown
    assert "ignored" not in shown


def test_comments_with_quotes_of_linkedins_own_are_no_problem(
    tmp_path: Path, capfdbinary: Printed
) -> None:
    text = 'Date,Link,Message\n2026-03-01 10:00:00,x,"He said \\"yes, we can\\" to me"\n'
    text += "2026-02-28 10:00:00,x,two\nlines\n"
    members = {"Connections.csv": connections(("Ann", "Roe", "ann-roe", "01 Feb 2024"))}
    shown = printed(write_zip(tmp_path / NAME, members | {"Comments.csv": text}), capfdbinary)
    assert "  read as comments: Comments.csv (1 file)\n    rows: 1 to 9\n" in shown
    assert re.findall("problems: .*", shown) == ["problems: none"]


def test_the_documented_keys_of_a_snapshot_are_printed(
    tmp_path: Path, capfdbinary: Printed
) -> None:
    rows = [{"First Name": "Zqxa", "Connected On": "01 Feb 2024", "Close To Zqxb": 1}]
    answer = {"elements": [{"snapshotDomain": "CONNECTIONS", "snapshotData": rows}]}
    shown = printed(zipped(tmp_path / "a.zip", {"a.json": as_json(answer)}), capfdbinary)
    assert (
        "shape: {elements: [{snapshotDomain: text, snapshotData: "
        "[{First Name: text, Connected On: text, <key>: whole number}]}]}\n"
    ) in shown
    assert "Zqx" not in shown


def test_a_new_domain_of_a_snapshot_is_printed_as_far_as_its_words_are_known(
    tmp_path: Path, capfdbinary: Printed
) -> None:
    """Who is called something in the download, and what is no word of LinkedIn's, is masked."""
    friend = {"First Name": "Skill", "Last Name": "Zqxa", "Connected On": "01 Feb 2024"}
    found = {
        "CONNECTIONS": [friend], "member event details": [], "MEMBER_ZQXB": [], "ZQXC": [],
        "MEMBER_SKILL": [], "\u202e<b>": [],
    }  # fmt: skip
    told = [{"snapshotDomain": domain, "snapshotData": rows} for domain, rows in found.items()]
    shown = printed(zipped(tmp_path / "a.zip", {"a.json": as_json(told)}), capfdbinary)
    assert re.findall(".*domains.*", shown) == [
        "    domains: CONNECTIONS",
        "    new domains: MEMBER_EVENT_DETAILS, MEMBER_<word>",
        "    domains not shown: 3",
    ]
    assert "Zqx" not in shown


def test_no_reason_is_told_as_none(tmp_path: Path, capfdbinary: Printed) -> None:
    shown = printed(write_chats(tmp_path, "2030-01-01", **OTHERS), capfdbinary)
    assert re.findall("because.*", shown) == [
        "because of 4 reasons, which may say something of yours"
    ]


def test_it_is_the_same_as_json(tmp_path: Path) -> None:
    path = archives(Markers(), tmp_path)["linkedin"]
    outcome = run("inspect", "--anonymous", "--format", "json", path, FACEBOOK_LATER)
    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.document["schema"] == "reciprocity.anonymous/1"
    linkedin, facebook = sorted(outcome.document["archives"], key=lambda each: each["name"])
    talk = next(each for each in linkedin["members"] if each["kind"] == "messages")
    assert talk == {
        "status": "read", "kind": "messages", "pattern": "messages.csv", "files": "1",
        "rows": "1 to 9", "columns": M6.split(","), "new_columns": ["Voice <word>"],
        "masked_columns": 3, "domains": [], "new_domains": [], "masked_domains": 0,
        "shape": None, "shape_in_words": None, "doubts": {},
    }  # fmt: skip
    assert facebook["platform"] == "facebook"
    inbox = next(m for m in facebook["members"] if "/inbox/" in m["pattern"])
    assert (inbox["files"], inbox["rows"]) == ("10 to 99", "100 to 999")
    assert inbox["shape"]["keys"]["title"] == {"types": ["text"]}


def test_nobody_of_the_samples_is_named(tmp_path: Path, capfdbinary: Printed) -> None:
    people = [f"{p.first} {p.last}" for p in linkedin_people().values()]
    people += [p.name for p in facebook_people().values()]
    words = {w.casefold() for name in [*people, OWNER_NAME] for w in re.findall(r"\w{4,}", name)}
    words |= {"johannateasdale", "example", "london", "en_gb"}
    words -= {"none", "null", "facebook", "user"}  # the program's words, and the sample's names
    for place, (name, data) in enumerate(build_samples().items()):
        path = tmp_path / str(place) / name.rpartition("/")[2]
        path.parent.mkdir()
        path.write_bytes(data)
        for format_ in ("text", "json"):
            shown = printed(path, capfdbinary, format_).casefold()
            assert words & set(re.findall(r"\w+", shown)) == set()
            assert "2021" not in shown


def test_what_is_not_recognised_is_shown_and_ends_with_its_code(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "ann roe.zip", {"new_list.json": b'[{"timestamp": 1, "hue": 2}]'})
    outcome = run("inspect", "--anonymous", path)
    assert outcome.code == 3
    assert "ann" not in outcome.err
    text = outcome.out.decode()
    assert "<name>.zip\n  not recognised\n  unknown: new_list.json (1 file)\n" in text
    assert "shape: [{timestamp: whole number, hue: whole number}]" in text


def test_the_same_download_gives_the_same_bytes(tmp_path: Path, capfdbinary: Printed) -> None:
    path = archives(Markers(), tmp_path)["facebook"]
    assert printed(path, capfdbinary, "json") == printed(path, capfdbinary, "json")


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("Comments_1234567890.csv", "Comments_<id>.csv"),
        ("Jobs/Job Applications_1.csv", "Jobs/Job Applications_<n>.csv"),
        ("messages/inbox/annroe_12/message_10.json", "messages/inbox/<thread>/message_<n>.json"),
        ("MESSAGES/Inbox/x/Photos/a.JPG", "messages/inbox/<thread>/photos/<file>.jpg"),
        ("connections/who_you\u2019ve_followed.json", "connections/who_you've_followed.json"),
        ("events \u674e\u56db/friends \u674e.json", "events/friends.json"),
        ("groups/your_group_messages/123.json", "groups/your_group_messages/<n>.json"),
        ("your_vault_items.json", "your_<word>_items.json"),
        ("ann_roe.json", "<name>.json"),
        ("friends_of_ann_roe.json", "<name>.json"),
        ("Ann Page_7.json", "<name>_<n>.json"),
        ("ann@page.example.json", "<name>.json"),
        ("Ann Roe.csv", "<name>.csv"),
        ("in_to_on.json", "<name>.json"),
        ("x.annroe", "<name>.<ending>"),
        ("README", "<name>"),
        ("facebook-ann.roe/friends/friends.json", "facebook-<user>/friends/friends.json"),
    ],
)
def test_paths_are_masked(path: str, pattern: str) -> None:
    assert pattern_of(path, Names(["Ann Roe"])) == pattern


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("facebook-ann.roe-2024-05-10-AbCdEf12.zip", "facebook-<user>-<date>-<tail>.zip"),
        ("facebook-annroe.zip", "facebook-<user>.zip"),
        ("Complete_LinkedInDataExport_05-10-2024 (1)", "Complete_LinkedInDataExport_<date><more>"),
        ("Basic_LinkedInDataExport_05-10-2024.zip.zip", "Basic_LinkedInDataExport_<date>.zip.zip"),
        ("Ann Roe.zip", "<name>.zip"),
        ("Ann Roe", "<name>"),
    ],
)
def test_names_of_downloads_are_masked(name: str, form: str) -> None:
    assert masked_download(name) == form


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (1, "1 to 9"), (9, "1 to 9"), (10, "10 to 99"), (999, "100 to 999"),
     (1_000, "1,000 to 9,999")],
)  # fmt: skip
def test_numbers_are_told_by_their_magnitude(number: int, said: str) -> None:
    assert magnitude(number) == said


@pytest.mark.parametrize("data", [
    b"", b"[", b"{}", b"null", b"\xff\xfe\x00", b'{"a":' * 3_000, b"[" * 900 + b"]" * 900,
    b"[" + b"1," * 100_000 + b"1]",
])  # fmt: skip
def test_whatever_a_file_holds_the_rest_is_shown(
    tmp_path: Path, capfdbinary: Printed, data: bytes
) -> None:
    members: dict[str, str | bytes] = {
        "Connections.csv": connections(("Ann", "Roe", "ann-roe", "01 Feb 2024")),
        "new_list.json": data,
        "New Events.csv": data,
    }
    shown = printed(write_zip(tmp_path / NAME, members), capfdbinary)
    assert "columns: First Name, Last Name, URL" in shown
    assert "unknown: new_list.json (1 file)" in shown
    assert "unknown: New Events.csv (1 file)" in shown
