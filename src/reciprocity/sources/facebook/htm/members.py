"""Which pages of an old download are read. Facts: facebook.md section 1.2, first row."""

from __future__ import annotations

from typing import Final

from reciprocity.sources.facebook.members import Form, fold

OLD_KIND: Final = "htm"  # of a download that holds nothing else

FRIENDS: Final = "friends"
MESSAGES: Final = Form.THREAD.value
FRONT: Final = "front page"

_ENDINGS: Final = frozenset({"htm", "html"})
_PAGES: Final = {"friends": FRIENDS, "messages": MESSAGES, "index": FRONT}


def old_kind(path: str) -> str | None:
    """Return the kind of an old page by its path inside an archive, None for any other member.

    Until April 2018 pages ended in `.htm`, but for the conversations, since October 2017 one each
    in `messages/<n>.html`.
    """
    *folders, name = path.split("/")
    stem, _, ending = name.casefold().rpartition(".")
    parent = fold(folders[-1]) if folders else ""
    if ending in _ENDINGS and parent == "messages" and stem.isascii() and stem.isdigit():
        return MESSAGES
    kind = _PAGES.get(stem) if ending == "htm" else None
    return kind if kind == FRONT or parent in {"html", ""} else None
