"""What `inspect --anonymous` prints: nothing personal, as text or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reciprocity import __version__
from reciprocity.anonymous import anonymous_document
from reciprocity.archive import open_archives
from reciprocity.cli.output import emit, print_json
from reciprocity.errors import ReciprocityError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reciprocity.parameters import CoverageParameters

_UNKNOWN: Final = (
    "Not every download was recognised; please report what is printed, none of it is personal."
)


def print_anonymous(
    paths: Sequence[Path], parameters: CoverageParameters, owner: str | None, format_: str
) -> None:
    """Print the shapes of downloads as text or json.

    Raises ReciprocityError, with nothing personal in it, after printing, where one of them is no
    download that is known or cannot be read.
    """
    archives = open_archives(list(paths))
    try:
        document, error = anonymous_document(archives, parameters, owner, __version__)
    finally:
        for archive in archives:
            archive.close()
    if format_ == "json":
        print_json(document)
    else:
        emit("".join(f"{line}\n" for line in _lines(document)).encode())
    if error is not None:
        plain = ReciprocityError(_UNKNOWN)
        plain.exit_code = error.exit_code
        raise plain


def _lines(document: dict[str, Any]) -> Iterator[str]:
    yield f"reciprocity {document['version']}, anonymous: names of files and columns, and shapes"
    for archive in document["archives"]:
        yield ""
        yield from _archive(archive)


def _archive(archive: dict[str, Any]) -> Iterator[str]:
    parts = "" if archive["parts"] == 1 else f" in {archive['parts']} parts"
    yield f"{archive['name']}{parts}"
    if archive["recognised"]:
        said = f"{archive['platform']}, {archive['kind']}, confidence {archive['confidence']:.0%}"
        yield f"  {said}"
        yield from _reasons(archive["reasons"], archive["reasons_left_out"])
    else:
        yield "  not recognised"
    for member in archive["members"]:
        yield from _member(member)
    counted = ", ".join(f"{kind} {number}" for kind, number in archive["problems"].items())
    yield f"  problems: {counted or 'none'}"


def _reasons(told: list[str], left_out: int) -> Iterator[str]:
    if told:
        yield f"  because {'; '.join(told)}"
    if left_out:
        also = f"and {left_out} more" if told else f"because of {left_out} reasons"
        yield f"  {also}, which may say something of yours"


def _member(member: dict[str, Any]) -> Iterator[str]:
    kind = f" as {member['kind']}" if member["kind"] else ""
    files = "1 file" if member["files"] == "1" else f"{member['files']} files"
    yield f"  {member['status']}{kind}: {member['pattern']} ({files})"
    if "rows" not in member:
        return
    if member["rows"] is not None:
        yield f"    rows: {member['rows']}"
    for kind in ("columns", "domains"):
        yield from _named(member, kind)
    if member["shape_in_words"]:
        yield f"    shape: {member['shape_in_words']}"
    if member["doubts"]:
        yield f"    problems: {', '.join(f'{k} {n}' for k, n in member['doubts'].items())}"


def _named(member: dict[str, Any], kind: str) -> Iterator[str]:
    if member[kind]:
        yield f"    {kind}: {', '.join(member[kind])}"
    if member[f"new_{kind}"]:
        yield f"    new {kind}: {', '.join(member[f'new_{kind}'])}"
    if member[f"masked_{kind}"]:
        yield f"    {kind} not shown: {member[f'masked_{kind}']}"
