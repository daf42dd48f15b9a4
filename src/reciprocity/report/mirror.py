"""The mirror: the same measures turned on the owner, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.report.mirror_lists import describe_lists, describe_people
from reciprocity.report.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reciprocity.ranking import Mirror
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

_SIDES: Final = {"owner": "you", "person": "them"}
_NOTES: Final = "requests_without_note"
_MONTH: Final = pd.Timedelta(days=365.2425 / 12)


def describe_mirror(mirror: Mirror, view: View) -> Data:
    """Return {"lists", "items"}: people to turn to, and the figures with their sentences.

    lists: see describe_lists. items: {"key", "title", "figures": [{"side", "part", "whole",
    "share", "sentence"}], "years", "since", "people"}; share is None where there is nothing to take
    a share of. years: a record per year (UTC) from `since`, the first of which anything was seen:
    {"year", "seen", "you", "them"}, the last two {"part", "whole", "untold"} or None where nothing
    could be seen. people: whom your side of the figure is about. Requests are left out where only
    Facebook was read: its requests carry no notes.
    """
    figures = _figures(mirror)
    hidden = {_NOTES} if view.platforms == ("facebook",) else set()
    items = [
        _item(key, figures, mirror, view)
        for key in _TITLES
        if key not in hidden and any((key, side) in figures for side in _SIDES)
    ]
    return {"lists": describe_lists(mirror.people, view), "items": items}


def _figures(mirror: Mirror) -> dict[tuple[str, str], Data]:
    records: list[dict[Any, Any]] = mirror.figures.to_dict("records")
    return {
        (row["figure"], row["side"]): {
            name: int(row[name]) for name in ("part", "whole", "untold", "people")
        }
        for row in records
    }


def _item(key: str, figures: Mapping[tuple[str, str], Data], mirror: Mirror, view: View) -> Data:
    told = []
    for side, shown in _SIDES.items():
        number = figures.get((key, side))
        if number is not None:
            said = (
                _requests(side, number, mirror, view)
                if key == _NOTES
                else _SENTENCES[key](side, number)
            )
            told.append(_share(shown, number, said))
    years = describe_years(mirror.years, key)
    return {
        "key": key,
        "title": _TITLES[key],
        "figures": told,
        "years": years,
        "since": years[0]["year"] if years else None,
        "people": describe_people(mirror.people, key, view),
    }


def _share(side: str, number: Data, sentence: str) -> Data:
    part, whole = number["part"], number["whole"]
    share = round(part / whole, 4) if whole else None
    return {"side": side, "part": part, "whole": whole, "share": share, "sentence": sentence}


def describe_years(years: pd.DataFrame, figure: str) -> list[Data]:
    """Return the years of one figure from the first of which anything was seen."""
    rows = years[years["figure"] == figure].sort_values("year")
    found: dict[int, Data] = {}
    records: list[dict[Any, Any]] = rows.to_dict("records")
    for row in records:
        year = int(row["year"])
        of = found.setdefault(year, {"year": year, "seen": row["seen"], "you": None, "them": None})
        if row["seen"] != of["seen"] and "not" not in {row["seen"], of["seen"]}:
            of["seen"] = "partly"
        elif of["seen"] == "not":
            of["seen"] = row["seen"]
        if row["seen"] != "not":
            of[_SIDES[row["side"]]] = {name: int(row[name]) for name in ("part", "whole", "untold")}
    known = [year for year, of in found.items() if of["seen"] != "not"]
    return [of for year, of in sorted(found.items()) if known and year >= min(known)]


def _requests(side: str, number: Data, mirror: Mirror, view: View) -> str:
    windows = mirror.requests_seen
    whole, part = number["whole"], number["part"]
    if not windows:
        return "No list of requests could be read." if side == "owner" else ""
    spans = [f"{view.clock.date(start)} to {view.clock.date(end)}" for start, end in windows]
    months = sum((end - start for start, end in windows), pd.Timedelta(0)) / _MONTH
    window = " and from ".join(spans)
    if side == "owner":
        if not whole:
            return f"LinkedIn's list shows no request of yours; it reaches from {window}."
        return (
            f"You sent {count(whole, 'request')} in the time that LinkedIn's list shows, from "
            f"{window}: {whole / months:.1f} a month. {_without_note(part, whole)}."
        )
    if not whole:
        return "You got none in that time."
    return (
        f"You got {whole:,} in that time, {whole / months:.1f} a month; "
        f"{_first_lower(_without_note(part, whole))}."
    )


def _without_note(part: int, whole: int) -> str:
    if part in {0, whole}:
        which = "It" if whole == 1 else "None" if part else "All"
        return f"{which} had {'no' if part and whole == 1 else 'a'} note"
    return f"{part:,} had no note"


def _first_lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _unanswered(side: str, number: Data) -> str:
    opened = count(number["whole"], "conversation")
    told = f"{_were(number['part'])} never answered"
    if side == "owner":
        return f"Others opened {opened} with you; {told} by you{_too_early(number)}."
    return f"You opened {opened}; {told}{_too_early(number)}."


def _thanks(side: str, number: Data) -> str:
    notes = f"{count(number['whole'], 'thank-you note')} for connecting"
    did = f"Others sent you {notes}" if side == "owner" else f"You sent {notes}"
    return f"{did}; {_were(number['part'])} left unanswered{_too_early(number)}."


def _too_early(number: Data) -> str:
    untold = number["untold"]
    return f", and of {untold:,} it cannot be told" if untold else ""


def _one_click(side: str, number: Data) -> str:
    did = "you sent" if side == "owner" else "others sent you"
    were = "was a one-click text" if number["part"] == 1 else "were one-click texts"
    part = f"{number['part']:,}" if number["part"] else "none"
    return f"Of {count(number['whole'], 'message')} {did}, {part} {were} of the platform."


def _pitches(side: str, number: Data) -> str:
    messages = count(number["whole"], "message")
    which, way = (
        ("you wrote in words of your own", "to")
        if side == "owner"
        else ("others wrote to you in words of their own", "from")
    )
    if not number["part"]:
        return f"None of {messages} {which} was a pitch."
    were = "was a pitch" if number["part"] == 1 else "were pitches"
    people = count(number["people"], "person", "people")
    return f"Of {messages} {which}, {number['part']:,} {were}, {way} {people}."


def _silences(side: str, number: Data) -> str:
    silences = count(number["whole"], "long silence")
    if side == "owner":
        return (
            f"You broke {silences} with words of your own, {number['part']:,} of them with a pitch "
            "or only to ask for something."
        )
    return f"Others broke {silences} with words of theirs, {number['part']:,} of them so."


def _lapses(side: str, number: Data) -> str:
    part = f"{number['part']:,}" if number["part"] else "None"
    if side == "owner":
        people = count(number["whole"], "person", "people")
        told = f", and of {number['untold']:,} it cannot be told" if number["untold"] else ""
        return (
            f"You had exchanges again and again with {people}. {part} came to rest with you{told}."
        )
    return f"{part} came to rest with the other side."


def _were(part: int) -> str:
    return f"{part:,} {'was' if part == 1 else 'were'}"


_TITLES: Final = {
    _NOTES: "Requests without a note",
    "unanswered": "Conversations without an answer",
    "thanks_unanswered": "Thank-yous left unanswered",
    "silence_broken_to_ask": "Silences broken to ask",
    "let_lapse": "Friendships that came to rest",
    "pitches": "Pitches",
    "one_click": "One-click texts",
}
"""Figure: its title, in the order of the page."""

_SENTENCES: Final[dict[str, Callable[[str, Data], str]]] = {
    "unanswered": _unanswered,
    "thanks_unanswered": _thanks,
    "silence_broken_to_ask": _silences,
    "let_lapse": _lapses,
    "pitches": _pitches,
    "one_click": _one_click,
}
