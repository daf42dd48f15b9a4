"""A page of a conversation as the JSON of the same would hold it. Facts: facebook.md 4 and 7."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reciprocity.sources.facebook.html.dates import read_date, table
from reciprocity.sources.facebook.html.footer import read_foot
from reciprocity.sources.facebook.html.pages import PageError, mojibake, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborNode

    from reciprocity.sources.facebook.html.clock import Clock
    from reciprocity.sources.facebook.html.pages import Block, Page

# The body holds at least four elements: a quoted message or nothing, the words, a share, media.
_PLACES: Final = 4
_QUOTED, _WORDS, _SHARE = range(3)
_REACTIONS: Final = "ul._a6-q, ul._tqp"
_MEDIA: Final = {"img": "photos", "video": "videos", "audio": "audio_files", "source": "videos"}
_FILES: Final = ", ".join(_MEDIA)
_REDIRECT: Final = "facebook.com/dyi/l/"
_WEB: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_UNITS: Final = (("hour", 3600), ("hora", 3600), ("heure", 3600), ("stunde", 3600), ("min", 60))
_NAME_START: Final = re.compile(r"[^\W_]")
_LARGEST: Final = 10**6
# Within one name there are hardly more commas, nor in a list more names that hold an "and".
_MOST_COMMAS: Final = 4
_MOST_JOINTS: Final = 8


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What a page of a conversation holds.

    value: participants, title and messages under the keys of the JSON, texts in its encoding,
    newest first; None for a message that has no time or no body. within: for each of them how
    exact its time is, in ms (see clock.Moment).
    """

    value: dict[str, Any]
    within: array[int]


def read_conversation(page: Page, clock: Clock) -> Conversation:
    """Return the conversation of a page. Raises PageError where there is no sign of one."""
    if not page.is_known:
        raise PageError
    heads = list(page.heads)
    messages: list[dict[str, Any] | None] = []
    within = array("q")
    for block in page.blocks:
        if _is_head(block):
            heads.extend(_said(block))
            continue
        message, exact = _message(block, clock)
        messages.append(message)
        within.append(exact)
    told = [*heads, page.title or ""]
    title = page.title or ""
    senders = [m["sender_name"] for m in messages if m]
    owner = read_foot(page.foot).owner
    names = _participants(heads, [*dict.fromkeys(senders)], owner)
    if names is None:
        # Only groups list who takes part; of two, one gives the conversation its name.
        names = [title, *([owner] if owner else [])]
    value: dict[str, Any] = {
        "participants": [{"name": mojibake(name)} for name in names],
        "title": mojibake(title),
        "messages": [_encoded(message) for message in messages],
    }
    if any(map(_is_pending, told)):
        value["is_pending"] = True
    return Conversation(value=value, within=within)


def _is_head(block: Block) -> bool:
    """Return whether a block tells of the conversation: without a date, and it names nobody."""
    bare = not block.named or block.body is None
    return block.date is None and (bare or any(map(_is_pending, _said(block))))


def _said(block: Block) -> list[str]:
    """Return what a block says: its heading, its body, and both as one sentence."""
    body = " ".join(block.body.text(deep=True).split()) if block.body is not None else ""
    told = [text for text in (block.heading, body) if text]
    return [*told, " ".join(told)]


def _is_pending(text: str) -> bool:
    return text.casefold() in {each.casefold() for each in table()["thread"]["pending"]}


def _message(block: Block, clock: Clock) -> tuple[dict[str, Any] | None, int]:
    """Return a message, None for what is none, and how exact its time is."""
    written = read_date(block.date) if block.date is not None else None
    if written is None or (block.heading and not block.named):
        return None, 0
    moment = clock.read(written)
    # Whoever has no name any more has no heading, or an empty one (section 4.3).
    message = {"sender_name": block.heading or "", "timestamp_ms": moment.ms}
    if block.body is not None:
        message.update(_content(block.body))
    return message, moment.within


def _content(body: LexborNode) -> dict[str, Any]:
    """Return what a message holds, under the keys of the JSON."""
    found: dict[str, Any] = {}
    reactions = [reaction for each in body.css(_REACTIONS) for reaction in _reactions(each)]
    if reactions:
        found["reactions"] = reactions
    places = _places(body)
    if places:
        found.update(_worded(words_of(places[_WORDS])))
        found.update(_shared(places[_SHARE]))
        rest = [*places[:_WORDS], *places[_WORDS + 1 :]]
        if any(_length(" ".join(each.text(deep=True).split())) is not None for each in rest):
            found["call_duration"] = _duration(rest)
    else:
        found.update(_worded(_flat_words(body)))
    found.update(_media(body))
    return found


def _worded(text: str) -> dict[str, str]:
    return {"content": text} if text else {}


def _places(body: LexborNode) -> list[LexborNode]:
    """Return the elements of a body by their places, none where there are too few of them."""
    inner = [each for each in body.iter() if each.tag != "ul"]
    if len(inner) == 1:
        inner = [each for each in inner[0].iter() if each.tag != "ul"]
    return inner if len(inner) >= _PLACES and all(each.tag == "div" for each in inner) else []


def _flat_words(body: LexborNode) -> str:
    """Return the words of a body that has no places, without those of its reactions."""
    skipped = {each.mem_id for each in body.css(_REACTIONS)}
    pieces = [
        node.text_content or ""
        for node in body.traverse(include_text=True)
        if node.tag == "-text" and not _lies_in(node, skipped, body)
    ]
    return "".join(pieces).strip()


def _lies_in(node: LexborNode, places: set[int], top: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.mem_id != top.mem_id:
        if above.mem_id in places:
            return True
        above = above.parent
    return False


def _shared(place: LexborNode) -> dict[str, Any]:
    """Return the share of a message: its link, and the words beside it."""
    links = [each for each in place.css("a[href]") if _is_web(each)]
    text = words_of(place)
    if not links:
        return {"share": {"share_text": text}} if text and not _holds_media(place) else {}
    shown = words_of(links[0])
    href = links[0].attributes.get("href") or ""
    # Links lead through a page of Facebook's own that tells nothing of where they go.
    hidden = _REDIRECT in href and _WEB.fullmatch(shown)
    share = {"link": shown if hidden else href}
    words = text.replace(shown, "", 1).strip() if shown else text
    return {"share": {**share, **({"share_text": words} if words else {})}}


def _is_web(link: LexborNode) -> bool:
    return bool(_WEB.match(link.attributes.get("href") or ""))


def _holds_media(place: LexborNode) -> bool:
    return place.css_first(_FILES) is not None


def _media(body: LexborNode) -> dict[str, Any]:
    """Return the files of a message by the keys of the JSON, each once."""
    found: dict[str, list[dict[str, str]]] = {}
    seen: set[str] = set()
    sticker: dict[str, Any] = {}
    for node in body.css(_FILES):
        uri = node.attributes.get("src") or ""
        if not uri or uri.startswith("data:") or uri in seen:
            continue
        seen.add(uri)
        if "stickers_used" in uri:
            sticker = {"sticker": {"uri": uri}}
        else:
            found.setdefault(_MEDIA[node.tag or "img"], []).append({"uri": uri})
    for node in body.css("a[href]"):
        uri = node.attributes.get("href") or ""
        if uri and not uri.startswith(("#", "mailto:")) and not _WEB.match(uri) and uri not in seen:
            seen.add(uri)
            found.setdefault("files", []).append({"uri": uri})
    return {**found, **sticker}


def _reactions(held: LexborNode) -> Iterator[dict[str, str]]:
    """Yield who reacted, from entries that put the sign before the name."""
    for entry in held.css("li"):
        text = " ".join(entry.text(deep=True).split())
        start = _NAME_START.search(text)
        place = start.start() if start else len(text)
        # Whoever has no name any more leaves the sign alone.
        yield {"reaction": text[:place].strip(), "actor": _undated(text[place:])}


def _undated(name: str) -> str:
    """Return a name without the date in brackets that some pages put behind it."""
    before, bracket, rest = name.rpartition(" (")
    return before if bracket and rest.endswith(")") and read_date(rest[:-1]) else name


@cache
def _lengths() -> tuple[re.Pattern[str], ...]:
    return _patterns("duration")


def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    forms = [" ".join(text.split()) for text in table()["thread"][kind]]
    return tuple(re.compile(re.sub(r"<[a-z]+>", "(.+)", re.escape(form))) for form in forms)


def _length(text: str) -> str | None:
    """Return how long a call was, as written, None for another text."""
    matches = (pattern.fullmatch(text) for pattern in _lengths())
    return next((match[1] for match in matches if match), None)


def _duration(places: Sequence[LexborNode]) -> int:
    """Return the length of a call in seconds, as far as it is understood."""
    texts = (_length(" ".join(each.text(deep=True).split())) for each in places)
    written = next(text for text in texts if text is not None)
    total = 0
    for number, unit in re.findall(r"(\d{1,6})\s*([^\W\d_]+)", written):
        scale = next((s for name, s in _UNITS if unit.casefold().startswith(name)), 1)
        total += int(number) * scale
    return min(total, _LARGEST)


@cache
def _lists() -> tuple[re.Pattern[str], ...]:
    return _patterns("participants")


def _participants(
    heads: Sequence[str], senders: Sequence[str], owner: str | None
) -> list[str] | None:
    """Return who takes part by the line that lists them, None without such a line."""
    for text in heads:
        for pattern in _lists():
            match = pattern.fullmatch(text)
            if match:
                return _split(match[1], frozenset({*senders, *([owner] if owner else [])}))
    return None


def _split(text: str, known: frozenset[str]) -> list[str]:
    """Return the names of "A, B and C"; of several ways to split, the one with most known names.

    known: who wrote. A name with a comma of somebody who never wrote comes apart: nothing tells it
    from two.
    """
    joints = [
        match
        for word in table()["thread"]["and"]
        for match in re.finditer(f" {re.escape(word)} ", text)
    ]
    joints.sort(key=lambda joint: joint.start(), reverse=True)
    ways = [
        [*_by_commas(text[: joint.start()], known), text[joint.end() :]]
        for joint in joints[:_MOST_JOINTS]
    ]
    # The first of equals is taken: the last "and" is the one between names.
    return max([*ways, _by_commas(text, known)], key=lambda way: sum(n in known for n in way))


def _by_commas(text: str, known: frozenset[str]) -> list[str]:
    """Return the names between commas, those of known names left in their place."""
    pieces = text.split(", ")
    names: list[str] = []
    while pieces:
        most = min(len(pieces), _MOST_COMMAS)
        size = next((n for n in range(most, 1, -1) if ", ".join(pieces[:n]) in known), 1)
        names.append(", ".join(pieces[:size]))
        pieces = pieces[size:]
    return names


def _encoded(value: Any) -> Any:
    """Return a value with its texts as the JSON holds them."""
    if isinstance(value, str):
        return mojibake(value)
    if isinstance(value, dict):
        return {key: _encoded(each) for key, each in value.items()}
    return [_encoded(each) for each in value] if isinstance(value, list) else value
