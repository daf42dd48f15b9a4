"""The pitches of a side, what makes them worse, and what may be a pitch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from reciprocity.ranking.acts import acts, of_event
from reciprocity.timeline.frames import TIME, looked_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.parameters import Parameters, TimelineParameters
    from reciprocity.timeline import Observed, Timeline


def of_pitches(
    side: str,
    log: pd.DataFrame,
    timeline: Timeline,
    contacts: pd.DataFrame,
    observed: Observed,
    parameters: Parameters,
) -> Iterator[pd.DataFrame]:
    """Yield the pitches of a side, and what makes them worse.

    contacts: person_id, actor and at of everything but messages, and of accepts.
    """
    days = parameters.timeline
    messages = timeline.messages
    mine = messages[messages["actor"] == side]
    pitches = of_event(mine[mine["act"] == "pitch"])
    yield acts(pitches, side, "pitches", gives=False)
    yield acts(_perhaps(mine, parameters), side, "perhaps_pitches", gives=False)
    first = _first_words(side, pitches, timeline, contacts, observed, days)
    yield acts(first, side, "pitch_first_words", gives=False)
    noes = messages[(messages["act"] == "decline") & (messages["actor"] != side)]
    yield acts(_after(pitches, noes), side, "pitch_after_no", gives=False)
    ignored = _request_ignored(side, log, timeline, pitches, observed, days.request_ignored_days)
    yield acts(ignored, side, "request_ignored", gives=False)
    ended = _ended_after(noes, timeline.stages, days.ended_after_no_days)
    yield acts(ended, side, "ended_after_no", gives=False)


def _perhaps(mine: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Return what reads like a pitch, but not surely: up to half an act, the more the surer."""
    limits = parameters.pitch
    unsure = (mine["act"] != "pitch") & ~mine["one_click"] & ~mine["labelled"]
    rows = of_event(mine[unsure & (mine["probability"] >= limits.perhaps)])
    reach = max(limits.threshold - limits.perhaps, 1e-9)
    near = (rows["probability"] - limits.perhaps) / reach
    return rows.assign(amount=0.5 * near.clip(0.0, 1.0))


def _first_words(
    side: str,
    pitches: pd.DataFrame,
    timeline: Timeline,
    contacts: pd.DataFrame,
    observed: Observed,
    days: TimelineParameters,
) -> pd.DataFrame:
    """Return pitches before which there was nothing but pitches: since the accept, or for long.

    One for each accept and each silence. One that follows closely on a message of the other side
    that was no thanks for connecting may be an answer, and is not counted; nor is one before
    which words may have passed unseen.
    """
    quiet = _after_silence(side, pitches, timeline.messages, contacts, observed, days)
    quiet = quiet.mask(pitches["person_id"].isin(timeline.doubtful))
    since_accept = _since_accept(side, pitches, timeline, observed)
    prompted = _prompted(side, pitches, timeline.messages, days)
    both = pd.concat(
        [
            pitches.assign(since=quiet)[quiet.notna()],
            pitches.assign(since=since_accept)[since_accept.notna() & ~prompted],
        ]
    )
    of_each = both.drop_duplicates(["person_id", "since"])
    return of_each.drop_duplicates("position")


def _prompted(
    side: str, pitches: pd.DataFrame, messages: pd.DataFrame, days: TimelineParameters
) -> pd.Series:
    """Return whether a pitch may have been asked for: the other side had just written.

    Their thanks for connecting ask for nothing.
    """
    asking = ~messages["one_click"] & (messages["act"] != "thanks") & (messages["actor"] != side)
    asked = _last_before(pitches, messages[asking], "at")
    return (pitches["at"] - asked) < pd.Timedelta(days=days.prompted_days)


def _last_before(pitches: pd.DataFrame, words: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of the last of these words of the pair before each pitch."""
    found = pd.merge_asof(
        pitches[["person_id", "position"]].sort_values("position"),
        words[["person_id", "position"]].assign(found=words[column]),
        on="position",
        by="person_id",
        allow_exact_matches=False,
    ).set_index("position")["found"]
    return looked_up(pitches["position"], found).astype(TIME)


def _after_silence(
    side: str,
    pitches: pd.DataFrame,
    messages: pd.DataFrame,
    contacts: pd.DataFrame,
    observed: Observed,
    days: TimelineParameters,
) -> pd.Series:
    """Return since when all was silent but for pitches and quick texts of a side, if for long.

    Of a silence that was seen only in part, the part that was.
    """
    no_words = (messages["act"] == "pitch") | messages["one_click"]
    told = messages[~(no_words & (messages["actor"] == side))]
    words = told[["person_id", "at_latest"]].rename(columns={"at_latest": "at"})
    done = pd.concat([words, contacts[["person_id", "at"]]], ignore_index=True).dropna()
    found = pd.merge_asof(
        pitches[["person_id", "at", "position"]].sort_values("at"),
        done.assign(since=done["at"]).sort_values("at"),
        on="at",
        by="person_id",
        allow_exact_matches=False,
    ).set_index("position")["since"]
    since = looked_up(pitches["position"], found).astype(TIME)
    start = observed.seen_back_to(pitches["person_id"], pitches["at"])
    since = since.where(since >= start, start).where(since.notna())
    long = (pitches["at"] - since) >= pd.Timedelta(days=days.long_silence_days)
    return since.where(long)


def _since_accept(
    side: str, pitches: pd.DataFrame, timeline: Timeline, observed: Observed
) -> pd.Series:
    """Return since which accept a side had only pitched, of the pitches that were seen so."""
    # An accept that only the words behind it suggest is no act of its own beside them.
    accepts = timeline.accepts[timeline.accepts["at"].notna()]
    accepts = accepts[["person_id", "at", "at_latest"]].rename(columns={"at_latest": "since"})
    words = timeline.messages
    own = ~words["one_click"] & (words["act"] != "pitch") & (words["actor"] == side)
    spoken = _last_before(pitches, words[own], "at_latest")
    pairs = pitches[["person_id", "at", "at_latest", "position"]].assign(spoken=spoken)
    pairs = pairs.merge(accepts, on="person_id", suffixes=("", "_accept"))
    pairs = pairs[pairs["at_latest"] >= pairs["at_accept"]].sort_values("at_accept", kind="stable")
    last = pairs.drop_duplicates("position", keep="last")
    seen = observed.seen_on_from(last["person_id"], last["at_accept"]) >= last["at"]
    first = last[seen & ~(last["spoken"] >= last["at_accept"])]
    return looked_up(pitches["position"], first.set_index("position")["since"])


def _after(rows: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that come after the first one of the same person in another frame."""
    since = looked_up(rows["person_id"], earlier.groupby("person_id")["at"].min())
    return rows[rows["at"] > since]


def _request_ignored(
    side: str,
    log: pd.DataFrame,
    timeline: Timeline,
    pitches: pd.DataFrame,
    observed: Observed,
    days: int,
) -> pd.DataFrame:
    """Return the other side's requests that lay unaccepted when this side pitched.

    On Facebook, where a list may be cut in time, only those that an export of that time or later
    still lists, or that were surely gone without a friendship.
    """
    asked = "request_sent" if side == "person" else "request_received"
    requests = log[(log["activity"] == asked) & (log["certainty"] == "observed")]
    declined = log.loc[log["activity"] == "request_declined", "person_id"]
    settled = pd.concat([timeline.accepts["person_id"], declined])
    pending = requests[~requests["person_id"].isin(settled)]
    withdrawn = set(log.loc[log["activity"] == "request_withdrawn", "person_id"])
    known = (pending["platform"] == "linkedin") | pending["person_id"].isin(withdrawn)
    # The last pitch at which the request is known to have been open.
    until = looked_up(pending["archive"], observed.exported).where(~known, observed.as_of)
    open_then = pending.assign(until=until)[until.notna()].sort_values("until")
    pitched = pd.merge_asof(
        open_then,
        pitches[["person_id"]].assign(pitched=pitches["at"]).sort_values("pitched"),
        left_on="until",
        right_on="pitched",
        by="person_id",
    )
    waited = (pitched["pitched"] - pitched["at_latest"]) >= pd.Timedelta(days=days)
    return of_event(pitched[waited])


def _ended_after(noes: pd.DataFrame, stages: pd.DataFrame, days: int) -> pd.DataFrame:
    """Return removals, seen by comparing exports, that surely came soon after a no.

    Who ended the connection is not in the archive; that it ended after the no is.
    """
    gone = stages[(stages["stage"] == "removal") & (stages["certainty"] == "observed")]
    gone = gone[gone["person_id"].isin(set(noes["person_id"]))]
    said = looked_up(gone["person_id"], noes.groupby("person_id")["at"].max())
    soon = (gone["at_latest"] > said) & ((gone["at_latest"] - said) <= pd.Timedelta(days=days))
    return gone[soon]
