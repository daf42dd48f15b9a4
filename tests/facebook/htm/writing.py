"""Writes pages as Facebook wrote them until April 2018. Facts: facebook.md sections 1.2, 2, 7."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from tests.exports import write_zip
from tests.facebook.downloads import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

ME: Final = "Olive Owner"
EXPORTED: Final = datetime(2017, 6, 1, 12, tzinfo=UTC)
NAME: Final = "facebook-olive.zip"

_MONTHS: Final = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip
_DAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
HEADINGS: Final = {
    "en": {
        "friends": "Friends",
        "sent_requests": "Sent Friend Requests",
        "received_requests": "Received Friend Requests",
        "rejected_requests": "Deleted Friend Requests",
        "deleted_friends": "Removed Friends",
        "followers": "Followers",
    },
    "es": {
        "friends": "Amigos",
        "sent_requests": "Solicitudes de amistad enviadas",
        "received_requests": "Solicitudes de amistad recibidas",
        "rejected_requests": "Solicitudes de amistad eliminadas",
        "deleted_friends": "Amigos eliminados",
        "followers": "Seguidores",
    },
}
# Where the account is, and how a page of its language writes that.
_ZONES: Final = {"en": (-7, "PDT"), "es": (2, "UTC+02")}


def meta(at: str, language: str = "en") -> str:
    """Return the moment of a message as a page has it, from an ISO text (UTC)."""
    hours, zone = _ZONES[language]
    local = moment(at).astimezone(timezone(timedelta(hours=hours)))
    day, month = _DAYS[language][local.weekday()], _MONTHS[language][local.month - 1]
    if language == "es":
        return f"{day}, {local.day} de {month} de {local.year} a las {local:%H:%M} {zone}"
    half = "am" if local.hour < 12 else "pm"
    clock = f"{(local.hour - 1) % 12 + 1}:{local:%M}{half}"
    return f"{day}, {month} {local.day}, {local.year} at {clock} {zone}"


def day(at: str, language: str = "en", *, current: int = EXPORTED.year) -> str:
    """Return the day of a row of a list, the year left out where it is the current one."""
    hours, _ = _ZONES[language]
    local = moment(at).astimezone(timezone(timedelta(hours=hours)))
    month, year = _MONTHS[language][local.month - 1], local.year != current
    if language == "es":
        return f"{local.day} de {month}" + (f" de {local.year}" if year else "")
    return f"{month} {local.day}" + (f", {local.year}" if year else "")


def said(sender: str | None, written: str | None, words: str | None) -> str:
    """Return one message: its head, and the paragraph of its words, None for neither."""
    user = "" if sender is None else f'<span class="user">{html.escape(sender)}</span>'
    when = "" if written is None else f'<span class="meta">{written}</span>'
    head = f'<div class="message"><div class="message_header">{user}{when}</div></div>\n'
    return head if words is None else f"{head}<p>{html.escape(words)}</p>"


def thread(people: Iterable[str], messages: Iterable[str]) -> str:
    """Return a conversation as it was until October 2017, the newest message first."""
    return f'<div class="thread">{html.escape(", ".join(people))}{"".join(messages)}</div>'


def single_thread(others: Sequence[str], messages: Iterable[str], called: str = "") -> str:
    """Return a conversation as it was since October 2017, alone in its page."""
    title = html.escape(called or ", ".join(others))
    names = html.escape(", ".join(others))
    return (
        f'<div class="thread"><h3>Conversation with {title}</h3>Participants: {names}'
        f"{''.join(messages)}</div>"
    )


def page(
    contents: str, title: str = "Messages", owner: str | None = ME, foot: str | None = None
) -> str:
    """Return a whole page with its menu, and with what stands at its foot, if anything."""
    ending = "" if foot is None else f'<div class="footer">{html.escape(foot)}</div>'
    heading = "" if owner is None else f"<h1>{html.escape(owner)}</h1>"
    menu = '<div class="nav"><img src="../photos/profile.jpg" /><ul><li>Profile</li></ul></div>'
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />'
        f"<title>{html.escape(owner or '')} - {title}</title></head><body>{menu}"
        f'<div class="contents">{heading}<div>{contents}</div></div>{ending}</body></html>'
    )


def section(heading: str, rows: Iterable[str]) -> str:
    """Return a list of friends.htm."""
    listed = "".join(f"<li>{html.escape(row)}</li>" for row in rows)
    return f"<h2>{html.escape(heading)}</h2><ul>{listed}</ul>"


def write(
    folder: Path, members: Mapping[str, str | bytes], *, at: datetime | None = EXPORTED
) -> Path:
    """Write a download with its front page."""
    return write_zip(folder / NAME, {"index.htm": page("", "Profile"), **members}, at=at)
