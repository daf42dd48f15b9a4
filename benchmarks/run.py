"""Measures time and memory of the commands on a large download, beside a floor.

Every figure comes from a process of its own. See README.md for how to read them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, fields, replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
COMMANDS: Final = {
    "rank": ("rank", "--format", "json"),
    "events": ("events", "-o", "events.parquet"),
    "report": ("report", "-o", "report.html"),
}
_CONNECTIONS, _MESSAGES, _REPEAT = 10_000, 250_000, 3
_PRINTED: Final = "printed.txt"
_MIB: Final = 1 << 20
# ru_maxrss is in bytes on macOS and in KiB elsewhere.
_RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, kw_only=True)
class Run:
    """One process: wall time and processor time of all cores in seconds, peak memory in bytes."""

    wall: float
    cpu: float
    peak: int


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table: seconds and bytes; ratio is None for the floor itself."""

    name: str
    wall: float
    wall_empty: float | None
    cpu: float
    peak: int
    peak_empty: int | None
    ratio: float | None


@dataclass(frozen=True, kw_only=True)
class Exports:
    """The two downloads that are measured, and where output may be written."""

    full: Path
    empty: Path
    scratch: Path


def say(sentence: str) -> None:
    """Tell on stderr how far it has come."""
    print(sentence, file=sys.stderr, flush=True)


def run_alone(arguments: Sequence[str], scratch: Path) -> Run:
    """Run Python with these arguments in a process of its own; RuntimeError when it fails.

    What it prints goes to a file, see `printed`. The peak is that of this process alone. The one
    that measures must stay small: on Linux a child begins with the peak of its parent.
    """
    with (scratch / _PRINTED).open("wb") as file:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall=wall, cpu=cpu, peak=usage.ru_maxrss * _RSS_UNIT)


def printed(scratch: Path) -> str:
    """Return what the last process printed; a ranking is too large for this."""
    return (scratch / _PRINTED).read_text(encoding="utf-8")


def generate(folder: Path, connections: int, messages: int) -> Exports:
    """Write the downloads below the folder."""
    arguments = ["-m", "benchmarks.generate", str(folder)]
    arguments += ["--connections", str(connections), "--messages", str(messages)]
    run_alone(arguments, folder)
    full, empty = printed(folder).splitlines()
    return Exports(full=Path(full), empty=Path(empty), scratch=folder)


def measure_floor(exports: Exports) -> Figure:
    """Return the floor; its wall time is measured inside the process, after the imports."""
    run = run_alone(["-m", "benchmarks.floor", str(exports.full)], exports.scratch)
    return Figure(
        name="floor",
        wall=float(printed(exports.scratch)),
        wall_empty=None,
        cpu=run.cpu,
        peak=run.peak,
        peak_empty=None,
        ratio=None,
    )


def measure_command(name: str, exports: Exports, floor: Figure) -> Figure:
    """Return the figures of one command on both downloads."""
    full, empty = (
        run_alone(_command(name, export, exports.scratch), exports.scratch)
        for export in (exports.full, exports.empty)
    )
    return Figure(
        name=name,
        wall=full.wall,
        wall_empty=empty.wall,
        cpu=full.cpu,
        peak=full.peak,
        peak_empty=empty.peak,
        ratio=(full.wall - empty.wall) / floor.wall,
    )


def _command(name: str, export: Path, scratch: Path) -> list[str]:
    command, option, value = COMMANDS[name]
    value = str(scratch / value) if option == "-o" else value
    return ["-m", "reciprocity", "-q", command, str(export), option, value]


def measure(exports: Exports, repeat: int) -> list[Figure]:
    """Return the figures of all commands, then the floor: medians of several rounds."""
    rounds = []
    for number in range(1, repeat + 1):
        say(f"Round {number} of {repeat}: the floor, {', '.join(COMMANDS)}.")
        floor = measure_floor(exports)
        rounds.append([*(measure_command(name, exports, floor) for name in COMMANDS), floor])
    return [median_of(figures) for figures in zip(*rounds, strict=True)]


def median_of(figures: Sequence[Figure]) -> Figure:
    """Return the median of each figure of one command."""
    columns = {field.name: [getattr(f, field.name) for f in figures] for field in fields(Figure)}
    medians: dict[str, Any] = {
        name: None if None in values else statistics.median(values)
        for name, values in columns.items()
        if name != "name"
    }
    return replace(figures[0], **medians)


def describe_machine() -> dict[str, str | float | None]:
    """Return what the figures depend on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        **{name: version(name) for name in ("reciprocity", "polars", "pandas")},
    }


def format_table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    head = ("", "wall", "empty", "cpu", "peak memory", "empty", "ratio to the floor")
    rows = [head, ("---", *["---:"] * 6), *map(_cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(f"| {_line(row, widths)} |" for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0])]
    cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return " | ".join(cells)


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        f"{figure.wall:.2f} s",
        _optional(figure.wall_empty, lambda seconds: f"{seconds:.2f} s"),
        f"{figure.cpu:.2f} s",
        f"{figure.peak / _MIB:,.0f} MiB",
        _optional(figure.peak_empty, lambda size: f"{size / _MIB:,.0f} MiB"),
        _optional(figure.ratio, lambda ratio: f"{ratio:.1f}"),
    )


def _optional(value: float | None, text: Callable[[float], str]) -> str:
    return "" if value is None else text(value)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--connections", type=int, default=_CONNECTIONS, metavar="N")
    parser.add_argument("--messages", type=int, default=_MESSAGES, metavar="N")
    parser.add_argument(
        "--repeat",
        type=int,
        default=_REPEAT,
        metavar="N",
        help="rounds, of which the medians are shown",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the downloads there")
    parser.add_argument(
        "--profile", nargs="?", const="cumulative", choices=("cumulative", "tottime"),
        help="say instead where the time goes, stage by stage",
    )  # fmt: skip
    return parser.parse_args(arguments)


def _measure_in(folder: Path, options: argparse.Namespace) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    exports = generate(folder.resolve(), options.connections, options.messages)
    if options.profile:
        arguments = ["-m", "benchmarks.stages", str(exports.full), options.profile]
        run_alone(arguments, exports.scratch)
        print(printed(exports.scratch), end="")
        return
    machine = describe_machine()
    figures = measure(exports, options.repeat)
    print(f"{options.connections:,} connections, {options.messages:,} messages")
    print(", ".join(f"{name} {value}" for name, value in machine.items()), end="\n\n")
    print(format_table(figures))
    if options.json:
        document = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
        options.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Generate, measure and print."""
    options = _options(arguments)
    if options.keep:
        _measure_in(options.keep, options)
        return
    with TemporaryDirectory(prefix="reciprocity-bench-") as folder:
        _measure_in(Path(folder), options)


if __name__ == "__main__":
    main()
