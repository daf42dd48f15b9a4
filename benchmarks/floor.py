"""The floor: how long it takes to inflate a download in memory and read its files, and no more.

`python -m benchmarks.floor ZIP` prints the seconds, without the start of Python and the imports.
"""

from __future__ import annotations

import re
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

# The tables that reciprocity reads too.
_READ: Final = re.compile(
    r"(Connections|Invitations|messages|Profile|Endorsement_\w+_Info|Recommendations_\w+)\.csv"
)
_HEADER: Final = re.compile(
    rb"^\"?(First Name|From|CONVERSATION ID|Endorsement Date)\b", re.MULTILINE
)


def read_tables(path: Path) -> dict[str, pl.DataFrame]:
    """Return member -> table of a LinkedIn download, every column as text."""
    tables = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if _READ.fullmatch(name):
                content = archive.read(name)
                header = _HEADER.search(content)
                start = header.start() if header else 0
                tables[name] = pl.read_csv(content[start:], infer_schema=False)
    return tables


def read_values(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield member and value of a Facebook download, threads and lists; media stay packed.

    One after the other, so that the floor need not hold them all.
    """
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                yield name, orjson.loads(archive.read(name))


def main() -> None:
    """Print how many seconds one reading takes."""
    path = Path(sys.argv[1])
    start = time.perf_counter()
    if path.name.startswith("facebook-"):
        for _ in read_values(path):
            pass
    else:
        read_tables(path)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
