"""The mirror: the same measures turned on the owner, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reciprocity.report.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reciprocity.report.view import View
    from reciprocity.report.words import Data


def describe_mirror(mirror: Mapping[str, Any], view: View) -> Data:
    """Return {"items", "invested"}: figures with their sentences, and who invested in vain.

    items: {"title", "figures": [{"part", "whole", "share", "sentence", "side"}]}; share is None
    where there is nothing to take a share of, and part is None for a plain count. Notes with
    requests are left out where only Facebook was read: its requests carry none.
    """
    noteless = view.platforms == ("facebook",)
    items = [
        {"title": title, "figures": [figure for make in makers if (figure := make(mirror))]}
        for title, makers in _ITEMS
        if not (noteless and title == _NOTES)
    ]
    invested = [view.link(person) for person in mirror.get("invested_without_return", ())]
    return {"items": [item for item in items if item["figures"]], "invested": invested}


def _share(side: str, part: int, whole: int, sentence: str) -> Data:
    share = round(part / whole, 4) if whole else None
    return {"side": side, "part": part, "whole": whole, "share": share, "sentence": sentence}


def _plain(side: str, number: int, sentence: str) -> Data:
    return {"side": side, "part": None, "whole": number, "share": None, "sentence": sentence}


def _figure(mirror: Mapping[str, Any], key: str) -> int | None:
    value = mirror.get(key)
    return None if value is None else int(value)


def _requests(side: str, way: str) -> Callable[[Mapping[str, Any]], Data | None]:
    def make(mirror: Mapping[str, Any]) -> Data | None:
        whole, noted = (
            _figure(mirror, f"requests_{way}"),
            _figure(mirror, f"requests_{way}_with_note"),
        )
        if whole is None or noted is None:
            return None
        which = "you sent" if side == "you" else "others sent you"
        if not whole:
            return _share(side, 0, 0, f"No request {which} lies in the window that could be seen.")
        said = f"Of {count(whole, 'request')} {which} in the window, {whole - noted:,} had no note."
        return _share(side, whole - noted, whole, said)

    return make


def _openings(side: str, way: str, left: str) -> Callable[[Mapping[str, Any]], Data | None]:
    def make(mirror: Mapping[str, Any]) -> Data | None:
        whole, part = _figure(mirror, f"openings_{way}"), _figure(mirror, f"openings_{left}")
        if whole is None or part is None:
            return None
        opened = count(whole, "conversation")
        if side == "you":
            said = f"You opened {opened}; {_were(part)} never answered."
        else:
            said = f"Others opened {opened} with you; {_were(part)} never answered by you."
        return _share(side, part, whole, said)

    return make


def _thanks(side: str, way: str, left: str) -> Callable[[Mapping[str, Any]], Data | None]:
    def make(mirror: Mapping[str, Any]) -> Data | None:
        whole, part = _figure(mirror, f"thanks_{way}"), _figure(mirror, f"thanks_{left}")
        if whole is None or part is None:
            return None
        notes = count(whole, "thank-you note")
        did = f"You sent {notes}" if side == "you" else f"Others sent you {notes}"
        return _share(side, part, whole, f"{did} for connecting; {_were(part)} left unanswered.")

    return make


def _were(part: int) -> str:
    return f"{part:,} {'was' if part == 1 else 'were'}"


def _counted(
    side: str, key: str, sentence: Callable[[int], str]
) -> Callable[[Mapping[str, Any]], Data | None]:
    def make(mirror: Mapping[str, Any]) -> Data | None:
        number = _figure(mirror, key)
        return None if number is None else _plain(side, number, sentence(number))

    return make


def _pitches(number: int) -> str:
    return count(number, "pitch", "pitches")


def _silences(number: int) -> str:
    return count(number, "long silence")


_NOTES: Final = "Requests without a note"
_ITEMS: Final = (
    (_NOTES, (_requests("you", "sent"), _requests("them", "received"))),
    (
        "Conversations without an answer",
        (
            _openings("you", "sent", "unanswered_by_them"),
            _openings("them", "received", "unanswered_by_you"),
        ),
    ),
    (
        "Thank-yous left unanswered",
        (
            _thanks("you", "sent", "unanswered_by_them"),
            _thanks("them", "received", "unanswered_by_you"),
        ),
    ),
    (
        "Pitches",
        (
            _counted("you", "pitches_sent", lambda n: f"You sent {_pitches(n)}."),
            _counted("them", "pitches_received", lambda n: f"Others sent you {_pitches(n)}."),
        ),
    ),
    (
        "Who broke the silence",
        (
            _counted("you", "silences_broken_by_you", lambda n: f"You broke {_silences(n)}."),
            _counted("them", "silences_broken_by_them", lambda n: f"Others broke {_silences(n)}."),
        ),
    ),
)
