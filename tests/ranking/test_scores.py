"""Score, interval, contributions and order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciprocity.analysis import Analysis, analyse
from reciprocity.contracts import rank_document
from tests.exports import connections, invitations, messages
from tests.ranking.pairs import (
    ONE_ACT,
    ONE_SIDED,
    RECIPROCAL,
    SECOND_ACTS,
    Pair,
    analysed,
    judged,
    monthly,
)
from tests.timeline.stories import person_of, written

if TYPE_CHECKING:
    from pathlib import Path

MIRRORED = {
    "one_sided_you": "one_sided_them",
    "one_sided_them": "one_sided_you",
    "extractive": "extractive_you",
    "extractive_you": "extractive",
}
PAIRS = {
    **SECOND_ACTS,
    **{f"not {k}": v for k, v in ONE_ACT.items()},
    "reciprocal": RECIPROCAL,
    "one-sided": ONE_SIDED,
}

# Several people at once: a friend, a pitcher, one who never answers, one hardly known.
_LIST = (
    ("Fay", "Fox", "fay-fox", "06 Feb 2023"),
    ("Ann", "Roe", "ann-roe", "05 Feb 2023"),
    ("Guy", "Oak", "guy-oak", "04 Feb 2023"),
    ("Bo", "Li", "bo-li", "03 Feb 2023"),
)
_PEOPLE = {slug: f"{first} {last}" for first, last, slug, _ in _LIST}
_ASKED = invitations(("OUTGOING", "Eve Elm", "eve-elm", "10/5/23, 9:30 AM", "Hello Eve"))
Message = tuple[str, str, str, str, str, str]


def _chat(slug: str, rows: tuple[tuple[str, str, str], ...]) -> list[Message]:
    name = _PEOPLE.get(slug, "Eve Elm")
    return [(f"c-{slug}", way, name, slug, at, text) for way, at, text in reversed(rows)]


ROWS: list[Message] = [
    *_chat("fay-fox", monthly(2023, 3)),
    *_chat("ann-roe", (
        (">", "2023-02-06 10:00:00", "THANKS-CONNECT"),
        ("<", "2023-12-07 10:00:01", "PITCH wants_audience"),
        (">", "2023-12-08 10:00:02", "DECLINE"),
        ("<", "2023-12-09 10:00:03", "I see"),
    )),
    *_chat("guy-oak", ONE_SIDED.chat),
    *_chat("eve-elm", (("<", "2024-01-20 10:00:04", "PITCH"),)),
]  # fmt: skip


def _analysis(tmp_path: Path, rows: list[Message], *more: tuple[str, str, str, str]) -> Analysis:
    listed = sorted((*_LIST, *more), key=lambda row: row[3][-4:] + row[3][:2], reverse=True)
    path = written(
        tmp_path,
        Connections=connections(*listed),
        Invitations=_ASKED,
        messages=messages(*rows),
    )
    return analyse([path])


def _without_rows(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out where a note stands in its file."""
    for person in document["people"]:
        for stage in person["stages"]:
            stage["detail"].pop("note_row", None)
    return document


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_contributions_add_up_to_the_score(pair: Pair) -> None:
    for person in rank_document(analysed(pair))["people"]:
        signals = [signal["contribution"] for signal in person["signals"]]
        assert abs(sum(signals) - person["score"]) < 1e-12
        assert [s["name"] for s in person["signals"]].count("prior") == 1
        assert -1 <= person["low"] <= person["score"] <= person["high"] <= 1
        mirror = person["mirror"]
        assert -1 <= mirror["low"] <= mirror["score"] <= mirror["high"] <= 1


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_the_mirror_image(pair: Pair) -> None:
    """With the roles swapped, scores, counts and verdict change sides and nothing else does."""
    person, image = judged(pair), judged(pair.mirrored())
    assert [image["score"], image["low"], image["high"]] == list(person["mirror"].values())
    assert image["verdict"] == MIRRORED.get(person["verdict"], person["verdict"])
    for name, number in person["counts"].items():
        swapped = {"sent": "received", "received": "sent", "given": "received"}
        kind, _, way = name.rpartition("_")
        other = f"{kind}_{swapped[way]}" if way in swapped and "endorse" not in kind else name
        if "recommend" not in kind:
            assert image["counts"][other] == number, name


def test_signals_name_their_evidence(tmp_path: Path) -> None:
    analysis = _analysis(tmp_path, ROWS)
    known = set(analysis.events["event_id"])
    for person in rank_document(analysis)["people"]:
        for signal in person["signals"]:
            assert bool(signal["events"]) == (signal["name"] != "prior")
            assert set(signal["events"]) <= known
        for stage in person["stages"]:
            assert stage["events"]
            assert set(stage["events"]) <= known


def test_the_order(tmp_path: Path) -> None:
    people = rank_document(_analysis(tmp_path, ROWS))["people"]
    assert {p["person_id"]: p["verdict"] for p in people} == {
        "linkedin:fay-fox": "reciprocal",
        "linkedin:guy-oak": "one_sided_you",
        "linkedin:bo-li": "acquaintance",
        "linkedin:ann-roe": "extractive",
        "linkedin:eve-elm": "extractive",
    }
    assert [p["rank"] for p in people] == [1, 2, 3, 4, 5]
    scores = [p["score"] for p in people]
    assert scores == sorted(scores, reverse=True)


def test_only_who_has_too_little_evidence_has_no_rank(tmp_path: Path) -> None:
    new = [("Kit", "New", f"kit-{i}", f"2{i} Feb 2024") for i in range(3)]
    people = rank_document(_analysis(tmp_path, ROWS, *new))["people"]
    assert [p["rank"] for p in people] == [1, 2, 3, 4, 5, None, None, None]
    for person in people:
        assert (person["rank"] is None) == (person["verdict"] == "not_enough_evidence")


def test_more_people_change_nothing_for_others(tmp_path: Path) -> None:
    """Some met before the first message of the archive, some at its end."""
    before = rank_document(_analysis(tmp_path, ROWS))["people"]
    more = [("Kit", "Old", f"kit-old-{i}", f"1{i} Mar 2015") for i in range(3)]
    more += [("Kit", "New", f"kit-new-{i}", f"1{i} Feb 2024") for i in range(3)]
    after = {p["person_id"]: p for p in rank_document(_analysis(tmp_path, ROWS, *more))["people"]}
    assert len(after) == len(before) + 6
    for person in before:
        same = after[person["person_id"]]
        assert {**same, "rank": None} == {**person, "rank": None}


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(len(ROWS))))
def test_the_order_of_the_rows_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("shuffled")
    plain = _analysis(folder, ROWS)
    shuffled = _analysis(folder, [ROWS[i] for i in order])
    documents = [_without_rows(rank_document(a)) for a in (plain, shuffled)]
    assert documents[0] == documents[1]
    columns = [c for c in plain.events if c != "row"]
    assert plain.events[columns].equals(shuffled.events[columns])


def _widths(pairs: list[Pair]) -> list[float]:
    people = [judged(pair) for pair in pairs]
    return [person["high"] - person["low"] for person in people]


def test_more_giving_narrows_the_interval() -> None:
    pairs = [Pair(listed="05 Jan 2023", chat=monthly(2023, 3, last)) for last in range(3, 9)]
    widths = _widths(pairs)
    assert all(later < earlier for earlier, later in pairwise(widths))


def test_more_pitches_narrow_the_interval_and_lower_the_score() -> None:
    pitches = tuple(("<", f"2023-{m:02}-03 10:00:00", f"PITCH {m}") for m in range(2, 8))
    pairs = [Pair(listed="05 Jan 2023", chat=pitches[: n + 1]) for n in range(6)]
    widths = _widths(pairs)
    assert all(later < earlier for earlier, later in pairwise(widths))
    scores = [judged(pair)["score"] for pair in pairs]
    assert all(later < earlier for earlier, later in pairwise(scores))


def test_without_evidence_the_score_is_the_prior() -> None:
    person = judged(Pair(listed="05 Jan 2023"))
    assert [s["name"] for s in person["signals"]] == ["prior"]
    assert person["score"] == person["signals"][0]["contribution"]


def test_counts_are_of_words_between_two(tmp_path: Path) -> None:
    """A note is a request's, not a message; pitches are messages; a group is nobody's pair."""
    group = ("g1", ">", "Ann Roe,Bo Li", "ann-roe", "2024-01-16 10:00:00", "To both")
    rows = [
        ("c1", "<", "Ann Roe", "ann-roe", "2024-01-15 10:00:00", "PITCH"),
        ("c1", ">", "Ann Roe", "ann-roe", "2024-01-12 10:00:00", "Hello Ann"),
        ("c1", ">", "Ann Roe", "ann-roe", "2024-01-13 10:00:00", "How are you?"),
    ]
    path = written(
        tmp_path,
        Connections=connections(("Ann", "Roe", "ann-roe", "12 Jan 2024")),
        Invitations=invitations(
            ("OUTGOING", "Ann Roe", "ann-roe", "1/10/24, 9:30 AM", "Hello Ann")
        ),
        messages=messages(group, *rows, rows[0]),
    )
    counts = person_of(analyse([path]))["counts"]
    assert (counts["messages_sent"], counts["messages_received"]) == (1, 1)
    assert (counts["pitches_sent"], counts["pitches_received"]) == (0, 1)


LISTED = "05 Feb 2021"
ONCE = (("<", "2021-12-07 10:00:00", "How are you?"),)


def _names(person: dict[str, Any]) -> set[str]:
    return {signal["name"] for signal in person["signals"]} - {"prior"}


def test_words_that_nobody_took_up_are_no_gift() -> None:
    """Written once, after ten months of silence, and never answered."""
    person = judged(Pair(listed=LISTED, chat=ONCE))
    assert (_names(person), person["score"]) == (set(), 0)
    assert person["mirror"]["score"] < 0


def test_words_that_were_taken_up_are() -> None:
    answer = (">", "2021-12-08 10:00:00", "Fine")
    person = judged(Pair(listed=LISTED, chat=(*ONCE, answer)))
    assert _names(person) == {"openings", "silence_broken"}
    assert person["score"] > 0


@pytest.mark.parametrize(
    "answer",
    [(">", "2021-12-08 10:00:00", "ONECLICK thanks"), (">", "2021-12-08 10:00:00", "PITCH"),
     (">", "2022-06-08 10:00:00", "Only now")],
    ids=["one click", "a pitch", "half a year later"],
)  # fmt: skip
def test_what_takes_nothing_up(answer: tuple[str, str, str]) -> None:
    person = judged(Pair(listed=LISTED, chat=(*ONCE, answer)))
    assert _names(person) & {"openings", "silence_broken"} == set()


def test_nobody_tops_the_list_on_one_message(tmp_path: Path) -> None:
    rows = [*ROWS, *_chat("bo-li", ONCE)]
    silent = ("Cy", "Day", "cy-day", "03 Feb 2023")
    people = rank_document(_analysis(tmp_path, rows, silent))["people"]
    scores = {p["person_id"]: p["score"] for p in people if p["verdict"] == "acquaintance"}
    assert scores == {"linkedin:bo-li": 0, "linkedin:cy-day": 0}


def test_investing_without_return_is_told_by_the_verdict() -> None:
    person = judged(ONE_SIDED.mirrored())
    assert (person["verdict"], person["score"]) == ("one_sided_them", 0)
