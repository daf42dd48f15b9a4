"""Names of downloads, folders and files as patterns, with everything masked that may be somebody's.

Facts: linkedin.md section 1, facebook.md sections 1 and 4.1.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from reciprocity.anonymous.words import vocabulary, words_of
from reciprocity.archive import split_suffix
from reciprocity.sources.facebook import members as facebook
from reciprocity.sources.linkedin.known import known_files, known_folders
from reciprocity.sources.linkedin.members import is_ignored, rule_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.anonymous.words import Names

_FACEBOOK: Final = re.compile(
    r"facebook-.+?(-[0-9]{4}-[0-9]{2}-[0-9]{2})?(?(1)(-[^-]+?)?)((?:\.zip)*)", re.IGNORECASE
)
_LINKEDIN: Final = re.compile(
    r"(basic|complete)_linkedindataexport_[0-9-]+(.*?)((?:\.zip)*)", re.IGNORECASE
)
_ZIP: Final = re.compile(r".*?((?:\.zip)+)", re.IGNORECASE | re.DOTALL)
_ENDINGS: Final = frozenset({
    "3gp", "aac", "avi", "bmp", "css", "csv", "gif", "heic", "htm", "html", "ico", "ics", "jpeg",
    "jpg", "js", "json", "m4a", "mov", "mp3", "mp4", "ogg", "opus", "pdf", "png", "srt", "svg",
    "txt", "vcf", "wav", "webm", "webp", "xls", "xlsx", "xml", "zip",
})  # fmt: skip
# Facebook's names are in lower case with `_` between, LinkedIn's also in capitals with blanks.
_SNAKE: Final = re.compile(r"[a-z]+(?:[_-][a-z0-9]+)*")
_TITLED: Final = re.compile(r"[A-Za-z]+(?:[ _-][A-Za-z0-9]+)*")
_STEP: Final = re.compile(r"[A-Za-z]+|[0-9]+|[ _-]")
_SHORT: Final = 2  # letters of a word that tells nothing by itself
_MEMBER_ID: Final = 5  # digits; numbers of parts are shorter


def masked_download(name: str) -> str:
    """Return the form of the name of a zip or folder as it was given."""
    if found := _FACEBOOK.fullmatch(name):
        dated, tail = "-<date>" if found[1] else "", "-<tail>" if found[2] else ""
        return f"facebook-<user>{dated}{tail}{found[3].lower()}"
    if found := _LINKEDIN.fullmatch(name):
        more = "<more>" if found[2] else ""
        return f"{found[1].capitalize()}_LinkedInDataExport_<date>{more}{found[3].lower()}"
    zipped = _ZIP.fullmatch(name)
    return f"<name>{zipped[1].lower()}" if zipped else "<name>"


def pattern_of(path: str, names: Names) -> str:
    """Return the path of a member with every part masked that is not the platform's own."""
    *folders, name = path.split("/")
    return "".join(f"{each}/" for each in _folders(folders, names)) + _file(path, name, names)


def masked_column(name: str, names: Names) -> str | None:
    """Return a new column with its unknown words masked, None where it may not be shown at all."""
    return _word_by_word(name, _TITLED, names)


def masked_key(name: str, names: Names) -> str | None:
    """Return a new key with its unknown words masked, None where it may not be shown at all."""
    plain = not any(map(str.isdigit, name)) and all(word in vocabulary() for word in words_of(name))
    return name if plain and not names.hold(name) else _word_by_word(name, _SNAKE, names)


def _folders(folders: list[str], names: Names) -> Iterator[str]:
    for place, folder in enumerate(folders):
        known = _known_folders().get(facebook.fold(folder))
        if place and facebook.is_box(folders[place - 1]):
            yield "<thread>"
        elif known is not None:
            yield known
        elif _FACEBOOK.fullmatch(folder) or _LINKEDIN.fullmatch(folder) or _ZIP.fullmatch(folder):
            yield masked_download(folder)
        else:
            yield _word_by_word(folder, _SNAKE, names) or "<folder>"


def _file(path: str, name: str, names: Names) -> str:
    stem, _, ending = name.rpartition(".")
    ending = ending.lower()
    shown = f".{ending}" if stem and ending in _ENDINGS else ".<ending>" if stem else ""
    if ending == "csv":
        return f"{_table(name) or _word_by_word(stem, _TITLED, names) or '<name>'}{shown}"
    if facebook.fold(name) == "nodatatxt":
        return "no-data.txt"
    if facebook.place_of(path).form is facebook.Form.MEDIA:
        return f"<file>{shown}"
    told = _known_file(facebook.fold(re.sub(r" ?\([0-9]+\)\Z", "", stem)))
    return f"{told or _word_by_word(stem, _SNAKE, names) or _numbered(stem)}{shown}"


def _table(name: str) -> str | None:
    """Return the form of the name of a table of LinkedIn's, None for any other."""
    folded, suffix = split_suffix(name)
    known = known_files().get(folded)
    if known is None and not (rule_for(folded) or is_ignored(folded, name)):
        return None
    end = "" if not suffix else "_<id>" if len(suffix) > _MEMBER_ID else "_<n>"
    return f"{known or folded}{end}"


@cache
def _known_folders() -> dict[str, str]:
    return {facebook.fold(each): each for each in (*known_folders(), *facebook.spelt_folders())}


@cache
def _numbered_files() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile("[0-9]+".join(map(facebook.fold, each.split("#")))), each.replace("#", "<n>"))
        for each in dict.fromkeys(facebook.spelt_files())
    )


def _known_file(folded: str) -> str | None:
    return next((name for form, name in _numbered_files() if form.fullmatch(folded)), None)


def _numbered(stem: str) -> str:
    """Return the form of a name of which nothing is known but a number at its end."""
    if stem.isdigit():
        return "<n>"
    return "<name>_<n>" if re.search(r"_[0-9]+\Z", stem) else "<name>"


def _word_by_word(name: str, form: re.Pattern[str], names: Names) -> str | None:
    """Return a name with its unknown words masked, None where most are or it may be somebody's."""
    words = words_of(name)
    known = [len(word) > _SHORT and word in vocabulary() for word in words]
    if not form.fullmatch(name) or names.hold(name) or sum(known) * 2 < max(2, len(known)):
        return None
    return "".join(_step(step) for step in _STEP.findall(name))


def _step(step: str) -> str:
    if step.isdigit():
        return "<n>"
    plain = not step.isalpha() or all(word in vocabulary() for word in words_of(step))
    return step if plain else "<word>"
