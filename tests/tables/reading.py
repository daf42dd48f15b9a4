"""What the tests of tables share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciprocity.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = frozenset({"name", "note", "year"})


def read(data: bytes, *headers: frozenset[str]) -> Table:
    return read_table(data, archive="a.zip", member="m.csv", headers=headers or (NAMES,))


def rows(table: Table) -> list[tuple[object, ...]]:
    """Return the rows of the frame, the row number last."""
    return table.frame.rows()


def trouble(table: Table) -> list[tuple[int | None, str]]:
    assert {(p.archive, p.member) for p in table.problems} <= {("a.zip", "m.csv")}
    return [(problem.row, problem.kind) for problem in table.problems]


def lines(*texts: str, end: str = "\n") -> bytes:
    return "".join(text + end for text in ("Name,Note,Year", *texts)).encode()


def names(found: Sequence[tuple[object, ...]]) -> list[object]:
    return [row[0] for row in found]
