"""What is said of a download that lacks what matters, or cannot be read at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from reciprocity.errors import DamagedError, NotRecognisedError
from reciprocity.printable import printable
from reciprocity.problems import damage
from reciprocity.sources.facebook.gathering import THREAD
from reciprocity.sources.facebook.members import Form, is_known_folder

if TYPE_CHECKING:
    from collections.abc import Container

    from reciprocity.archive import Archive
    from reciprocity.sources.facebook.gathering import Gathered

# By kind: all of it, and what it lies in.
_NEEDED: Final[tuple[tuple[str, str, str], ...]] = (
    ("friends", "the list of friends", "lists of friends"),
    (THREAD, "the messages", "files of messages"),
)
_ASK_AGAIN: Final = (
    "ask Facebook again under Settings > Your Facebook information > Download your information, "
    "choose JSON, all time, and tick at least messages, friends and profile information"
)
_LOST: Final = "could not be read in full:"
_LACKING: Final = (
    "could not be read from this download: if it came as several zips, give all of them; else"
)
# What tells whose the download is, and nothing of anybody else.
_ASIDE: Final = tuple(
    form.value for form in (Form.PROFILE, Form.ENCRYPTED, Form.TIMEZONE, Form.LANGUAGE)
)
_PARTS: Final = (
    "The profile is not in this download: if it came as several zips, give all of them, since a "
    "missing part looks like people who never wrote."
)
UNTOLD: Final = "Nothing tells which side of the messages is yours: name it with --owner."
ABSENT: Final = (
    "The name of the owner stands on no side of the messages: name the one that does with --owner."
)
_WHOSE: Final = (
    "Nothing tells which side of the messages is yours, so none of them were read: if the download "
    "came as several zips, give all of them, or name yourself with --owner."
)
_NOT_THERE: Final = (
    "The name of the owner stands on no side of the messages, so none of them were read: name the "
    "one that does with --owner."
)


def advice(gathered: Gathered, unsound: Container[str]) -> str | None:
    """Return one sentence on what is missing and how to get it, None when nothing is."""
    # Whose messages they are is asked for by a problem of its own; another download tells no more.
    known = not any(problem.kind == "owner unknown" for problem in gathered.problems)
    needed = [told for told in _NEEDED if known or told[0] != THREAD]
    missing = [told for told in needed if not gathered.read[told[0]] or told[0] in unsound]
    if not missing and not known:
        return _NOT_THERE if ABSENT in {p.hint for p in gathered.problems} else _WHOSE
    if not missing:
        return None if gathered.read[Form.PROFILE.value] else _PARTS
    said = " and ".join(_lost(gathered, *told) for told in missing)
    some = any(gathered.read[kind] for kind, _, _ in missing)
    how = _LOST if some else _LACKING
    return f"{said[0].upper()}{said[1:]} {how} {_ASK_AGAIN}."


def _lost(gathered: Gathered, kind: str, everything: str, files: str) -> str:
    """Return what is lost of a kind: all of it, or so many of its files."""
    lost = gathered.failed[kind] + gathered.cut[kind]
    there = gathered.failed[kind] + gathered.read[kind]
    return f"{lost} of {there} {files}" if gathered.read[kind] and 0 < lost < there else everything


def refuse_unknown_form(archive: Archive, gathered: Gathered) -> None:
    """Raise NotRecognisedError where nothing could be read of what was there to be read.

    A download of the profile alone, or of lists that are empty, is none of these.
    """
    aside = sum(gathered.read[kind] for kind in _ASIDE)
    threads = gathered.failed[THREAD]
    lists = gathered.failed.total() - threads - sum(gathered.failed[kind] for kind in _ASIDE)
    strange = gathered.unknown_json if not gathered.read.total() else 0
    if gathered.read.total() > aside or not (threads or lists or strange):
        return
    refuse(archive, gathered)


def refuse(archive: Archive, gathered: Gathered) -> NoReturn:
    """Raise NotRecognisedError: what was recognised and what could not be read, in a sentence.

    DamagedError where that is the zip's fault.
    """
    if broken := damage(gathered.problems, "Facebook"):
        raise DamagedError(broken)
    aside = sum(gathered.read[kind] + gathered.failed[kind] for kind in _ASIDE)
    threads = gathered.read[THREAD] + gathered.failed[THREAD]
    lists = gathered.read.total() + gathered.failed.total() - threads - aside
    others = gathered.unknown_json
    raise NotRecognisedError(
        f"{printable(archive.name)} is a Facebook download, by its {_known_by(archive)}, in a form "
        f"that this version does not know: none of its {_count(threads, 'file')} of conversations, "
        f"{_count(lists, 'list')} and {_count(others, 'other file')} could be read, so look for a "
        "newer version of this program."
    )


def _known_by(archive: Archive) -> str:
    """Return the folders that Facebook names so; others may be named after people."""
    folders = {part for member in archive.members for part in member.path.split("/")[:-1]}
    known = sorted(folder for folder in folders if is_known_folder(folder))
    if not known:
        return "name"
    said = " and ".join([*([", ".join(known[:-1])] if known[:-1] else []), known[-1]])
    return f"folders {said}" if known[:-1] else f"folder {said}"


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
