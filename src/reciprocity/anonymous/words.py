"""Which words are the platforms' own, and which are somebody's name.

Nothing personal may pass, so what is not known to be harmless is masked: names of files and folders
pass word by word, those of columns and keys when they look like such and stand among known ones.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from reciprocity.sources.facebook import members as facebook
from reciprocity.sources.facebook.known import known_keys
from reciprocity.sources.linkedin.domains import DOMAINS, IGNORED_DOMAINS
from reciprocity.sources.linkedin.known import known_columns, known_files, known_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NAME: Final = re.compile(r"[^\W\d_]+")
_NAMING: Final = frozenset({
    "actor", "author", "full_name", "name", "participants", "pokee", "poker", "senderName",
    "sender_name", "threadName", "username",
})  # fmt: skip
_MOST_VALUES: Final = 1_000_000
_LEAST: Final = 2  # letters of a name that masks; an initial would mask nearly everything

# What new files and keys are likely to be named with, beside the words of those that are known.
_COMMON: Final = """
    a about accepted account accounts action actions active activity added all an and archived
    at audio author blocked by call calls category changed chat chats closed code collection comment
    comments community connection connections contact contacts content count country created
    creation current data date day declined deleted description detail details device devices
    direction disabled email emails enabled encrypted end entries entry error event events expired
    feature features feed feedback file files filter first follow followers following for format
    friend friends from game games group groups has hidden history id identifier ids image images
    import imported in inbox index info information interaction interactions interest interests is
    item items key keys kind label labels language last level like likes link links list lists
    locale location log logged logs marked media member members memory message messages metadata
    minute modified month muted name names new next not note notes notification notifications
    number numbers of off old on options or order original other others own page pages participant
    participants payment payments people person photo photos pinned place places poll polls post
    posts preference preferences previous primary privacy private profile profiles public rating
    reaction reactions read reason received recipient record records removed replies reply reported
    request requests response result results review reviews role saved score search secondary
    section security seen sender sent service setting settings share shared shares source start
    state status stories story subject subscription suggested suggestion suggestions system tag
    tags target text thread threads time timestamp times title to topic topics total type types
    unread unsent until updated updates uri url urls used user users value values version versions
    video videos views visibility visible visited voice votes web with year you your
"""


@cache
def vocabulary() -> frozenset[str]:
    """Return every word of the platforms' own names of files, columns, keys and domains."""
    files = (*facebook.spelt_files(), *facebook.spelt_folders(), *known_files().values())
    columns = (column for known in known_columns().values() for column in known)
    domains = (*DOMAINS, *IGNORED_DOMAINS)
    told = (*files, *columns, *known_keys(), *known_folders(), *domains, _COMMON)
    return frozenset(word for name in told for word in words_of(name))


@cache
def all_columns() -> frozenset[str]:
    """Return every column that is known of any file, folded."""
    return frozenset(column for known in known_columns().values() for column in known)


def words_of(name: str) -> list[str]:
    """Return the words of a name, `sentAt` and `SENT_AT` alike, in lower case; ASCII letters."""
    return [word.lower() for word in _PIECE.findall(name)]


def called_in(value: object) -> Iterator[str]:
    """Yield every text of a JSON value that lies under a key under which there are names."""
    waiting: list[tuple[str, object]] = [("", value)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        key, each = waiting.pop()
        if isinstance(each, dict):
            waiting.extend(each.items())
        elif isinstance(each, list):
            waiting.extend((key, inner) for inner in each)
        elif isinstance(each, str) and key in _NAMING:
            yield each


class Names:
    """The words that the people in some downloads are called by."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._joined: set[str] = set()
        self.add(texts)

    def add(self, texts: Iterable[str]) -> None:
        """Take in what people are called."""
        for text in set(texts):
            words = [word.casefold() for word in _NAME.findall(text)]
            self._words.update(word for word in words if len(word) >= _LEAST)
            self._joined |= {"".join(words), "".join(reversed(words))} - {"", *words}

    def hold(self, name: str) -> bool:
        """Return whether a name of a file, column or key may be somebody's, or made from it."""
        words = [word.casefold() for word in _NAME.findall(name)]
        pieces = {*words, *words_of(name), "".join(words)}
        return bool(pieces & self._words or pieces & self._joined)
