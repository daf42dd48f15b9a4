"""The whole way from archives to a ranked analysis; what the report and the API are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd
import polars as pl

from reciprocity.events import to_pandas
from reciprocity.inspection import Inspection, read
from reciprocity.labels import Labels
from reciprocity.lifecycle import LifeCycle, life_cycle
from reciprocity.parameters import Parameters, default_parameters
from reciprocity.people import Choices, find_elsewhere, find_person
from reciprocity.ranking import (
    LabelUse,
    Mirror,
    label_use,
    no_sensitivity,
    nobody_elsewhere,
    rank_people,
)
from reciprocity.sample import demo_exports
from reciprocity.ties import FOLLOWS, people_frame
from reciprocity.timeline import Observed, build_timeline, observe

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from datetime import date, datetime

    from reciprocity.inspection import ExportInfo
    from reciprocity.people import Link
    from reciprocity.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Everything the report shows, as frames (pandas) and plain values; times are UTC.

    events: the log (events.COLUMNS). people: person_id, name, names, platforms, profile_url,
    connected (in the newest list), doubtful (known by a name that others have too). stages:
    timeline.STAGE_COLUMNS. acts: one row per one-to-one message: event_id, act, probability, cues,
    descriptors, one_click, labelled (by the user). scores: ranking.Ranking.scores, in report order.
    signals: person_id, name, contribution, at, events. mirror: the owner's own figures
    (ranking.Mirror), in total, by year and by the people they lead to. lifecycle: what follows what
    and how long until it does, over all people. left_out: ids left out at the user's word. joined:
    pairs of ids on two platforms that were taken to be one person, with the reasons. labels: what
    the user's labels did. elsewhere, evidence, sensitivity: those of ranking.Ranking. parameters:
    what it was judged by.
    """

    as_of: datetime
    owner_name: str
    exports: tuple[ExportInfo, ...]
    problems: tuple[Problem, ...]
    events: pd.DataFrame
    people: pd.DataFrame
    stages: pd.DataFrame
    acts: pd.DataFrame
    scores: pd.DataFrame
    signals: pd.DataFrame
    mirror: Mirror
    suggestions: tuple[tuple[str, str, str], ...]
    lifecycle: LifeCycle = field(default_factory=LifeCycle)
    left_out: tuple[str, ...] = ()
    joined: tuple[Link, ...] = ()
    labels: LabelUse = field(default_factory=LabelUse)
    elsewhere: pd.DataFrame = field(default_factory=nobody_elsewhere)
    evidence: pd.DataFrame = field(default_factory=pd.DataFrame)
    sensitivity: pd.DataFrame = field(default_factory=no_sensitivity)
    parameters: Parameters = field(default_factory=default_parameters)


def analyse(
    paths: Sequence[str | os.PathLike[str]],
    *,
    as_of: date | None = None,
    owner: str | None = None,
    choices: Choices | None = None,
    labels: Labels | None = None,
    parameters: Parameters | None = None,
) -> Analysis:
    """Read archives, rebuild every timeline and rank everybody.

    Raises ReciprocityError, with one sentence for the user, when they cannot be read at all.
    """
    choices, parameters = choices or Choices(), parameters or default_parameters()
    inspection = read(paths, as_of=as_of, owner=owner, choices=choices, parameters=parameters)
    return judge(inspection, choices=choices, labels=labels, parameters=parameters)


def analyse_sample() -> Analysis:
    """Do what analyse does with the built-in sample: four downloads of an invented person."""
    with TemporaryDirectory(prefix="reciprocity-") as folder:
        paths = []
        for name, content in demo_exports().items():
            paths.append(Path(folder) / name)
            paths[-1].write_bytes(content)
        return analyse(paths)


def judge(
    inspection: Inspection,
    *,
    choices: Choices | None = None,
    labels: Labels | None = None,
    parameters: Parameters | None = None,
) -> Analysis:
    """From what was read to timelines, scores and verdicts."""
    # Of the many small frames in here each would start up Arrow for a few words.
    with pd.option_context("mode.string_storage", "python"):
        return _judge(inspection, choices, labels, parameters)


def observed_in(inspection: Inspection) -> Observed:
    """Return what could be seen of whom in the archives of an inspection."""
    of = inspection.witnesses
    return observe(
        of.readings, of.windows, inspection.events, of.people, of.history, inspection.as_of
    )


def _judge(
    inspection: Inspection,
    choices: Choices | None,
    labels: Labels | None,
    parameters: Parameters | None,
) -> Analysis:
    labels = labels or Labels()
    choices, parameters = choices or Choices(), parameters or default_parameters()
    left_out = tuple(find_person(inspection.people, who) for who in choices.leave_out)
    people = inspection.people.filter(~pl.col("person_id").is_in(list(left_out)))
    log = to_pandas(inspection.events.filter(~pl.col("person_id").is_in(list(left_out))
                                             .fill_null(value=False)))  # fmt: skip
    frame = people_frame(people)
    # A follow tells nobody anything, and LinkedIn sets some by itself (linkedin.md section 3).
    follows = log["activity"].isin(FOLLOWS)
    acts = log[~follows] if follows.any() else log
    observed = observed_in(inspection)
    timeline = build_timeline(acts, frame, observed, labels, parameters)
    elsewhere = find_elsewhere(inspection.people, choices, left_out)
    ranking = rank_people(acts, frame, timeline, observed, parameters, elsewhere)
    return Analysis(
        as_of=inspection.as_of,
        owner_name=inspection.owner_name,
        exports=inspection.exports,
        problems=inspection.problems,
        events=log,
        people=frame,
        stages=timeline.stages,
        acts=timeline.acts(),
        scores=ranking.scores,
        signals=ranking.signals,
        mirror=ranking.mirror,
        suggestions=inspection.suggestions,
        lifecycle=life_cycle(acts, frame, timeline, observed),
        left_out=left_out,
        joined=inspection.joined,
        labels=label_use(labels, timeline, ranking.scores),
        elsewhere=ranking.elsewhere,
        evidence=ranking.evidence,
        sensitivity=ranking.sensitivity,
        parameters=parameters,
    )
