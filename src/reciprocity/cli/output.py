"""What the commands print on stdout: tables and stories for people, JSON and CSV for programs."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from io import BytesIO, StringIO
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

import orjson
import polars as pl
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reciprocity.cli.eventlog import harmless
from reciprocity.contracts import inspect_document, rank_document, timeline_document
from reciprocity.errors import UsageError
from reciprocity.printable import printable
from reciprocity.ranking import COUNTS, REPLIES
from reciprocity.report import tell_person
from reciprocity.report.choices import choices_toml
from reciprocity.report.words import VERDICTS, platform_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reciprocity.analysis import Analysis
    from reciprocity.inspection import ExportInfo, Inspection
    from reciprocity.sources.base import Drift

# Where stdout is no terminal there is no width to fit; a table is then as wide as it needs to be.
_WIDE: Final = 200
_FEW_PROBLEMS: Final = 10
_FEW_PAIRS: Final = 5
_HOW_TO_REPORT: Final = (
    "Please report this with what `reciprocity inspect --anonymous EXPORT...` prints: it names "
    "files, columns and keys, and nothing of yours."
)


@contextmanager
def printing() -> Iterator[Console]:
    """Yield a console whose text goes to stdout at the end, in colour on a terminal."""
    terminal = sys.stdout.isatty()
    text = StringIO()
    width = get_terminal_size().columns if terminal else _WIDE
    yield Console(
        file=text, markup=False, highlight=False, emoji=False, width=width,
        force_terminal=terminal, soft_wrap=not terminal,
    )  # fmt: skip
    emit(text.getvalue().encode())


def print_json(document: dict[str, Any]) -> None:
    """Write plain data to stdout as JSON."""
    data = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY)
    emit(data + b"\n")


def emit(data: bytes) -> None:
    """Write to stdout; whoever closed it has seen enough."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def chosen_people(analysis: Analysis, verdict: str | None, limit: int | None) -> list[str]:
    """Return the ids of the people to print, in report order."""
    scores = analysis.scores
    if verdict is not None:
        scores = scores[scores["verdict"] == verdict]
    return list(scores["person_id"].head(limit) if limit is not None else scores["person_id"])


def print_ranking(analysis: Analysis, people: list[str], format_: str) -> None:
    """Print the ranking of these people as table, json, csv or parquet."""
    if format_ == "json":
        print_json(rank_document(analysis, people))
        return
    frame = _ranking_frame(analysis, people)
    if format_ == "table":
        _print_table(analysis, frame)
    elif format_ == "csv":
        emit(harmless(frame).write_csv().encode())
    else:
        _print_parquet(frame)


def _print_parquet(frame: pl.DataFrame) -> None:
    if sys.stdout.isatty():
        raise UsageError("Parquet is not for the screen: send it to a file with > ranking.parquet.")
    data = BytesIO()
    frame.write_parquet(data)
    emit(data.getvalue())


def _ranking_frame(analysis: Analysis, people: list[str]) -> pl.DataFrame:
    names = dict(zip(analysis.people["person_id"], analysis.people["name"], strict=True))
    scores = analysis.scores[analysis.scores["person_id"].isin(people)]
    chosen = scores[["rank", "person_id", "verdict", "score", "low", "high", *COUNTS, *REPLIES]]
    frame = pl.from_pandas(chosen)
    named = pl.Series("name", [names[person] for person in scores["person_id"]], pl.String)
    return frame.insert_column(2, named)


def _print_table(analysis: Analysis, frame: pl.DataFrame) -> None:
    places = dict(zip(analysis.people["person_id"], analysis.people["platforms"], strict=True))
    several = len({place for person in places.values() for place in person}) > 1
    table = Table(box=box.SIMPLE_HEAD, title=None)
    for title in ("", "name", "verdict"):
        table.add_column(title, justify="right" if not title else "left")
    for title in ("score", "interval", "sent", "received", "pitches", "acts"):
        table.add_column(title, justify="right", no_wrap=True)
    if several:
        table.add_column("platform")
    for row in frame.iter_rows(named=True):
        where = [" and ".join(platform_words(places[row["person_id"]]))] if several else []
        table.add_row(*(Text(cell) for cell in (*_cells(row), *where)))
    people = "1 person" if frame.height == 1 else f"{frame.height} people"
    with printing() as console:
        console.print(table)
        console.print(
            Text(
                f"{people}, as of {analysis.as_of:%Y-%m-%d}. The score says how much somebody gave "
                "(+1) or took (-1) as far as this archive shows; see docs/method.md."
            )
        )
        for line in _elsewhere(analysis):
            console.print(Text(line))


def _elsewhere(analysis: Analysis) -> list[str]:
    """Return in lines who is not ranked because the user talks to them elsewhere."""
    names = dict(zip(analysis.people["person_id"], analysis.people["name"], strict=True))
    pairs = zip(analysis.elsewhere["person_id"], analysis.elsewhere["words"], strict=True)
    told = [f"  {printable(names[who])}: {printable(words)}" for who, words in pairs]
    return ["You talk elsewhere, so they are not judged:", *told] if told else []


def _cells(row: dict[str, Any]) -> list[str]:
    return [
        "" if row["rank"] is None else str(row["rank"]),
        printable(row["name"]),
        VERDICTS[row["verdict"]][0],
        f"{row['score']:+.2f}",
        f"{row['low']:+.2f} to {row['high']:+.2f}",
        str(row["messages_sent"]),
        str(row["messages_received"]),
        str(row["pitches_received"]),
        str(row["acts"]),
    ]


def print_timeline(analysis: Analysis, person_id: str, format_: str, timezone: str) -> None:
    """Print one person's story as text or json."""
    if format_ == "json":
        print_json(timeline_document(analysis, person_id))
        return
    section = tell_person(analysis, person_id, timezone=timezone)
    with printing() as console:
        where = f" ({' and '.join(section['platforms'])})" if len(section["platforms"]) > 1 else ""
        console.print(Text(f"{printable(section['name'])}{where}", style="bold"))
        for line in _verdict(section):
            console.print(Text(line))
        console.print()
        for step in section["steps"]:
            _print_step(console, step)
        console.print(Text(f"\nTimes are {timezone}."))


def _verdict(section: dict[str, Any]) -> list[str]:
    """Return verdict, reason and score in lines, or that the user talks to them elsewhere."""
    if section["elsewhere"]:
        return [printable(section["elsewhere"])]
    lines = [
        f"{VERDICTS[section['verdict']][0]}. {printable(section['why'])}",
        f"Score {section['score']:+.2f} ({section['low']:+.2f} to {section['high']:+.2f})",
    ]
    if section["reminder"]:
        lines += [section["reminder"]["said"], *section["reminder"]["toml"].splitlines()]
    return lines


def _print_step(console: Console, step: dict[str, Any]) -> None:
    said = "".join(text for _, text in step["said"])
    mark = "" if step["certainty"] == "observed" else " (inferred)"
    where = f", {step['platform']}" if step["platform"] else ""
    console.print(Text(f"{step['when']['text']}{where}{mark}", style="bold"))
    console.print(Text(f"  {printable(said)}"))
    for source in step["evidence"]:
        console.print(Text(f"  {printable(_cited(source))}", style="dim"))


def _cited(source: dict[str, Any]) -> str:
    return ", ".join(str(part) for part in source.values() if part)


def print_inspection(inspection: Inspection, format_: str, *, verbose: bool = False) -> None:
    """Print what is in the archives as text or json; verbose: every suggestion, however many."""
    if format_ == "json":
        print_json(inspect_document(inspection))
        return
    counted = inspection.events["activity"].value_counts(sort=True).sort("activity")
    said = ", ".join(f"{row['activity']} {row['count']}" for row in counted.iter_rows(named=True))
    with printing() as console:
        for info in inspection.exports:
            _print_export(console, info)
        console.print(Text("Events", style="bold"))
        console.print(Text(f"  {said}"))
        _print_problems(console, inspection)
        _print_suggestions(console, inspection, verbose=verbose)


def _print_export(console: Console, info: ExportInfo) -> None:
    console.print(Text(printable(info.name), style="bold"))
    console.print(
        Text(
            f"  {info.platform}, {info.kind}, exported {info.exported_at:%Y-%m-%d %H:%M} UTC, "
            f"confidence {info.confidence:.0%}"
        )
    )
    console.print(Text(f"  because {'; '.join(printable(why) for why in info.reasons)}"))
    if info.advice:
        console.print(Text(f"  {info.advice}", style="bold"))
    for kind in ("read", "ignored", "unknown", "unreadable"):
        names = info.members[kind]
        if names:
            shown = ", ".join(printable(name) for name in names)
            console.print(Text(f"  {kind} ({len(names)}): {shown}"))
    console.print(Text("  what it could show:"))
    for kind, window in info.coverage.items():
        seen = f"{window['from'][:10]} to {window['to'][:10]}" if window["from"] else "nothing"
        console.print(Text(f"    {kind}: {seen} ({window['basis']})"))
    kept = ", ".join(f"{kind} {number}" for kind, number in info.apart.items()) or "none"
    console.print(
        Text(
            f"  kept apart: {kept}; exact duplicates: {info.duplicates}; connections of closed "
            f"accounts: {info.blank_connections}"
        )
    )
    _print_drift(console, info.drift)
    console.print()


def _print_drift(console: Console, drifts: Sequence[Drift]) -> None:
    """Print the columns, keys and domains that are new, and how to report them."""
    if not drifts:
        return
    console.print(Text("  new to this version, left aside while the rest was read as ever:"))
    for drift in drifts:
        more = [f"{drift.others} whose names are not shown"] if drift.others else []
        named = ", ".join([*(printable(name) for name in drift.new), *more])
        console.print(Text(f"    {printable(drift.member)} ({drift.kind}): {named}"))
    console.print(Text(f"  {_HOW_TO_REPORT}"))


def _print_problems(console: Console, inspection: Inspection) -> None:
    console.print(Text(f"Problems: {len(inspection.problems)}", style="bold"))
    for problem in inspection.problems[:_FEW_PROBLEMS]:
        row = f", row {problem.row}" if problem.row is not None else ""
        place = printable(f"{problem.archive}: {problem.member or 'as a whole'}{row}")
        console.print(Text(f"  {place}: {problem.kind}. {printable(problem.hint)}"))
    more = len(inspection.problems) - _FEW_PROBLEMS
    if more > 0:
        console.print(Text(f"  and {more} more; --format json lists them all"))


def _print_suggestions(console: Console, inspection: Inspection, *, verbose: bool) -> None:
    """Print how many pairs are or may be one person, and the file for --people with all of them."""
    joined = [(*link.ids, "; ".join(link.reasons)) for link in inspection.joined]
    number = len(joined) + len(inspection.suggestions)
    if joined:
        taken = f"Taken to be one person on both platforms: {_pairs(len(joined))}"
        console.print(Text(taken, style="bold"))
    maybe = f"Perhaps one person each: {_pairs(len(inspection.suggestions))}"
    console.print(Text(maybe, style="bold"))
    if number and not verbose and number > _FEW_PAIRS:
        console.print(Text("  reciprocity -v inspect writes them as a file for --people"))
    elif number:
        people = inspection.people
        names = dict(zip(people["person_id"], people["name"], strict=True))
        text = choices_toml(inspection.suggestions, names, joined)
        console.print(Text(f"\n{text}"), soft_wrap=True)


def _pairs(number: int) -> str:
    return "1 pair" if number == 1 else f"{number} pairs"
