"""Names of members and of downloads, as they are compared.

Facts: linkedin.md section 1, facebook.md section 1.1.
"""

import re
import unicodedata
from typing import Final, NamedTuple

_SPACES: Final = re.compile(r"[\s_-]+")
_CSV: Final = re.compile(r"(?:\.csv)+\Z", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"(?<=.)(?:_([0-9]+)|[ _]?\(([0-9]+)\))\Z", re.DOTALL)
_ZIP: Final = re.compile(r"(?:\.zip)+\Z")
_PART: Final = re.compile(r"(?<=.)(?: ?\([0-9]+\)|[_-][0-9]{1,3}|[ ._-]part[ _-]?[0-9]+)\Z")
_LINKEDIN: Final = re.compile(r"(?:basic|complete)_linkedindataexport_([0-9]{2}-[0-9]{2}-[0-9]{4})")
_FACEBOOK: Final = re.compile(r"(facebook-.+-[0-9]{4}-[0-9]{2}-[0-9]{2})-[^-]+\Z")


def fold_name(name: str) -> str:
    """Return a file name as it is compared: no folder, no `.csv`, case, blanks, `_` and `-`."""
    return _fold(_stem(name))


def split_suffix(name: str) -> tuple[str, str]:
    """Return the folded name without the number of a part or member, and that number or "".

    `Comments_1234567890.csv` gives ("comments", "1234567890"), `Jobs_1 (2).csv` ("jobs", "1_2").
    """
    stem, found = _stem(name), list[str]()
    while match := _SUFFIX.search(stem):
        found.insert(0, match[1] or match[2])
        stem = stem[: match.start()].rstrip()
    return _fold(stem), "_".join(found)


def _stem(name: str) -> str:
    return _CSV.sub("", name.replace("\\", "/").rsplit("/", 1)[-1].strip())


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).casefold()
    return _SPACES.sub("", unicodedata.normalize("NFC", folded))


class Download(NamedTuple):
    """What the name of a zip or folder tells of the download that it is a part of.

    key: equal for all parts. merges: the name alone proves it, whatever the parts hold. is_tree:
    files of one name lie in many folders, so only their paths tell them apart.
    """

    key: str
    merges: bool = False
    is_tree: bool = False


def download_of(name: str) -> Download:
    """Return which download a zip or folder of this name belongs to."""
    stem = _ZIP.sub("", unicodedata.normalize("NFC", name).casefold())
    if linkedin := _LINKEDIN.match(stem):
        return Download(linkedin[1])
    base = _PART.sub("", stem)
    if facebook := _FACEBOOK.match(base) or _FACEBOOK.match(stem):
        return Download(facebook[1], merges=True, is_tree=True)
    return Download(base, is_tree=base.startswith("facebook-"))
