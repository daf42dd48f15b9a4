"""The second story written by hand: the owner of a list, and somebody known from both platforms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reciprocity.people import Link
from reciprocity.timeline.connection import WITHDRAWN_FACEBOOK
from tests.report.book import Book, utc
from tests.report.factory import AS_OF, OLDER, add_friend, make_analysis, make_export

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis
    from reciprocity.inspection import ExportInfo

EARLIER = "facebook-ann.author-2021-03-20-AaBbCcDd"
LATER = "facebook-ann.author-2021-04-30-EeFfGgHh"
MARKETER = "facebook:name/mara quill"
JOINED = "linkedin:bea-friend"
PITCH = (
    "Hi Ann! I do marketing for Dorian Vexley. His launch is next week, and I would love you to "
    "promote it to your audience. Are you in?"
)
SENT = "connections/friends/sent_friend_requests.json"
THREAD = "your_facebook_activity/messages/message_requests/maraquill_7/message_1.json"
WHY = ("the same full name on both platforms", "connected there and friends here in one week")
_FROM, _TO = "2021-03-20T12:00:00Z", "2021-04-30T12:00:00Z"


def facebook(
    book: Book, person: str, activity: str, at: str, member: str, *, archive: str = EARLIER,
    **more: Any,
) -> str:  # fmt: skip
    """Add an event of a Facebook download and return its id."""
    return book.event(
        person, activity, utc(at), platform="facebook", archive=archive, member=member, **more
    )


def add_marketer(book: Book, text: str = PITCH, *, accepted: bool = True) -> str:
    """Write the second story; return the id of the pitch."""
    asked = facebook(book, MARKETER, "request_sent", "2020-09-14T08:00", SENT, actor="owner", row=3)
    pitch = facebook(
        book, MARKETER, "message", "2021-03-14T10:00", THREAD, row=1, text=text,
        channel="message_request", conversation_id="facebook/7",
    )  # fmt: skip
    cues = ((9, 25, "third.behalf"), (text.find("promote"), 999, "audience.network"))
    book.acts.append(
        {"event_id": pitch, "act": "pitch", "probability": 0.97, "cues": cues, "descriptors": ()}
    )
    if accepted:
        facebook(
            book, MARKETER, "message_request_accepted", "2021-03-14T18:00", THREAD, actor="owner"
        )
    book.event(
        MARKETER, "request_withdrawn", utc(_FROM[:-1]), latest=utc(_TO[:-1]), actor="unknown",
        platform="facebook", archive=LATER, member=SENT,
    )  # fmt: skip
    book.stage(MARKETER, "request", utc("2020-09-14T08:00"), actor="owner", note=None,
               events=(asked,))  # fmt: skip
    book.stage(
        MARKETER, "silence", utc("2020-09-14T08:00"), actor="unknown", certainty="inferred",
        days=181.1, until="2021-03-14T10:00:00Z", broken_by="person", ongoing=False,
        events=(asked, pitch),
    )  # fmt: skip
    book.stage(
        MARKETER, "pitch", utc("2021-03-14T10:00"), certainty="inferred", probability=0.97,
        cues=["audience.network", "third.behalf"], descriptors=["third_party", "wants_audience"],
        channel="message_request", conversation_gone=[_FROM, _TO], events=(pitch,),
    )  # fmt: skip
    book.stage(
        MARKETER, "withdrawal", utc(_FROM[:-1]), utc(_TO[:-1]), actor="unknown",
        certainty="inferred", explanations=list(WITHDRAWN_FACEBOOK), events=(asked,),
    )  # fmt: skip
    book.person(
        MARKETER, "Mara Quill", "extractive", -0.4, connected=False, platforms=("facebook",),
        url="https://www.facebook.com/mara.quill", messages_received=1, pitches_received=1, acts=3,
    )  # fmt: skip
    book.signal(MARKETER, "prior", 0.0)
    book.signal(MARKETER, "pitches", -0.4, (pitch,))
    return pitch


def add_joined(book: Book) -> None:
    """Write a friend of LinkedIn who is a friend on Facebook too, and reacts there."""
    add_friend(book, JOINED, "Bea Freund", 0.74)
    book.people[-1]["platforms"] = ("linkedin", "facebook")
    friends = facebook(
        book, JOINED, "connected", "2020-05-01T10:00", "connections/friends/your_friends.json",
        actor="unknown", row=12,
    )  # fmt: skip
    did = tuple(
        facebook(book, JOINED, activity, f"2020-06-0{day}T10:00", "x/message_1.json", row=day)
        for day, activity in enumerate(("reaction", "call", "reaction"), 1)
    )
    at = utc("2020-05-01T10:00")
    book.stage(JOINED, "accept", at, actor="unknown", note_row=None, events=(friends,))
    book.stage(JOINED, "engagement", utc("2020-06-01T10:00"), count=3, events=did)


def make_facebook_export(name: str, to: str, **changes: Any) -> ExportInfo:
    """Return a JSON export of Facebook with everything from 2019 on."""
    seen: dict[str, Any] = {"from": "2019-01-01T00:00:00Z", "to": to, "gaps": []}
    kinds = ("connected", "message", "message_request", "poke", "request_sent", "wall_post")
    values: dict[str, Any] = {
        "name": name,
        "exported_at": datetime.fromisoformat(to).astimezone(UTC),
        "platform": "facebook",
        "kind": "json",
        "reasons": ("friends lists of 2023 to 2024",),
        "coverage": {kind: {**seen, "basis": "dates of the list"} for kind in kinds},
        "members": {"read": [SENT, THREAD], "ignored": [], "unknown": [], "unreadable": []},
        "advice": None,
        "apart": {"marketplace": 1},
    }
    return make_export(**{**values, **changes})


def make_story(book: Book | None = None, **changes: Any) -> Analysis:
    """Return an analysis of two Facebook downloads with the second story in them."""
    if book is None:
        book = Book()
        add_marketer(book)
    values: dict[str, Any] = {
        "exports": (make_facebook_export(EARLIER, _FROM), make_facebook_export(LATER, _TO)),
        "as_of": datetime(2021, 4, 30, 12, tzinfo=UTC),
        "suggestions": (),
        "problems": (),
    }
    return make_analysis(book, **{**values, **changes})


def make_mixed() -> Analysis:
    """Return an analysis of a LinkedIn and two Facebook downloads, with a person in both."""
    book = Book()
    add_joined(book)
    add_friend(book, "linkedin:caro", "Caro Löwe", 0.55)
    add_marketer(book)
    reason = "the same name on both platforms; friends there a week after connecting here"
    story = make_story()
    return make_story(
        book,
        exports=(make_export(OLDER, AS_OF), *story.exports),
        joined=(Link(ids=(JOINED, "facebook:name/bea freund"), reasons=WHY, certain=True),),
        suggestions=(("linkedin:caro", 'facebook:name/caro "l\u00f6we"\\\u202e', reason),),
    )
