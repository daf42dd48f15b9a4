"""Words that were left without an answer, and friendships that came to rest with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.events import ENDINGS
from reciprocity.ranking.acts import SIDES, other_side
from reciprocity.ranking.chance import chance_of_so_few
from reciprocity.timeline.frames import looked_up

if TYPE_CHECKING:
    from reciprocity.parameters import Parameters
    from reciprocity.timeline import Observed, Timeline

# What is done without the other side noticing, or is no act of one side towards the other.
_NO_ACT: Final = (
    *ENDINGS, "block", "follow", "unfollow", "request_declined", "message_request_accepted",
    "connected",
)  # fmt: skip


def hanging(
    log: pd.DataFrame, timeline: Timeline, side: str, observed: Observed, doubtful_pitch: float
) -> pd.DataFrame:
    """Return to whom a side left the other's last words without an answer.

    Columns: person_id, at (UTC) and event_id of the last of these words that opened a conversation
    or asked something, asks (whether it did), messages (how many there are of them), days (observed
    since). Only words of their own that were seen long enough to be called unanswered, after which
    the side did nothing towards the other; none where one of these words is a pitch, or as likely
    one as doubtful_pitch.
    """
    messages = timeline.messages
    mine = messages[messages["actor"] == side].groupby("person_id")["position"].max()
    theirs = messages[(messages["actor"] != side) & ~messages["one_click"]]
    last = theirs[theirs["position"] > looked_up(theirs["person_id"], mine).fillna(-1.0)]
    perhaps = (last["act"] == "pitch") | (last["probability"] >= doubtful_pitch)
    pitched = last.loc[perhaps, "person_id"]
    calls = last["opens"] | (last["question"] & (last["act"] != "decline"))
    unanswered = (~last["answered"]).fillna(value=False).astype(bool)
    left = last[calls & unanswered & ~last["person_id"].isin(pitched)]
    newest = left.drop_duplicates("person_id", keep="last")
    acted = looked_up(newest["person_id"], _last_acts(log, side))
    newest = newest[~(acted > newest["at"])]
    people = newest["person_id"]
    until = observed.seen_on_from(people, newest["at"])
    return pd.DataFrame(
        {
            "person_id": people,
            "at": newest["at"],
            "event_id": newest["event_id"],
            "asks": newest["question"].astype(bool),
            "messages": looked_up(people, last.groupby("person_id").size()).astype("int64"),
            "days": (until - newest["at"]).dt.days.astype("Int64"),
        }
    ).reset_index(drop=True)


def _last_acts(log: pd.DataFrame, side: str) -> pd.Series:
    """Return the latest moment at which a side did something towards each person."""
    acts = log[(log["actor"] == side) & ~log["is_group"] & ~log["activity"].isin(_NO_ACT)]
    return acts.groupby("person_id")["at_latest"].max()


def ended(log: pd.DataFrame, timeline: Timeline) -> frozenset[str]:
    """Return whose tie has ended, or perhaps has, and was not made again."""
    stages = timeline.stages[timeline.stages["stage"].isin(["removal", "withdrawal"])]
    blocks = log[(log["activity"] == "block") & (log["actor"] == "owner")]
    columns = ["person_id", "at_latest"]
    last = pd.concat([stages[columns], blocks[columns]]).groupby("person_id")["at_latest"].max()
    made = timeline.accepts.groupby("person_id")["at_latest"].max().reindex(last.index)
    return frozenset(last.index[~(made > last)])


def silences_now(log: pd.DataFrame, timeline: Timeline) -> pd.DataFrame:
    """Return the silences that were going on when last seen: a row for each such pair.

    Indexed by person_id: at (UTC, start), days, before (the longest earlier one, 0 for none of
    silence_days), events. An earlier silence that was seen only in part counts with all the time
    between the two events, since it may have lasted so long.
    """
    silences = timeline.stages[timeline.stages["stage"] == "silence"]
    ongoing = silences["detail"].map(lambda detail: detail["ongoing"]).astype(bool)
    now = silences[ongoing].drop_duplicates("person_id", keep="last").set_index("person_id")
    past = silences[~ongoing & silences["person_id"].isin(now.index)]
    began = looked_up(past["person_id"], now["events"].str[0])
    past = past[past["events"].str[0] != began]
    days = past["days"].astype("int64")
    partly = past["detail"].map(lambda detail: detail.get("partly_seen", False)).astype(bool)
    whole = _days_between(past.loc[partly, "events"], log).reindex(past.index, fill_value=0)
    length = days.mask(whole > days, whole)
    before = length.groupby(past["person_id"]).max().reindex(now.index).fillna(0)
    return pd.DataFrame(
        {
            "at": now["at"],
            "days": now["days"].astype("int64"),
            "before": before.astype("int64"),
            "events": now["events"],
        }
    )


def _days_between(pairs: pd.Series, log: pd.DataFrame) -> pd.Series:
    """Return the whole days between the first and the last of these tuples of event_id."""
    told = log.loc[log["event_id"].isin(pairs.explode()), ["event_id", "at", "at_latest"]]
    moments = told.set_index("event_id")
    ends = looked_up(pairs.str[-1], moments["at"])
    between = ends - looked_up(pairs.str[0], moments["at_latest"])
    return between.dt.days.fillna(0).astype("int64")


def exchanges(messages: pd.DataFrame) -> pd.DataFrame:
    """Return the exchanges of each pair in which both wrote words of their own, and no pitch.

    Indexed by person_id: exchanges (how many), first and last (UTC, the first and the last message
    of them).
    """
    composed = messages[~messages["one_click"]]
    sides = composed.groupby("composed_exchange")["actor"].nunique()
    pitched = composed.loc[composed["act"] == "pitch", "composed_exchange"]
    both = sides.index[sides > 1].difference(pd.Index(pitched))
    mutual = composed[composed["composed_exchange"].isin(both)]
    pair = mutual.groupby("person_id")
    return pd.DataFrame(
        {
            "exchanges": pair["composed_exchange"].nunique(),
            "first": pair["at"].min(),
            "last": pair["at"].max(),
        }
    )


def friendships(
    log: pd.DataFrame,
    timeline: Timeline,
    left: dict[str, pd.DataFrame],
    observed: Observed,
    parameters: Parameters,
) -> pd.DataFrame:
    """Return what became of every pair with friendship_exchanges exchanges or more.

    left: hanging by side. Columns: person_id, at (UTC) and event_id of the last words of their own,
    exchanges, days (silent now, missing when it is not), known (whether it can be told), lapsed_by
    (owner, person or None) and because (unanswered, openings or None).

    Lapsed: silent now for more than lapsed_days and than ever before, longer than the pair's own
    pace explains (pace_explains), and not ended. By whom: the side that left the last words
    unanswered; where there are none, the one that used to begin, beyond what chance explains.
    Otherwise by neither.
    """
    rules, messages = parameters.mirror, timeline.messages
    pairs = exchanges(messages)
    pairs = pairs[pairs["exchanges"] >= rules.friendship_exchanges]
    composed = messages[~messages["one_click"] & messages["person_id"].isin(pairs.index)]
    people = pairs.index.to_series()
    words = composed.drop_duplicates("person_id", keep="last").set_index("person_id")
    words = words.reindex(pairs.index)
    last = words["at"]
    now = silences_now(log, timeline).reindex(pairs.index)
    over = people.isin(ended(log, timeline))
    seen = observed.seen_to_export_from(people, last)
    short = (observed.messages_until(people) - last) < pd.Timedelta(
        days=parameters.timeline.silence_days
    )
    lapsed = (
        (now["days"] > rules.lapsed_days)
        & (now["days"] > now["before"])
        & (pace_explains(pairs, now["days"]) < rules.lapsed_probability)
        & ~over
    )
    unanswered = _first_of({side: people.isin(left[side]["person_id"]) for side in SIDES}, people)
    began = _first_of(_used_to_begin(composed, people, parameters), people)
    by = unanswered.fillna(began).where(lapsed)
    because = pd.Series("openings", index=people.index, dtype="object")
    because = because.mask(unanswered.notna(), "unanswered").where(by.notna(), None)
    return pd.DataFrame(
        {
            "person_id": people,
            "at": last,
            "event_id": words["event_id"],
            "exchanges": pairs["exchanges"],
            "days": now["days"].astype("Int64"),
            "known": now["days"].notna() | over | (seen & short),
            "lapsed_by": by.where(by.notna(), None),
            "because": because,
        }
    ).reset_index(drop=True)


def pace_explains(pairs: pd.DataFrame, days: pd.Series) -> pd.Series:
    """Return how likely so long a silence is for a pair that goes on at its pace.

    pairs: as of exchanges. With n gaps between exchanges in a span of s days, and gaps that are
    exponential at an unknown rate, the next one is longer than d with (s / (s + d)) ** n.
    """
    span = (pairs["last"] - pairs["first"]).dt.total_seconds() / 86_400
    chance: pd.Series = (span / (span + days)) ** (pairs["exchanges"] - 1)
    return chance.fillna(1.0)


def _used_to_begin(
    composed: pd.DataFrame, people: pd.Series, parameters: Parameters
) -> dict[str, pd.Series]:
    """Return of each side with whom it began the exchanges, beyond what chance explains.

    composed: the pairs' messages of their own words. A pitch, and a late answer to a question,
    begin nothing.
    """
    asked = composed.groupby("person_id")["question"].shift().fillna(value=False).astype(bool)
    in_time = (composed["at"] - composed["previous_at"]) < pd.Timedelta(
        days=parameters.timeline.silence_days
    )
    turned = composed["previous_actor"] != composed["actor"].astype("object")
    late = asked & turned & in_time
    begins = ~composed["composed_exchange"].duplicated() & (composed["act"] != "pitch")
    first = composed[begins & ~late]
    counted = {
        side: first[first["actor"] == side]
        .groupby("person_id")
        .size()
        .reindex(people.index, fill_value=0)
        for side in SIDES
    }
    total = counted["owner"] + counted["person"]
    probability = parameters.mirror.lapsed_probability
    return {
        side: (counted[side] > counted[other_side(side)])
        & (chance_of_so_few(counted[other_side(side)], total) < probability)
        for side in SIDES
    }


def _first_of(fits: dict[str, pd.Series], people: pd.Series) -> pd.Series:
    """Return which side fits, missing where none does; both never do."""
    found = pd.Series(None, index=people.index, dtype="object")
    for side, fit in fits.items():
        found = found.mask(fit.astype(bool), side)
    return found
