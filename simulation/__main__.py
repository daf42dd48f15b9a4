"""`python -m simulation OUT --people 300 --seed 1` writes a simulated download and the truth."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulation.archive import file_name, pack
from simulation.truth import truth_csv
from simulation.world import Missing, build_world, downloads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulation.world import Download, World

TRUTH: Final = "truth.csv"


def write_world(folder: Path, world: World, taken: Sequence[Download]) -> tuple[list[Path], Path]:
    """Write these downloads of a world and, beside them, the truth; return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / file_name(download) for download in taken]
    for path, download in zip(paths, taken, strict=True):
        path.write_bytes(pack(world, download))
    truth = folder / TRUTH
    truth.write_bytes(truth_csv(world, taken).encode())
    return paths, truth


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what is asked for and print where it is."""
    parser = argparse.ArgumentParser(prog="python -m simulation", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="OUT")
    parser.add_argument("--people", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--downloads", type=int, choices=(1, 2), default=1)
    parser.add_argument("--missing", type=Missing, choices=list(Missing), default=Missing.NOTHING)
    options = parser.parse_args(arguments)
    try:
        world = build_world(options.seed, options.people)
    except ValueError as error:
        parser.error(str(error))
    taken = downloads(options.downloads, options.missing)
    paths, truth = write_world(options.folder, world, taken)
    for path in (*paths, truth):
        print(path)


if __name__ == "__main__":
    main()
