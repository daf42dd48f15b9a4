"""Encrypted chats come in a second download: without it, where may a silence be claimed?

A silence is withdrawn only where the pair's chat could have moved there (facebook.md section 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from reciprocity.analysis import analyse
from tests.coverage.given import ANN, LET_IN, ROOT, ZOE, Download, ann, id_of, judged, me, stages_of
from tests.exports import connections, messages
from tests.facebook.downloads import message
from tests.timeline.stories import Step, person_of, quiet, steps, written, wrote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows, Said

DAY: Final = "2025-06-10"
FRIENDS: Final[Rows] = ((ANN, "2019-03-01T10:00:00"),)
ZOE_LISTED: Final[Rows] = ((ZOE, "2009-01-05T10:00:00"),)
INBOX, MOVED = "inbox/annroe_100000000000001", "e2ee_cutover/annroe_100000000000001"
REQUEST: Final = "message_requests/annroe_100000000000001"
CHAT: Final = [ann("2023-06-01T10:00:00")]
BEFORE: Final = quiet("2019-03-01 10:00:00", "2023-06-01 10:00:00", 1553, "person")
CUT: Final = quiet("2023-06-01 10:00:00", "2023-12-01 00:00:00", 182)
WHOLE: Final = quiet("2023-06-01 10:00:00", None, 740)
# A group goes on, so that the download reaches up to its day; one-to-one there is nothing plain.
GROUP: Final = {
    "inbox/garden_800000000000001": [
        message("Al Ace", "2025-06-01T10:00:00", "Hello"),
        message("Bea Bow", "2025-06-02T10:00:00", "Hello"),
        me("2025-06-03T10:00:00"),
    ]
}


def _zoe(last: str) -> dict[str, list[Said]]:
    days = ("2009-01-06T10:00:00", last)
    return {"inbox/zoeold_900000000000001": [message(ZOE, day, "Hello") for day in days]}


def _no_plain(threads: dict[str, list[Said]], **lists: Any) -> Download:
    """Return a download in which nobody wrote one-to-one in plain words after mid-2024."""
    friends = (*lists.pop("friends", ()), *ZOE_LISTED)
    everything = {**_zoe("2024-05-01T10:00:00"), **GROUP, **threads}
    return Download(day=DAY, usual=False, friends=friends, threads=everything, **lists)


def _secret(*, used: bool = True, names: tuple[str, ...] = ()) -> dict[str, Any]:
    calls = [
        {
            "start_time": 1_717_243_200,
            "end_time": 1_717_243_300,
            "call_type": "AUDIO",
            "call_participants": [{"identifier": name} for name in names],
        }
    ]
    told = {"has_sent_message": used, "armadillo_devices": [], "calls": calls if names else []}
    return {f"{ROOT}/secret_conversations.json": {"secret_conversations_v2": told}}


def _silences(tmp_path: Path, *downloads: Download) -> list[Step]:
    analysis = judged(tmp_path, *downloads)
    return [each for each in steps(analysis, id_of(analysis)) if each[0] == "silence"]


def test_nothing_points_to_an_encrypted_chat(tmp_path: Path) -> None:
    plain = Download(day=DAY, friends=FRIENDS, threads={INBOX: CHAT})
    assert _silences(tmp_path, plain) == [BEFORE, WHOLE]


def test_a_thread_that_was_moved(tmp_path: Path) -> None:
    moved = Download(day=DAY, friends=FRIENDS, threads={MOVED: CHAT})
    assert _silences(tmp_path, moved) == [BEFORE, CUT]


def test_a_thread_that_was_moved_with_words_of_2024(tmp_path: Path) -> None:
    chat = [*CHAT, ann("2024-05-05T10:00:00")]
    moved = Download(day=DAY, friends=FRIENDS, threads={MOVED: chat})
    assert _silences(tmp_path, moved) == [
        BEFORE,
        quiet("2023-06-01 10:00:00", "2024-05-05 10:00:00", 339, "person"),
    ]


def test_too_short_a_time_before_the_move(tmp_path: Path) -> None:
    moved = Download(day=DAY, friends=FRIENDS, threads={MOVED: [ann("2023-10-01T10:00:00")]})
    assert _silences(tmp_path, moved) == [
        quiet("2019-03-01 10:00:00", "2023-10-01 10:00:00", 1675, "person")
    ]


def test_the_thread_of_somebody_else_was_moved(tmp_path: Path) -> None:
    other = {"e2ee_cutover/boli_200000000000001": [message("Bo Li", "2023-05-01T10:00:00", "Hi")]}
    plain = Download(day=DAY, friends=FRIENDS, threads={INBOX: CHAT, **other})
    assert _silences(tmp_path, plain) == [BEFORE, WHOLE]


def test_moved_between_two_downloads(tmp_path: Path) -> None:
    downloads = [
        Download(day="2023-11-10", friends=FRIENDS, threads={INBOX: CHAT}),
        Download(day=DAY, friends=FRIENDS, threads={MOVED: CHAT}),
    ]
    assert _silences(tmp_path, *downloads) == [BEFORE, CUT]


@pytest.mark.parametrize(
    ("members", "told"),
    [
        (_secret(names=(ANN,)), CUT),
        (_secret(names=("Bo Li",)), WHOLE),
        (_secret(), CUT),
        (_secret(used=False), WHOLE),
    ],
    ids=["names her", "names another", "used, names nobody", "not used"],
)
def test_the_list_of_secret_conversations(
    tmp_path: Path, members: dict[str, Any], told: Step
) -> None:
    given = Download(day=DAY, friends=FRIENDS, threads={INBOX: CHAT}, members=members)
    assert _silences(tmp_path, given) == [BEFORE, told]


def test_no_plain_words_with_anybody_after_the_move(tmp_path: Path) -> None:
    assert _silences(tmp_path, _no_plain({INBOX: CHAT}, friends=FRIENDS)) == [BEFORE, CUT]


def test_one_plain_word_after_the_move_is_enough(tmp_path: Path) -> None:
    chats = {INBOX: CHAT, **_zoe("2024-09-01T10:00:00")}
    assert _silences(tmp_path, _no_plain(chats, friends=FRIENDS)) == [BEFORE, WHOLE]


@pytest.mark.parametrize("kind", ["group", "message request"])
def test_groups_and_message_requests_are_no_plain_words(tmp_path: Path, kind: str) -> None:
    """Neither moved to encryption with the pairs' chats, so neither shows that these did not."""
    asked = {"message_requests/bob_500000000000001": [message("Bob", "2025-05-01T10:00:00", "Hi")]}
    chats = {INBOX: CHAT, **(asked if kind == "message request" else {})}
    assert _silences(tmp_path, _no_plain(chats, friends=FRIENDS)) == [BEFORE, CUT]


@pytest.mark.parametrize("day", ["2023-11-10", "2024-04-10"])
def test_a_download_from_before_the_move_was_over(tmp_path: Path, day: str) -> None:
    """Before mid-2024 the lack of plain words says nothing; a moved thread would."""
    chats = {**_zoe(f"{day[:8]}05T10:00:00"), INBOX: [ann("2022-06-01T10:00:00")]}
    given = Download(day=day, friends=(*FRIENDS, *ZOE_LISTED), threads=chats, usual=False)
    last = _silences(tmp_path, given)[-1]
    assert last[1] == "2022-06-01T10:00:00Z"
    assert last[6] == (None, None, True)


def test_an_old_silence_stays(tmp_path: Path) -> None:
    chat = [ann("2020-01-01T10:00:00"), ann("2023-01-01T10:00:00")]
    moved = Download(day=DAY, friends=FRIENDS, threads={MOVED: chat})
    assert _silences(tmp_path, moved) == [
        quiet("2019-03-01 10:00:00", "2020-01-01 10:00:00", 306, "person"),
        quiet("2020-01-01 10:00:00", "2023-01-01 10:00:00", 1096, "person"),
        quiet("2023-01-01 10:00:00", "2023-12-01 00:00:00", 333),
    ]


def test_a_friend_without_any_thread_may_write_encrypted(tmp_path: Path) -> None:
    """Some encrypted chats never had a thread (section 5: 17 exist only there)."""
    assert _silences(tmp_path, _no_plain({}, friends=FRIENDS)) == [
        quiet("2019-03-01 10:00:00", "2023-12-01 00:00:00", 1735)
    ]


def test_a_pair_never_connected_with_a_message_request_alone(tmp_path: Path) -> None:
    given = _no_plain({REQUEST: [ann("2024-08-05T10:00:00")]})
    assert _silences(tmp_path, given) == [quiet("2024-08-05 10:00:00", None, 309)]


def test_a_pending_request_and_a_message_request(tmp_path: Path) -> None:
    """The second story: six months of silence, and the missing download takes nothing from it."""
    sent: Rows = ((ANN, "2024-02-05T10:00:00"),)
    given = _no_plain({REQUEST: [ann("2024-08-05T10:00:00", "PITCH")]}, sent=sent)
    assert _silences(tmp_path, given) == [
        quiet("2024-02-05 10:00:00", "2024-08-05 10:00:00", 182, "person"),
        quiet("2024-08-05 10:00:00", None, 309),
    ]


def test_a_pair_never_connected_that_talks(tmp_path: Path) -> None:
    """Let in and answered, it is a chat like any other and may have moved."""
    chat = [
        ann("2023-06-01T09:00:00"),
        me("2023-06-01T09:30:00", LET_IN),
        me("2023-06-01T10:00:00"),
    ]
    assert _silences(tmp_path, _no_plain({INBOX: chat})) == [CUT]


# What was left unanswered.

LATELY: Final[Rows] = ((ANN, "2024-02-01T10:00:00"),)
THANKS: Final = me("2024-02-05T10:00:00", "THANKS-CONNECT")


@pytest.mark.parametrize(("at", "answered"), [(INBOX, False), (MOVED, None)])
def test_thanks_in_2024(tmp_path: Path, at: str, answered: bool | None) -> None:
    analysis = judged(tmp_path, Download(day=DAY, friends=LATELY, threads={at: [THANKS]}))
    thanks = [each for each in steps(analysis, id_of(analysis)) if each[0] == "thanks"]
    assert thanks == [wrote("thanks", "2024-02-05 10:00:00", "owner", says=answered)]


def test_thanks_before_the_move_were_not_answered(tmp_path: Path) -> None:
    since: Rows = ((ANN, "2020-02-01T10:00:00"),)
    chat = [me("2020-02-05T10:00:00", "THANKS-CONNECT")]
    analysis = judged(tmp_path, Download(day=DAY, friends=since, threads={MOVED: chat}))
    (thanks,) = (each for each in stages_of(analysis) if each["stage"] == "thanks")
    assert thanks["detail"]["answered"] is False


@pytest.mark.parametrize(("at", "signals"), [(INBOX, ["prior", "thanks"]), (MOVED, ["prior"])])
def test_thanks_that_may_have_been_answered_weigh_nothing(
    tmp_path: Path, at: str, signals: list[str]
) -> None:
    analysis = judged(tmp_path, Download(day=DAY, friends=LATELY, threads={at: [THANKS]}))
    told = person_of(analysis, id_of(analysis))["signals"]
    assert [each["name"] for each in told] == signals


# Joined with LinkedIn: the pair could write on either.


@pytest.mark.parametrize(("at", "until"), [(INBOX, None), (MOVED, "2023-12-01 00:00:00")])
def test_a_pair_on_two_platforms(tmp_path: Path, at: str, until: str | None) -> None:
    words = "We could plant the old roses behind the house before the end of October"
    linked = written(
        tmp_path,
        name="Complete_LinkedInDataExport_06-10-2025.zip",
        Connections=connections(
            ("Ann", "Roe", "ann-roe", "02 Mar 2019"), ("Bo", "Li", "bo-li", "03 Jan 2010")
        ),
        messages=messages(
            ("c2", "<", "Bo Li", "bo-li", "2025-06-05 10:00:00", "Hello"),
            ("c1", "<", "Ann Roe", "ann-roe", "2023-05-30 10:00:00", words),
            ("c2", "<", "Bo Li", "bo-li", "2010-01-05 10:00:00", "Hello"),
        ),
    )
    chat = [ann("2023-06-01T10:00:00", words)]
    paths = [linked, Download(day=DAY, friends=FRIENDS, threads={at: chat}).write(tmp_path)]
    analysis = analyse(paths)
    assert person_of(analysis, id_of(analysis))["platforms"] == ["linkedin", "facebook"]
    last = [each for each in steps(analysis, id_of(analysis)) if each[0] == "silence"][-1]
    days = 740 if until is None else 182
    assert last == quiet("2023-06-01 10:00:00", until, days)
