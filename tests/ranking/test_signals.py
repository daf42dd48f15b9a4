"""Which acts each signal counts, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd
import pytest

from reciprocity.parameters import Parameters, default_parameters
from reciprocity.ranking.evidence import evidence
from reciprocity.ranking.score import weigh, weighing
from tests.ranking.pairs import Pair, Row, judged, seen

LISTED: Final = "05 Jan 2023"

# Signal, whether it gives, number of acts; of the person's side.
Acts = dict[tuple[str, bool], float]


def _acts(chat: tuple[Row, ...], side: str = "person", **more: object) -> Acts:
    pair = replace(Pair(listed=LISTED, chat=chat), **more)  # type: ignore[arg-type]
    rows = evidence(*seen(pair), default_parameters())
    mine = rows[(rows["side"] == side) & (rows["person_id"] == "linkedin:ann-roe")]
    told = mine[weighing(mine, default_parameters().score)]
    found: Acts = {}
    for signal, gives, amount in told[["signal", "gives", "amount"]].itertuples(index=False):
        key = (str(signal), bool(gives))
        found[key] = round(found.get(key, 0.0) + float(amount), 4)
    return found


# 2 January 2023 is a Monday.
CASES: Final[dict[str, tuple[tuple[Row, ...], Acts]]] = {
    "an answer": (
        ((">", "2023-02-06 10:00:00", "Hello"), ("<", "2023-02-07 10:00:00", "Hello")),
        {("answers", True): 1},
    ),
    "ten answers in a week are one": (
        tuple(
            (way, f"2023-02-06 1{hour}:{minute}:00", f"Words {hour} {minute}")
            for hour in range(10)
            for way, minute in ((">", 10), ("<", 40))
        ),
        {("answers", True): 1},
    ),
    "two weeks are two": (
        (
            (">", "2023-02-12 10:00:00", "Sunday"),
            ("<", "2023-02-12 11:00:00", "Yes"),
            (">", "2023-02-12 12:00:00", "And tomorrow"),
            ("<", "2023-02-13 09:00:00", "Monday"),
        ),
        {("answers", True): 2},
    ),
    "an answer after a silence is none": (
        ((">", "2023-02-06 10:00:00", "Hello"), ("<", "2023-05-09 10:00:00", "Hello")),
        {("answers", False): 1},
    ),
    "left open": (((">", "2023-02-06 10:00:00", "Hello"),), {("answers", False): 1}),
    "too early to tell": (((">", "2024-02-06 10:00:00", "Hello"),), {}),
    "left open twice": (
        ((">", "2023-02-06 10:00:00", "Hello"), (">", "2023-03-06 10:00:00", "Hello?")),
        {("answers", False): 2},
    ),
    "the last words of an exchange call for nothing": (
        (
            ("<", "2023-02-06 10:00:00", "Hello"),
            (">", "2023-02-07 10:00:00", "All well"),
        ),
        {("openings", True): 1},
    ),
    "unless they ask": (
        (
            ("<", "2023-02-06 10:00:00", "Hello"),
            (">", "2023-02-07 10:00:00", "QUESTION"),
        ),
        {("openings", True): 1, ("answers", False): 1},
    ),
    "a quick text is neither answer nor silence": (
        ((">", "2023-02-06 10:00:00", "Hello"), ("<", "2023-02-07 10:00:00", "ONECLICK")),
        {},
    ),
    "a pitch months later answers nothing": (
        ((">", "2023-02-06 10:00:00", "Hello"), ("<", "2023-04-07 10:00:00", "PITCH")),
        {("answers", False): 1, ("pitches", False): 1, ("pitch_first_words", False): 1},
    ),
    "a pitch the next day may": (
        ((">", "2023-02-06 10:00:00", "Hello"), ("<", "2023-02-07 10:00:00", "PITCH")),
        {("pitches", False): 1},
    ),
    "an opening repeated is one": (
        (
            ("<", "2023-02-06 10:00:00", "Hello"),
            ("<", "2023-02-26 10:00:00", "Hello?"),
            (">", "2023-03-07 10:00:00", "All well"),
        ),
        {("openings", True): 1},
    ),
    # The archive begins with a message to somebody else, on 20 August 2019.
    "an opening before which too little was seen": (
        (("<", "2019-08-25 10:00:00", "Hello"), (">", "2019-08-26 10:00:00", "All well")),
        {},
    ),
    "and one before which enough was": (
        (("<", "2019-09-04 10:00:00", "Hello"), (">", "2019-09-05 10:00:00", "All well")),
        {("openings", True): 1},
    ),
    "an opening that may be a pitch gives nothing": (
        (
            ("<", "2023-02-06 10:00:00", "PERHAPS"),
            (">", "2023-02-07 10:00:00", "All well"),
        ),
        {("perhaps_pitches", False): 0.25},
    ),
    "nor one that met with a no": (
        (
            ("<", "2023-02-06 10:00:00", "Could you"),
            (">", "2023-02-07 10:00:00", "DECLINE"),
        ),
        {("refused", False): 1},
    ),
    "and what comes after a no is no answer": (
        (
            ("<", "2023-02-06 10:00:00", "Could you"),
            (">", "2023-02-07 10:00:00", "DECLINE"),
            ("<", "2023-02-08 10:00:00", "But"),
        ),
        {("refused", False): 1, ("courtesy", True): 1},
    ),
    "a pitch, a no, a kind word": (
        (
            ("<", "2023-02-06 10:00:00", "PITCH"),
            (">", "2023-02-07 10:00:00", "DECLINE"),
            ("<", "2023-02-08 10:00:00", "Thanks for letting me know"),
        ),
        {
            ("pitches", False): 1,
            ("pitch_first_words", False): 1,
            ("refused", False): 1,
            ("courtesy", True): 1,
        },
    ),
    "a pitch every five months": (
        tuple(
            ("<", f"{at} 10:00:00", f"PITCH {at}")
            for at in ("2023-01-20", "2023-06-20", "2023-11-20")
        ),
        {("pitches", False): 3, ("pitch_first_words", False): 1},
    ),
    "and a long silence is one, however often it was broken so": (
        (
            ("<", "2023-01-20 10:00:00", "Hello"),
            ("<", "2023-06-20 10:00:00", "PITCH one"),
            ("<", "2023-11-20 10:00:00", "PITCH two"),
        ),
        {("pitches", False): 2, ("pitch_first_words", False): 1},
    ),
    "questions": (
        (
            (">", "2023-02-06 10:00:00", "Hello"),
            ("<", "2023-02-07 10:00:00", "QUESTION one"),
            ("<", "2023-02-08 10:00:00", "QUESTION two"),
        ),
        {("answers", True): 1, ("questions", True): 1},
    ),
    "a silence broken": (
        (
            (">", "2023-01-20 10:00:00", "Hello"),
            ("<", "2023-01-21 10:00:00", "Hello"),
            ("<", "2023-08-21 10:00:00", "How are you"),
            (">", "2023-08-22 10:00:00", "All well"),
        ),
        {("answers", True): 1, ("openings", True): 1, ("silence_broken", True): 1},
    ),
}


@pytest.mark.parametrize(("chat", "acts"), CASES.values(), ids=CASES)
def test_acts(chat: tuple[Row, ...], acts: Acts) -> None:
    assert _acts(chat) == acts


@pytest.mark.parametrize(("chat", "acts"), CASES.values(), ids=CASES)
def test_the_same_acts_of_the_other_side(chat: tuple[Row, ...], acts: Acts) -> None:
    swapped = Pair(chat=chat).mirrored().chat
    assert _acts(swapped, "owner") == acts


def test_praise_ends_no_silence_of_theirs_but_one_of_yours() -> None:
    """What the other side did in between, in whatever way, is contact."""
    chat = CASES["a silence broken"][0]
    clicked = (*chat[:2], (">", "2023-05-21 10:00:00", "ONECLICK"), *chat[2:])
    assert ("silence_broken", True) not in _acts(clicked)
    own = (*chat[:2], ("<", "2023-05-21 10:00:00", "ONECLICK"), *chat[2:])
    assert ("silence_broken", True) in _acts(own)


def _weights(rows: list[tuple[str, str, bool]], parameters: Parameters) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["person_id", "signal", "gives"])
    frame = frame.assign(
        side="person", amount=1.0, at=pd.Timestamp("2024-01-01", tz="UTC"),
        events=pd.Series([(str(i),) for i in range(len(frame))], dtype="object"),
    )  # fmt: skip
    return weigh(frame, parameters.score)


def _of(weights: pd.DataFrame, person: str, kind: str) -> float:
    (value,) = weights.loc[weights["person_id"] == person, kind]
    return float(value)


def test_weights_are_shares_of_all_acts_of_a_signal() -> None:
    rows = [("a", "answers", True)] * 3 + [("a", "answers", False)]
    weights = _weights(rows, default_parameters())
    # cap 6, half 4: 6 * 3 / (3 + 1 + 4) and 6 * 1 / 8
    assert [_of(weights, "a", kind) for kind in ("give", "take")] == [2.25, 0.75]


def test_what_is_usual_weighs_less() -> None:
    """Others answered thanks four times in four; fixed at 0.5, worth twenty: (4 + 10) / 24."""
    rows = [(f"other{i}", "thanks", True) for i in range(4)]
    rows += [("a", "thanks", True), ("b", "thanks", False)]
    weights = _weights(rows, default_parameters())
    of_a = (4 + 10) / (5 + 20)  # b is among the others of a
    of_b = (5 + 10) / (5 + 20)
    assert _of(weights, "a", "give") == pytest.approx(0.5 * 2 * (1 - of_a))
    assert _of(weights, "b", "take") == pytest.approx(2.0 * 2 * of_b)


def test_a_note_weighs_less_where_everybody_sends_notes() -> None:
    noted = [(f"other{i}", "request_note", True) for i in range(20)]
    bare = [(f"other{i}", "request_note", False) for i in range(20)]
    mine = [("a", "request_note", True)]
    among_noted = _weights([*noted, *mine], default_parameters())
    among_bare = _weights([*bare, *mine], default_parameters())
    assert _of(among_noted, "a", "give") < _of(among_bare, "a", "give")


def test_a_request_without_a_note_is_held_against_nobody() -> None:
    person = judged(Pair(listed="05 Jan 2024", requests=(("INCOMING", "1/4/24, 9:30 AM"),)))
    assert [signal["name"] for signal in person["signals"]] == ["prior"]
    assert person["score"] == 0
