"""Every threshold and weight of the program: read from parameters.toml, overridden by --config."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from reciprocity.errors import UsageError
from reciprocity.files import read_toml

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class CoverageParameters:
    """What an archive can show. Days, and one probability."""

    invitation_window_days: int
    invitation_sure_days: int
    cut_probability: float
    cut_first_message_days: int
    member_time_slack_days: int
    copied_after_days: int
    unreadable_share: float
    shrunk_share: float
    shrunk_least: int
    threads_lost_share: float
    threads_lost_least: int
    range_end_days: int
    range_start_days: int


@dataclass(frozen=True, kw_only=True)
class PeopleParameters:
    """Who may be who on another platform. Likeness of names from 0 to 100, counts, days."""

    alike_at_all: int
    alike_enough: int
    most_suggested: int
    close_days: int
    phrase_words: int


@dataclass(frozen=True, kw_only=True)
class TimelineParameters:
    """From events to stages. Days."""

    silence_days: int
    exchange_gap_days: int
    thanks_days: int
    answer_due_days: int
    long_silence_days: int
    prompted_days: int
    ended_after_no_days: int
    request_ignored_days: int


@dataclass(frozen=True, kw_only=True)
class PitchParameters:
    """When a report calls a message a pitch, and when a no. Probabilities."""

    threshold: float
    perhaps: float
    decline_by_words: float


@dataclass(frozen=True, kw_only=True)
class LabelParameters:
    """How far the user's labels may move the model. Log-odds; a factor; a factor."""

    offset_deviation: float
    slope_deviation: float
    slope_least: float


@dataclass(frozen=True, kw_only=True)
class VerdictParameters:
    """From score and acts to a word. Scores from -1 to +1, numbers of acts, days."""

    minimum_acts: int
    extractive_high: float
    reciprocal_low: float
    reciprocal_score: float
    reciprocal_share: float
    reciprocal_acts_each: int
    one_sided_probability: float
    dormant_days: int
    acquaintance_days: int


@dataclass(frozen=True, kw_only=True)
class MirrorParameters:
    """The owner's figures and lists. Days, a number of exchanges, probabilities."""

    losing_touch_days: int
    owed_within_days: int
    doubtful_pitch: float
    friendship_exchanges: int
    lapsed_days: int
    lapsed_probability: float


@dataclass(frozen=True, kw_only=True)
class Saturation:
    """A weight of n acts, among all of both kinds: cap * n / (all + half)."""

    cap: float
    half: float


@dataclass(frozen=True, kw_only=True)
class ScoreParameters:
    """The prior, the interval and the weight of every signal, by name.

    usual: of a signal's acts, the share that gives; usual_strength: worth so many acts of others.
    """

    prior_give: float
    prior_take: float
    interval: float
    interval_worth: float
    usual_strength: float
    usual: dict[str, float]
    give: dict[str, Saturation]
    take: dict[str, Saturation]


@dataclass(frozen=True, kw_only=True)
class SensitivityParameters:
    """By which factors each weight is changed, one at a time, to see whether an order holds."""

    less: float
    more: float


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """All of them, by section."""

    coverage: CoverageParameters
    people: PeopleParameters
    timeline: TimelineParameters
    pitch: PitchParameters
    labels: LabelParameters
    verdict: VerdictParameters
    mirror: MirrorParameters
    score: ScoreParameters
    sensitivity: SensitivityParameters


@cache
def default_parameters() -> Parameters:
    """Return the values the program ships with."""
    text = files("reciprocity").joinpath("parameters.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    score = dict(table["score"])
    for side in ("give", "take"):
        score[side] = {name: Saturation(**weights) for name, weights in score[side].items()}
    return Parameters(
        coverage=CoverageParameters(**table["coverage"]),
        people=PeopleParameters(**table["people"]),
        timeline=TimelineParameters(**table["timeline"]),
        pitch=PitchParameters(**table["pitch"]),
        labels=LabelParameters(**table["labels"]),
        verdict=VerdictParameters(**table["verdict"]),
        mirror=MirrorParameters(**table["mirror"]),
        score=ScoreParameters(**score),
        sensitivity=SensitivityParameters(**table["sensitivity"]),
    )


def read_parameters(path: Path | None) -> Parameters:
    """Return the defaults with the values of a TOML file laid over them.

    Raises UsageError for a file that cannot be read, an unknown name or a value of another type.
    """
    if path is None:
        return default_parameters()
    table = read_toml(path, "configuration")
    overlaid: Parameters = _overlay(default_parameters(), table, "")
    return overlaid


def _overlay(base: Any, table: dict[str, Any], place: str) -> Any:
    known = {field.name for field in fields(base)}
    changes = {}
    for name, value in table.items():
        where = f"{place}{name}"
        if name not in known:
            raise UsageError(_unknown(where, name, known))
        changes[name] = _value(getattr(base, name), value, where)
    return replace(base, **changes)


# Shares and probabilities; nothing else of a number is bounded from above.
_SHARES: Final = frozenset(
    {
        "cut_probability", "unreadable_share", "shrunk_share", "threads_lost_share", "threshold",
        "perhaps", "decline_by_words", "slope_least", "one_sided_probability", "reciprocal_share",
        "interval", "lapsed_probability", "doubtful_pitch",
    }
)  # fmt: skip
# Without any of these there would be a score of nothing at all.
_NEEDED: Final = frozenset({"prior_give", "prior_take", "interval_worth"})


def _value(old: Any, new: Any, where: str) -> Any:
    if isinstance(old, dict):
        _expect(isinstance(new, dict), where)
        merged = dict(old)
        for name, value in new.items():
            if name not in old:
                raise UsageError(_unknown(f"{where}.{name}", name, set(old)))
            merged[name] = _value(old[name], value, f"{where}.{name}")
        return merged
    if isinstance(old, int | float):
        _expect(isinstance(new, int | float) and not isinstance(new, bool) and new >= -1, where)
        _expect(isinstance(old, float) or isinstance(new, int), where)
        section, _, name = where.rpartition(".")
        if (name in _SHARES or section == "score.usual") and not 0 <= new <= 1:
            raise UsageError(f"The configuration gives {where} {new}; it goes from 0 to 1.")
        if name in _NEEDED and new <= 0:
            raise UsageError(f"The configuration gives {where} {new}; it must be above 0.")
        return type(old)(new)
    _expect(isinstance(new, dict), where)
    return _overlay(old, new, f"{where}.")


def _expect(fits: bool, where: str) -> None:
    if not fits:
        raise UsageError(f"The configuration gives {where} a value of the wrong kind.")


def _unknown(where: str, name: str, known: set[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"The configuration names {where}, which is no parameter.{hint}"
