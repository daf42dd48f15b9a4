"""What each message does in its pair: pitch, decline, reply, thanks, or just a message.

From the one-to-one messages of the log, with what their words say (pitch.score_pitches and
pitch.message_acts), to the same rows with act, answer and exchange.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from reciprocity.events import WORDLESS_CHANNELS
from reciprocity.timeline.frames import (
    bunches,
    iso,
    looked_up,
    objects,
    one_event,
    stage_rows,
)

if TYPE_CHECKING:
    from reciprocity.parameters import TimelineParameters
    from reciprocity.timeline.observed import Observed

_OF_PITCH = ("probability", "cues", "descriptors", "labelled", "place")
_MARKS = {1: "pitch", 2: "decline", 3: "thanks"}


def pair_messages(log: pd.DataFrame) -> pd.DataFrame:
    """From the log to its one-to-one messages by person and time.

    Notes of requests are none, nor is what the sender took back or the platform filled in.
    """
    worded = ~log["channel"].isin(WORDLESS_CHANNELS)
    chosen = log[(log["activity"] == "message") & ~log["is_group"] & worded]
    # The log has what was said at one moment in its order (events.sort_events).
    return chosen.sort_values(["person_id", "at"], kind="stable", ignore_index=True)


def type_messages(
    messages: pd.DataFrame,
    accepts: pd.DataFrame,
    contacts: pd.DataFrame,
    observed: Observed,
    parameters: TimelineParameters,
) -> pd.DataFrame:
    """Add act, reply_to, answered, answered_by, exchange and opens to the pair's messages.

    messages: pair_messages with is_pitch, decline, thanks_for_connecting, one_click, set_phrase
    (one-click, or the same words typed where none are offered). accepts:
    person_id, at, at_latest. contacts: wordless_contacts. A message that could be two things takes
    the first of pitch, decline (a no to a pitch), reply (first answer to a pitch, decline or
    thanks), thanks (within thanks_days of the accept), message.

    thanked: whether it would be thanks, had nobody pitched; behind a pitch it is a reply.
    answered: whether the other side wrote before a silence began; missing where it was too early
    to tell when observation ended, or where something came back of which no words are left. A
    pitch is an answer only to what was said shortly before it, and never to thanks. The
    rest is seen among words of their own, as if no one-click text had been sent: answered_by, the
    position of that answer; opens, whether with these words somebody begins an exchange, pitches
    apart, and they are no answer to words, no thanks and no no; composed_exchange, its number;
    previous_act.
    """
    typed = messages.assign(position=np.arange(len(messages)))
    typed = _neighbours(typed)
    window = pd.Timedelta(days=parameters.silence_days)
    pitched = last_by_other(typed, typed["is_pitch"])
    to_pitch = (typed["at"] - pitched["at"]) < window
    decline = typed["decline"] & ~typed["is_pitch"] & to_pitch
    could_thank = (
        typed["thanks_for_connecting"]
        & ~typed["is_pitch"]
        & ~decline
        & _soon_after_accept(typed, accepts, parameters.thanks_days)
    )
    thanks, reply, reply_to = _replies(typed, decline, could_thank, window)
    unsold = typed[~typed["is_pitch"]].index
    thanked, _, _ = _replies(
        typed.loc[unsold], decline.loc[unsold], could_thank.loc[unsold], window
    )
    act = np.select(
        [typed["is_pitch"], decline, reply, thanks],
        ["pitch", "decline", "reply", "thanks"],
        default="message",
    )
    typed = typed.assign(
        act=act,
        reply_to=reply_to,
        thanked=thanked.reindex(typed.index, fill_value=False),
    )
    typed = typed.assign(
        answered=_answered(typed, contacts, observed, parameters),
        exchange=_exchanges(typed, parameters),
    )
    return _composed(typed, parameters)


def _neighbours(typed: pd.DataFrame) -> pd.DataFrame:
    """Add previous_at and previous_actor of the pair, and the position of the other's next."""
    pair = typed.groupby("person_id", sort=False)
    typed = typed.assign(
        previous_at=pair["at"].shift(), previous_actor=pair["actor"].shift().astype("object")
    )
    following = _of_other(typed, typed["position"].astype("Float64"), later=True)
    return typed.assign(answer=following.to_numpy(dtype="float64", na_value=np.nan))


def last_by_other(typed: pd.DataFrame, marked: pd.Series) -> pd.DataFrame:
    """Return time and position of the last marked message of the other side before each row."""
    rows = pd.Series(np.arange(len(typed), dtype=float), index=typed.index).where(marked)
    last = _of_other(typed, rows, later=False).fillna(-1.0).to_numpy().astype(np.int64)
    told = {"at": typed["at"], "position": typed["position"].astype("Float64")}
    taken = {name: column.array.take(last, allow_fill=True) for name, column in told.items()}
    return pd.DataFrame(taken, index=typed.index)


def _of_other(typed: pd.DataFrame, values: pd.Series, *, later: bool) -> pd.Series:
    """Return of each row the nearest value of the pair's other side, after or before it."""
    found = values.where(np.zeros(len(values), dtype=bool))
    people, _ = typed["person_id"].factorize()  # once, since they are texts
    for side in ("owner", "person"):
        pair = values.where(typed["actor"] != side).groupby(people, sort=False)
        found = found.where(typed["actor"] != side, pair.bfill() if later else pair.ffill())
    return found


def _last_own(typed: pd.DataFrame) -> pd.Series:
    """Return the position of the writer's own message before each row, missing for the first."""
    return (
        typed["position"]
        .astype("Float64")
        .groupby([typed["person_id"], typed["actor"]], sort=False, observed=True)
        .shift()
    )


def _soon_after_accept(typed: pd.DataFrame, accepts: pd.DataFrame, days: int) -> pd.Series:
    """Return whether a message lies within so many days after an accept of the pair."""
    dated = accepts.assign(start=accepts["at"].fillna(accepts["at_latest"]))
    said = typed.assign(said=typed["at_latest"])[["person_id", "at", "said", "position"]]
    joined = said.merge(dated[["person_id", "start", "at_latest"]], on="person_id")
    # What is known to the minute may have been said at any second of it.
    soon = (joined["said"] >= joined["start"].dt.floor("min")) & (
        joined["at"] <= joined["at_latest"] + pd.Timedelta(days=days)
    )
    return typed["position"].isin(joined.loc[soon, "position"])


def _replies(
    typed: pd.DataFrame, decline: pd.Series, could_thank: pd.Series, window: pd.Timedelta
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return thanks, reply and what each reply answers.

    Thanks that answer something are replies, and a reply is nothing that calls for a reply. So
    whether a thanks counts depends on the messages before it: repeated until nothing changes,
    which settles at least one message more of each chain every time.
    """
    own = _last_own(typed).fillna(-1.0)
    thanks = could_thank
    while True:
        mark = np.select([typed["is_pitch"], decline, thanks], [1, 2, 3], default=0)
        marked = pd.Series(mark > 0, index=typed.index)
        before = last_by_other(typed, marked)
        first = (before["position"] > own).fillna(value=False).astype(bool)
        in_time = (typed["at"] - before["at"]) < window
        reply = first & in_time & ~typed["is_pitch"] & ~decline
        settled = could_thank & ~reply
        if settled.equals(thanks):
            break
        thanks = settled
    marks = pd.Series(mark, index=typed.index)
    answered = before["position"].where(reply).dropna().astype(int)
    reply_to = pd.Series(None, index=typed.index, dtype="object")
    reply_to.loc[answered.index] = marks.loc[answered].map(_MARKS).to_numpy()
    return thanks, reply, reply_to


def wordless_contacts(log: pd.DataFrame) -> pd.DataFrame:
    """From the log to what either side did without words that are left.

    Columns: person_id, by_owner, at, at_latest. Calls, messages that were unsent or hold nothing
    any more, and reactions to messages: perhaps an answer. Reactions to posts are none.
    """
    reacted = (log["activity"] == "reaction") & log["conversation_id"].notna()
    wordless = reacted | (log["activity"] == "call") | (log["channel"] == "trace")
    rows = log[wordless & ~log["is_group"] & log["person_id"].notna() & log["at"].notna()]
    return rows[["person_id", "at", "at_latest"]].assign(by_owner=rows["actor"] == "owner")


def _perhaps_answered(
    typed: pd.DataFrame, contacts: pd.DataFrame, window: pd.Timedelta, exchange: pd.Timedelta
) -> pd.Series:
    """Return whether the other side did something without words in time after each message.

    A reaction without a time of its own, which is to an earlier message, may have come after all
    that was written in the same exchange.
    """
    asked = typed[["person_id", "at", "position"]].assign(by_owner=typed["actor"] == "person")
    undated = contacts[contacts["at_latest"] > contacts["at"]]
    answered: set[int] = set()
    for direction, chosen, limit in (
        ("forward", contacts, window),
        ("backward", undated, exchange),
    ):
        found = pd.merge_asof(
            asked.sort_values("at"),
            chosen.assign(contact=chosen["at"]).sort_values("at"),
            on="at",
            by=["person_id", "by_owner"],
            direction=direction,  # type: ignore[arg-type]
            tolerance=limit,
        )
        answered.update(found.loc[found["contact"].notna(), "position"])
    return typed["position"].isin(answered)


def _answered(
    typed: pd.DataFrame,
    contacts: pd.DataFrame,
    observed: Observed,
    parameters: TimelineParameters,
) -> pd.Series:
    at = typed["at"]
    pitch = typed["act"] == "pitch"
    window = pd.Timedelta(days=parameters.silence_days)
    in_time = (_of_other(typed, at.where(~pitch), later=True) - at) < window
    prompting = (_of_other(typed, at.where(pitch), later=True) - at) < pd.Timedelta(
        days=parameters.prompted_days
    )
    in_time |= prompting & ~typed["thanked"]
    until = observed.seen_on_from(typed["person_id"], at)
    told = (until - at) >= pd.Timedelta(days=parameters.answer_due_days)
    exchange = pd.Timedelta(days=parameters.exchange_gap_days)
    told &= ~_perhaps_answered(typed, contacts, window, exchange)
    answered = pd.Series(pd.NA, index=typed.index, dtype="boolean")
    return answered.mask(told, other=False).mask(in_time, other=True)


def _begins(typed: pd.DataFrame, parameters: TimelineParameters) -> pd.Series:
    apart = (typed["at"] - typed["previous_at"]) >= pd.Timedelta(days=parameters.exchange_gap_days)
    return apart | typed["previous_at"].isna()


def _exchanges(typed: pd.DataFrame, parameters: TimelineParameters) -> pd.Series:
    return _begins(typed, parameters).cumsum()


def _composed(typed: pd.DataFrame, parameters: TimelineParameters) -> pd.DataFrame:
    """Add who opens, who answers whom and the exchange, among words of their own alone."""
    words = _neighbours(typed[~typed["one_click"]])
    window = pd.Timedelta(days=parameters.silence_days)
    in_time = (looked_up(words["answer"], typed["at"]) - words["at"]) < window
    plain = _neighbours(words[words["act"] != "pitch"])
    answers = (
        (plain["previous_actor"] != plain["actor"].astype("object"))
        & plain["previous_actor"].notna()
        & ((plain["at"] - plain["previous_at"]) < window)
    )
    # What answers a pitch would open the conversation, had nobody pitched.
    said = (plain["act"] == "message") | (plain["reply_to"] == "pitch")
    first = _first_words(plain, _begins(plain, parameters), answers)
    opens = first & said & ~plain["thanked"] & ~plain["decline"]
    return typed.assign(
        previous_at=words["previous_at"],
        previous_actor=words["previous_actor"],
        previous_act=words.groupby("person_id", sort=False)["act"].shift(),
        answered_by=words["answer"].where(in_time),
        composed_exchange=_begins(words, parameters).cumsum(),
        opens=opens.reindex(typed.index, fill_value=False),
    )


_LETTER: Final = r"[^\W\d_]"


def _first_words(plain: pd.DataFrame, begins: pd.Series, answers: pd.Series) -> pd.Series:
    """Return the first message with words of whoever began each exchange unasked, if it has one.

    A photo, a sticker or an emoji calls for no answer, nor does a wish that everybody writes; words
    behind it do, as long as nobody came between.
    """
    other = plain["previous_actor"] != plain["actor"].astype("object")
    turn = (begins | other).cumsum()
    unasked = plain[turn.isin(turn[begins & ~answers]) & ~plain["set_phrase"]]
    worded = turn[unasked.index[unasked["text"].str.contains(_LETTER, na=False)]]
    first = worded.index[~worded.duplicated()]
    return pd.Series(plain.index.isin(first), index=plain.index)


def message_stages(typed: pd.DataFrame, observed: Observed) -> list[pd.DataFrame]:
    """From typed messages to stages: each pitch, thanks, decline and reply, the rest folded."""
    rows = typed.assign(
        certainty="observed", events=one_event(typed["event_id"]), order_at=typed["at_latest"]
    )
    rows["actor"] = rows["actor"].astype("object")
    rows["place"] = _places(rows, observed)
    pitches = rows[rows["act"] == "pitch"]
    thanks = rows[rows["act"] == "thanks"]
    replies = rows[rows["act"] == "reply"]
    declines = rows[rows["act"] == "decline"]
    return [
        stage_rows(pitches, "pitch", detail=_pitch_detail(pitches)),
        stage_rows(
            thanks,
            "thanks",
            detail=[
                {"answered": None if pd.isna(answered) else bool(answered), **place}
                for answered, place in zip(thanks["answered"], thanks["place"], strict=True)
            ],
        ),
        stage_rows(
            replies,
            "reply",
            detail=[
                {"to": to, **place}
                for to, place in zip(replies["reply_to"], replies["place"], strict=True)
            ],
        ),
        stage_rows(
            declines, "decline", detail=[{"of": "pitch", **place} for place in declines["place"]]
        ),
        _folded(rows[rows["act"] == "message"]),
    ]


def _places(rows: pd.DataFrame, observed: Observed) -> pd.Series:
    """Return as detail what is worth telling of where a message stood.

    `channel` when it came by message request; `conversation_gone`, the interval, when its
    conversation is missing from a later export.
    """
    gone = {event: iso(pd.Series(interval)) for event, interval in observed.gone.items()}
    places: list[dict[str, object]] = [{} for _ in range(len(rows))]
    requested = (rows["channel"] == "message_request").to_numpy()
    deleted = rows["event_id"].isin(list(gone)).to_numpy()
    for i in np.flatnonzero(requested):
        places[i]["channel"] = "message_request"
    for i in np.flatnonzero(deleted):
        places[i]["conversation_gone"] = gone[rows["event_id"].iloc[i]]
    return objects(places, rows.index)


def _pitch_detail(pitches: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {
            "probability": round(float(probability), 4),
            "cues": sorted({cue for _, _, cue in cues}),
            "descriptors": list(descriptors),
            **({"labelled": True} if labelled else {}),
            **place,
        }
        for probability, cues, descriptors, labelled, place in zip(
            *(pitches[name] for name in _OF_PITCH),
            strict=True,
        )
    ]


def _folded(rest: pd.DataFrame) -> pd.DataFrame:
    """Return one `message` stage per exchange, at its first message; actor is who wrote that."""
    if rest.empty:
        return stage_rows(rest, "message")
    starts, ends = bunches(rest, ["exchange"])
    first, last = rest.iloc[starts], rest.iloc[ends - 1]
    owner = np.add.reduceat(rest["actor"].eq("owner").to_numpy(dtype=int), starts)
    ids = rest["event_id"].tolist()
    detail = [
        {"messages": size, "sent": sent, "received": size - sent, "until": until, **place}
        for size, sent, until, place in zip(
            (ends - starts).tolist(), owner.tolist(), iso(last["at"]), first["place"], strict=True
        )
    ]
    folded = first.assign(
        events=objects([tuple(ids[a:b]) for a, b in zip(starts, ends, strict=True)], first.index),
    )
    return stage_rows(folded, "message", detail=detail)
