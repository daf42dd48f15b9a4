"""From an analysis to everything the page shows, as plain data that can be tested alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from reciprocity import __version__
from reciprocity.events import WORDLESS_CHANNELS
from reciprocity.report.changes import describe_changes
from reciprocity.report.cycles import describe_lifecycle
from reciprocity.report.evidence import index_rows
from reciprocity.report.figures import describe_figures
from reciprocity.report.header import (
    describe_advice,
    describe_choices,
    describe_exports,
    describe_joined,
    describe_labels,
    describe_problems,
    describe_suggestions,
)
from reciprocity.report.language import _
from reciprocity.report.limits import never_exported, unseen_people
from reciprocity.report.listing import all_years
from reciprocity.report.mirror import describe_mirror
from reciprocity.report.mirror_lists import shown_people
from reciprocity.report.opening import describe_opening
from reciprocity.report.parties import find_parties
from reciprocity.report.redacting import number_people, without_order_of_names
from reciprocity.report.sections import describe_person
from reciprocity.report.steps import Case
from reciprocity.report.table import MOST_SECTIONS, choose_sections, make_elsewhere, make_rows
from reciprocity.report.view import make_view
from reciprocity.report.words import VERDICTS, platform_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from reciprocity.analysis import Analysis
    from reciprocity.report.view import View
    from reciprocity.report.words import Data


def summarise(
    analysis: Analysis,
    *,
    redact: bool = False,
    texts: bool = True,
    timezone: str = "UTC",
    sections: int = MOST_SECTIONS,
) -> Data:
    """Return everything the report shows as str, int, float, bool, None, lists and dicts.

    redact: pseudonyms instead of names, no texts, links, ids or file names, dates to the month.
    texts: False leaves out whatever comes from words: quotes, names that only messages say, and the
    user's words on people. timezone: the zone of every date shown; UsageError when there is no such
    zone. sections: how many people are shown in full, beside those whom the mirror's lists name.
    """
    numbers = number_people(analysis) if redact else {}
    if redact:
        analysis = without_order_of_names(analysis, numbers)
    chosen = choose_sections(analysis.scores, sections)
    named = shown_people(analysis.mirror.people) & set(analysis.scores["person_id"])
    in_full = (chosen | named).union(analysis.elsewhere["person_id"])
    view = make_view(
        analysis, redact=redact, texts=texts, timezone=timezone, sections=in_full, numbers=numbers
    )
    rows, elsewhere = make_rows(analysis, view), make_elsewhere(analysis, view)
    people = describe_people(analysis, [*rows, *elsewhere], view)
    mirror = describe_mirror(analysis.mirror, view)
    return {
        "version": __version__,
        "redacted": redact,
        "texts": view.texts,
        "zone": timezone,
        "as_of": view.as_of,
        "owner": view.owner,
        "opening": describe_opening(rows, mirror, analysis, view),
        "exports": describe_exports(analysis, view),
        "platforms": platform_words(view.platforms),
        "never_exported": never_exported(view.platforms),
        "unseen_people": unseen_people(),
        "problems": describe_problems(analysis, view),
        "problem_count": len(analysis.problems),
        "advice": describe_advice(analysis),
        "left_out": len(analysis.left_out),
        "elsewhere": elsewhere,
        "swaying": any(row["sway"]["range"] for row in rows),
        "labels": describe_labels(analysis),
        "joined": describe_joined(analysis, view),
        "suggestions": describe_suggestions(analysis, view),
        "choices": describe_choices(analysis, view),
        "verdicts": _count_verdicts(rows),
        "figures": describe_figures(analysis, rows, view),
        "years": all_years(rows),
        "ranked": [row for row in rows if row["rank"] is not None],
        "unranked": [row for row in rows if row["rank"] is None],
        "mirror": mirror,
        "lifecycle": describe_lifecycle(analysis.lifecycle, coarse=redact),
        "changes": describe_changes(analysis, view),
        "people": people,
        "capped": len(chosen) < _worth_telling(rows),
    }


def _worth_telling(rows: Sequence[Data]) -> int:
    return sum(
        1
        for row in rows
        if row["verdict"] != "not_enough_evidence"
        and (row["verdict"] != "acquaintance" or row["sent"] + row["received"])
    )


def _count_verdicts(rows: Sequence[Data]) -> list[Data]:
    counted = Counter(row["verdict"] for row in rows)
    return [
        {"key": key, "word": _(word), "meaning": _(meaning), "count": counted[key]}
        for key, (word, meaning) in VERDICTS.items()
    ]


def describe_people(analysis: Analysis, rows: Sequence[Data], view: View) -> list[Data]:
    """Return the sections in the order of the rows: those of `scores`, then those of `elsewhere`.

    Every frame is grouped once, not once per person.
    """
    stages = _by_person(analysis.stages, view.sections)
    signals = _by_person(analysis.signals, view.sections)
    evidence = index_rows(analysis.events, analysis.acts, view.sections)
    moments = _Moments(analysis.events, view.sections)
    platforms = dict(zip(analysis.people["person_id"], analysis.people["platforms"], strict=True))
    told = [stage for person in stages.values() for stage in person]
    parties = find_parties(analysis, told)
    sections = []
    ids = [*analysis.scores["person_id"], *analysis.elsewhere["person_id"]]
    for person_id, row in zip(ids, rows, strict=True):
        if person_id not in view.sections:
            continue
        case = Case(
            person_id=person_id,
            platforms=platforms.get(person_id, ("linkedin",)),
            row=row,
            stages=stages.get(person_id, []),
            signals=signals.get(person_id, []),
            sent=moments.messages.get((person_id, "owner"), []),
            received=moments.messages.get((person_id, "person"), []),
            answers=moments.said.get((person_id, "owner"), []),
            accepted=[
                (who, moment)
                for who in ("owner", "person")
                for moment in moments.accepted.get((person_id, who), [])
            ],
            parties=parties,
        )
        sections.append(describe_person(case, evidence, view))
    return sections


def _by_person(frame: pd.DataFrame, people: frozenset[str]) -> dict[str, list[Data]]:
    grouped: dict[str, list[Data]] = {}
    records: list[dict[Any, Any]] = frame[frame["person_id"].isin(people)].to_dict("records")
    for record in records:
        grouped.setdefault(record["person_id"], []).append(record)
    return grouped


class _Moments:
    """(person_id, actor) -> the moments of what passed between these people and the owner alone.

    messages: words; said: words, calls, reactions and what is left of words, at the latest moment
    that they may have; accepted: message requests.
    """

    def __init__(self, events: pd.DataFrame, people: frozenset[str]) -> None:
        """Cut the moments out of an event log."""
        alone = events["person_id"].isin(people) & ~events["is_group"].astype(bool)
        shown = events[alone & events["at"].notna() & events["channel"].ne("note")]
        message = shown["activity"].eq("message")
        self.messages = _grouped(shown[message & ~shown["channel"].isin(WORDLESS_CHANNELS)])
        reaction = shown["activity"].eq("reaction") & shown["conversation_id"].notna()
        said = shown[message | reaction | shown["activity"].eq("call")]
        self.said = _grouped(said.assign(at=said["at_latest"]))
        self.accepted = _grouped(shown[shown["activity"].eq("message_request_accepted")])


def _grouped(shown: pd.DataFrame) -> dict[tuple[str, str], list[pd.Timestamp]]:
    grouped: dict[tuple[str, str], list[pd.Timestamp]] = {}
    columns = (shown[column].to_list() for column in ("person_id", "actor", "at"))
    for person, actor, at in zip(*columns, strict=True):
        grouped.setdefault((person, actor), []).append(at)
    return grouped
