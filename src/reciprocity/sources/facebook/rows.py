"""All messages of an archive in one frame: timed, in order, each once.

Facts: facebook.md sections 4, 6.3 and 9 (points 11 and 13).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
import pyarrow as pa

from reciprocity.events import TIME, word
from reciprocity.sources.facebook.columns import BROKEN, MINUTE_MS, PLAIN, mended
from reciprocity.sources.part import row_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reciprocity.problems import Problem
    from reciprocity.sources.facebook.columns import Columns
    from reciprocity.sources.facebook.threads import ThreadFile

# Facebook opened on 4 February 2004; nothing is believed that claims to be older, or of a century
# to come. Times are ms since 1970, UTC; what is too small for that was written in seconds.
_OLDEST_MS: Final = 1_075_593_600_000
_NEWEST_MS: Final = 4_102_444_800_000
_SECONDS_BELOW: Final = 100_000_000_000

_THREAD_SHIFT: Final = 1 << 42  # above every believable time
_SAME: Final = ("key", "sender", "text", "form", "behind")
_ATTACHED: Final = {"shared": pl.String(), "behind": pl.String()}


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Messages in order, and what became of the others.

    frame: thread, file (places in their lists), row (1-based in the file), sender (number of the
    name), ms (since 1970, UTC), text ("" for none), form (see Columns), attached (a place in
    `attached`, 0 for nothing); by thread, oldest first. Files hold the newest first, so of two
    messages of one moment the higher row is the older (section 4), but those of encrypted chats
    (5). attached: shared, behind (see Columns) of the few messages that have any; the first row is
    empty. duplicates: how many rows repeated another in everything.
    """

    frame: pl.DataFrame
    attached: pl.DataFrame
    problems: tuple[Problem, ...]
    duplicates: int


def gather_rows(files: Sequence[ThreadFile], threads: Sequence[int], text: bytearray) -> Rows:
    """Return the messages of all files; `threads` holds the number of each file's thread.

    `files` has those of one thread side by side, the newest part first. text: Threads.text, which
    nothing may be added to any more.
    """
    laid = _Laid(files, threads)
    attached = _attached(laid)
    loose = _frame(laid, _texts(laid, text))
    good = pl.col("ms").is_between(_OLDEST_MS, _NEWEST_MS)
    bad = _problems(loose.filter(~good), files)
    ordered = _ordered(loose if not bad else loose.filter(good))
    distinct = _distinct(ordered, attached["behind"], files)
    return Rows(
        frame=distinct.drop("key"),
        attached=attached,
        problems=(*bad, *_untold(laid, loose, good, files)),
        duplicates=ordered.height - distinct.height,
    )


class _Laid:
    """Where the messages of all files come to lie: by thread, its oldest file and message first.

    columns: those of each file in this order; numbers: its place in `files`; lengths, starts: how
    many messages it has, and the place of the first; inside: which come one after the other in
    Threads.text; before: how many messages have their texts before those of a file there.
    """

    def __init__(self, files: Sequence[ThreadFile], threads: Sequence[int]) -> None:
        self._step = 1 if all(file.oldest_first for file in files) else -1
        self.numbers = sorted(range(len(files)), key=lambda n: (threads[n], self._step * n))
        self.columns = [files[n].columns for n in self.numbers]
        self.lengths = np.array([len(of.times) for of in self.columns], np.int64)
        self.starts = np.cumsum(self.lengths) - self.lengths
        self.inside = np.argsort([files[n].text_at for n in self.numbers], kind="stable")
        self.before = np.empty_like(self.starts)
        there = self.lengths[self.inside]
        self.before[self.inside] = np.cumsum(there) - there
        self.height = int(self.lengths.sum())
        self.threads = np.array([threads[n] for n in self.numbers], np.uint32)

    def each(self, told: Sequence[int] | NDArray[Any], kind: type[np.generic]) -> NDArray[Any]:
        """Return for each message what is told of its file."""
        return np.repeat(np.asarray(told, kind), self.lengths)

    def column(self, name: str, kind: type[np.generic]) -> NDArray[Any]:
        """Return a column that has a number for each message."""
        return _joined([_array(of, name)[:: self._step] for of in self.columns], kind)

    def rows(self) -> NDArray[Any]:
        """Return the row of each message in its file, 1-based."""
        return _joined([np.arange(1, n + 1)[:: self._step] for n in self.lengths], np.uint32)

    def places(self, name: str) -> NDArray[Any]:
        """Return where the messages come to lie that a sparse column names."""
        found = zip(self.columns, self.starts, self.lengths, strict=True)
        return _joined([self.within(_array(of, name), *at) for of, *at in found], np.int64)

    def within(self, places: NDArray[Any], start: int, length: int) -> NDArray[Any]:
        """Return where the messages at these places of a file come to lie."""
        return start + (places if self._step > 0 else length - 1 - places)


def _array(of: Columns, name: str) -> NDArray[np.int64]:
    return np.frombuffer(getattr(of, name), np.int64)


def _frame(laid: _Laid, texts: pl.Series) -> pl.DataFrame:
    """Return the frame of Rows; `texts` are those of _texts."""
    ms, rows = laid.column("times", np.int64), laid.rows()
    small = np.abs(ms) < _SECONDS_BELOW
    return pl.DataFrame(
        {
            "thread": laid.each(laid.threads, np.uint32),
            "file": laid.each(laid.numbers, np.uint32),
            "row": rows,
            "sender": laid.column("senders", np.uint32),
            "ms": np.where(small, ms * 1000, ms) if small.any() else ms,
            "text": texts.gather(laid.each(laid.before, np.int64) + rows - 1),
            "form": _forms(laid),
            "attached": _attached_at(laid),
        }
    )


def _joined(parts: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *parts]).astype(kind, copy=False)


def _texts(laid: _Laid, text: bytearray) -> pl.Series:
    """Return all texts in the order of Threads.text.

    The bytes of none of them are taken apart, but where some are amiss. Raises ValueError when the
    files are not all those that the text is of.
    """
    lengths = _joined([_array(laid.columns[n], "lengths") for n in laid.inside], np.int64)
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    if offsets[-1] != len(text):
        raise ValueError("these are not all files of the text")
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(text)]
    written = pa.Array.from_buffers(pa.large_string(), len(lengths), buffers)
    try:
        written.validate(full=True)
    except pa.ArrowInvalid:
        texts = [mended(bytes(text[start:end])) for start, end in pairwise(offsets.tolist())]
        return pl.Series("text", texts, dtype=pl.String)
    return pl.Series("text", written, dtype=pl.String)


def _forms(laid: _Laid) -> NDArray[Any]:
    forms = np.full(laid.height, PLAIN, np.uint8)
    for of, start, length in zip(laid.columns, laid.starts, laid.lengths, strict=True):
        if of.forms:
            places, told = np.array(of.forms, np.int64).T
            forms[laid.within(places, start, length)] = told
    return forms


def _attached(laid: _Laid) -> pl.DataFrame:
    """Return shared and behind of every message with attachments, after an empty row."""
    table = pl.DataFrame(
        {
            "shared": [None, *chain.from_iterable(of.shared for of in laid.columns)],
            "behind": [None, *chain.from_iterable(of.behind for of in laid.columns)],
        },
        schema=_ATTACHED,
    )
    # Parts of a download hold one file under several folders: its own name is what counts.
    return table.with_columns(pl.col("behind").str.replace_all(r"[^\n]*/", ""))


def _attached_at(laid: _Laid) -> NDArray[Any]:
    """Return for each message its place in _attached, 0 for nothing."""
    places = laid.places("attached_at")
    at = np.zeros(laid.height, np.uint32)
    at[places] = np.arange(1, len(places) + 1)
    return at


def reactions_in(files: Sequence[ThreadFile]) -> pl.DataFrame:
    """Return every reaction: file and row of the message, `by` (number of a name), stamp."""
    parts = [file.columns for file in files]
    counts = [len(part.reacted_at) for part in parts]
    kept = {"row": "reacted_at", "by": "reactors", "stamp": "stamps"}
    columns = {
        name: _joined([np.frombuffer(getattr(part, told), np.int64) for part in parts], np.int64)
        for name, told in kept.items()
    }
    places = np.repeat(np.arange(len(files), dtype=np.uint32), counts)
    return pl.DataFrame({"file": places, **columns}).with_columns(pl.col("row") + 1)


def row_in_member(files: Sequence[ThreadFile], rows: pl.DataFrame) -> pl.Series:
    """Return the place of each row (file, row) among all messages of its member, 1-based.

    It is the row itself but for the pages of before 2018, which hold many threads and no reactions.
    """
    before = pl.Series([file.first_row - 1 for file in files], dtype=pl.Int64)
    return (rows["row"].cast(pl.Int64) + before.gather(rows["file"])).alias("row")


def within_of(files: Sequence[ThreadFile], rows: pl.DataFrame) -> pl.Series | None:
    """Return how exact the time of each row is (see Columns.within), None if all are to the second.

    rows: file and row, as in Rows.frame.
    """
    parts = [file.columns for file in files]
    if not any(len(part.within) for part in parts):
        return None
    lengths = [len(part.times) for part in parts]
    starts = np.cumsum([0, *lengths[:-1]])
    told = [
        np.frombuffer(part.within, np.int64) if len(part.within) else np.zeros(length, np.int64)
        for part, length in zip(parts, lengths, strict=True)
    ]
    places = starts[rows["file"].to_numpy()] + rows["row"].to_numpy() - 1
    return pl.Series("within", _joined(told, np.int64)[places])


def exactness(within: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return precision and at_latest of rows with `at`, by how exact that is (Columns.within)."""
    vague = within > MINUTE_MS
    precision = (
        pl.when(vague)
        .then(word("precision", "interval"))
        .when(within == MINUTE_MS)
        .then(word("precision", "minute"))
        .otherwise(word("precision", "second"))
    )
    latest = (pl.col("at").dt.epoch("us") + within * 1000).cast(TIME)
    return precision, pl.when(vague).then(latest).otherwise("at")


def _problems(bad: pl.DataFrame, files: Sequence[ThreadFile]) -> tuple[Problem, ...]:
    if not bad.height:
        return ()
    where = _where(bad, files)
    broken = pl.col("ms") == BROKEN
    return (
        *row_problems(
            where.filter(broken), "broken row", "This entry is no message, or has no date to read."
        ),
        *row_problems(
            where.filter(~broken),
            "impossible date",
            "This message has no time at which Facebook existed; left out.",
        ),
    )


def _untold(
    laid: _Laid, loose: pl.DataFrame, good: pl.Expr, files: Sequence[ThreadFile]
) -> tuple[Problem, ...]:
    found = [
        (n, row + 1) for n, of in zip(laid.numbers, laid.columns, strict=True) for row in of.untold
    ]
    if not found:
        return ()
    named = pl.DataFrame(found, schema={"file": pl.UInt32, "row": pl.UInt32}, orient="row")
    where = _where(loose.filter(good).join(named, on=["file", "row"], how="semi"), files)
    return row_problems(where, "broken row", "What it says is no text; it counts as empty.")


def _where(rows: pl.DataFrame, files: Sequence[ThreadFile]) -> pl.DataFrame:
    """Return archive, member, row in it and ms of some rows, in the order of the files."""
    rows = rows.sort("file", "row")
    return rows.select(
        row_in_member(files, rows),
        "ms",
        archive=pl.Series([f.archive for f in files], dtype=pl.String).gather(rows["file"]),
        member=pl.Series([f.path for f in files], dtype=pl.String).gather(rows["file"]),
    )


def _ordered(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows by thread, oldest first, with a key of thread and time.

    So they lie already, but where the files of a thread overlap or one is in no order.
    """
    keyed = rows.with_columns(key=pl.col("thread").cast(pl.Int64) * _THREAD_SHIFT + pl.col("ms"))
    key = keyed["key"]
    return keyed if key.is_sorted() else keyed[np.argsort(key.to_numpy(), kind="stable")]


def _distinct(rows: pl.DataFrame, behind: pl.Series, files: Sequence[ThreadFile]) -> pl.DataFrame:
    """Return the rows without those that repeat another in everything.

    behind: of what `attached` counts.
    Parts of a download overlap, and group messages are stored a second time (section 9, point 11).
    Where times are not to the millisecond, a file's own rows repeat nothing: somebody says "ok"
    twice within a minute.
    """
    key = pl.col("key")
    twin = (key == key.shift(1)) | (key == key.shift(-1))
    numbered = rows.with_row_index("place")
    twins = numbered.filter(twin.fill_null(value=False))
    twins = twins.with_columns(behind=behind.gather(twins["attached"]))
    rough = [place for place, file in enumerate(files) if len(file.columns.within)]
    nth = pl.int_range(pl.len()).over("file", *_SAME) if rough else pl.lit(0)
    counted = pl.when(pl.col("file").is_in(rough)).then(nth).otherwise(0)
    repeats = twins.filter(~pl.struct(*_SAME, nth=counted).is_first_distinct())["place"]
    if not repeats.len():
        return rows
    kept = np.ones(rows.height, dtype=bool)
    kept[repeats.to_numpy()] = False
    return rows.filter(pl.Series(kept))
