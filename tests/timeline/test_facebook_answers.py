"""What answers on Facebook, and what only breaks a silence.

Facts: facebook.md sections 4.4 and 9 (point 10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.coverage.given import ANN, ME, Download, ann, id_of, judged, me
from tests.facebook.downloads import message, seconds
from tests.timeline.facebook import DAY, INBOX, only, told_steps
from tests.timeline.stories import Step, person_of, quiet, step, wrote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Rows, Said

FRIENDS: Final[Rows] = ((ANN, "2024-01-01T10:00:00"),)
MET: Final = [
    step("request", None, "2024-01-01 10:00:00", sure=False),
    step("accept", "2024-01-01 10:00:00"),
]
ANSWERS: Final = {
    "words": {"text": "You are welcome"},
    "a photo": {"text": None, "photos": [{"uri": "x.jpg", "creation_timestamp": 1}]},
    "a photo behind a filler": {
        "text": "Ann sent an attachment.",
        "photos": [{"uri": "x.jpg", "creation_timestamp": 1}],
    },
    "a sticker": {"text": None, "sticker": {"uri": "x.png"}},
}
NO_ANSWERS: Final[dict[str, dict[str, Any]]] = {
    "unsent": {"text": None, "is_unsent": True},
    "unsent with words": {"text": "You are welcome", "is_unsent": True},
    "taken down": {"text": None, "is_taken_down": True},
    "a filler": {"text": "Ann sent an attachment."},
    "a call": {"text": "Ann called you.", "call_duration": 60},
    "a missed call": {"text": "You missed a call from Ann.", "call_duration": 0, "missed": True},
    "a wave": {"text": "Ann is waving at you!"},
    "a reaction in words": {"text": "Reacted ❤ to your message "},
    "a like": {"text": "Liked a message"},
}
# Perhaps an answer: something came back of which no words are left, or that had none.
PERHAPS: Final = frozenset(
    {
        "unsent", "unsent with words", "taken down", "a filler", "a call", "a missed call",
        "a reaction in words", "a like",
    }
)  # fmt: skip
# The platform's own lines are nobody's act at all: the silence goes on across them.
LINES: Final = {
    "a theme": {"text": "Ann changed the chat theme."},
    "a nickname": {"text": "Ann set your nickname to Olly."},
    "a contact": {"text": "Say hello to Ann."},
}


def _after_thanks(tmp_path: Path, said: dict[str, Any]) -> list[Step]:
    later: dict[str, Any] = dict(said)
    chat = [
        me("2024-01-02T10:00:00", "THANKS-CONNECT"),
        ann("2024-01-12T10:00:00", later.pop("text"), **later),
    ]
    return told_steps(tmp_path, Download(day=DAY, friends=FRIENDS, threads={INBOX: chat}))


def _thanked(*, answered: bool | None) -> Step:
    return wrote("thanks", "2024-01-02 10:00:00", "owner", says=answered)


@pytest.mark.parametrize("said", ANSWERS.values(), ids=ANSWERS)
def test_what_answers(tmp_path: Path, said: dict[str, Any]) -> None:
    assert _after_thanks(tmp_path, said) == [
        *MET,
        _thanked(answered=True),
        wrote("reply", "2024-01-12 10:00:00", "person", says="thanks"),
        quiet("2024-01-12 10:00:00", None, 515),
    ]


@pytest.mark.parametrize("kind", NO_ANSWERS)
def test_what_answers_nothing_and_yet_breaks_a_silence(tmp_path: Path, kind: str) -> None:
    found = [e for e in _after_thanks(tmp_path, NO_ANSWERS[kind]) if e[0] != "engagement"]
    assert found == [
        *MET,
        _thanked(answered=None if kind in PERHAPS else False),
        quiet("2024-01-12 10:00:00", None, 515),
    ]


@pytest.mark.parametrize("said", LINES.values(), ids=LINES)
def test_lines_of_the_platform_are_nobodys_words(tmp_path: Path, said: dict[str, Any]) -> None:
    assert _after_thanks(tmp_path, said) == [
        *MET,
        _thanked(answered=False),
        quiet("2024-01-02 10:00:00", None, 525),
    ]


def test_a_reaction_is_perhaps_an_answer(tmp_path: Path) -> None:
    """Without a time of its own it came some time after the message, and bounds no silence."""
    loved = [{"reaction": "❤", "actor": ANN}]
    chat = [me("2024-01-02T10:00:00", "THANKS-CONNECT", reactions=loved)]
    found = told_steps(tmp_path, Download(day=DAY, friends=FRIENDS, threads={INBOX: chat}))
    assert only("thanks", found) == [_thanked(answered=None)]
    assert only("reply", found) == []


def test_a_reaction_without_a_time_may_be_to_all_of_an_exchange(tmp_path: Path) -> None:
    loved = [{"reaction": "❤", "actor": ME}]
    chat = [
        ann("2024-01-02T10:00:00", None, photos=[{"uri": "x.jpg"}], reactions=loved),
        ann("2024-01-02T10:01:00", "QUESTION"),
        ann("2024-06-02T10:01:00", "QUESTION"),
    ]
    analysis = judged(tmp_path, Download(day=DAY, friends=FRIENDS, threads={INBOX: chat}))
    acts = analysis.evidence[analysis.evidence["person_id"] == id_of(analysis)]
    owed = acts[(acts["signal"] == "answers") & (acts["side"] == "owner") & ~acts["gives"]]
    assert [str(at) for at in owed["at"]] == ["2024-06-02 10:01:00+00:00"]


def test_a_reaction_to_a_post_answers_no_message(tmp_path: Path) -> None:
    liked = {
        "reactions_v2": [
            {
                "timestamp": seconds("2024-01-12T10:05:00"),
                "data": [{"reaction": {"reaction": "LIKE", "actor": ME}}],
                "title": f"{ME} liked {ANN}'s post.",
            }
        ]
    }
    members = {"your_facebook_activity/comments_and_reactions/likes_and_reactions_1.json": liked}
    download = Download(
        day=DAY, friends=FRIENDS, threads={INBOX: [ann("2024-01-12T10:00:00")]}, members=members
    )
    analysis = judged(tmp_path, download)
    assert (analysis.events["activity"] == "reaction").sum() == 1
    assert person_of(analysis, id_of(analysis))["counts"]["unanswered_received"] == 1


@pytest.mark.parametrize("said", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_no_traces_are_counted_as_messages(tmp_path: Path, said: dict[str, Any]) -> None:
    later: dict[str, Any] = dict(said)
    chat = [me("2024-01-02T10:00:00"), ann("2024-01-12T10:00:00", later.pop("text"), **later)]
    analysis = judged(tmp_path, Download(day=DAY, friends=FRIENDS, threads={INBOX: chat}))
    counts = person_of(analysis, id_of(analysis))["counts"]
    assert (counts["messages_sent"], counts["messages_received"]) == (1, 0)


_STICKER: Final[dict[str, Any]] = {"text": None, "sticker": {"uri": "x.png"}}
_PHOTO: Final[dict[str, Any]] = {"text": None, "photos": [{"uri": "x.jpg"}]}


@pytest.mark.parametrize(
    ("chat", "unanswered"),
    [
        ([ann("2024-01-12T10:00:00", **_STICKER)], []),
        ([ann("2024-01-12T10:00:00", **_STICKER), ann("2024-01-12T10:01:00", **_PHOTO)], []),
        ([ann("2024-01-12T10:00:00", **_PHOTO), ann("2024-01-12T10:01:00")], [1]),
        ([ann("2024-01-12T10:00:00"), ann("2024-01-12T10:01:00", **_PHOTO)], [0]),
        ([ann("2024-01-12T10:00:00", **_PHOTO), ann("2024-02-29T10:01:00")], [1]),
        ([ann("2024-01-12T10:00:00", **_PHOTO), me("2024-01-12T10:01:00")], []),
        ([ann("2024-01-12T10:00:00", "\U0001f44d 2!")], []),
        ([ann("2024-01-12T10:00:00", "ONECLICK")], []),
        ([ann("2024-01-12T10:00:00", "ONECLICK"), ann("2024-01-12T10:01:00")], [1]),
        (
            [
                ann("2024-01-12T10:00:00", **_PHOTO),
                me("2024-01-12T10:01:00"),
                ann("2024-01-12T10:02:00"),
            ],
            [],
        ),
    ],
    ids=["sticker", "two", "words behind it", "words before it", "words much later", "an answer",
         "emoji", "a wish", "words behind a wish", "words after the answer"],
)  # fmt: skip
def test_what_has_no_words_calls_for_no_answer(
    tmp_path: Path, chat: list[Said], unanswered: list[int]
) -> None:
    analysis = judged(tmp_path, Download(day=DAY, friends=FRIENDS, threads={INBOX: chat}))
    counts = person_of(analysis, id_of(analysis))["counts"]
    assert (counts["openings_received"], counts["unanswered_received"]) == (len(unanswered),) * 2
    acts = analysis.evidence[analysis.evidence["person_id"] == id_of(analysis)]
    owed = acts[(acts["signal"] == "answers") & (acts["side"] == "owner") & ~acts["gives"]]
    written = [chat[place]["timestamp_ms"] for place in unanswered]
    assert [round(at.timestamp() * 1000) for at in owed["at"]] == written


_BO: Final = "Bo Li"


@pytest.mark.parametrize(
    ("group", "told"),
    [
        ([ann("2024-08-01T10:00:00"), me("2024-08-01T10:01:00")], (True, False)),
        ([message(_BO, "2024-08-01T10:00:00", "Hello")], (False, False)),
        ([ann("2024-08-01T10:00:00", is_unsent=True)], (False, False)),
        ([ann("2024-01-11T10:00:00"), ann("2024-12-02T10:00:00")], (False, True)),
    ],
    ids=["in between", "another", "nothing that is left", "before and after"],
)
def test_words_to_a_group_end_no_silence_and_are_told(
    tmp_path: Path, group: list[Said], told: tuple[bool, bool]
) -> None:
    chat = [ann("2024-01-12T10:00:00"), me("2024-12-01T10:00:00")]
    several = [me("2024-01-01T09:00:00"), message(_BO, "2024-01-01T10:00:00", "Hello all")]
    several += [ann("2024-01-02T10:00:00"), *group]
    threads = {INBOX: chat, "inbox/us_700000000000001": several}
    analysis = judged(tmp_path, Download(day=DAY, friends=FRIENDS, threads=threads))
    stages = analysis.stages[analysis.stages["person_id"] == id_of(analysis)]
    ends: list[dict[str, Any]] = [
        {"until": "2024-12-01T10:00:00Z", "broken_by": "owner", "ongoing": False},
        {"until": None, "broken_by": None, "ongoing": True},
    ]
    assert stages.loc[stages["stage"] == "silence", "detail"].to_list() == [
        {**end, **({"in_group": True} if wrote else {})}
        for end, wrote in zip(ends, told, strict=True)
    ]


def test_a_silence_tells_of_messages_without_words_at_its_ends(tmp_path: Path) -> None:
    """No other step tells of them."""
    chat = [
        ann("2024-01-02T10:00:00"),
        ann("2024-01-12T10:00:00", "Gone", is_unsent=True),
        me("2024-06-01T10:00:00", "Gone", is_unsent=True),
        me("2024-12-01T10:00:00"),
    ]
    analysis = judged(tmp_path, Download(day=DAY, friends=FRIENDS, threads={INBOX: chat}))
    stages = analysis.stages[analysis.stages["person_id"] == id_of(analysis)]
    assert stages.loc[stages["stage"] == "silence", "detail"].to_list() == [
        {
            "until": "2024-06-01T10:00:00Z",
            "broken_by": "owner",
            "ongoing": False,
            "after_trace": True,
            "broken_by_trace": True,
        },
        {
            "until": "2024-12-01T10:00:00Z",
            "broken_by": "owner",
            "ongoing": False,
            "after_trace": True,
        },
        {"until": None, "broken_by": None, "ongoing": True},
    ]
