"""Text of an archive made safe to look at: nothing in it can steer the page or the reader."""

import re
from typing import Final

from reciprocity.printable import printable

_PROFILE: Final = re.compile(r"https://www\.linkedin\.com/in/[\w%~.\-]{1,200}/?")
_BREAK: Final = re.compile(r"\r\n|\r|\n")


def line(text: object) -> str:
    """Return one line of visible text, "" for nothing."""
    return printable(text).strip() if isinstance(text, str) else ""


def block(text: str) -> str:
    """Return text of several lines, each made visible, the line breaks kept."""
    return "\n".join(printable(part) for part in _BREAK.split(text))


def profile_link(url: object) -> str | None:
    """Return the address of a LinkedIn profile; None for anything else, whatever it looks like."""
    if isinstance(url, str) and printable(url) == url and _PROFILE.fullmatch(url):
        return url
    return None
