"""Small LinkedIn downloads of several relationships, as hypothesis draws them.

The texts are clear cases, which the detector takes for what they are whatever stands around them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from reciprocity.analysis import analyse
from reciprocity.contracts import rank_document
from tests.coverage.given import ME, ROOT, Download
from tests.exports import connections, invitations, messages, table
from tests.facebook.downloads import message, thread
from tests.timeline.stories import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from reciprocity.analysis import Analysis

_BOOK: Final = (
    "I wrote a new book, and it is a best seller on Amazon! Would you promote my launch to your "
    "audience and share the link with your list? Buy it today at a 40 % discount: "
    "https://example.org/book"
)
_AGENCY: Final = (
    "Our agency books 20 qualified sales calls a month for companies like yours. Can we schedule a "
    "15-minute demo this week so that I can show you our pricing and the special offer?"
)
TEXTS: Final[dict[str, tuple[str, ...]]] = {
    "plain": ("The garden is finally green again.", "It rained here the whole week."),
    "question": ("How was your holiday in Norway?", "How is your knee these days?"),
    "answer": ("Yes, it went very well, thank you for asking.",),
    "thanks": ("Thank you for connecting!",),
    "click": ("Happy birthday!",),
    "decline": ("No, thank you, I am not interested.",),
    "pitch": (_BOOK, _AGENCY),
}
WORDS: Final = ("plain", "question", "answer")
KINDS: Final = tuple(TEXTS)
SIDES: Final = {"<": "person", ">": "owner"}
SWAPPED: Final = {"<": ">", ">": "<"}

# Late enough for requests to be told apart from message requests by the list of connections alone.
EXPORTED: Final = datetime(2023, 3, 1, 20, tzinfo=UTC)
EARLIER: Final = EXPORTED - timedelta(days=20)
_LOS_ANGELES: Final = ZoneInfo("America/Los_Angeles")
_NOTE: Final = "We met at the fair in May."
_INVITATION_DAYS: Final = 150
_ENDORSED: Final = (
    "Endorsement Date,Skill Name,{0} First Name,{0} Last Name,{0} Public Url,Endorsement Status"
)
# Gaps in days on both sides of every threshold of parameters.toml.
GAPS: Final = (
    0.01, 1, 5, 13, 14, 15, 20, 29, 30, 31, 45, 60, 89, 90, 91, 120, 179, 180, 200, 370,
)  # fmt: skip


# Several messages within a second, of which only the file tells which came first.
CLOSE: Final = (0, 0, 0, 1, 20, 60)


@dataclass(frozen=True, kw_only=True)
class Word:
    """A message: `<` is by the person, `>` by the owner; kind is a key of TEXTS."""

    at: datetime
    way: str
    kind: str
    copy: int = 0

    @property
    def text(self) -> str:
        """The words of it."""
        return TEXTS[self.kind][self.copy % len(TEXTS[self.kind])]

    @property
    def is_plain(self) -> bool:
        """Whether these are words of one's own that are no pitch, thanks or no."""
        return self.kind in WORDS


@dataclass(frozen=True, kw_only=True)
class Relationship:
    """What passed between the owner and one person.

    met: when they connected, None for never. asked: way and moment of a request that the download
    still lists, with or without a note. praised: way and moment of endorsements. gone: listed in
    the earlier of two downloads only.
    """

    name: str = "Ann Roe"
    met: datetime | None = None
    asked: tuple[str, datetime, bool] | None = None
    words: tuple[Word, ...] = ()
    praised: tuple[tuple[str, datetime], ...] = ()
    gone: bool = False

    @property
    def slug(self) -> str:
        """The end of the profile address."""
        return self.name.lower().replace(" ", "-")

    @property
    def person_id(self) -> str:
        """The id in the ranking."""
        return f"linkedin:{self.slug}"

    def mirrored(self) -> Relationship:
        """Return the relationship with the roles swapped."""
        asked = (SWAPPED[self.asked[0]], *self.asked[1:]) if self.asked else None
        return replace(
            self,
            asked=asked,
            words=tuple(replace(word, way=SWAPPED[word.way]) for word in self.words),
            praised=tuple((SWAPPED[way], at) for way, at in self.praised),
        )

    def moved(self, by: timedelta) -> Relationship:
        """Return the relationship at another time."""
        asked = (self.asked[0], self.asked[1] + by, self.asked[2]) if self.asked else None
        return replace(
            self,
            met=self.met + by if self.met else None,
            asked=asked,
            words=tuple(replace(word, at=word.at + by) for word in self.words),
            praised=tuple((way, at + by) for way, at in self.praised),
        )

    def with_word(self, word: Word) -> Relationship:
        """Return the relationship with one more message; it is the last one of its moment."""
        return replace(self, words=tuple(sorted((*self.words, word), key=lambda each: each.at)))


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The rows of a download by member, header apart, before they are written."""

    connections: list[tuple[str, str, str, str]] = field(default_factory=list)
    invitations: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    messages: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    received: list[tuple[str, ...]] = field(default_factory=list)
    given: list[tuple[str, ...]] = field(default_factory=list)

    def members(self) -> dict[str, str]:
        """Return the CSVs by name."""
        return {
            "Connections": connections(*self.connections),
            "Invitations": invitations(*self.invitations),
            "messages": messages(*self.messages),
            "Endorsement_Received_Info": table(_ENDORSED.format("Endorser"), self.received),
            "Endorsement_Given_Info": table(_ENDORSED.format("Endorsee"), self.given),
        }


def tables_of(of: Sequence[Relationship], *, at: datetime = EXPORTED, last: bool = True) -> Tables:
    """Return the tables of a download of that moment; last: nobody comes after it."""
    met = [each for each in of if each.met and each.met <= at and not (each.gone and last)]
    asked = [each for each in of if each.asked and each.asked[1] <= at]
    return Tables(
        connections=[
            (*each.name.split(" ", 1), each.slug, f"{each.met:%d %b %Y}")  # type: ignore[misc]
            for each in sorted(met, key=lambda each: (each.met, each.slug), reverse=True)
        ],
        invitations=[_invitation(each) for each in asked],
        messages=[row for each in sorted(of, key=lambda each: each.slug)
                  for row in _conversation(each, at)],
        received=[row for each in of for row in _praise(each, "<", at)],
        given=[row for each in of for row in _praise(each, ">", at)],
    )  # fmt: skip


def _conversation(of: Relationship, until: datetime) -> list[tuple[str, str, str, str, str, str]]:
    """Return the rows of a conversation, newest first; with the note when it was accepted."""
    said = [(word.at, word.way, word.text) for word in of.words]
    if of.asked and of.asked[2] and of.met:
        said = sorted([*said, (of.met, of.asked[0], _NOTE)], key=lambda each: each[0])
    return [
        (f"2-{of.slug}", way, of.name, of.slug, f"{at:%Y-%m-%d %H:%M:%S}", text)
        for at, way, text in reversed(said) if at <= until
    ]  # fmt: skip


def _invitation(of: Relationship) -> tuple[str, str, str, str, str]:
    assert of.asked is not None
    way, at, note = of.asked
    there = at.astimezone(_LOS_ANGELES)
    clock = f"{there.month}/{there.day}/{there:%y}, {there:%I:%M %p}".replace(", 0", ", ")
    direction = "OUTGOING" if way == ">" else "INCOMING"
    return direction, of.name, of.slug, clock, _NOTE if note else ""


def _praise(of: Relationship, way: str, until: datetime) -> Iterable[tuple[str, ...]]:
    first, last = of.name.split(" ", 1)
    for side, at in of.praised:
        if side == way and at <= until:
            address = f"www.linkedin.com/in/{of.slug}"
            yield f"{at:%Y/%m/%d %H:%M:%S} UTC", "Pruning", first, last, address, "ACCEPTED"


def name_of(at: datetime) -> str:
    """Return the name of the download of a moment."""
    return f"Basic_LinkedInDataExport_{at:%m-%d-%Y}.zip"


def write_downloads(
    folder: Path, of: Sequence[Relationship], *, moved: timedelta = timedelta()
) -> list[Path]:
    """Write the downloads that hold these relationships: two if one of them ended, else one."""
    moments = [EARLIER, EXPORTED] if any(each.gone for each in of) else [EXPORTED]
    return [
        written(
            folder,
            name=name_of(at + moved),
            **tables_of(of, at=at + moved, last=at == EXPORTED).members(),
        )
        for at in moments
    ]


def analysed(folder: Path, of: Sequence[Relationship]) -> Analysis:
    """Write and analyse the downloads that hold these relationships."""
    return analyse(write_downloads(folder, of))


def people_of(analysis: Analysis) -> dict[str, dict[str, Any]]:
    """Return what the ranking says of everybody, by id."""
    return {each["person_id"]: each for each in rank_document(analysis)["people"]}


def facebook_download(of: Sequence[Relationship]) -> Download:
    """Return a Facebook download of the same day; an accepted request leaves no trace there."""
    open_now = [each for each in of if each.asked and not each.met]
    asked = {
        way: tuple((each.name, each.asked[1].isoformat()) for each in open_now
                   if each.asked and each.asked[0] == way)
        for way in SIDES
    }  # fmt: skip
    return Download(
        day=f"{EXPORTED:%Y-%m-%d}",
        friends=tuple((each.name, each.met.isoformat()) for each in of if each.met),
        sent=asked[">"],
        received=asked["<"],
        members=dict(_thread(each, nth) for nth, each in enumerate(of) if each.words),
    )


def _thread(of: Relationship, nth: int) -> tuple[str, dict[str, Any]]:
    """Return path and content of the conversation with the person of that number."""
    folder = f"{of.slug.replace('-', '')}_{100000000000001 + nth}"
    said = [
        message(of.name if word.way == "<" else ME, word.at.isoformat(), word.text)
        for word in of.words
    ]
    return f"{ROOT}/inbox/{folder}/message_1.json", thread([of.name, ME], said)


FIRST_NAMES: Final = ("Ann", "Bo", "Cy", "Dee", "Eve", "Fay", "Guy", "Hal")
LAST_NAMES: Final = ("Roe", "Li", "Oak", "Elm")


@st.composite
def chats(
    draw: st.DrawFn, start: datetime, *, size: int = 8, gaps: Sequence[float] = GAPS
) -> tuple[Word, ...]:
    """Draw what both sides wrote from a moment on, up to the export, in order.

    Some go round in circles. A no answers a pitch, else it would be words like others.
    """
    turns = draw(
        st.lists(
            st.tuples(
                st.sampled_from(gaps), st.sampled_from("<>"), st.sampled_from(KINDS),
                st.integers(0, 1),
            ),
            max_size=size,
        )
    )  # fmt: skip
    said: list[Word] = []
    at = start
    for days, way, kind, copy in turns * draw(st.sampled_from([1, 1, 1, 2, 5])):
        at += timedelta(days=days)
        if at > EXPORTED - timedelta(hours=1):
            break
        no = kind == "decline" and not _pitched(said, SWAPPED[way], at)
        said.append(Word(at=at, way=way, kind="plain" if no else kind, copy=copy))
    return tuple(said)


def _pitched(said: Sequence[Word], way: str, at: datetime) -> bool:
    since = at - timedelta(days=89)
    return any(word.kind == "pitch" and word.way == way and word.at > since for word in said)


@st.composite
def relationships(
    draw: st.DrawFn,
    *,
    name: str = "Ann Roe",
    gaps: Sequence[float] = GAPS,
    endings: bool = True,
    size: int = 8,
) -> Relationship:
    """Draw a relationship: connected long ago, lately on request, asked in vain, or strangers.

    gaps: days that may pass between messages. endings: some are gone in the later of two downloads.
    """
    how = draw(st.sampled_from(["old", "lately", "asked", "not"]))
    back = draw(st.integers(_INVITATION_DAYS + 50, 900) if how in {"old", "not"}
                else st.integers(25, _INVITATION_DAYS))  # fmt: skip
    start = (EXPORTED - timedelta(days=back)).replace(hour=18)
    asked, met = None, None
    if how in {"lately", "asked"}:
        asked = (draw(st.sampled_from("<>")), start, draw(st.booleans()))
    if how == "lately":
        met = start + timedelta(days=draw(st.integers(0, 4)), minutes=40)
    elif how == "old":
        met = start
    words = draw(chats((met or start) + timedelta(days=1), size=size, gaps=gaps))
    if met and draw(st.booleans()):
        early = draw(chats(start - timedelta(days=draw(st.integers(20, 120))), size=2, gaps=gaps))
        words = (*(word for word in early if word.at < start), *words)
    days = draw(st.lists(st.tuples(st.sampled_from("<>"), st.integers(1, 20)), max_size=3))
    marks = [
        (way, start + timedelta(days=day, minutes=7 + nth)) for nth, (way, day) in enumerate(days)
    ]
    praised = tuple(marks) if met else ()
    gone = bool(endings and met and met < EARLIER and draw(st.booleans()))
    return Relationship(name=name, met=met, asked=asked, words=words, praised=praised, gone=gone)


@st.composite
def circles(
    draw: st.DrawFn, /, *, least: int = 3, most: int = 8, **keys: Any
) -> list[Relationship]:
    """Draw the relationships of several people, to whom the owner has one each."""
    count = draw(st.integers(least, most))
    names = [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES][:count]
    return [draw(relationships(name=name, **keys)) for name in names]
