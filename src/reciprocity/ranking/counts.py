"""How much of what passed between a pair, each way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from reciprocity.timeline import Timeline

COUNTS: Final = (
    "messages_sent",
    "messages_received",
    "words_sent",
    "words_received",
    "one_click_sent",
    "one_click_received",
    "pitches_sent",
    "pitches_received",
    "thanks_sent",
    "thanks_received",
    "declines_sent",
    "declines_received",
    "openings_sent",
    "openings_received",
    "unanswered_sent",
    "unanswered_received",
    "endorsements_given",
    "endorsements_received",
    "recommendations_given",
    "recommendations_received",
    "silences",
    "longest_silence_days",
    "acts",
)

_WAYS: Final = {"sent": "owner", "received": "person"}


def counts(log: pd.DataFrame, timeline: Timeline, people: pd.Series) -> pd.DataFrame:
    """Return COUNTS for each person, and acts and giving acts each way, indexed by person_id.

    Messages are one-to-one human messages without the notes of requests. "sent" is by the owner.
    words: what stands between blanks in them. one_click: those that are a quick text of the
    platform.
    acts: each exchange a side wrote words of its own in, each pitch, request, day of endorsements,
    and recommendation; giving acts are those without pitches and requests.
    """
    messages, stages = timeline.messages, timeline.stages
    opening = messages["opens"]
    unanswered = (~messages["answered"]).fillna(value=False).astype(bool)
    columns: dict[str, pd.Series] = {}
    for way, actor in _WAYS.items():
        mine = messages["actor"] == actor
        columns[f"messages_{way}"] = _per_person(messages[mine])
        words = messages.loc[mine, "text"].str.count(r"\S+")
        columns[f"words_{way}"] = words.groupby(messages.loc[mine, "person_id"]).sum()
        columns[f"one_click_{way}"] = _per_person(messages[mine & messages["one_click"]])
        for act, name in (("pitch", "pitches"), ("thanks", "thanks"), ("decline", "declines")):
            columns[f"{name}_{way}"] = _per_person(messages[mine & (messages["act"] == act)])
        columns[f"openings_{way}"] = _per_person(messages[mine & opening])
        columns[f"unanswered_{way}"] = _per_person(messages[mine & opening & unanswered])
        giving = _giving(messages, stages, actor)
        columns[f"giving_{way}"] = giving
        asked = "request_sent" if way == "sent" else "request_received"
        seen = (log["activity"] == asked) & (log["certainty"] == "observed")
        requests = _per_person(log[seen])
        columns[f"acts_{way}"] = giving.add(columns[f"pitches_{way}"], fill_value=0).add(
            requests, fill_value=0
        )
    for way, actor in (("given", "owner"), ("received", "person")):
        for activity in ("endorsement", "recommendation"):
            rows = log[(log["activity"] == activity) & (log["actor"] == actor)]
            columns[f"{activity}s_{way}"] = _per_person(rows)
    silences = stages[stages["stage"] == "silence"]
    columns["silences"] = _per_person(silences)
    columns["longest_silence_days"] = silences.groupby("person_id")["days"].max()
    table = pd.DataFrame(columns).reindex(people).fillna(0).astype("int64")
    return table.assign(acts=table["acts_sent"] + table["acts_received"])


def _per_person(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby("person_id").size()


def _giving(messages: pd.DataFrame, stages: pd.DataFrame, actor: str) -> pd.Series:
    own = messages[
        (messages["actor"] == actor) & ~messages["one_click"] & (messages["act"] != "pitch")
    ]
    praise = stages["stage"].isin(["endorsement", "recommendation"]) & (stages["actor"] == actor)
    exchanges = _per_person(own.drop_duplicates("composed_exchange"))
    return exchanges.add(_per_person(stages[praise]), fill_value=0)
