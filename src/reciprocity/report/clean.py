"""Text of an archive made safe to look at: nothing in it can steer the page or the reader."""

import re
from typing import Final

from reciprocity.printable import printable

_PROFILES: Final = {
    "LinkedIn": re.compile(r"https://www\.linkedin\.com/in/[\w%~.\-]{1,200}/?"),
    # Names that end in .php are pages of Facebook itself, and one of them leads anywhere.
    "Facebook": re.compile(
        r"https://www\.facebook\.com/(?:profile\.php\?id=[0-9]{1,20}"
        r"|(?!(?i:[a-z0-9.]*\.php/?$))[A-Za-z0-9.]{1,100}/?)"
    ),
}
_BREAK: Final = re.compile(r"\r\n|\r|\n")


def line(text: object) -> str:
    """Return one line of visible text, "" for nothing."""
    return printable(text).strip() if isinstance(text, str) else ""


def block(text: str) -> str:
    """Return text of several lines, each made visible, the line breaks kept."""
    return "\n".join(printable(part) for part in _BREAK.split(text))


def profile_link(url: object) -> str | None:
    """Return the address of a profile; None for anything else, whatever it looks like."""
    return url if isinstance(url, str) and profile_platform(url) else None


def profile_platform(url: object) -> str | None:
    """Return whose profile the address is (`LinkedIn`, `Facebook`), None when it is no profile."""
    if not isinstance(url, str) or printable(url) != url:
        return None
    return next((name for name, form in _PROFILES.items() if form.fullmatch(url)), None)
