"""Which columns LinkedIn's files are known to have. Facts: linkedin.md sections 2 and 3."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reciprocity.archive import split_suffix
from reciprocity.tables import fold_column

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def _tables() -> dict[str, dict[str, Any]]:
    text = files("reciprocity.sources.linkedin").joinpath("known.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def known_columns() -> dict[str, frozenset[str]]:
    """Return the folded columns of each file, by its folded name."""
    told = _tables()["columns"]
    return {
        split_suffix(name)[0]: frozenset(fold_column(column) for column in columns)
        for name, columns in told.items()
    }


@cache
def known_files() -> dict[str, str]:
    """Return every file as LinkedIn spells it, without ending, by its folded name."""
    names = [*_tables()["columns"], *_tables()["files"]["names"]]
    return {split_suffix(name)[0]: name.rpartition(".")[0] for name in names}


@cache
def known_folders() -> tuple[str, ...]:
    """Return every folder as LinkedIn spells it."""
    return tuple(_tables()["files"]["folders"])


def strange_columns(file: str, columns: Iterable[str]) -> set[str]:
    """Return the columns of a file that none of its years had; none for a file without a list.

    file: its folded name (archive.split_suffix). A column without a name is no column: some files
    end every line with a comma.
    """
    known = known_columns().get(file)
    if known is None:
        return set()
    return {column for column in columns if fold_column(column) not in {*known, ""}}
