"""What is new since the export before the newest one, for each platform of which there are two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.events import WORDLESS_CHANNELS
from reciprocity.report.language import N_, _
from reciprocity.report.times import timestamp
from reciprocity.report.words import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.analysis import Analysis
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

_MOST_NAMES: Final = 20
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
    Clock.span; sent and received are None where the newest one holds no messages. groups, those
    with anybody in them: {"key", "title", "rows": [{"name", "anchor"}], "more"}. Encrypted chats
    are a download of their own and no later state of the others.
    """
    found = []
    for platform in view.platforms:
        stamps = sorted(
            pd.Timestamp(export.exported_at)
            for export in analysis.exports
            if export.platform == platform and export.kind != "e2ee"
        )
        if len(stamps) > 1 and stamps[-2] < stamps[-1]:
            found.append(_changes(platform, stamps[-2], stamps[-1], analysis, view))
    return found


def _changes(
    platform: str, since: pd.Timestamp, until: pd.Timestamp, analysis: Analysis, view: View
) -> Data:
    log = analysis.events[analysis.events["platform"].eq(platform)]
    windows = view.windows.get((platform, "message"), ())
    # Files of one download differ by minutes, downloads that are worth comparing by more.
    told = any(end > since for _start, end in windows)
    sent, received = _messages(log, since) if told else (None, None)
    return {
        "platform": PLATFORMS[platform],
        "since": view.clock.span(since, since),
        "until": view.clock.span(until, until),
        "sent": sent,
        "received": received,
        "groups": _groups(_new_stages(since, log, analysis.stages), view),
    }


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
        people = list(dict.fromkeys(s["person_id"] for s in stages if s["key"] == key))
        if people:
            names = [view.link(person) for person in people[:_MOST_NAMES]]
            more = len(people) - len(names)
            groups.append({"key": key, "title": _(title), "rows": names, "more": more})
    return groups
