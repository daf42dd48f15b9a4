"""One word for each relationship, by the definition of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reciprocity.analysis import analyse
from tests.coverage.given import Download, id_of, me
from tests.coverage.given import ann as ann_wrote
from tests.coverage.given import judged as judged_downloads
from tests.facebook.downloads import message
from tests.ranking.pairs import (
    EARLY,
    LATER,
    MUCH_LATER,
    ONE_ACT,
    ONE_SIDED,
    RECIPROCAL,
    SECOND_ACTS,
    Pair,
    exchanges,
    judged,
    monthly,
)
from tests.timeline.facebook import INBOX
from tests.timeline.stories import person_of, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.given import Said


@pytest.mark.parametrize("pair", SECOND_ACTS.values(), ids=SECOND_ACTS)
def test_a_pitch_with_a_second_act(pair: Pair) -> None:
    person = judged(pair)
    assert person["verdict"] == "extractive"
    assert person["rank"] is not None
    assert person["score"] < 0


@pytest.mark.parametrize("pair", SECOND_ACTS.values(), ids=SECOND_ACTS)
def test_the_same_with_the_roles_swapped(pair: Pair) -> None:
    assert judged(pair.mirrored())["verdict"] == "extractive_you"


@pytest.mark.parametrize("pair", ONE_ACT.values(), ids=ONE_ACT)
def test_a_pitch_alone_is_not_extractive(pair: Pair) -> None:
    assert judged(pair)["verdict"] != "extractive"


@pytest.mark.parametrize("pair", ONE_ACT.values(), ids=ONE_ACT)
def test_nor_is_the_owner_s(pair: Pair) -> None:
    assert judged(pair.mirrored())["verdict"] != "extractive_you"


@pytest.mark.parametrize("case", ["a stranger's only words", "after a greeting"])
def test_one_pitch_and_nothing_else(case: str) -> None:
    person = judged(ONE_ACT[case])
    assert (person["verdict"], person["rank"]) == ("not_enough_evidence", None)


def test_an_answer_after_a_silence_is_not_the_first_word() -> None:
    """The owner broke the silence, and the pitch the next day may have been asked for."""
    pair = Pair(
        listed="05 Jan 2023",
        chat=(
            ("<", "2023-01-08 10:00:00", "Hello"),
            (">", "2023-08-01 10:00:00", "What are you selling?"),
            ("<", "2023-08-02 10:00:00", "PITCH"),
        ),
    )
    assert judged(pair)["verdict"] != "extractive"


def test_a_long_friendship_with_a_pitch_after_half_a_year() -> None:
    years = (*monthly(2020), *monthly(2021), *monthly(2022), *monthly(2023, 1, 6))
    pair = Pair(listed="05 Jan 2019", chat=(*years, ("<", "2024-01-10 10:00:00", "PITCH")))
    person = judged(pair)
    assert person["verdict"] == "reciprocal"
    assert "pitch_first_words" in {signal["name"] for signal in person["signals"]}


def test_reciprocal() -> None:
    person = judged(RECIPROCAL)
    assert person["verdict"] == "reciprocal"
    assert person["score"] > 0


def test_one_exchange_is_not_enough() -> None:
    """Twelve messages in two days are one act of each side."""
    rows = tuple(
        (way, f"2024-02-1{day} 1{hour}:00:00", f"Words {day} {hour}")
        for day in range(2) for hour in range(6) for way in "<>"[hour % 2]
    )  # fmt: skip
    person = judged(Pair(listed="05 Jan 2024", chat=rows))
    assert (person["verdict"], person["rank"]) == ("not_enough_evidence", None)
    assert (person["counts"]["messages_sent"], person["counts"]["messages_received"]) == (6, 6)


def test_one_sided() -> None:
    assert judged(ONE_SIDED)["verdict"] == "one_sided_you"


def test_one_sided_the_other_way() -> None:
    assert judged(ONE_SIDED.mirrored())["verdict"] == "one_sided_them"


@pytest.mark.parametrize("received", [0, 1])
@pytest.mark.parametrize("mirrored", [False, True])
def test_six_messages_more_prove_nothing(received: int, mirrored: bool) -> None:
    rows = [(">", f"2024-01-1{day} 10:00:00", f"And {day}") for day in range(6 + received)]
    rows += [("<", "2024-01-19 10:00:00", "Well")][:received]
    pair = Pair(listed="05 Jan 2023", chat=tuple(rows))
    person = judged(pair.mirrored() if mirrored else pair)
    counts = person["counts"]
    assert abs(counts["messages_sent"] - counts["messages_received"]) == 6
    assert not person["verdict"].startswith("one_sided")
    assert "imbalance" not in {signal["name"] for signal in person["signals"]}


def test_dormant() -> None:
    pair = Pair(listed="05 Jan 2020", chat=(*monthly(2020, 2), *monthly(2021)))
    assert judged(pair)["verdict"] == "dormant"


@pytest.mark.parametrize(
    ("listed", "chat", "verdict"),
    [
        ("05 Jan 2020", (*monthly(2020, 2), *monthly(2021)), "dormant"),
        ("05 Jan 2022", (*monthly(2022, 2), *monthly(2023, 1, 4)), "reciprocal"),
        ("05 Jan 2013", (*monthly(2013, 2), *monthly(2021)), "reciprocal"),
    ],
    ids=["silent for two years", "for less than a year", "for less than once before"],
)
def test_gone_after_a_silence(
    listed: str, chat: tuple[tuple[str, str, str], ...], verdict: str
) -> None:
    """The end of the connection breaks no silence: nobody said a word."""
    pair = Pair(listed=listed, chat=chat, exports=(EARLY, LATER))
    person = judged(pair)
    assert person["stages"][-1]["stage"] == "removal"
    assert person["verdict"] == verdict


def test_words_after_the_end_are_words(tmp_path: Path) -> None:
    """Gone by 20 February, and they wrote in May: nobody is silent now."""
    pair = Pair(listed="05 Jan 2020", chat=(*monthly(2020, 2), *monthly(2021)))
    late = replace(pair, chat=(*pair.chat, *exchanges("2024-05-03")))
    rows = zip((EARLY, LATER, MUCH_LATER), (pair, pair, late), strict=True)
    paths = [written(tmp_path, name=name, **of.members(listed=name == EARLY)) for name, of in rows]
    assert person_of(analyse(paths))["verdict"] == "reciprocal"


def _talked(year: int) -> list[Said]:
    return [
        say(f"{year}-{month:02}-0{day}T10:00:00", f"Words {month} {day}")
        for month in range(1, 13)
        for day, say in ((3, ann_wrote), (4, me))
    ]


DOWNLOADS = {
    "goes on at the export": (Download(day="2025-06-10", threads={INBOX: _talked(2021)}),
                              "dormant"),
    "and was partly seen": (
        Download(day="2021-12-20", threads={INBOX: _talked(2021)[:-2]}),
        Download(day="2025-06-10", usual=False, threads={
            "inbox/zoeold_900000000000001": [
                message("Zoe Old", at, "Hello") for at in ("2023-06-01T10:00:00",
                                                           "2025-06-05T10:00:00")
            ]}),
        "dormant",
    ),
    "goes out of sight with a date range": (
        Download(day="2025-06-10", usual=False, threads={
            INBOX: _talked(2021),
            "inbox/zoeold_900000000000001": [message("Zoe Old", "2024-01-05T10:00:00", "Hello")],
        }),
        "reciprocal",
    ),
}  # fmt: skip


@pytest.mark.parametrize("given", DOWNLOADS.values(), ids=DOWNLOADS)
def test_only_a_silence_that_is_seen_to_its_end_makes_dormant(
    tmp_path: Path, given: tuple[object, ...]
) -> None:
    *downloads, verdict = given
    analysis = judged_downloads(tmp_path, *(d for d in downloads if isinstance(d, Download)))
    assert person_of(analysis, id_of(analysis))["verdict"] == verdict


def test_silent_for_less_than_a_year_is_not_dormant() -> None:
    pair = Pair(listed="05 Jan 2022", chat=(*monthly(2022, 2), *monthly(2023, 1, 4)))
    assert judged(pair)["verdict"] == "reciprocal"


def test_silent_for_less_than_once_before_is_not_dormant() -> None:
    pair = Pair(listed="05 Jan 2013", chat=(*monthly(2013, 2), *monthly(2021)))
    assert judged(pair)["verdict"] == "reciprocal"


def test_what_was_never_reciprocal_is_not_dormant() -> None:
    pair = replace(ONE_SIDED, listed="05 Jan 2020", chat=tuple(
        (way, at.replace("2023", "2021"), text) for way, at, text in ONE_SIDED.chat
    ))  # fmt: skip
    assert judged(pair)["verdict"] == "one_sided_you"


@pytest.mark.parametrize("chat", [(), (("<", "2021-02-07 10:00:00", "Hello"),)])
def test_acquaintance(chat: tuple[tuple[str, str, str], ...]) -> None:
    person = judged(Pair(listed="05 Feb 2021", chat=chat))
    assert person["verdict"] == "acquaintance"
    assert person["rank"] is not None


def test_connected_last_week() -> None:
    person = judged(Pair(listed="22 Feb 2024"))
    assert (person["verdict"], person["rank"]) == ("not_enough_evidence", None)


def test_a_request_of_last_week_is_not_ignored() -> None:
    person = judged(Pair(requests=(("OUTGOING", "2/22/24, 9:30 AM"),)))
    assert (person["verdict"], person["rank"]) == ("not_enough_evidence", None)
    assert person["score"] == 0


def test_two_exchanges_a_year_are_no_imbalance() -> None:
    pair = Pair(listed="05 Feb 2021", chat=exchanges("2022-03-01", "2022-09-01", "2023-03-01"))
    assert judged(pair)["verdict"] in {"reciprocal", "not_enough_evidence"}


def test_no_removal_is_needed_nor_a_connection() -> None:
    person = judged(SECOND_ACTS["a request ignored"])
    assert [stage["stage"] for stage in person["stages"]] == ["request", "silence", "pitch"]


BIRTHDAYS = (
    ("<", "2023-02-18 10:00:00", "ONECLICK birthday"),
    (">", "2023-02-19 10:00:00", "ONECLICK you too"),
    ("<", "2023-08-12 10:00:00", "ONECLICK new role"),
    ("<", "2023-12-13 10:00:00", "ONECLICK anniversary"),
)
SCORED = ("verdict", "score", "low", "high", "mirror")


@pytest.mark.parametrize("pair", [RECIPROCAL, RECIPROCAL.mirrored()], ids=["as is", "mirrored"])
def test_one_click_changes_nothing_between_friends(pair: Pair) -> None:
    plain, clicked = judged(pair), judged(pair.with_rows(*BIRTHDAYS))
    assert {key: clicked[key] for key in SCORED} == {key: plain[key] for key in SCORED}


@pytest.mark.parametrize("way", ["<", ">"])
def test_one_click_is_nobody_s_investment(way: str) -> None:
    click = (way, "2022-06-05 10:00:00", "ONECLICK new role")
    plain, clicked = judged(ONE_SIDED), judged(ONE_SIDED.with_rows(click))
    assert {key: clicked[key] for key in SCORED} == {key: plain[key] for key in SCORED}


@pytest.mark.parametrize("way", ["<", ">"])
def test_one_click_is_not_the_first_word(way: str) -> None:
    """The platform's own congratulations do not make a pitch the second thing somebody said."""
    pair = SECOND_ACTS["first words after the accept"]
    click = (way, "2024-01-15 10:00:00", "ONECLICK birthday")
    plain, clicked = judged(pair), judged(pair.with_rows(click))
    assert {key: clicked[key] for key in SCORED} == {key: plain[key] for key in SCORED}


def test_one_click_alone_is_no_evidence() -> None:
    years = tuple(
        (way, f"20{year}-05-0{day} 10:00:00", f"ONECLICK {year}")
        for year in range(12, 24) for day, way in ((1, "<"), (2, ">"))
    )  # fmt: skip
    person = judged(Pair(listed="05 Feb 2012", chat=years))
    assert (person["verdict"], person["score"]) == ("acquaintance", 0)
