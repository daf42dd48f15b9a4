"""What is new since the export before the newest one, for each platform of which there are two."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.events import WORDLESS_CHANNELS
from reciprocity.report.language import N_, _
from reciprocity.report.times import timestamp
from reciprocity.report.words import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reciprocity.analysis import Analysis
    from reciprocity.inspection import ExportInfo
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

_MOST_NAMES: Final = 20
_ONE_DOWNLOAD: Final = pd.Timedelta(days=1)
_GROUPS: Final = {
    "accept": N_("Newly connected"),
    "pitch_them": N_("Pitches to you"),
    "pitch_you": N_("Pitches by you"),
    "decline": N_("A no, yours or theirs"),
    "silence_them": N_("They broke a silence"),
    "silence_you": N_("You broke a silence"),
    "removal": N_("No longer in the list"),
    "withdrawal": N_("Open requests that are gone"),
}
"""Kind of change -> its title, in the order of the page."""


def describe_changes(analysis: Analysis, view: View) -> list[Data]:
    """Return one record per platform with two exports or more: what the newest one added.

    Each is {"platform", "since", "until", "sent", "received", "groups"}; since and until as of
    Clock.span; sent and received are None where the newest one does not show the messages of all
    that time. groups, those with anybody in them: {"key", "title", "rows": [{"name", "anchor",
    "inferred"}], "more"}. Encrypted chats are a download of their own and no later state of the
    others.
    """
    found = []
    for platform in view.platforms:
        exports = sorted(
            (e for e in analysis.exports if e.platform == platform and e.kind != "e2ee"),
            key=attrgetter("exported_at"),
        )
        if len(exports) > 1 and exports[-2].exported_at < exports[-1].exported_at:
            found.append(_changes(exports[-2], exports[-1], analysis, view))
    return found


def _changes(older: ExportInfo, newest: ExportInfo, analysis: Analysis, view: View) -> Data:
    since, until = pd.Timestamp(older.exported_at), pd.Timestamp(newest.exported_at)
    log = analysis.events[analysis.events["platform"].eq(newest.platform)]
    told = _shows(newest.coverage.get("message") or {}, since, until)
    sent, received = _messages(log, since) if told else (None, None)
    return {
        "platform": PLATFORMS[newest.platform],
        "since": view.clock.span(since, since),
        "until": view.clock.span(until, until),
        "sent": sent,
        "received": received,
        "groups": _groups(_new_stages(since, log, analysis.stages), view),
    }


def _shows(seen: Mapping[str, Any], since: pd.Timestamp, until: pd.Timestamp) -> bool:
    """Return whether a window of coverage holds all the time between two exports.

    The files of one download are written within a day.
    """
    start, end = timestamp(seen.get("from")), timestamp(seen.get("to"))
    if start is None or end is None or start > since or end < until - _ONE_DOWNLOAD:
        return False
    gaps = ((timestamp(first), timestamp(last)) for first, last in seen.get("gaps") or ())
    return not any(last is None or last > since for _first, last in gaps)


def _messages(log: pd.DataFrame, since: pd.Timestamp) -> tuple[int, int]:
    """Return how many one-to-one messages went each way after a moment."""
    alone = log["activity"].eq("message") & ~log["is_group"].astype(bool)
    later = log[alone & log["at"].gt(since) & ~log["channel"].isin(WORDLESS_CHANNELS)]
    counted = later["actor"].value_counts()
    return int(counted.get("owner", 0)), int(counted.get("person", 0))


def _new_stages(since: pd.Timestamp, log: pd.DataFrame, stages: pd.DataFrame) -> list[Data]:
    """Return the stages of a platform, with `key`, that cannot have been before a moment.

    An end between two lists counts where the newer list lacks somebody: its end is later.
    """
    later = stages[stages["at_latest"].gt(since) | stages["stage"].eq("silence")]
    first = later["events"].str[0]
    here = first.isin(log.loc[log["event_id"].isin(set(first.dropna())), "event_id"])
    records: list[dict[Any, Any]] = later[here].to_dict("records")
    return [{**stage, "key": key} for stage in records if (key := _key(stage, since)) in _GROUPS]


def _key(stage: Data, since: pd.Timestamp) -> str:
    """Return which group a stage is of, "" for none."""
    kind, detail = stage["stage"], stage["detail"]
    if kind == "silence":
        ended = timestamp(detail.get("until"))
        side = {"owner": "you", "person": "them"}.get(detail.get("broken_by") or "")
        return f"silence_{side}" if side and ended is not None and ended > since else ""
    if kind in {"removal", "withdrawal"}:
        return "" if detail.get("candidate") else kind
    begun = timestamp(stage["at"])
    if begun is None or begun < since:
        return ""
    if kind == "pitch":
        return "pitch_you" if stage["actor"] == "owner" else "pitch_them"
    return str(kind)


def _groups(stages: Sequence[Data], view: View) -> list[Data]:
    groups = []
    for key, title in _GROUPS.items():
        inferred: dict[str, bool] = {}
        for stage in stages:
            if stage["key"] == key:
                who, observed = stage["person_id"], stage["certainty"] == "observed"
                inferred[who] = inferred.get(who, True) and not observed
        if inferred:
            shown = list(inferred.items())[:_MOST_NAMES]
            rows = [{**view.link(person), "inferred": so} for person, so in shown]
            more = len(inferred) - len(rows)
            groups.append({"key": key, "title": _(title), "rows": rows, "more": more})
    return groups
