"""The mirror: the same measures turned on the owner, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.report.formats import decimal, listed, whole
from reciprocity.report.language import N_, NN_, _, ngettext
from reciprocity.report.mirror_lists import describe_lists, describe_people
from reciprocity.report.words import counted, joined

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
    "untold", "share", "sentence"}], "years", "since", "people"}; share is None where there is
    nothing to take a share of. years: a record per year (UTC) from `since`, the first of which
    anything was seen: {"year", "seen", "you", "them"}, the last two {"part", "whole", "untold"} or
    None where nothing could be seen. people: whom your side of the figure is about. Requests and
    one-click texts are left out where only Facebook was read: it has no notes and no such texts.
    """
    figures = _figures(mirror)
    hidden = {_NOTES, "one_click"} if view.platforms == ("facebook",) else set()
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
        "title": _(_TITLES[key]),
        "figures": told,
        "years": years,
        "since": years[0]["year"] if years else None,
        "people": describe_people(mirror.people, key, view),
    }


def _share(side: str, number: Data, sentence: str) -> Data:
    part, whole = number["part"], number["whole"]
    share = round(part / whole, 4) if whole else None
    return {
        "side": side,
        "part": part,
        "whole": whole,
        "untold": number["untold"],
        "share": share,
        "sentence": sentence,
    }


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
    whole_, part = number["whole"], number["part"]
    if not windows:
        return _("No list of requests could be read.") if side == "owner" else ""
    window = listed([view.clock.from_to(start, end) for start, end in windows])
    months = sum((end - start for start, end in windows), pd.Timedelta(0)) / _MONTH
    if not whole_:
        if side == "person":
            return _("You got none in that time.")
        text = _("LinkedIn's list shows no request of yours; it reaches {window}.")
        return text.format(window=window)
    numbers = {"number": whole(whole_), "rate": decimal(whole_ / months, 1)}
    if side == "owner":
        sent = ngettext(
            "You sent {number} request in the time that LinkedIn's list shows, {window}: {rate} a "
            "month.",
            "You sent {number} requests in the time that LinkedIn's list shows, {window}: {rate} a "
            "month.",
            whole_,
        )
        return joined(sent.format(window=window, **numbers), _without_note(part, whole_))
    return _got(part, whole_).format(without=whole(part), **numbers)


def _without_note(part: int, whole_: int) -> str:
    """Return how many of the owner's requests had no note."""
    if part == 0:
        return _("It had a note.") if whole_ == 1 else _("All had a note.")
    if part == whole_:
        return _("It had no note.") if whole_ == 1 else _("None had a note.")
    text = ngettext("{number} had no note.", "{number} had no note.", part)
    return text.format(number=whole(part))


def _got(part: int, whole_: int) -> str:
    """Return a sentence on the requests of others with {number}, {rate} and {without}."""
    if part == 0:
        return ngettext(
            "You got {number} in that time, {rate} a month; it had a note.",
            "You got {number} in that time, {rate} a month; all had a note.",
            whole_,
        )
    if part == whole_:
        return ngettext(
            "You got {number} in that time, {rate} a month; it had no note.",
            "You got {number} in that time, {rate} a month; none had a note.",
            whole_,
        )
    return ngettext(
        "You got {number} in that time, {rate} a month; {without} had no note.",
        "You got {number} in that time, {rate} a month; {without} had no note.",
        part,
    )


def _unanswered(side: str, number: Data) -> str:
    if side == "owner":
        opened = NN_(
            "Others opened {number} conversation with you",
            "Others opened {number} conversations with you",
        )
        left = NN_("{number} was never answered by you", "{number} were never answered by you")
    else:
        opened = NN_("You opened {number} conversation", "You opened {number} conversations")
        left = NN_("{number} was never answered", "{number} were never answered")
    return _both(opened, left, number)


def _thanks(side: str, number: Data) -> str:
    sent = (
        NN_(
            "Others sent you {number} thank-you note for connecting",
            "Others sent you {number} thank-you notes for connecting",
        )
        if side == "owner"
        else NN_(
            "You sent {number} thank-you note for connecting",
            "You sent {number} thank-you notes for connecting",
        )
    )
    left = NN_("{number} was left unanswered", "{number} were left unanswered")
    return _both(sent, left, number)


def _both(whole_: tuple[str, str], part: tuple[str, str], number: Data) -> str:
    """Return the sentence on a whole, its part, and how many it is too early to tell of."""
    text = (
        _("{whole}; {part}, and of {untold} it cannot be told.")
        if number["untold"]
        else _("{whole}; {part}.")
    )
    return text.format(
        whole=counted(number["whole"], whole_),
        part=counted(number["part"], part),
        untold=whole(number["untold"]),
    )


def _one_click(side: str, number: Data) -> str:
    did = (
        NN_(
            "Of {number} message you sent on LinkedIn",
            "Of {number} messages you sent on LinkedIn",
        )
        if side == "owner"
        else NN_(
            "Of {number} message others sent you on LinkedIn",
            "Of {number} messages others sent you on LinkedIn",
        )
    )
    part = (
        counted(
            number["part"],
            NN_(
                "{number} was a one-click text of the platform",
                "{number} were one-click texts of the platform",
            ),
        )
        if number["part"]
        else _("none were one-click texts of the platform")
    )
    return _("{of_whole}, {part}.").format(of_whole=counted(number["whole"], did), part=part)


def _pitches(side: str, number: Data) -> str:
    return (_your_pitches if side == "owner" else _their_pitches)(number)


def _your_pitches(number: Data) -> str:
    if not number["part"]:
        none = NN_(
            "None of {number} message you wrote in words of your own was a pitch.",
            "None of {number} messages you wrote in words of your own was a pitch.",
        )
        return counted(number["whole"], none)
    wrote = NN_(
        "Of {number} message you wrote in words of your own",
        "Of {number} messages you wrote in words of your own",
    )
    people = NN_("to {number} person", "to {number} people")
    return _pitched(number, wrote, people)


def _their_pitches(number: Data) -> str:
    if not number["part"]:
        none = NN_(
            "None of {number} message others wrote to you in words of their own was a pitch.",
            "None of {number} messages others wrote to you in words of their own was a pitch.",
        )
        return counted(number["whole"], none)
    wrote = NN_(
        "Of {number} message others wrote to you in words of their own",
        "Of {number} messages others wrote to you in words of their own",
    )
    people = NN_("from {number} person", "from {number} people")
    return _pitched(number, wrote, people)


def _pitched(number: Data, wrote: tuple[str, str], people: tuple[str, str]) -> str:
    were = NN_("{number} was a pitch", "{number} were pitches")
    return _("{of_whole}, {part}, {people}.").format(
        of_whole=counted(number["whole"], wrote),
        part=counted(number["part"], were),
        people=counted(number["people"], people),
    )


def _silences(side: str, number: Data) -> str:
    text = (
        ngettext(
            "You broke {number} long silence with words of your own, {part} of them with a pitch "
            "or only to ask for something.",
            "You broke {number} long silences with words of your own, {part} of them with a pitch "
            "or only to ask for something.",
            number["whole"],
        )
        if side == "owner"
        else ngettext(
            "Others broke {number} long silence with words of theirs, {part} of them so.",
            "Others broke {number} long silences with words of theirs, {part} of them so.",
            number["whole"],
        )
    )
    return text.format(number=whole(number["whole"]), part=whole(number["part"]))


def _lapses(side: str, number: Data) -> str:
    part = number["part"]
    if side == "person":
        rest = NN_(
            "{number} came to rest with the other side.",
            "{number} came to rest with the other side.",
        )
        return counted(part, rest) if part else _("None came to rest with the other side.")
    people = NN_(
        "You had exchanges again and again with {number} person.",
        "You had exchanges again and again with {number} people.",
    )
    rest = NN_("{number} came to rest with you", "{number} came to rest with you")
    came = counted(part, rest) if part else _("None came to rest with you")
    untold = _("{part}, and of {untold} it cannot be told.") if number["untold"] else "{part}."
    told = untold.format(part=came, untold=whole(number["untold"]))
    return joined(counted(number["whole"], people), told)


_TITLES: Final = {
    _NOTES: N_("Requests without a note"),
    "unanswered": N_("Conversations without an answer"),
    "thanks_unanswered": N_("Thank-yous left unanswered"),
    "silence_broken_to_ask": N_("Silences broken to ask"),
    "let_lapse": N_("Friendships that came to rest"),
    "pitches": N_("Pitches"),
    "one_click": N_("One-click texts"),
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
