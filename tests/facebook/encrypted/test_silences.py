"""Where a silence may be claimed with the encrypted download at hand (facebook.md section 5).

Beside the main one it shows the chats that went on encrypted up to its own moment; whoever is in
neither by a sign of encryption is seen in the main download alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from reciprocity.analysis import analyse, observed_in
from reciprocity.inspection import read
from tests.coverage.given import ANN, ZOE, Download, ann, id_of, me
from tests.facebook.downloads import message
from tests.facebook.encrypted.given import (
    BO,
    OTHERS,
    as_json,
    chat,
    chats,
    said,
    write,
    write_chats,
)
from tests.timeline.stories import Step, quiet, steps, wrote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.coverage.given import Rows

DAY: Final = "2025-06-10"
FRIENDS: Final[Rows] = ((ANN, "2019-03-01T10:00:00"),)
INBOX, MOVED = "inbox/annroe_100000000000001", "e2ee_cutover/annroe_100000000000001"
LAST: Final = "2023-06-01 10:00:00"
CHAT: Final = [ann("2023-06-01T10:00:00")]
BEFORE: Final = quiet("2019-03-01 10:00:00", LAST, 1553, "person")
CUT: Final = quiet(LAST, "2023-12-01 00:00:00", 182)


def _main(at: str = MOVED, day: str = DAY, **keys: Any) -> Download:
    return Download(day=day, friends=FRIENDS, threads={at: CHAT}, **keys)


def _silences(paths: Sequence[Path], name: str = ANN) -> list[Step]:
    analysis = analyse(paths)
    return [each for each in steps(analysis, id_of(analysis, name)) if each[0] == "silence"]


def test_without_it_the_window_ends_with_the_move(tmp_path: Path) -> None:
    assert _silences([_main().write(tmp_path)]) == [BEFORE, CUT]


def test_words_in_it_break_the_silence(tmp_path: Path) -> None:
    spoken = [said(ANN, "2024-08-01T10:00:00"), said("Olive Owner", "2025-06-01T10:00:00")]
    paths = [_main().write(tmp_path), write_chats(tmp_path, ann=spoken, **OTHERS)]
    assert _silences(paths) == [
        BEFORE,
        quiet(LAST, "2024-08-01 10:00:00", 427, "person"),
        quiet("2024-08-01 10:00:00", "2025-06-01 10:00:00", 304, "owner"),
    ]


@pytest.mark.parametrize("empty", [False, True], ids=["not in it", "an empty chat"])
def test_a_moved_chat_without_a_word_in_it(tmp_path: Path, *, empty: bool) -> None:
    chatted = write_chats(tmp_path, **OTHERS, **({"ann": []} if empty else {}))
    assert _silences([_main().write(tmp_path), chatted]) == [BEFORE, quiet(LAST, None, 740)]


def test_it_is_seen_up_to_the_moment_of_the_later_chats(tmp_path: Path) -> None:
    later = {**OTHERS, "bo": [*OTHERS["bo"], said(BO, "2025-09-01T10:00:00")]}
    chatted = write_chats(tmp_path, "2025-09-10T12:00:00", **later)
    paths = [_main().write(tmp_path), chatted]
    assert _silences(paths) == [BEFORE, quiet(LAST, None, 832)]


def test_chats_that_are_older_than_the_main_download(tmp_path: Path) -> None:
    """What was written after their moment is in neither."""
    chatted = write_chats(
        tmp_path,
        "2024-06-01T10:00:00",
        bo=OTHERS["bo"][:1],
        cy=[said("Cy Novák", "2024-05-30T10:00:00")],
    )
    paths = [_main().write(tmp_path), chatted]
    assert _silences(paths) == [BEFORE, quiet(LAST, None, 366)]
    until = observed_in(read(paths)).messages_until(_series("facebook:name/ann roe"))
    assert until.dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2024-06-01 10:00"]


def _series(*people: str) -> Any:
    import pandas as pd

    return pd.Series(people)


def test_a_main_download_from_before_the_first_chat(tmp_path: Path) -> None:
    """Between the two nothing was seen of anybody."""
    early = [*CHAT, ann("2023-10-25T10:00:00")]
    main = Download(day="2023-10-30", friends=FRIENDS, threads={INBOX: early})
    chatted = write_chats(tmp_path, **OTHERS, ann=[said(ANN, "2024-07-01T10:00:00")])
    assert _silences([main.write(tmp_path), chatted]) == [
        BEFORE,
        quiet(LAST, "2023-10-25 10:00:00", 146, "person"),
        quiet("2024-03-01 10:00:00", "2024-07-01 10:00:00", 122, "person"),
        quiet("2024-07-01 10:00:00", None, 344),
    ]


def test_who_writes_in_plain_words_is_seen_in_the_main_download_alone(tmp_path: Path) -> None:
    """The chats are three months newer: of Ann, who is in none, nothing is known since."""
    chatted = write_chats(
        tmp_path, "2025-09-10T12:00:00", bo=[said(BO, "2025-09-09T10:00:00")], cy=OTHERS["cy"]
    )
    paths = [_main(INBOX).write(tmp_path), chatted]
    assert _silences(paths) == [BEFORE, quiet(LAST, None, 740)]
    until = observed_in(read(paths)).messages_until(_series("facebook:name/ann roe"))
    assert until.dt.strftime("%Y-%m-%d").tolist() == [DAY]


def test_whose_chat_may_have_moved_without_a_sign_of_its_own(tmp_path: Path) -> None:
    """No plain words with anybody since mid-2024: everybody's may have. Seen while both are."""
    zoe = {
        "inbox/zoeold_900000000000001": [
            message(ZOE, "2009-01-06T10:00:00", "Welcome"),
            message(ZOE, "2024-05-01T10:00:00", "Hello"),
        ]
    }
    group = {"inbox/garden_800000000000001": [message("Al Ace", "2025-06-01T10:00:00", "Hello"),
                                              message("Bea Bow", "2025-06-02T10:00:00", "Hello"),
                                              me("2025-06-03T10:00:00")]}  # fmt: skip
    main = Download(day=DAY, usual=False, friends=FRIENDS, threads={INBOX: CHAT, **zoe, **group})
    later = {**OTHERS, "bo": [*OTHERS["bo"], said(BO, "2025-09-01T10:00:00")]}
    chatted = write_chats(tmp_path, "2025-09-10T12:00:00", **later)
    assert _silences([main.write(tmp_path)]) == [BEFORE, CUT]
    assert _silences([main.write(tmp_path), chatted]) == [BEFORE, quiet(LAST, None, 740)]


@pytest.mark.parametrize(
    "data",
    [b"", b"not JSON", as_json(chat(ANN, [said(ANN, "2024-03-01T10:00:00")] * 3))[:-90]],
    ids=["no byte", "no JSON", "breaks off"],
)
def test_a_chat_that_could_not_be_read_whole_shows_nothing(tmp_path: Path, data: bytes) -> None:
    friends = {f"Friend {n}_{n}.json": chat(f"Friend {n}", [], number=n) for n in range(3, 50)}
    members = {**chats(**OTHERS), **friends, "Ann Roe_50.json": data}
    chatted = write(tmp_path / "messages.zip", members)
    assert _silences([_main().write(tmp_path), chatted]) == [BEFORE, CUT]


def test_chats_of_which_too_many_are_lost_show_nothing(tmp_path: Path) -> None:
    members = {**chats(**OTHERS), "Dee Dun_3.json": b"not JSON"}
    chatted = write(tmp_path / "messages.zip", members)
    paths = [_main().write(tmp_path), chatted]
    assert _silences(paths) == [BEFORE, CUT]
    shown = read(paths).exports[0].coverage["message"]
    assert (shown["from"], shown["to"]) == (None, None)


@pytest.mark.parametrize("with_chats", [False, True])
def test_thanks_that_were_never_answered(tmp_path: Path, *, with_chats: bool) -> None:
    """Whether they were, in an encrypted chat, only the second download tells."""
    since: Rows = ((ANN, "2024-02-01T10:00:00"),)
    thanks = me("2024-02-05T10:00:00", "THANKS-CONNECT")
    main = Download(day=DAY, friends=since, threads={MOVED: [thanks]}).write(tmp_path)
    analysis = analyse([main, *([write_chats(tmp_path, **OTHERS)] if with_chats else [])])
    found = [each for each in steps(analysis, id_of(analysis)) if each[0] == "thanks"]
    answered = False if with_chats else None
    assert found == [wrote("thanks", "2024-02-05 10:00:00", "owner", says=answered)]


def test_a_pitch_in_a_chat_is_found(tmp_path: Path) -> None:
    spoken = [said(ANN, "2024-08-01T10:00:00", "PITCH"),
              said("Olive Owner", "2024-08-02T10:00:00", "DECLINE")]  # fmt: skip
    paths = [_main().write(tmp_path), write_chats(tmp_path, ann=spoken, **OTHERS)]
    analysis = analyse(paths)
    found = [each for each in steps(analysis, id_of(analysis)) if each[0] in {"pitch", "decline"}]
    assert found == [
        wrote("pitch", "2024-08-01 10:00:00", "person", says=[]),
        wrote("decline", "2024-08-02 10:00:00", "owner", says="pitch"),
    ]


def test_nothing_is_claimed_of_friends_by_the_chats_alone(tmp_path: Path) -> None:
    of: Mapping[str, Any] = {"ann": [said(ANN, "2024-06-01T10:00:00")], **OTHERS}
    scopes = observed_in(read([write_chats(tmp_path, **of)])).scopes
    (scope,) = scopes
    ((start, end),) = scope.messages
    assert (str(start), str(end)) == ("2024-03-01 10:00:00+00:00", "2025-06-10 12:00:00+00:00")
