"""Writes a report so that there is the whole file or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.files import replacing

if TYPE_CHECKING:
    import os


def write_report(content: str | bytes, path: str | os.PathLike[str]) -> None:
    """Write a report, text as UTF-8, for its owner only; an older file is replaced at the end.

    UsageError when the file cannot be written. No half-written file stays behind, whatever happens.
    """
    with replacing(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
