"""What each side did, act by act: the evidence behind score and verdict.

Everything is computed for both sides by the same code: `side` is whose conduct it is, towards the
other one. An act either gives or takes; docs/method.md explains each signal and its source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from reciprocity.ranking.chance import chance_of_so_few
from reciprocity.timeline.frames import looked_up, one_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.parameters import Parameters, TimelineParameters
    from reciprocity.timeline import Observed, Timeline

SIDES: Final = ("person", "owner")
COLUMNS: Final = ("person_id", "side", "signal", "gives", "at", "events")

_NEEDED: Final = (
    "event_id", "person_id", "actor", "at", "at_latest", "act", "position", "one_click", "opens",
    "answered", "answered_by", "composed_exchange", "previous_at", "previous_actor",
    "previous_act",
)  # fmt: skip


def other_side(side: str) -> str:
    """Return the other one of owner and person."""
    return "owner" if side == "person" else "person"


def evidence(
    log: pd.DataFrame, timeline: Timeline, observed: Observed, parameters: Parameters
) -> pd.DataFrame:
    """From log and timeline to one row per act that speaks for or against a side.

    Columns: person_id, side, signal, gives (True: it counts as giving, False: as taking), at
    (UTC), events (tuple of event_id).
    """
    # Texts and cues are not needed any more, and every choice of rows would copy them.
    timeline = replace(timeline, messages=timeline.messages[list(_NEEDED)])
    composed = timeline.messages[~timeline.messages["one_click"]]
    frames = [
        frame
        for side in SIDES
        for frame in (
            *_messages_of(side, timeline.messages, composed),
            *_silences_of(side, timeline.stages, timeline.messages, parameters),
            *_stages_of(side, timeline.stages),
            *_pitches_of(side, log, timeline, observed, parameters),
            _imbalance_of(side, composed, parameters),
        )
        if len(frame)
    ]
    if not frames:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    rows = pd.concat(frames, ignore_index=True)
    return rows.sort_values(["person_id", "side", "signal", "at"], kind="stable", ignore_index=True)


def _acts(rows: pd.DataFrame, side: str, signal: str, *, gives: bool) -> pd.DataFrame:
    return rows.assign(side=side, signal=signal, gives=gives)[list(COLUMNS)]


def _of_event(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(events=one_event(rows["event_id"]))


def _messages_of(
    side: str, messages: pd.DataFrame, composed: pd.DataFrame
) -> Iterator[pd.DataFrame]:
    """Yield answers and thanks (given and left out), openings and exchanges of a side."""
    mine = _of_event(composed[(composed["actor"] == side) & (composed["act"] != "pitch")])
    openings = _of_event(composed[composed["opens"] & (composed["act"] == "message")])
    theirs = openings[openings["actor"] == other_side(side)]
    # Only words of one's own are an answer that gives; a quick reply is not held against anybody.
    written = set(composed.loc[composed["act"] != "pitch", "position"])
    answered = theirs[theirs["answered_by"].isin(written)]
    yield _acts(answered, side, "answers", gives=True)
    yield _acts(theirs[_no(theirs["answered"])], side, "answers", gives=False)
    thanks = _of_event(messages[(messages["act"] == "thanks") & (messages["actor"] != side)])
    yield _acts(thanks[_yes(thanks["answered"])], side, "thanks", gives=True)
    yield _acts(thanks[_no(thanks["answered"])], side, "thanks", gives=False)
    # One that nobody took up shows no balance, and what it was meant for is not known.
    taken_up = mine["answered_by"].isin(written)
    yield _acts(mine[mine["opens"] & taken_up], side, "openings", gives=True)
    yield _acts(_mutual(mine, composed), side, "exchanges", gives=True)


def _yes(answers: pd.Series) -> pd.Series:
    return answers.fillna(value=False).astype(bool)


def _no(answers: pd.Series) -> pd.Series:
    return (~answers).fillna(value=False).astype(bool)


def _mutual(mine: pd.DataFrame, composed: pd.DataFrame) -> pd.DataFrame:
    """Return a side's first message in each exchange in which both wrote words of their own.

    An exchange about a pitch (the pitch, the no, the thanks for the no) is none of these.
    """
    sides = composed.groupby("composed_exchange")["actor"].nunique()
    pitched = composed.loc[composed["act"] == "pitch", "composed_exchange"]
    both = sides.index[sides > 1].difference(pd.Index(pitched))
    return mine[mine["composed_exchange"].isin(both)].drop_duplicates("composed_exchange")


def _silences_of(
    side: str, stages: pd.DataFrame, messages: pd.DataFrame, parameters: Parameters
) -> Iterator[pd.DataFrame]:
    """Yield the long silences that a side broke with words of its own that were taken up.

    A pitch is none of these, nor is one an answer.
    """
    silences = stages[stages["stage"] == "silence"]
    long = silences["days"] >= parameters.timeline.long_silence_days
    by = silences["detail"].map(lambda detail: detail["broken_by"])
    broken = silences[long.to_numpy() & (by == side).to_numpy()]
    plain = messages[~messages["one_click"] & (messages["act"] != "pitch")]
    taken_up = plain[plain["answered_by"].isin(set(plain["position"]))]
    kind = broken["events"].str[-1].isin(set(taken_up["event_id"]))
    yield _acts(broken[kind], side, "silence_broken", gives=True)


def _stages_of(side: str, stages: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield praise and notes with requests."""
    mine = stages[stages["actor"] == side]
    for stage, signal in (("endorsement", "endorsements"), ("recommendation", "recommendations")):
        yield _acts(mine[mine["stage"] == stage], side, signal, gives=True)
    requests = mine[(mine["stage"] == "request") & (mine["certainty"] == "observed")]
    noted = requests["detail"].map(lambda detail: detail["note"] is True).astype(bool)
    yield _acts(requests[noted], side, "request_note", gives=True)


def _pitches_of(
    side: str,
    log: pd.DataFrame,
    timeline: Timeline,
    observed: Observed,
    parameters: Parameters,
) -> Iterator[pd.DataFrame]:
    """Yield the pitches of a side, and what makes them worse."""
    days = parameters.timeline
    messages = timeline.messages
    pitches = _of_event(messages[(messages["act"] == "pitch") & (messages["actor"] == side)])
    yield _acts(pitches, side, "pitches", gives=False)
    yield _acts(
        _first_words(pitches, timeline, observed, days), side, "pitch_first_words", gives=False
    )
    noes = messages[(messages["act"] == "decline") & (messages["actor"] != side)]
    yield _acts(_after(pitches, noes), side, "pitch_after_no", gives=False)
    yield _acts(
        _request_ignored(side, log, timeline, pitches, observed, days.request_ignored_days),
        side,
        "request_ignored",
        gives=False,
    )
    yield _acts(
        _ended_after(noes, timeline.stages, days.ended_after_no_days),
        side,
        "ended_after_no",
        gives=False,
    )


def _first_words(
    pitches: pd.DataFrame, timeline: Timeline, observed: Observed, days: TimelineParameters
) -> pd.DataFrame:
    """Return pitches that are a side's first words after the accept, or after a long silence.

    One that follows closely on a message of the other side that was no thanks for connecting may
    be an answer, and is not counted; nor is one before which words may have passed unseen.
    """
    words = timeline.messages[~timeline.messages["one_click"]]
    # An accept that only the words behind it suggest is no act of its own beside them.
    dated = timeline.accepts[timeline.accepts["at"].notna()]
    since = words.merge(dated[["person_id", "at"]], on="person_id", suffixes=("", "_accept"))
    since = since[since["at_latest"] >= since["at_accept"]]
    own = since.groupby(["person_id", "actor", "at_accept"], observed=True)["position"].min()
    first = pitches["position"].isin(set(own)) & _seen_since_accept(pitches, dated, observed)
    silences = timeline.stages[timeline.stages["stage"] == "silence"]
    # A silence seen only in part was not broken by what comes next.
    over = silences["detail"].map(lambda detail: detail["broken_by"] is not None).astype(bool)
    long = silences[over & (silences["days"] >= days.long_silence_days)]
    ended = set(long["events"].str[-1])
    prompted = (
        (pitches["previous_actor"] != pitches["actor"].astype("object"))
        & pitches["previous_actor"].notna()
        & ((pitches["at"] - pitches["previous_at"]) < pd.Timedelta(days=days.prompted_days))
        & (pitches["previous_act"] != "thanks")
    )
    chosen: pd.DataFrame = pitches[pitches["event_id"].isin(ended) | (first & ~prompted)]
    return chosen


def _seen_since_accept(
    pitches: pd.DataFrame, accepts: pd.DataFrame, observed: Observed
) -> pd.Series:
    """Return whether all was seen from the last accept before each pitch up to it."""
    pairs = pitches[["person_id", "at", "position"]].merge(
        accepts[["person_id", "at"]], on="person_id", suffixes=("", "_accept")
    )
    pairs = pairs[pairs["at_accept"] <= pairs["at"]].sort_values("at_accept", kind="stable")
    last = pairs.drop_duplicates("position", keep="last")
    until = observed.seen_on_from(last["person_id"], last["at_accept"])
    return pitches["position"].isin(set(last.loc[until >= last["at"], "position"]))


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
    pitched = looked_up(requests["person_id"], pitches.groupby("person_id")["at"].min())
    declined = log.loc[log["activity"] == "request_declined", "person_id"]
    settled = pd.concat([timeline.accepts["person_id"], declined])
    pending = ~requests["person_id"].isin(settled)
    waited = (pitched - requests["at_latest"]) >= pd.Timedelta(days=days)
    withdrawn = set(log.loc[log["activity"] == "request_withdrawn", "person_id"])
    open_until = looked_up(requests["archive"], observed.exported)
    known = (
        (requests["platform"] == "linkedin")
        | (open_until >= pitched)
        | requests["person_id"].isin(withdrawn)
    )
    return _of_event(requests[pending & waited & known])


def _ended_after(noes: pd.DataFrame, stages: pd.DataFrame, days: int) -> pd.DataFrame:
    """Return removals, seen by comparing exports, that surely came soon after a no.

    Who ended the connection is not in the archive; that it ended after the no is.
    """
    gone = stages[(stages["stage"] == "removal") & (stages["certainty"] == "observed")]
    gone = gone[gone["person_id"].isin(set(noes["person_id"]))]
    said = looked_up(gone["person_id"], noes.groupby("person_id")["at"].max())
    soon = (gone["at_latest"] > said) & ((gone["at_latest"] - said) <= pd.Timedelta(days=days))
    return gone[soon]


def _imbalance_of(side: str, composed: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Return who wrote in so few of the pair's exchanges that chance does not explain it.

    Counted in exchanges, not in messages, and without pitches: each exchange in which a side
    wrote is one act. With both equally likely to act, so few on one side are improbable.
    """
    plain = composed[composed["act"] != "pitch"]
    acts = plain.drop_duplicates(["composed_exchange", "actor"])
    mine = acts["actor"].eq(side).groupby(acts["person_id"]).sum()
    total = acts.groupby("person_id").size()
    few = chance_of_so_few(mine, total)
    lopsided = (few < parameters.verdict.one_sided_probability) & (mine * 2 < total).to_numpy()
    last = plain.drop_duplicates("person_id", keep="last").set_index("person_id")
    ids = mine.index[np.asarray(lopsided, dtype=bool)]
    rows = _of_event(last.loc[ids].reset_index())
    return _acts(rows, side, "imbalance", gives=False)
