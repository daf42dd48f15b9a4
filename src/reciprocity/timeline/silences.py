"""Silences: observed days between two events of a pair in which the archive shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.events import ENDINGS, WORDLESS_CHANNELS
from reciprocity.timeline.frames import (
    after_the_last,
    iso,
    looked_up,
    no_stages,
    stage_rows,
)

if TYPE_CHECKING:
    from reciprocity.parameters import TimelineParameters
    from reciprocity.timeline.observed import Observed, Scope


_NO_CONTACT: Final = ("block", "follow", "unfollow", "request_declined")


def silence_stages(
    log: pd.DataFrame, observed: Observed, parameters: TimelineParameters
) -> pd.DataFrame:
    """From the log to one stage for each silence of at least silence_days observed days.

    A silence of which the stretches show only a part is `partly_seen`: it lasted at least so long.
    Each gap between two events of a pair is cut to the stretches in which messages could be seen,
    so that nothing is claimed outside of them. The last gap of a pair ends with the observation
    and is going on.
    """
    gaps = _gaps(log)
    stages = [
        _within(gaps[gaps["person_id"].isin(scope.people)], start, end, scope, observed)
        for scope in observed.scopes
        for start, end in scope.messages
    ]
    if not stages:
        return no_stages()
    silences = pd.concat(stages, ignore_index=True)
    length = silences["end"] - silences["start"]
    silences = silences.assign(length=length)[length >= pd.Timedelta(days=parameters.silence_days)]
    until = silences["end"].mask(silences["ongoing"])
    detail = [
        {
            "until": end,
            "broken_by": by if isinstance(by, str) else None,
            "ongoing": bool(ongoing),
            **({"partly_seen": True} if cut else {}),
            **({"in_group": True} if wrote else {}),
            **({"after_trace": True} if after else {}),
            **({"broken_by_trace": True} if trace and isinstance(by, str) else {}),
        }
        for end, by, ongoing, cut, wrote, after, trace in zip(
            iso(until),
            silences["broken_by"],
            silences["ongoing"],
            silences["partly_seen"],
            _wrote_in_group(silences, log),
            silences["after_trace"],
            silences["before_trace"],
            strict=True,
        )
    ]
    return stage_rows(
        silences.assign(at=silences["start"], at_latest=silences["start"]),
        "silence",
        days=silences["length"].dt.days,
        actor="unknown",
        certainty="observed",
        detail=detail,
    )


def _wrote_in_group(silences: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    """Return whether the person of each silence (start, end) wrote to a group in it."""
    rows = log[log["is_group"] & (log["activity"] == "message") & (log["actor"] == "person")]
    rows = rows[~rows["channel"].isin(WORDLESS_CHANNELS)]
    rows = rows[rows["at"].notna()].sort_values("at")[["person_id", "at"]]
    asked = silences[["person_id", "start"]].reset_index().sort_values("start")
    following = pd.merge_asof(
        asked,
        rows.rename(columns={"at": "start"}).assign(wrote=rows["at"]),
        on="start",
        by="person_id",
        direction="forward",
    ).set_index("index")["wrote"]
    wrote: pd.Series = following.reindex(silences.index) <= silences["end"]
    return wrote


def closings(log: pd.DataFrame) -> pd.Series:
    """Return when what closed a tie did so (UTC), by event_id: its end, or the owner's block.

    An end in an interval is placed after whatever the pair still did inside of it.
    """
    rows = log[log["person_id"].notna() & ~log["is_group"] & log["at"].notna()]
    gone = rows[rows["activity"].isin(ENDINGS)]
    blocked = rows[(rows["activity"] == "block") & (rows["actor"] == "owner")]
    moments = pd.concat([after_the_last(gone, log), blocked["at"]])
    return pd.Series(moments.array, index=rows.loc[moments.index, "event_id"])


def _gaps(log: pd.DataFrame) -> pd.DataFrame:
    """Return each gap of each pair: person_id, since, until (missing at the end), by, events.

    trace, next_trace: whether it begins, or ends, with a message of which no words are left.
    """
    rows = log[log["person_id"].notna() & ~log["is_group"] & log["at"].notna()]
    # A reaction without a time of its own was given some time after what it is about.
    rows = rows[~((rows["activity"] == "reaction") & (rows["precision"] == "interval"))]
    gone = rows["activity"].isin(ENDINGS)
    closed = looked_up(rows["event_id"], closings(log))
    rows = rows.assign(at=closed.fillna(rows["at"]), gone=gone, closed=closed.notna())
    # The log has what happened at one moment in its order (events.sort_events).
    rows = rows.sort_values(["person_id", "at", "gone", "at_latest"], kind="stable")
    pair = rows.groupby("person_id", sort=False)
    # What ends a connection or is done behind somebody's back breaks no silence.
    contact = ~rows["activity"].isin([*ENDINGS, *_NO_CONTACT])
    actor = rows["actor"].astype("object")
    gaps = pd.DataFrame(
        {
            "person_id": rows["person_id"],
            # Nothing was over before the latest moment of all that came before.
            "since": pair["at_latest"].cummax(),
            "until": pair["at"].shift(-1),
            "by": actor.where(contact).groupby(rows["person_id"], sort=False).shift(-1),
            "trace": rows["channel"] == "trace",
            "next_trace": (rows["channel"] == "trace").groupby(rows["person_id"]).shift(-1),
            "event": rows["event_id"],
            "next_event": pair["event_id"].shift(-1),
        }
    )
    # After the end of a connection, or a block, there is nothing left to be silent about.
    gaps = gaps[~rows["closed"]]
    return gaps.assign(by=gaps["by"].where(gaps["by"].isin(["owner", "person"])))


def _within(
    gaps: pd.DataFrame,
    start: pd.Timestamp,
    end: pd.Timestamp,
    scope: Scope,
    observed: Observed,
) -> pd.DataFrame:
    """Return the parts of the gaps inside one observed stretch."""
    limit = looked_up(gaps["person_id"], observed.unseen_after)
    cut = limit < end
    ends = pd.Series(end, index=gaps.index).where(~cut, limit)
    last_stretch = (end == scope.until) & scope.to_export & ~cut
    open_ended = gaps["until"].isna()
    stop = gaps["until"].fillna(ends)
    stop = stop.where(stop <= ends, ends)
    whole = gaps["until"].notna() & (gaps["until"] <= ends)
    both = zip(gaps["event"], gaps["next_event"], strict=True)
    return pd.DataFrame(
        {
            "person_id": gaps["person_id"],
            "start": gaps["since"].where(gaps["since"] >= start, start),
            "end": stop,
            "ongoing": open_ended & last_stretch,
            "partly_seen": (gaps["since"] < start) | ~(whole | (open_ended & last_stretch)),
            "broken_by": gaps["by"].where(whole),
            "after_trace": gaps["trace"] & (gaps["since"] >= start),
            "before_trace": gaps["next_trace"].fillna(value=False).astype(bool) & whole,
            "events": [(a,) if pd.isna(b) else (a, b) for a, b in both],
        }
    )
