"""What pitches want: kinds by cues, counted by year and side, and drawn."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from matplotlib.figure import Figure

from reciprocity.pitch.lexicon import cues
from reciprocity.report.figures import describe_figures
from reciprocity.report.palette import LIGHT
from reciprocity.report.pitch_kinds import KINDS, count_pitches, kind_of
from reciprocity.report.pitch_plot import plot_pitches
from reciprocity.report.times import Clock
from reciprocity.report.view import View
from tests.report.drawn import bars
from tests.report.factory import make_analysis


def view(zone: str = "UTC") -> View:
    return View(
        clock=Clock(zone=ZoneInfo(zone)),
        redact=False,
        as_of="2026-07-24",
        owner="the owner",
        names={},
        places={},
        archives={},
        sections=frozenset(),
    )


def stages(*pitches: tuple[str, str, list[str]]) -> pd.DataFrame:
    rows = [("pitch", at, actor, {"cues": found}) for at, actor, found in pitches]
    rows.append(("message", "2019-05-01", "owner", {}))
    frame = pd.DataFrame(rows, columns=["stage", "at", "actor", "detail"])
    return frame.assign(at=pd.to_datetime(frame["at"], utc=True, format="ISO8601"))


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (["sell.discount", "ask.promote"], "promotion"),
        (["audience.network"], "promotion"),
        (["recruit.role", "sell.free"], "recruiting"),
        (["invest.recruit"], "selling"),
        (["ask.intro", "meet.call"], "favour"),
        (["meet.call", "structure.link"], "talk"),
        (["structure.link", "cold.connect"], "other"),
        ([], "other"),
    ],
)
def test_the_kind_is_the_first_that_the_cues_show(found: list[str], kind: str) -> None:
    assert kind_of(found) == kind


def test_every_cue_that_asks_or_offers_has_a_kind() -> None:
    asking = {"ask", "audience", "sell", "offer", "meet", "recruit", "invest", "content"}
    told = [cue for cue in cues() if cue.partition(".")[0] in asking]
    assert len(told) > 30
    assert [cue for cue in told if kind_of([cue]) == "other"] == []
    assert {kind_of([cue]) for cue in cues()} == set(KINDS)


def test_pitches_are_counted_by_the_year_of_the_zone() -> None:
    frame = stages(
        ("2019-12-31T23:30", "person", ["sell.free"]),
        ("2020-02-01T10:00", "person", ["sell.free"]),
        ("2020-02-01T10:00", "owner", ["meet.call"]),
        ("2020-02-01T10:00", "person", ["ask.share"]),
    )
    utc = count_pitches(frame, view())
    assert utc[0] == {"year": 2019, "kind": "selling", "sent": 0, "received": 1}
    assert [(row["year"], row["kind"]) for row in utc] == [
        (2019, "selling"), (2020, "promotion"), (2020, "selling"), (2020, "talk"),
    ]  # fmt: skip
    berlin = count_pitches(frame, view("Europe/Berlin"))
    assert berlin[1] == {"year": 2020, "kind": "selling", "sent": 0, "received": 2}
    assert count_pitches(frame[frame["stage"] == "message"], view()) == []


def test_they_are_stacked_by_kind_yours_up_and_theirs_down() -> None:
    frame = pd.DataFrame(
        [(2019, "selling", 0, 2), (2020, "promotion", 0, 1), (2020, "selling", 3, 4),
         (2020, "talk", 1, 0)],
        columns=["year", "kind", "sent", "received"],
    )  # fmt: skip
    ax = plot_pitches(frame, Figure().add_subplot())
    assert bars(ax, LIGHT.kinds["promotion"]) == [(2020, 0, -1)]
    assert bars(ax, LIGHT.kinds["selling"]) == [(2019, 0, -2), (2020, -1, -5), (2020, 0, 3)]
    assert bars(ax, LIGHT.kinds["talk"]) == [(2020, 3, 4)]
    assert ax.get_legend_handles_labels()[1] == [
        "asks to be promoted", "sells something", "wants to talk first",
    ]  # fmt: skip


def test_the_table_counts_the_times_of_each_side() -> None:
    analysis = make_analysis()
    hours: dict[str, Any] = {"reply_hours_sent": [0.5, 1.0, 30.0], "reply_hours_received": 3_000.0}
    scores = analysis.scores.iloc[:3].assign(**hours)
    changed = SimpleNamespace(**{**vars(analysis), "scores": scores})
    told = describe_figures(cast("Any", changed), [], view())
    assert told["replies"][0] == {"side": "owner", "hours": 0.5}
    assert [(row["word"], row["you"], row["them"]) for row in told["reply_table"]] == [
        ("within an hour", 2, 0), ("within a day", 0, 0), ("within a week", 1, 0),
        ("within a month", 0, 0), ("later", 0, 3),
    ]  # fmt: skip
    assert "No message was seen, so that there is no balance to draw." in told["untold"]
