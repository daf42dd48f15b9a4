"""The rows of an analysis while a test writes them by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from reciprocity.ranking import COUNTS, REPLIES

NEWER = "Complete_LinkedInDataExport_02-20-2021.zip"


def utc(text: str) -> pd.Timestamp:
    """Return a moment in UTC from ISO text without a zone."""
    return pd.Timestamp(text, tz="UTC")


def day(text: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the start and the end of a UTC day."""
    return utc(text), utc(text) + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)


@dataclass(kw_only=True)
class Book:
    """The rows of the frames while they are being written."""

    events: list[dict[str, Any]] = field(default_factory=list)
    acts: list[dict[str, Any]] = field(default_factory=list)
    stages: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    scores: list[dict[str, Any]] = field(default_factory=list)
    signals: list[dict[str, Any]] = field(default_factory=list)

    def event(
        self,
        person: str | None,
        activity: str,
        at: pd.Timestamp | None,
        *,
        latest: pd.Timestamp | None = None,
        actor: str = "person",
        text: str | None = None,
        **more: Any,
    ) -> str:
        """Add an event and return its id."""
        event_id = f"e{len(self.events):06d}"
        members = {"message": "messages.csv", "connected": "Connections.csv"}
        row = {
            "event_id": event_id,
            "person_id": person,
            "platform": "linkedin",
            "activity": activity,
            "at": at,
            "at_latest": latest or at,
            "precision": "second" if latest is None else "interval",
            "actor": actor,
            "certainty": "observed",
            "channel": "direct" if activity == "message" else "list",
            "conversation_id": None,
            "is_group": False,
            "text": text,
            "archive": NEWER,
            "member": members.get(activity, "Invitations.csv"),
            "row": len(self.events) + 2,
        }
        self.events.append({**row, **more})
        return event_id

    def message(
        self,
        person: str,
        at: str,
        actor: str,
        text: str = "Hello.",
        act: str = "message",
        cues: tuple[tuple[int, int, str], ...] = (),
    ) -> str:
        """Add a one-to-one message with its act and return its id."""
        event_id = self.event(person, "message", utc(at), actor=actor, text=text)
        self.acts.append(
            {
                "event_id": event_id,
                "act": act,
                "probability": 0.97 if act == "pitch" else 0.02,
                "cues": cues,
                "descriptors": (),
            }
        )
        return event_id

    def stage(
        self,
        person: str,
        stage: str,
        at: pd.Timestamp | None,
        latest: pd.Timestamp | None = None,
        *,
        actor: str = "person",
        certainty: str = "observed",
        days: float | None = None,
        events: tuple[str, ...] = (),
        **detail: Any,
    ) -> None:
        """Add a stage; `latest` is the moment itself where it is not given."""
        self.stages.append(
            {
                "person_id": person,
                "stage": stage,
                "at": at,
                "at_latest": latest if latest is not None else at,
                "actor": actor,
                "certainty": certainty,
                "days": days,
                "detail": detail,
                "events": events,
            }
        )

    def person(
        self,
        person: str,
        name: str,
        verdict: str,
        score: float,
        *,
        url: str | None = None,
        connected: bool = True,
        platforms: tuple[str, ...] = ("linkedin",),
        **counts: int,
    ) -> None:
        """Add a person with a score and an interval of a quarter each way."""
        self.people.append(
            {
                "person_id": person,
                "name": name,
                "names": (name,),
                "platforms": platforms,
                "profile_url": url,
                "connected": connected,
            }
        )
        self.scores.append(
            {
                "person_id": person,
                "verdict": verdict,
                "score": score,
                "low": max(-1.0, score - 0.25),
                "high": min(1.0, score + 0.25),
                "mirror_score": 0.1,
                "mirror_low": -0.2,
                "mirror_high": 0.4,
                **{count: counts.get(count, 0) for count in COUNTS},
                **dict.fromkeys(REPLIES, float("nan")),
            }
        )

    def signal(
        self, person: str, name: str, contribution: float, events: tuple[str, ...] = ()
    ) -> None:
        """Add a contribution to the person's score."""
        at = pd.NaT if not events else utc("2021-01-01")
        self.signals.append(
            {
                "person_id": person,
                "name": name,
                "contribution": contribution,
                "at": at,
                "events": events,
            }
        )
