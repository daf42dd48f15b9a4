"""An analysis written by hand: twelve people, the networking expert of the first story among them.

Everything the report shows can be counted here by eye.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from reciprocity import events as log
from reciprocity.analysis import Analysis
from reciprocity.inspection import ExportInfo
from reciprocity.problems import Problem
from reciprocity.ranking import COUNTS, REPLIES
from reciprocity.timeline.connection import GONE
from tests.report.book import NEWER, Book, day, utc
from tests.report.cycles import make_lifecycle
from tests.report.reflected import make_mirror

OLDER = "Complete_LinkedInDataExport_01-15-2021.zip"
AS_OF = datetime(2021, 2, 20, 12, tzinfo=UTC)
EXPERT = "linkedin:expert-example"
PITCH = (
    "Dear Ann,\n\nmy new book 'Connect!' is out. My last one was a best seller, and you have the "
    "privilege of a free chapter. Would you promote it to your network?\n\nP.S. How are you?"
)
THANKS = "Thank you for connecting! What are you working on at the moment?"
DECLINE = "Thanks for thinking of me, but this is not for my readers. All the best!"


def add_expert(book: Book) -> None:
    """Write the first story: request, thank-you, five silent years, pitch, decline, removal."""
    start, end = day("2015-08-23")
    accepted = book.event(EXPERT, "connected", start, latest=end, actor="unknown", row=41)
    thanks = book.message(EXPERT, "2015-08-24T19:04:00", "owner", THANKS, "thanks")
    asked = PITCH.index("Would you promote")
    cues = (
        (11, 22, "sell.own_work"),
        (asked, asked + 20, "ask.promote"),
        (200, 999, "small_talk.how_are_you"),
    )
    pitch = book.message(EXPERT, "2021-02-02T09:12:00", "person", PITCH, "pitch", cues)
    decline = book.message(EXPERT, "2021-02-02T18:30:00", "owner", DECLINE, "decline")
    reply = book.message(EXPERT, "2021-02-02T20:02:00", "person", "Thanks for the answer.", "reply")
    gone = book.event(
        EXPERT,
        "disconnected",
        utc("2021-02-02T20:02"),
        latest=utc("2021-02-03T08:00"),
        actor="unknown",
    )
    book.stage(EXPERT, "request", start, end, certainty="inferred", note=False, events=(accepted,))
    book.stage(EXPERT, "accept", start, end, actor="owner", note_row=None, events=(accepted,))
    book.stage(
        EXPERT, "thanks", utc("2015-08-24T19:04"), actor="owner", answered=False, events=(thanks,)
    )
    book.stage(
        EXPERT,
        "silence",
        utc("2015-08-24T19:04"),
        actor="unknown",
        certainty="inferred",
        days=1988.6,
        until="2021-02-02T09:12:00Z",
        broken_by="person",
        ongoing=False,
        events=(thanks, pitch),
    )
    book.stage(
        EXPERT,
        "pitch",
        utc("2021-02-02T09:12"),
        certainty="inferred",
        probability=0.97,
        cues=["ask.promote", "sell.own_work", "small_talk.how_are_you"],
        descriptors=["about_self", "asks_more_than_gives", "token_small_talk"],
        events=(pitch,),
    )
    book.stage(
        EXPERT, "decline", utc("2021-02-02T18:30"), actor="owner", of="pitch", events=(decline,)
    )
    book.stage(EXPERT, "reply", utc("2021-02-02T20:02"), to="decline", events=(reply,))
    book.stage(
        EXPERT,
        "removal",
        utc("2021-02-02T20:02"),
        utc("2021-02-03T08:00"),
        actor="unknown",
        explanations=list(GONE),
        days_after_decline=1,
        candidate=False,
        events=(gone,),
    )
    book.person(
        EXPERT,
        "Max Netzwerk",
        "extractive",
        -0.71,
        url="https://www.linkedin.com/in/expert-example",
        connected=False,
        messages_sent=2,
        messages_received=2,
        pitches_received=1,
        thanks_sent=1,
        declines_sent=1,
        silences=1,
        longest_silence_days=1988,
        acts=6,
    )
    book.signal(EXPERT, "prior", 0.0)
    book.signal(EXPERT, "thanks", -0.11, (thanks,))
    book.signal(EXPERT, "pitches", -0.21, (pitch,))
    book.signal(EXPERT, "pitch_first_words", -0.17, (pitch,))
    book.signal(EXPERT, "ended_after_no", -0.22, (gone,))


def add_friend(book: Book, person: str, name: str, score: float) -> None:
    """Write a reciprocal pair: two exchanges of four messages, an endorsement, a recommendation."""
    start, end = day("2018-05-04")
    request = book.event(person, "request_sent", utc("2018-05-04T08:00"), actor="owner")
    accepted = book.event(person, "connected", start, latest=end, actor="person")
    first = tuple(
        book.message(person, f"2018-05-0{5 + n}T10:00:00", ("owner", "person")[n % 2])
        for n in range(4)
    )
    praised = book.event(person, "endorsement", utc("2018-09-01T10:00"), channel="profile")
    second = tuple(
        book.message(person, f"2020-03-1{n}T10:00:00", ("person", "owner")[n % 2]) for n in range(4)
    )
    wrote = book.event(person, "recommendation", utc("2020-04-01T10:00"), actor="owner")
    book.stage(
        person, "request", utc("2018-05-04T08:00"), actor="owner", note=True, events=(request,)
    )
    book.stage(person, "accept", start, end, note_row=7, events=(accepted,))
    sums: dict[str, Any] = {"messages": 4, "sent": 2, "received": 2}
    book.stage(
        person, "message", utc("2018-05-05T10:00"), utc("2018-05-08T10:00"), actor="owner",
        until="2018-05-08T10:00:00Z", events=first, **sums,
    )  # fmt: skip
    book.stage(person, "endorsement", utc("2018-09-01T10:00"), count=3, events=(praised,))
    book.stage(
        person, "silence", utc("2018-09-01T10:00"), actor="unknown", certainty="inferred",
        days=556.0, until="2020-03-10T10:00:00Z", broken_by="person", ongoing=False,
        events=(praised, second[0]),
    )  # fmt: skip
    book.stage(
        person, "message", utc("2020-03-10T10:00"), utc("2020-03-13T10:00"),
        until="2020-03-13T10:00:00Z", events=second, **sums,
    )  # fmt: skip
    book.stage(person, "recommendation", utc("2020-04-01T10:00"), actor="owner", events=(wrote,))
    slug = person.removeprefix("linkedin:")
    book.person(
        person, name, "reciprocal", score, url=f"https://www.linkedin.com/in/{slug}",
        messages_sent=4, messages_received=4, openings_sent=1, openings_received=1,
        endorsements_received=1, recommendations_given=1, silences=1, acts=6,
    )  # fmt: skip
    book.signal(person, "prior", 0.0)
    book.signal(person, "answers", score * 0.7, first + second)
    book.signal(person, "endorsements", score * 0.2, (praised,))
    book.signal(person, "silence_broken", score * 0.1, (second[0],))


def add_simple(
    book: Book, person: str, name: str, verdict: str, score: float, *, sent: int, received: int
) -> None:
    """Write a pair of plain messages: those of the owner first, then those of the other side."""
    start, end = day("2019-03-01")
    accepted = book.event(person, "connected", start, latest=end, actor="unknown")
    actors = ["owner"] * sent + ["person"] * received
    ids = tuple(
        book.message(person, f"2019-04-{1 + n:02d}T09:00:00", actor)
        for n, actor in enumerate(actors)
    )
    book.stage(
        person, "request", None, end, actor="unknown", certainty="inferred", note=None,
        events=(accepted,),
    )  # fmt: skip
    book.stage(person, "accept", start, end, actor="unknown", note_row=None, events=(accepted,))
    if ids:
        book.stage(
            person, "message", utc("2019-04-01T09:00"), actor=actors[0], messages=len(ids),
            sent=sent, received=received, until="2019-04-08T09:00:00Z", events=ids,
        )  # fmt: skip
    book.person(
        person, name, verdict, score, messages_sent=sent, messages_received=received,
        openings_sent=int(sent > 0), unanswered_sent=int(sent > 0 and not received),
        acts=sent + received,
    )  # fmt: skip
    if verdict != "not_enough_evidence":
        book.signal(person, "prior", 0.0)
        book.signal(person, "answers", score, ids)


def make_book() -> Book:
    """Return the rows of all twelve people, best score first."""
    book = Book()
    add_friend(book, "linkedin:bea-friend", "Bea Freund", 0.74)
    add_friend(book, "linkedin:caro", "Caro Löwe", 0.55)
    add_simple(book, "linkedin:dan", "Dan Gift", "one_sided_them", 0.3, sent=1, received=6)
    add_simple(book, "linkedin:eva", "Eva Still", "dormant", 0.22, sent=3, received=3)
    add_simple(book, "linkedin:fay", "Fay Hand", "acquaintance", 0.02, sent=1, received=0)
    add_simple(book, "linkedin:gus", "Gus Row", "acquaintance", 0.0, sent=0, received=0)
    add_simple(book, "linkedin:hal", "Hal Mute", "one_sided_you", -0.18, sent=7, received=0)
    add_simple(book, "linkedin:ida", "Ida Patient", "extractive_you", -0.25, sent=3, received=1)
    add_expert(book)
    add_simple(book, "linkedin:jon", "Jon Once", "not_enough_evidence", -0.1, sent=1, received=0)
    add_simple(book, "linkedin:kim", "Kim", "not_enough_evidence", 0.0, sent=0, received=1)
    add_simple(book, "linkedin:lea", "Lea Never", "not_enough_evidence", 0.0, sent=0, received=0)
    return book


def make_export(name: str = NEWER, exported_at: datetime = AS_OF, **changes: Any) -> ExportInfo:
    """Return a complete LinkedIn export."""
    values: dict[str, Any] = {
        "name": name,
        "path": "downloads/export.zip",
        "platform": "linkedin",
        "kind": "complete",
        "confidence": 0.98,
        "reasons": ("Connections.csv has the columns of 2020 to 2023",),
        "exported_at": exported_at,
        "coverage": {
            "message": {
                "from": "2014-01-05T00:00:00Z",
                "to": "2021-02-20T12:00:00Z",
                "basis": "first message",
                "gaps": [["2016-01-01T00:00:00Z", "2016-03-01T00:00:00Z"]],
            },
            "request_sent": {
                "from": "2020-08-24T00:00:00Z",
                "to": "2021-02-20T12:00:00Z",
                "basis": "LinkedIn lists an invitation for about 180 days",
                "gaps": [],
            },
            "endorsement": {
                "from": None,
                "to": None,
                "basis": "The list of endorsements is not in this archive or cannot be read",
                "gaps": [],
            },
            "reaction": {"from": None, "to": None, "basis": "never exported: likes", "gaps": []},
        },
        "members": {
            "read": ["Connections.csv", "Invitations.csv", "messages.csv"],
            "ignored": ["Ad_Targeting.csv"],
            "unknown": [],
            "unreadable": [],
        },
        "advice": "Next time tick the larger data archive; it holds the comments you wrote.",
        "apart": {"advert": 3, "draft": 1},
        "blank_connections": 2,
        "duplicates": 1,
    }
    return ExportInfo(**{**values, **changes})


def make_analysis(book: Book | None = None, **changes: Any) -> Analysis:
    """Return the analysis of the book; `changes` replace fields of it."""
    book = book or make_book()
    values: dict[str, Any] = {
        "as_of": AS_OF,
        "owner_name": "Ann Author",
        "exports": (make_export(OLDER, datetime(2021, 1, 15, 12, tzinfo=UTC)), make_export()),
        "problems": (
            Problem(archive=NEWER, member="messages.csv", row=9, kind="bad date", hint="Left out."),
            Problem(
                archive=NEWER, member="messages.csv", row=12, kind="bad date", hint="Left out."
            ),
        ),
        "mirror": make_mirror(),
        "suggestions": (("linkedin:kim", "linkedin:lea", "the same name, written twice"),),
        **frames(book),
    }
    values["lifecycle"] = make_lifecycle(values["stages"])
    return Analysis(**{**values, **changes})


def frames(book: Book) -> dict[str, pd.DataFrame]:
    """Return the frames of an analysis with their types."""
    events = pd.DataFrame(book.events, columns=list(log.COLUMNS))
    for column in ("at", "at_latest"):
        events[column] = pd.to_datetime(events[column], utc=True).astype("datetime64[us, UTC]")
    for column in ("activity", "precision", "actor", "certainty", "platform", "channel"):
        events[column] = events[column].astype("category")
    events["is_group"] = events["is_group"].astype(bool)
    stages = pd.DataFrame(
        book.stages,
        columns=[
            "person_id", "stage", "at", "at_latest", "actor", "certainty", "days",
            "detail", "events",
        ],
    )  # fmt: skip
    for column in ("at", "at_latest"):
        stages[column] = pd.to_datetime(stages[column], utc=True).astype("datetime64[us, UTC]")
    stages["days"] = stages["days"].astype("float64")
    acts = pd.DataFrame(
        book.acts, columns=["event_id", "act", "probability", "cues", "descriptors"]
    )
    signals = pd.DataFrame(
        book.signals, columns=["person_id", "name", "contribution", "at", "events"]
    )
    return {
        "events": events,
        "people": pd.DataFrame(
            book.people,
            columns=["person_id", "name", "names", "platforms", "profile_url", "connected"],
        ),
        "stages": stages,
        "acts": acts,
        "scores": _ranked(book),
        "signals": signals,
    }


def _ranked(book: Book) -> pd.DataFrame:
    columns = ["rank", "person_id", "verdict", "score", "low", "high"]
    columns += ["mirror_score", "mirror_low", "mirror_high", *COUNTS, *REPLIES]
    scores = pd.DataFrame(book.scores, columns=columns)
    enough = scores["verdict"] != "not_enough_evidence"
    scores["rank"] = enough.astype("Int64").cumsum().where(enough)
    for column in COUNTS:
        scores[column] = scores[column].fillna(0).astype("int64")
    return scores
