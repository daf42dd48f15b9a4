"""Request, accept, removal and withdrawal: what is observed of them, and what only inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.timeline.frames import (
    TIME,
    after_the_last,
    looked_up,
    no_stages,
    objects,
    one_event,
    stage_rows,
)

if TYPE_CHECKING:
    from reciprocity.timeline.observed import Observed, Stretch

# Until then an accepted message request left a line of its own (linkedin.md 2.3, system rows).
_REQUESTS_TRACED_UNTIL: Final = pd.Timestamp("2024-03-01", tz="UTC")

GONE: Final = (
    "they ended it",
    "you ended it",
    "one of you blocked the other",
    "the account was closed or restricted",
    "the profile address changed",
)
NEVER: Final = (
    *GONE,
    "you were never connected, and the messages came by a message request, a group or an event",
)
WITHDRAWN: Final = (
    "the request was cancelled",
    "the request was declined",
    "the request expired",
    "the account is gone",
)
# What the same things could be on Facebook (facebook.md sections 2, 4.4 and 10).
GONE_FACEBOOK: Final = (
    "they ended it",
    "you ended it",
    "one of you blocked the other",
    "the account was deactivated or deleted",
    "the person took another name",
)
NEVER_FACEBOOK: Final = (
    *GONE_FACEBOOK,
    "you were never friends: Messenger also says so of its own contacts",
)
REMOVED_FACEBOOK: Final = (
    "you ended it",
    "Facebook took the account off your list when it was closed",
    "they ended it, should the list hold such removals too",
)
# Names are the only key of Facebook's lists, so two people of one name are one in them.
STILL_LISTED: Final = (
    "the list means somebody else of this name, since your list of friends has the name, too"
)
WITHDRAWN_FACEBOOK: Final = (
    "the request was cancelled",
    "the request was declined",
    "the account is gone",
    "the person took another name",
)

_REQUESTS: Final = ("request_sent", "request_received")
_ACCEPT_COLUMNS: Final = (
    "person_id",
    "platform",
    "at",
    "at_latest",
    "actor",
    "certainty",
    "precision",
    "events",
)


def observed_accepts(log: pd.DataFrame) -> pd.DataFrame:
    """From the log to its `connected` events, with _ACCEPT_COLUMNS.

    One whose day cannot be read was made before whatever else the pair did.
    """
    rows = log[log["activity"] == "connected"]
    later = log[~log["activity"].isin(_REQUESTS) & log["at"].notna() & ~log["is_group"]]
    first = looked_up(rows["person_id"], later.groupby("person_id")["at"].min())
    earlier = rows["at"].isna() & (first < rows["at_latest"])
    rows = rows.assign(at_latest=rows["at_latest"].mask(earlier, first))
    return _with_evidence(rows)[list(_ACCEPT_COLUMNS)]


def inferred_accepts(
    log: pd.DataFrame, messages: pd.DataFrame, people: pd.DataFrame, observed: Observed
) -> pd.DataFrame:
    """Return accepts that left no trace but what followed them, in the shape of observed_accepts.

    On LinkedIn: people who are in no list of connections, yet have dealt with the owner as only
    connections do. `at` is missing, `at_latest` the first event of the pair. messages:
    pair_messages with thanks_for_connecting. people: person_id, names, connected.
    """
    seen = observed.seen("linkedin")
    log = log[log["platform"] == "linkedin"]
    if seen.listed_at is None:
        return observed_accepts(log.iloc[:0])
    pair = log[log["person_id"].notna() & ~log["is_group"] & ~log["activity"].isin(_REQUESTS)]
    known = log.loc[log["activity"] == "connected", "person_id"]
    strangers = pair[~pair["person_id"].isin(known)]
    # The files of one download are up to a day apart, so somebody new may not be listed yet.
    first = strangers.sort_values("at").groupby("person_id")["at"].first()
    old = first[first < seen.listed_at[0] - pd.Timedelta(days=1)]
    # Whoever first wrote on the day of a closed account's connection may be that account.
    old = old.index[~old.dt.date.isin(seen.blank_days)]
    # A request that is still listed was accepted only if the list of connections says so (fact 2).
    asked = set(log.loc[log["activity"].isin(_REQUESTS), "person_id"])
    candidates = set(old) & _like_connections(log, messages) - _namesakes(people) - asked
    rows = strangers[strangers["person_id"].isin(candidates)].sort_values(["at", "event_id"])
    rows = _with_evidence(rows.drop_duplicates("person_id"))
    return rows.assign(
        at_latest=rows["at"],
        at=pd.Series(pd.NaT, index=rows.index, dtype=TIME),
        actor="unknown",
        certainty="inferred",
        precision="interval",
    )[list(_ACCEPT_COLUMNS)]


def _like_connections(log: pd.DataFrame, messages: pd.DataFrame) -> set[str]:
    """Return who exchanged what only connections exchange (linkedin.md section 0, fact 8)."""
    direct = messages[(messages["channel"] == "direct") & messages["text"].notna()]
    asked = set(log.loc[log["activity"] == "message_request_accepted", "person_id"])
    thanked = set(direct.loc[direct["thanks_for_connecting"], "person_id"])
    first = direct.drop_duplicates("person_id").set_index("person_id")
    opened = set(first.index[first["actor"] == "owner"])
    both = direct.groupby("person_id")["actor"].nunique()
    traced = first.index[first["at"] < _REQUESTS_TRACED_UNTIL]
    answered = set(both.index[both > 1]) & set(traced)
    praised = log.loc[log["activity"].isin(["endorsement", "recommendation"]), "person_id"]
    return (thanked | ((opened | answered) - asked) | set(praised)) - {None}


def _namesakes(people: pd.DataFrame) -> set[str]:
    """Return whoever might be in the list after all, under the same name, or has lost the name."""
    names = people[["person_id", "names", "connected"]].explode("names")
    key = names["names"].str.lower()
    listed = set(key[names["connected"]].dropna())
    doubtful = names.loc[key.isna() | key.isin(listed), "person_id"]
    return set(doubtful)


def connection_stages(
    log: pd.DataFrame, accepts: pd.DataFrame, observed: Observed, doubtful: frozenset[str]
) -> list[pd.DataFrame]:
    """From the log and all accepts to the stages request, accept, removal and withdrawal.

    doubtful: whoever's messages may stand under another id.
    """
    requests = _with_evidence(log[log["activity"].isin(_REQUESTS)])
    return [
        stage_rows(requests, "request", detail=_request_detail(requests)),
        _inferred_requests(log, accepts, requests, observed, doubtful),
        _accepts(log, accepts),
        _removals(log, observed),
        _candidates(log, accepts, observed),
        _withdrawals(log),
        _declined(log),
    ]


def _with_evidence(rows: pd.DataFrame) -> pd.DataFrame:
    actor = rows["actor"].astype("object")
    certainty = rows["certainty"].astype("object")
    return rows.assign(actor=actor, certainty=certainty, events=one_event(rows["event_id"]))


def _request_detail(requests: pd.DataFrame) -> list[dict[str, object]]:
    """Return whether each came with a note; Facebook's requests carry none, so nothing is said."""
    noted = requests["text"].notna()
    notes = zip(noted, requests["platform"] == "linkedin", strict=True)
    return [{"note": bool(note) if told else None} for note, told in notes]


def _order(accepts: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    """Return the place of accepts: before what the pair did in the minute, if no more is known.

    Pages of Facebook tell the minute of a message, which is then its start, where the list of
    friends tells the second (facebook.md 7).
    """
    order = accepts["at"].fillna(accepts["at_latest"])
    minute = order.dt.floor("min")
    rough = log[(log["precision"] == "minute") & ~log["is_group"]]
    acts = pd.MultiIndex.from_arrays([rough["person_id"], rough["at"]])
    return order.mask(pd.MultiIndex.from_arrays([accepts["person_id"], minute]).isin(acts), minute)


def _inferred_requests(
    log: pd.DataFrame,
    accepts: pd.DataFrame,
    requests: pd.DataFrame,
    observed: Observed,
    doubtful: frozenset[str],
) -> pd.DataFrame:
    """Return a request for each accept without one: nobody connects without having asked.

    Who asked is unknown. It had no note when messages of that day could be seen and there is none
    from either side, since an accepted note would stand among them (fact 3); else that is unknown.
    """
    since = requests.assign(asked=requests["at"].fillna(requests["at_latest"]))
    since = since.assign(undated=requests["at"].isna())
    keys = ["person_id", "platform"]
    asked = accepts.merge(since[[*keys, "asked", "undated"]], on=keys)
    # On Facebook a request may still be open, or declined, beside the one that was accepted.
    known = (asked["platform"] == "linkedin") | (asked["actor"] != "unknown") | asked["undated"]
    answered = asked.loc[known & (asked["asked"] <= asked["at_latest"]), "events"]
    alone = accepts[~accepts["events"].isin(set(answered))]
    silent = _silent_day(log, alone, observed) & ~alone["person_id"].isin(doubtful)
    return stage_rows(
        alone.assign(at=pd.Series(pd.NaT, index=alone.index, dtype=TIME)),
        "request",
        actor="unknown",
        certainty="inferred",
        order_at=_order(alone, log),
        detail=[{"note": False if quiet else None} for quiet in silent],
    )


def _silent_day(log: pd.DataFrame, accepts: pd.DataFrame, observed: Observed) -> pd.Series:
    """Return whether the day of each accept was observed and no message of the pair lies in it."""
    start, end = accepts["at"].dt.floor("D"), accepts["at_latest"].dt.floor("D")
    covered = pd.Series(data=False, index=accepts.index)
    for since, until in observed.seen("linkedin").messages:
        last = start + pd.Timedelta(days=1) - pd.Timedelta(seconds=1)
        covered |= (start >= since.floor("D")) & (last <= until)
    day = accepts[["person_id"]].assign(start=start, end=start + pd.Timedelta(days=1))
    covered &= ~observed.hid(day, "linkedin")
    messages = log[(log["activity"] == "message") & ~log["is_group"]]
    # Where only an interval is known, a message may lie on either of its days.
    ends = pd.concat([messages["at"], messages["at_latest"]]).dt.floor("D")
    written = pd.MultiIndex.from_arrays([pd.concat([messages["person_id"]] * 2), ends])
    days = pd.MultiIndex.from_arrays([accepts["person_id"], start])
    noted = accepts["platform"] == "linkedin"
    quiet: pd.Series = noted & covered & (start == end) & ~days.isin(written)
    return quiet


def _accepts(log: pd.DataFrame, accepts: pd.DataFrame) -> pd.DataFrame:
    notes = log[log["channel"] == "note"]
    notes = notes[notes["activity"] == "message"].assign(day=notes["at"].dt.floor("D"))
    rows = dict(zip(zip(notes["person_id"], notes["day"], strict=True), notes["row"], strict=True))
    days = accepts["at_latest"].dt.floor("D")
    keys = zip(accepts["person_id"], days, strict=True)
    detail = [{"note_row": int(rows[key]) if key in rows else None} for key in keys]
    return stage_rows(accepts, "accept", order_at=_order(accepts, log), detail=detail)


def _removals(log: pd.DataFrame, observed: Observed) -> pd.DataFrame:
    gone = _with_evidence(log[log["activity"] == "disconnected"])
    could = {"linkedin": GONE, "facebook": GONE_FACEBOOK}
    own = (REMOVED_FACEBOOK, (*REMOVED_FACEBOOK, STILL_LISTED))
    still = _still_listed(gone, log, observed.exported)
    detail = [
        {
            "explanations": list(own[listed] if actor == "owner" else could[platform]),
            "days_after_decline": None,
            "candidate": False,
        }
        for platform, actor, listed in zip(gone["platform"], gone["actor"], still, strict=True)
    ]
    return stage_rows(gone, "removal", detail=detail, order_at=after_the_last(gone, log))


def _still_listed(gone: pd.DataFrame, log: pd.DataFrame, exported: pd.Series) -> pd.Series:
    """Return whether a download that lists somebody as removed lists an older friendship, too.

    Whoever was removed and became a friend anew is listed with the later day (facebook.md 2).
    exported: when the download was made of which each archive is a part.
    """
    friends = log[(log["activity"] == "connected") & (log["certainty"] == "observed")]
    keys = ["person_id", "platform", "download"]
    friends = friends.assign(download=looked_up(friends["archive"], exported))
    since = friends.groupby(keys, observed=True)["at_latest"].min().rename("since")
    removed = gone.assign(download=looked_up(gone["archive"], exported))
    listed: pd.Series = removed.join(since, on=keys)["since"] < gone["at"]
    return listed


def _candidates(log: pd.DataFrame, accepts: pd.DataFrame, observed: Observed) -> pd.DataFrame:
    """Return a removal, inferred, for whoever was connected and is in no list of connections.

    From the last contact to the export; it may have been something else, as listed.
    """
    found = [
        _candidates_on(platform, log[log["platform"] == platform], accepts, seen.listed_at)
        for platform, seen in observed.platforms.items()
        if seen.listed_at is not None
    ]
    return pd.concat(found, ignore_index=True) if found else no_stages()


def _candidates_on(
    platform: str, log: pd.DataFrame, accepts: pd.DataFrame, listed_at: Stretch
) -> pd.DataFrame:
    ended = set(log.loc[log["activity"] == "disconnected", "person_id"])
    here = accepts["platform"] == platform
    # Whoever is listed as a friend was connected anew after whatever a trace suggests.
    listed = accepts.loc[here & (accepts["certainty"] == "observed"), "person_id"]
    inferred = accepts[here & (accepts["certainty"] == "inferred")]
    inferred = inferred[~inferred["person_id"].isin(ended | set(listed))]
    pair = log[log["person_id"].isin(inferred["person_id"]) & ~log["is_group"]]
    pair = pair[pair["at"] <= listed_at[1]]
    last = _with_evidence(pair.sort_values(["at", "event_id"])).drop_duplicates(
        "person_id", keep="last"
    )
    noted = set(log.loc[log["channel"] == "note", "person_id"])
    never = NEVER if platform == "linkedin" else NEVER_FACEBOOK
    detail = [
        {
            "explanations": list(GONE if person in noted else never),
            "days_after_decline": None,
            "candidate": True,
        }
        for person in last["person_id"]
    ]
    return stage_rows(
        last,
        "removal",
        at_latest=listed_at[1],
        actor="unknown",
        certainty="inferred",
        detail=detail,
    )


def _withdrawals(log: pd.DataFrame) -> pd.DataFrame:
    gone = _with_evidence(log[log["activity"] == "request_withdrawn"])
    could = {"linkedin": WITHDRAWN, "facebook": WITHDRAWN_FACEBOOK}
    detail = [{"explanations": list(could[platform])} for platform in gone["platform"]]
    return stage_rows(gone, "withdrawal", detail=detail)


def _declined(log: pd.DataFrame) -> pd.DataFrame:
    declined = _with_evidence(log[log["activity"] == "request_declined"])
    return stage_rows(declined, "decline", detail=[{"of": "request"} for _ in range(len(declined))])


def with_days_after_decline(stages: pd.DataFrame) -> pd.DataFrame:
    """Fill in how many calendar days (UTC) after the last no a connection had ended at the latest.

    The end of the interval counts, so the true number may be smaller.
    """
    removal = stages["stage"] == "removal"
    declines = stages.loc[stages["stage"] == "decline", ["person_id", "at"]].dropna()
    removals = stages.loc[removal, ["person_id", "at_latest"]].sort_values("at_latest")
    said = pd.merge_asof(
        removals.reset_index(),
        declines.rename(columns={"at": "said"}).sort_values("said"),
        left_on="at_latest",
        right_on="said",
        by="person_id",
    ).set_index("index")
    days = (said["at_latest"].dt.floor("D") - said["said"].dt.floor("D")).dt.days
    known = days.dropna().astype(int).to_dict()
    detail = [
        {**old, "days_after_decline": known[index]} if index in known else old
        for index, old in stages["detail"].items()
    ]
    return stages.assign(detail=objects(detail, stages.index))
