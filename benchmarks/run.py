"""Measures time and memory of the commands on large downloads, beside a floor.

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
from functools import partial
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
_CONNECTIONS, _MESSAGES = 10_000, 250_000
_THREADS, _FACEBOOK_MESSAGES = 2_300, 1_000_000
_REPEAT: Final = 3
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
class Scoring:
    """Every one-to-one message scored, in one process.

    Seconds on the wall and of all processors, and the peak memory in bytes.
    """

    messages: int
    read: float
    read_cpu: float
    score: float
    score_cpu: float
    peak: int

    def __str__(self) -> str:
        """Return the figures as a sentence."""
        return (
            f"Scoring {self.messages:,} one-to-one messages: {self.score:.2f} s, "
            f"reading them: {self.read:.2f} s, ratio {self.score / self.read:.1f} "
            f"({self.score_cpu / self.read_cpu:.1f} in processor time), "
            f"peak memory {self.peak / _MIB:,.0f} MiB"
        )


@dataclass(frozen=True, kw_only=True)
class Report:
    """The report made in one process: bytes of the page, seconds of making it and of everything."""

    people: int
    sections: int
    size: int
    render: float
    whole: float

    def __str__(self) -> str:
        """Return the figures as a sentence."""
        return (
            f"The report of {self.people:,} people, {self.sections:,} of them in full: "
            f"{self.size / 1e6:.1f} MB, rendered in {self.render:.2f} s of {self.whole:.2f} s, "
            f"ratio {self.render / self.whole:.2f}"
        )


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A platform whose downloads are measured.

    generator: the module that writes them; its options are the names in sizes, which are the
    numbers of the full download. commands: those measured when nobody asks for others.
    """

    platform: str
    generator: str
    sizes: dict[str, int]
    commands: tuple[str, ...]

    def __str__(self) -> str:
        """Return platform and size for people to read."""
        sizes = ", ".join(f"{size:,} {name}" for name, size in self.sizes.items())
        return f"{self.platform}: {sizes}"


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


def generate(folder: Path, subject: Subject) -> Exports:
    """Write the downloads below the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [each for name, size in subject.sizes.items() for each in (f"--{name}", str(size))]
    run_alone(["-m", subject.generator, str(folder), *sizes], folder)
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


def measure(exports: Exports, commands: Sequence[str], repeat: int) -> list[Figure]:
    """Return the figures of the commands, then the floor: medians of several rounds."""
    rounds = []
    for number in range(1, repeat + 1):
        say(f"Round {number} of {repeat}: the floor, {', '.join(commands)}.")
        floor = measure_floor(exports)
        rounds.append([*(measure_command(name, exports, floor) for name in commands), floor])
    return [median_of(figures) for figures in zip(*rounds, strict=True)]


def measure_scoring(exports: Exports, repeat: int) -> Scoring:
    """Return how long scoring takes beside reading: the round of median ratio."""
    rounds = []
    for number in range(1, repeat + 1):
        say(f"Round {number} of {repeat}: scoring.")
        run = run_alone(["-m", "benchmarks.scoring", str(exports.full)], exports.scratch)
        rounds.append(Scoring(peak=run.peak, **json.loads(printed(exports.scratch))))
    return sorted(rounds, key=lambda one: one.score / one.read)[len(rounds) // 2]


def measure_report(exports: Exports, repeat: int) -> Report:
    """Return size and time of the report: the round of median share."""
    rounds = []
    for number in range(1, repeat + 1):
        say(f"Round {number} of {repeat}: the report.")
        run_alone(["-m", "benchmarks.page", str(exports.full)], exports.scratch)
        rounds.append(Report(**json.loads(printed(exports.scratch))))
    return sorted(rounds, key=lambda one: one.render / one.whole)[len(rounds) // 2]


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
    number = partial(parser.add_argument, type=int, metavar="N")
    parser.add_argument("--only", choices=("linkedin", "facebook"), help="this platform alone")
    number("--connections", default=_CONNECTIONS, help="of LinkedIn")
    number("--messages", default=_MESSAGES, help="of LinkedIn")
    number("--threads", default=_THREADS, help="of Facebook")
    number("--facebook-messages", default=_FACEBOOK_MESSAGES, help="of Facebook")
    parser.add_argument(
        "--commands", nargs="+", choices=COMMANDS,
        help="measure these (LinkedIn: all; Facebook: events)",
    )  # fmt: skip
    number("--repeat", default=_REPEAT, help="rounds, of which the medians are shown")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the downloads there")
    parser.add_argument(
        "--profile", nargs="?", const="cumulative", choices=("cumulative", "tottime"),
        help="say instead where the time goes, stage by stage",
    )  # fmt: skip
    return parser.parse_args(arguments)


def subjects(options: argparse.Namespace) -> list[Subject]:
    """Return what is measured, with the sizes that were asked for."""
    every = [
        Subject(
            platform="linkedin",
            generator="benchmarks.generate",
            sizes={"connections": options.connections, "messages": options.messages},
            commands=tuple(options.commands or COMMANDS),
        ),
        Subject(
            platform="facebook",
            generator="benchmarks.generate_facebook",
            sizes={"messages": options.facebook_messages, "threads": options.threads},
            commands=tuple(options.commands or ("events",)),
        ),
    ]
    return [subject for subject in every if options.only in {None, subject.platform}]


def _measure_in(folder: Path, options: argparse.Namespace) -> None:
    machine = describe_machine()
    tables, scorings, reports = {}, {}, dict[str, Report]()
    for subject in subjects(options):
        exports = generate(folder.resolve() / subject.platform, subject)
        print(f"{subject}", flush=True)
        if options.profile:
            _profile(exports, subject, options.profile)
            continue
        figures = measure(exports, subject.commands, options.repeat)
        print(f"\n{format_table(figures)}\n", flush=True)
        scoring = measure_scoring(exports, options.repeat)
        print(f"{scoring}\n", flush=True)
        if "report" in subject.commands:
            reports[subject.platform] = measure_report(exports, options.repeat)
            print(f"{reports[subject.platform]}\n", flush=True)
        tables[subject.platform] = [asdict(figure) for figure in figures]
        scorings[subject.platform] = asdict(scoring)
    print(", ".join(f"{name} {value}" for name, value in machine.items()))
    if options.json:
        pages = {name: asdict(report) for name, report in reports.items()}
        document = {"machine": machine, "figures": tables, "scoring": scorings, "report": pages}
        options.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _profile(exports: Exports, subject: Subject, order: str) -> None:
    arguments = ["-m", "benchmarks.stages", str(exports.full), order, *subject.commands]
    run_alone(arguments, exports.scratch)
    print(printed(exports.scratch))


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
