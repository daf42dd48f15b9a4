"""The event log as a file: Parquet, CSV or XES (the exchange format of process mining)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import polars as pl

from reciprocity.errors import UsageError
from reciprocity.files import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# What XML 1.0 cannot hold at all, escaped or not.
_NOT_XML = r"[^\t\n\r\x20-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]"
# Control characters but for tab and line breaks, and those that turn the direction of writing.
_STEERING = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}"
    r"\x{2066}-\x{2069}]"
)
# Spreadsheets take these beginnings for a formula.
_FORMULA = r"^[=+\-@\t\r]"


def writer_for(output: Path) -> Callable[[pl.DataFrame, pl.DataFrame, Path], None]:
    """Return what writes the format of a file name; UsageError for an ending it does not know."""
    writers = {".parquet": write_parquet, ".csv": write_csv, ".xes": write_xes}
    try:
        return writers[output.suffix.lower()]
    except KeyError:
        raise UsageError(f"Name the file .parquet, .csv or .xes, not {output.name}.") from None


def write_parquet(events: pl.DataFrame, people: pl.DataFrame, path: Path) -> None:
    """Write the log as it is, with the person's name beside the id.

    Packed at the lowest level: a tenth larger than at the usual one, in half the time. Statistics
    of columns would help nobody who reads the log whole.
    """
    with replacing(path) as file:
        _named(events, people).write_parquet(
            file, compression="zstd", compression_level=1, statistics=False
        )


def write_csv(events: pl.DataFrame, people: pl.DataFrame, path: Path) -> None:
    """Write the log as CSV, times in ISO with Z; a text that looks like a formula gets a quote."""
    times = [
        pl.col(name).dt.strftime("%Y-%m-%dT%H:%M:%SZ").alias(name) for name in ("at", "at_latest")
    ]
    with replacing(path) as file:
        harmless(_texts(_named(events, people)).with_columns(times)).write_csv(file)


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with no text that steers a terminal or that a spreadsheet would run."""
    texts = [column for column in frame.get_columns() if column.dtype == pl.String]
    return frame.with_columns(_harmless(column) for column in texts)


def _harmless(texts: pl.Series) -> pl.Series:
    """Return the texts of a column; one without such a text, as most are, is only looked at."""
    if texts.str.contains(_STEERING).any():
        texts = texts.str.replace_all(_STEERING, "")
    formula = texts.str.contains(_FORMULA).fill_null(value=False)
    return ("'" + texts).alias(texts.name).zip_with(formula, texts) if formula.any() else texts


def write_xes(events: pl.DataFrame, people: pl.DataFrame, path: Path) -> None:
    """Write the log as XES: one trace per person, one event per row, the activity as its name."""
    rows = _texts(_named(events, people)).filter(pl.col("person_id").is_not_null())
    rows = rows.with_columns(pl.col(pl.String).str.replace_all(_NOT_XML, "\ufffd"))
    with replacing(path) as file:
        for line in _xes(rows):
            file.write(line.encode("utf-8"))


def _named(events: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    names = people.select("person_id", pl.col("name").alias("person"))
    return events.join(names, on="person_id", how="left", maintain_order="left")


def _texts(events: pl.DataFrame) -> pl.DataFrame:
    """Return the log with plain texts for words and categories: names of files may be anything."""
    return events.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String))


def _xes(rows: pl.DataFrame) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">\n'
    for name in ("Concept", "Time", "Organizational"):
        prefix = {"Concept": "concept", "Time": "time", "Organizational": "org"}[name]
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield f'  <extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'
    for person in rows.partition_by("person_id", maintain_order=True):
        yield "  <trace>\n"
        first = person.row(0, named=True)
        yield _string("    ", "concept:name", first["person_id"])
        yield _string("    ", "person", first["person"])
        for row in person.iter_rows(named=True):
            yield from _event(row)
        yield "  </trace>\n"
    yield "</log>\n"


def _event(row: dict[str, Any]) -> Iterator[str]:
    yield "    <event>\n"
    yield _string("      ", "concept:name", row["activity"])
    yield _string("      ", "org:resource", row["actor"])
    for key, name in (("time:timestamp", "at"), ("at_latest", "at_latest")):
        if row[name] is not None:
            moment = row[name].strftime("%Y-%m-%dT%H:%M:%S+00:00")
            yield f'      <date key="{key}" value="{moment}"/>\n'
    for name in ("event_id", "platform", "precision", "certainty", "channel", "text", "archive",
                 "member"):  # fmt: skip
        yield _string("      ", name, row[name])
    yield f'      <int key="row" value="{row["row"]}"/>\n'
    yield "    </event>\n"


def _string(indent: str, key: str, value: str | None) -> str:
    if value is None:
        return ""
    quoted = quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return f'{indent}<string key="{key}" value={quoted}/>\n'
