"""What messages do: thanks, pitch, decline, reply, and the exchanges the rest folds into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.exports import connections, messages
from tests.timeline.stories import Step, met, steps, talk, told, wrote

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2024-01-05"


def _chat(tmp_path: Path, *rows: tuple[str, str, str], day: str = "05 Jan 2024") -> list[Step]:
    """Return the steps after the accept; rows are direction, time and text."""
    lines = [("c1", way, "Ann Roe", "ann-roe", at, text) for way, at, text in reversed(rows)]
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", day)),
        messages=messages(*lines),
    )
    found = steps(analysis)
    assert [s[0] for s in found[:2]] == ["request", "accept"]
    return found[2:]


def test_thanks_answered(tmp_path: Path) -> None:
    assert _chat(
        tmp_path,
        (">", "2024-01-10 10:00:00", "THANKS-CONNECT"),
        ("<", "2024-01-12 10:00:00", "You are welcome"),
    ) == [
        wrote("thanks", "2024-01-10 10:00:00", "owner", says=True),
        wrote("reply", "2024-01-12 10:00:00", "person", says="thanks"),
    ]


def test_thanks_unanswered(tmp_path: Path) -> None:
    assert _chat(tmp_path, (">", "2024-01-10 10:00:00", "THANKS-CONNECT")) == [
        wrote("thanks", "2024-01-10 10:00:00", "owner", says=False)
    ]


def test_thanks_too_young_to_tell(tmp_path: Path) -> None:
    assert _chat(tmp_path, (">", "2024-02-25 10:00:00", "THANKS-CONNECT"), day="20 Feb 2024") == [
        wrote("thanks", "2024-02-25 10:00:00", "owner", says=None)
    ]


def test_words_after_a_silence_are_no_answer(tmp_path: Path) -> None:
    found = _chat(
        tmp_path,
        (">", "2023-01-10 10:00:00", "THANKS-CONNECT"),
        ("<", "2024-02-10 10:00:00", "Hello"),
        day="05 Jan 2023",
    )
    assert [s[0] for s in found] == ["thanks", "silence", "message"]
    assert found[0] == wrote("thanks", "2023-01-10 10:00:00", "owner", says=False)


@pytest.mark.parametrize(("way", "actor"), [(">", "owner"), ("<", "person")])
def test_either_side_may_thank(tmp_path: Path, way: str, actor: str) -> None:
    assert _chat(tmp_path, (way, "2024-01-06 10:00:00", "THANKS-CONNECT")) == [
        wrote("thanks", "2024-01-06 10:00:00", actor, says=False)
    ]


@pytest.mark.parametrize(
    ("at", "stage"),
    [
        ("2024-01-04 23:00:00", "message"),
        ("2024-01-06 00:00:00", "thanks"),
        ("2024-02-03 10:00:00", "thanks"),
        ("2024-02-05 10:00:00", "message"),
    ],
)
def test_thanks_come_within_thirty_days_of_the_accept(tmp_path: Path, at: str, stage: str) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "05 Jan 2024")),
        messages=messages(("c1", ">", "Ann Roe", "ann-roe", at, "THANKS-CONNECT")),
    )
    assert sorted(s[0] for s in steps(analysis)) == sorted(["request", "accept", stage])


def test_thirteen_days_are_one_exchange(tmp_path: Path) -> None:
    assert _chat(
        tmp_path,
        (">", "2024-01-06 10:00:00", "One"),
        ("<", "2024-01-20 09:59:59", "Two"),
        ("<", "2024-02-02 10:00:00", "Three"),
    ) == [talk("2024-01-06 10:00:00", "owner", 1, 2, "2024-02-02 10:00:00")]


def test_fourteen_days_are_two(tmp_path: Path) -> None:
    assert _chat(
        tmp_path,
        (">", "2024-01-06 10:00:00", "One"),
        ("<", "2024-01-20 10:00:00", "Two"),
        (">", "2024-01-20 11:00:00", "Three"),
    ) == [
        talk("2024-01-06 10:00:00", "owner", 1, 0),
        talk("2024-01-20 10:00:00", "person", 1, 1, "2024-01-20 11:00:00"),
    ]


def test_two_conversations_with_one_person_are_one_exchange(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "05 Jan 2024")),
        messages=messages(
            ("c2", ">", "Ann Roe", "ann-roe", "2024-01-11 10:00:00", "Two"),
            ("c1", "<", "Ann Roe", "ann-roe", "2024-01-12 10:00:00", "Three"),
            ("c1", "<", "Ann Roe", "ann-roe", "2024-01-10 10:00:00", "One"),
        ),
    )
    assert steps(analysis) == [
        *met(DAY),
        talk("2024-01-10 10:00:00", "person", 1, 2, "2024-01-12 10:00:00"),
    ]


@pytest.mark.parametrize(
    ("text", "stage", "says"),
    [
        ("PITCH DECLINE THANKS-CONNECT", "pitch", []),
        ("PITCH", "pitch", []),
        ("DECLINE THANKS-CONNECT", "decline", "pitch"),
        ("DECLINE", "decline", "pitch"),
        ("THANKS-CONNECT", "reply", "pitch"),
        ("Tell me more", "reply", "pitch"),
    ],
)
def test_the_first_of_what_an_answer_to_a_pitch_could_be(
    tmp_path: Path, text: str, stage: str, says: object
) -> None:
    assert _chat(
        tmp_path, ("<", "2024-01-20 10:00:00", "PITCH"), (">", "2024-01-22 10:00:00", text)
    ) == [
        wrote("pitch", "2024-01-20 10:00:00", "person", says=[]),
        wrote(stage, "2024-01-22 10:00:00", "owner", says=says),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PITCH THANKS-CONNECT", wrote("pitch", "2024-01-22 10:00:00", "owner", says=[])),
        ("DECLINE THANKS-CONNECT", wrote("thanks", "2024-01-22 10:00:00", "owner", says=False)),
        ("DECLINE", talk("2024-01-22 10:00:00", "owner", 1, 0)),
        ("Hello", talk("2024-01-22 10:00:00", "owner", 1, 0)),
        ("ONECLICK", talk("2024-01-22 10:00:00", "owner", 1, 0)),
    ],
)
def test_the_first_of_what_first_words_could_be(tmp_path: Path, text: str, expected: Step) -> None:
    assert _chat(tmp_path, (">", "2024-01-22 10:00:00", text)) == [expected]


def test_a_no_is_one_only_after_a_pitch_of_the_other_side(tmp_path: Path) -> None:
    assert _chat(
        tmp_path,
        (">", "2024-01-08 10:00:00", "DECLINE"),
        (">", "2024-01-09 10:00:00", "PITCH"),
        (">", "2024-01-10 10:00:00", "DECLINE"),
        ("<", "2024-01-11 10:00:00", "DECLINE"),
    ) == [
        talk("2024-01-08 10:00:00", "owner", 2, 0, "2024-01-10 10:00:00"),
        wrote("pitch", "2024-01-09 10:00:00", "owner", says=[]),
        wrote("decline", "2024-01-11 10:00:00", "person", says="pitch"),
    ]


def test_the_first_answer_is_the_reply(tmp_path: Path) -> None:
    """What the same side adds is no answer, and neither is the second answer of the other one."""
    assert _chat(
        tmp_path,
        ("<", "2024-01-20 10:00:00", "PITCH"),
        ("<", "2024-01-21 10:00:00", "Did you get it?"),
        (">", "2024-01-22 10:00:00", "Yes"),
        (">", "2024-01-22 11:00:00", "I will read it"),
    ) == [
        wrote("pitch", "2024-01-20 10:00:00", "person", says=[]),
        talk("2024-01-21 10:00:00", "person", 1, 1, "2024-01-22 11:00:00"),
        wrote("reply", "2024-01-22 10:00:00", "owner", says="pitch"),
    ]


def test_pitch_decline_and_its_answer(tmp_path: Path) -> None:
    assert _chat(
        tmp_path,
        ("<", "2024-01-20 10:00:00", "PITCH third_party token_small_talk"),
        (">", "2024-01-22 10:00:00", "DECLINE"),
        (">", "2024-01-22 11:00:00", "All the best"),
        ("<", "2024-01-22 16:00:00", "Thank you for letting me know"),
        (">", "2024-01-22 17:00:00", "Sure"),
    ) == [
        wrote("pitch", "2024-01-20 10:00:00", "person",
              says=["third_party", "token_small_talk"]),
        wrote("decline", "2024-01-22 10:00:00", "owner", says="pitch"),
        talk("2024-01-22 11:00:00", "owner", 2, 0, "2024-01-22 17:00:00"),
        wrote("reply", "2024-01-22 16:00:00", "person", says="decline"),
    ]  # fmt: skip


def test_thanks_for_thanks_are_a_reply(tmp_path: Path) -> None:
    assert _chat(
        tmp_path,
        ("<", "2024-01-06 10:00:00", "THANKS-CONNECT"),
        (">", "2024-01-07 10:00:00", "THANKS-CONNECT you too"),
        ("<", "2024-01-08 10:00:00", "What do you do?"),
    ) == [
        wrote("thanks", "2024-01-06 10:00:00", "person", says=True),
        wrote("reply", "2024-01-07 10:00:00", "owner", says="thanks"),
        talk("2024-01-08 10:00:00", "person", 0, 1),
    ]


def test_each_pitch_and_each_no_is_a_step(tmp_path: Path) -> None:
    found = _chat(
        tmp_path,
        ("<", "2024-01-20 10:00:00", "PITCH"),
        (">", "2024-01-21 10:00:00", "DECLINE"),
        ("<", "2024-01-22 10:00:00", "PITCH again"),
        (">", "2024-01-23 10:00:00", "DECLINE again"),
    )
    assert [(s[0], s[3]) for s in found] == [
        ("pitch", "person"), ("decline", "owner"), ("pitch", "person"), ("decline", "owner"),
    ]  # fmt: skip


def test_what_one_click_wrote_is_nobody_s_pitch(tmp_path: Path) -> None:
    assert _chat(tmp_path, ("<", "2024-01-20 10:00:00", "ONECLICK PITCH")) == [
        talk("2024-01-20 10:00:00", "person", 0, 1)
    ]


def test_an_attachment_alone_is_a_message(tmp_path: Path) -> None:
    assert _chat(
        tmp_path,
        ("<", "2024-01-20 10:00:00", "PITCH"),
        (">", "2024-01-21 10:00:00", ""),
        (">", "2024-01-21 11:00:00", ""),
    ) == [
        wrote("pitch", "2024-01-20 10:00:00", "person", says=[]),
        wrote("reply", "2024-01-21 10:00:00", "owner", says="pitch"),
        talk("2024-01-21 11:00:00", "owner", 1, 0),
    ]


def test_no_detail_holds_text(tmp_path: Path) -> None:
    analysis = told(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "05 Jan 2024")),
        messages=messages(
            ("c1", ">", "Ann Roe", "ann-roe", "2024-01-21 10:00:00", "DECLINE canary"),
            ("c1", "<", "Ann Roe", "ann-roe", "2024-01-20 10:00:00", "PITCH canary"),
        ),
    )
    assert "canary" not in str(analysis.stages.to_dict())
