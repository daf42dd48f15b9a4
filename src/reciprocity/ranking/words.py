"""What either side did with words of its own: answers, openings, questions, thanks, courtesy.

Everything a side gives is placed by the words of the *other* one: an answer by the message it
answers, an opening by the silence of the other before it. So one more message of a side never
takes away what it had given before; and as much as is written within a calendar week is one act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reciprocity.ranking.acts import acts, no, of_event, other_side, yes
from reciprocity.ranking.chance import chance_of_so_few
from reciprocity.timeline.frames import TIME, looked_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.parameters import Parameters, TimelineParameters
    from reciprocity.timeline import Observed, Timeline

_DAY = 24 * 3600
_MONDAY = 4 * _DAY  # the first one after the epoch


def plain_words(messages: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """From typed messages to those that give: words of one's own that are surely no pitch.

    Nor were they met with a no: what was asked then is not known, but it was no gift. Adds `week`
    (its number), and the pair's neighbours among these words: `before_actor`, `before_at`,
    `before_no` (they were a no), `after_actor`, `after_at`.
    """
    sure = (messages["act"] != "pitch") & (messages["probability"] < parameters.pitch.perhaps)
    refused = messages["answered_by"].isin(set(noes(messages)["position"]))
    plain = messages[~messages["one_click"] & sure & ~refused]
    seconds = plain["at"].dt.tz_convert(None).to_numpy(dtype="datetime64[s]").astype(np.int64)
    pair = plain.groupby("person_id", sort=False)
    actor = plain["actor"].astype("object")
    actors = actor.groupby(plain["person_id"], sort=False)
    return plain.assign(
        week=(seconds - _MONDAY) // (7 * _DAY),
        before_actor=actors.shift(),
        before_at=pair["at"].shift(),
        before_no=pair["decline"].shift().fillna(value=False).astype(bool),
        after_actor=actors.shift(-1),
        after_at=pair["at"].shift(-1),
    )


def noes(messages: pd.DataFrame) -> pd.DataFrame:
    """Return the messages that read as a no, whether or not what they answer is called a pitch."""
    return messages[messages["decline"] & (messages["act"] != "pitch") & ~messages["one_click"]]


def of_words(
    side: str,
    timeline: Timeline,
    plain: pd.DataFrame,
    contacts: pd.DataFrame,
    observed: Observed,
    parameters: Parameters,
) -> Iterator[pd.DataFrame]:
    """Yield the acts of a side that are made of words, or of their lack.

    plain: plain_words of the timeline's messages; contacts: person_id, actor and at of everything
    else that either side did, and of accepts.
    """
    days, messages = parameters.timeline, timeline.messages
    mine, theirs = (plain[plain["actor"] == who] for who in (side, other_side(side)))
    yield acts(_once_a_week(_answers(mine, days)), side, "answers", gives=True)
    yield acts(_once_a_week(left_open(theirs)), side, "answers", gives=False)
    yield from _thanks(side, messages)
    openings = _openings(side, mine, messages, observed, days)
    yield acts(openings.drop_duplicates("taken_up"), side, "openings", gives=True)
    told = openings[~openings["person_id"].isin(timeline.doubtful)]
    done = _done_by(other_side(side), messages, contacts)
    long = _after_long_silence(told, done, observed, days)
    yield acts(long.drop_duplicates("taken_up"), side, "silence_broken", gives=True)
    asking = mine[mine["question"]]
    yield acts(_once_a_week(asking), side, "questions", gives=True)
    courteous = mine[(mine["before_actor"] == other_side(side)) & mine["before_no"]]
    yield acts(_once_a_week(courteous), side, "courtesy", gives=True)
    refusals = noes(messages[messages["actor"] != side])
    yield acts(of_event(refusals), side, "refused", gives=False)
    # What else they wrote, beside which these are a share; it has no weight of its own.
    for signal in ("pitches", "perhaps_pitches", "refused"):
        yield acts(_once_a_week(mine), side, signal, gives=True)
    yield _imbalance(side, plain, parameters)


def _once_a_week(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the first row of each person and week: more on some days is one act."""
    return of_event(rows.drop_duplicates(["person_id", "week"]))


def _answers(mine: pd.DataFrame, days: TimelineParameters) -> pd.DataFrame:
    """Return the words after words of the other side but a no, before a silence began."""
    soon = (mine["at"] - mine["before_at"]) < pd.Timedelta(days=days.silence_days)
    other = mine["before_actor"].notna() & (mine["before_actor"] != mine["actor"].astype("object"))
    answers: pd.DataFrame = mine[other & soon & ~mine["before_no"]]
    return answers


def left_open(theirs: pd.DataFrame) -> pd.DataFrame:
    """Return the other's words that called for an answer and got none of any kind.

    Words that open an exchange or ask something call for one; a no, and thanks, do not; nor does
    what answers thanks or a no.
    """
    said = (theirs["act"] == "message") | (theirs["reply_to"] == "pitch")
    asks = theirs["question"] & said & ~theirs["thanked"] & ~theirs["decline"]
    return theirs[(theirs["opens"] | asks) & no(theirs["answered"])]


def _thanks(side: str, messages: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the other's thank-yous for connecting, answered or not."""
    thanks = of_event(messages[messages["thanked"] & (messages["actor"] != side)])
    yield acts(thanks[yes(thanks["answered"])], side, "thanks", gives=True)
    yield acts(thanks[no(thanks["answered"])], side, "thanks", gives=False)


def _openings(
    side: str,
    mine: pd.DataFrame,
    messages: pd.DataFrame,
    observed: Observed,
    days: TimelineParameters,
) -> pd.DataFrame:
    """Return words after a seen pause of the other side that answered nothing and were taken up.

    `taken_up` is the place of the words of the other side that did: an opening is one however
    often it was repeated before. `since`: the other's last words before, missing for none.
    """
    other = messages[messages["actor"] == other_side(side)]
    written = other[~other["one_click"] & (other["act"] != "pitch")]
    last = pd.merge_asof(
        mine[["person_id", "position"]].sort_values("position"),
        written[["person_id", "position", "at"]].rename(columns={"at": "since"}),
        on="position",
        by="person_id",
        allow_exact_matches=False,
    ).set_index("position")["since"]
    since = looked_up(mine["position"], last)
    gap = pd.Timedelta(days=days.exchange_gap_days)
    seen = (mine["at"] - observed.seen_back_to(mine["person_id"], mine["at"])) >= gap
    paused = seen & ~((mine["at"] - since) < gap)
    answering = _answers(mine, days)["position"]
    opening = of_event(mine[paused & ~mine["position"].isin(answering) & ~mine["decline"]])
    taken_up = _taken_up(opening, messages, side, days)
    opening = opening.assign(since=looked_up(opening["position"], last), taken_up=taken_up)
    return opening[opening["taken_up"].notna()]


def _taken_up(
    opening: pd.DataFrame,
    messages: pd.DataFrame,
    side: str,
    days: TimelineParameters,
) -> pd.Series:
    """Return the place of the other side's next words of its own, if they came in time."""
    own = messages[
        ~messages["one_click"]
        & (messages["actor"] == other_side(side))
        & (messages["act"] != "pitch")
    ]
    found = pd.merge_asof(
        opening[["person_id", "position", "at"]].sort_values("position"),
        own[["person_id", "position"]].assign(
            next=own["position"].astype("Float64"), then=own["at"]
        ),
        on="position",
        by="person_id",
        direction="forward",
        allow_exact_matches=False,
    )
    late = ~((found["then"] - found["at"]) < pd.Timedelta(days=days.silence_days))
    by_place = found["next"].mask(late).set_axis(found["position"])
    return looked_up(opening["position"], by_place)


def _done_by(side: str, messages: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """Return person_id and at of all that a side did but pitch, and of accepts."""
    mine = messages[(messages["actor"] == side) & (messages["act"] != "pitch")]
    frames = [mine, contacts[contacts["actor"].isin([side, "both"])]]
    done = pd.concat([frame[["person_id", "at"]] for frame in frames], ignore_index=True)
    return done.dropna().sort_values("at", kind="stable")


def _after_long_silence(
    openings: pd.DataFrame, done: pd.DataFrame, observed: Observed, days: TimelineParameters
) -> pd.DataFrame:
    """Return the openings before which the other side had long done nothing, as far as seen."""
    found = pd.merge_asof(
        openings[["person_id", "at", "position"]].sort_values("at"),
        done.assign(since=done["at"]),
        on="at",
        by="person_id",
        allow_exact_matches=False,
    ).set_index("position")["since"]
    since = looked_up(openings["position"], found).astype(TIME)
    long = (openings["at"] - since) >= pd.Timedelta(days=days.long_silence_days)
    seen = observed.seen_on_from(openings["person_id"], since) >= openings["at"]
    chosen: pd.DataFrame = openings[long & seen]
    return chosen


def _imbalance(side: str, plain: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Return who wrote in so few weeks, beside the other, that chance does not explain it.

    Each week in which a side wrote is one act. With both equally likely to act, so few on one
    side are improbable.
    """
    weeks = plain.drop_duplicates(["person_id", "week", "actor"])
    mine = weeks["actor"].eq(side).groupby(weeks["person_id"]).sum()
    total = weeks.groupby("person_id").size()
    few = chance_of_so_few(mine, total)
    lopsided = (few < parameters.verdict.one_sided_probability) & (mine * 2 < total).to_numpy()
    last = plain.drop_duplicates("person_id", keep="last").set_index("person_id")
    ids = mine.index[np.asarray(lopsided, dtype=bool)]
    return acts(of_event(last.loc[ids].reset_index()), side, "imbalance", gives=False)
