"""Where the marks of a timeline and of a score bar stand: numbers for inline SVG, no markup.

A timeline is WIDTH units wide and linear in time; the owner's acts stand above the axis, the
other side's below, what nobody can be named for on it. Marks that would touch move one lane out.
A thin strip below it stands for all the years of the analysis, the same for everybody, and the
thick part of it for those of this timeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.report.times import months, timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reciprocity.report.times import Clock
    from reciprocity.report.words import Data

WIDTH: Final = 720
_LEFT, _RIGHT = 46.0, 708.0
_STRIP: Final = 678.0  # where the strip ends, so that its last year stands beside it
_LANE, _APART, _LANES = 19.0, 17.0, 4
_FIRST = 23.0  # from the axis to the first lane, past the message ticks
_DAY: Final = 86_400.0
_MARKED: Final = frozenset(
    {
        "request",
        "accept",
        "thanks",
        "pitch",
        "reply",
        "decline",
        "endorsement",
        "recommendation",
        "engagement",
    }
)
_SPANS: Final = frozenset({"removal", "withdrawal"})


class Axis:
    """A time axis: moments to horizontal positions."""

    def __init__(self, first: float, last: float, end: float = _RIGHT) -> None:
        """Span from first to last (days since 1970), at least a month; end: of the line."""
        if last - first < 30:
            middle = (first + last) / 2
            first, last = middle - 15, middle + 15
        self.first, self.last, self.end = first, last, end

    def x(self, day: float) -> float:
        """Return the position of a day, held inside the drawing."""
        share = (day - self.first) / (self.last - self.first)
        return round(_LEFT + min(1.0, max(0.0, share)) * (self.end - _LEFT), 1)


def draw_timeline(
    steps: Sequence[Data],
    sent: Iterable[pd.Timestamp],
    received: Iterable[pd.Timestamp],
    clock: Clock,
    period: tuple[pd.Timestamp, pd.Timestamp] | None = None,
) -> Data | None:
    """Return the drawing of one person's steps, None when no step has a date.

    steps: {"stage", "actor", "certainty", "at", "at_latest", "until", "days"} with moments in UTC;
    sent, received: the moments of the messages each way; period: the first and the last moment
    of anybody in the analysis, for the strip.
    """
    spans = [_span(step, clock) for step in steps]
    ticks_up, ticks_down = _days(sent, clock), _days(received, clock)
    known = [day for span in spans if span for day in span] + ticks_up + ticks_down
    if not known:
        return None
    axis = Axis(min(known), max(known))
    placed = list(zip(steps, spans, strict=True))
    marks = _lay_out(placed, axis)
    above = max([m["lane"] for m in marks if m["side"] == "up"], default=0)
    below = max([m["lane"] for m in marks if m["side"] == "down"], default=0)
    base = 14 + _FIRST + _LANE * above
    for mark in marks:
        mark["y"] = _height(mark, base)
    return {
        "height": round(base + _FIRST + _LANE * below + 30),
        "strip": _strip(axis, period, clock),
        "base": base,
        "marks": marks,
        "silences": [
            s for step, span in placed if (s := _silence(step, span, axis, coarse=clock.coarse))
        ],
        "gone": [s for step, span in placed if (s := _gone(step, span, axis))],
        "up": _tick_path(ticks_up, axis, base, -1),
        "down": _tick_path(ticks_down, axis, base, 1),
        "years": _year_ticks(axis, clock),
        "left": _LEFT,
        "right": _RIGHT,
    }


def _strip(
    axis: Axis, period: tuple[pd.Timestamp, pd.Timestamp] | None, clock: Clock
) -> Data | None:
    """Return where the axis lies in the period, and the years at its ends; None without one."""
    if period is None:
        return None
    began, ended = period
    whole = Axis(_day(began, clock), _day(ended, clock), end=_STRIP)
    start, stop = whole.x(axis.first), whole.x(axis.last)
    first, last = (moment.tz_convert(clock.zone).year for moment in period)
    width = max(round(stop - start, 1), 2.0)
    place = {"from": min(start, _STRIP - width), "width": width, "end": _STRIP}
    return {**place, "first": first, "last": last}


def _day(moment: pd.Timestamp, clock: Clock) -> float:
    return float(clock.floor(moment).timestamp()) / _DAY


def _days(moments: Iterable[pd.Timestamp], clock: Clock) -> list[float]:
    return [_day(moment, clock) for moment in moments]


def _span(step: Data, clock: Clock) -> tuple[float, float] | None:
    last = timestamp(step["until"] if step["stage"] == "silence" else step["at_latest"])
    first = timestamp(step["at"]) or last
    if first is None:
        return None
    last = first if last is None else last
    return _day(first, clock), _day(last, clock)


def _lay_out(placed: Sequence[tuple[Data, tuple[float, float] | None]], axis: Axis) -> list[Data]:
    ends: dict[str, list[float]] = {"up": [], "down": [], "on": []}
    marks: list[Data] = []
    for step, span in placed:
        if span is None or step["stage"] not in _MARKED:
            continue
        side = {"owner": "up", "person": "down"}.get(step["actor"], "on")
        at = axis.x(span[0])
        lane, x = _free_lane(ends[side], at, lanes=1 if side == "on" else _LANES)
        inferred = step["certainty"] != "observed"
        marks.append(
            {
                "stage": step["stage"],
                "side": side,
                "lane": lane,
                "x": x,
                "at": at,
                "inferred": inferred,
            }
        )
    return marks


def _free_lane(ends: list[float], at: float, *, lanes: int) -> tuple[int, float]:
    """Return lane and position of the next mark; when every lane is taken it moves to the right."""
    for lane, end in enumerate(ends):
        if at - end >= _APART:
            ends[lane] = at
            return lane, at
    if len(ends) < lanes:
        ends.append(at)
        return len(ends) - 1, at
    lane = min(range(len(ends)), key=ends.__getitem__)
    ends[lane] = min(WIDTH - 6.0, round(ends[lane] + _APART, 1))
    return lane, ends[lane]


def _height(mark: Data, base: float) -> float:
    away: float = _FIRST + _LANE * mark["lane"]
    return base + {"up": -away, "down": away, "on": 0.0}[mark["side"]]


def _silence(
    step: Data, span: tuple[float, float] | None, axis: Axis, *, coarse: bool
) -> Data | None:
    if step["stage"] != "silence" or span is None:
        return None
    start, stop = axis.x(span[0]), axis.x(span[1])
    text = months(step["days"] or 0, coarse=coarse)
    wide = stop - start
    label = text if wide >= 6.2 * len(text) + 8 else ""
    return {"from": start, "to": stop, "middle": round((start + stop) / 2, 1), "label": label}


def _gone(step: Data, span: tuple[float, float] | None, axis: Axis) -> Data | None:
    if step["stage"] not in _SPANS or span is None:
        return None
    start, stop = axis.x(span[0]), axis.x(span[1])
    inferred = step["certainty"] != "observed"
    return {"x": start, "width": round(max(stop - start, 4.0), 1), "inferred": inferred}


def _tick_path(days: Sequence[float], axis: Axis, base: float, direction: int) -> str:
    """Return one SVG path with a tick per message; messages closer than two units share one."""
    places = sorted({round(axis.x(day) / 2) * 2 for day in days})
    return "".join(f"M{x} {base + 3 * direction:g}v{9 * direction}" for x in places)


def _year_ticks(axis: Axis, clock: Clock) -> list[Data]:
    """Return the labels under the axis: at most ten years, or both ends when it is short."""
    first, last = (1970 + day / 365.2425 for day in (axis.first, axis.last))
    years = range(int(first) + 1, int(last) + 1)
    stride = next(s for s in (1, 2, 5, 10, 25, 100, 1000) if len(years) <= 10 * s)
    shown = [year for year in years if year % stride == 0]
    if len(shown) < 2:
        ends = [pd.Timestamp(day * _DAY, unit="s", tz="UTC") for day in (axis.first, axis.last)]
        shown_ends = zip((_LEFT, _RIGHT), ("start", "end"), ends, strict=True)
        return [{"x": x, "label": clock.date(d), "anchor": a} for x, a, d in shown_ends]
    return [
        {"x": axis.x((year - 1970) * 365.2425), "label": str(year), "anchor": "middle"}
        for year in shown
    ]


def score_bar(score: object, low: object, high: object) -> Data | None:
    """Return {"point", "from", "width"} on a bar of 100 units (-1 to +1), None without a score."""
    values = [number(v) for v in (score, low, high)]
    if any(v is None for v in values):
        return None
    point, start, stop = (round((v or 0.0) * 48 + 50, 1) for v in values)
    return {"point": point, "from": start, "width": round(max(stop - start, 0.5), 1)}


def number(value: object) -> float | None:
    """Return a float, None for NA, NaN and anything that is no number."""
    if isinstance(value, (int, float)) and value == value:  # noqa: PLR0124 - NaN differs from itself
        return float(value)
    return None
