"""From the threads of an archive to events. Facts: facebook.md sections 4 and 9."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from reciprocity.events import COLUMNS
from reciprocity.problems import Problem
from reciprocity.sources.base import RAW_COLUMNS
from reciprocity.sources.facebook.casting import Thread, cast_threads
from reciprocity.sources.facebook.columns import MEMBERSHIP, PLAIN
from reciprocity.sources.facebook.learning import learn_accepted, learn_connected
from reciprocity.sources.facebook.lines import LINE, candidates, folded, kind_of
from reciprocity.sources.facebook.outcomes import (
    KINDS_APART,
    Scene,
    connected_lines,
    parted,
    reactions_of,
    told,
)
from reciprocity.sources.facebook.rows import gather_rows
from reciprocity.sources.facebook.threads import CUTOVER
from reciprocity.sources.part import APART_COLUMNS, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.sources.base import Owner
    from reciprocity.sources.facebook.threads import ThreadFile, Threads

CONNECTED_COLUMNS: Final = {
    **RAW_COLUMNS,
    "learned": pl.Boolean(),
    "ambiguous": pl.Boolean(),
}

_STAGE_COLUMNS: Final = {
    "conversation_id": COLUMNS["conversation_id"],
    "is_group": pl.Boolean(),
    "name": pl.String(),
    "kind": KINDS_APART,
    "pending": pl.Boolean(),
    "is_self": pl.Boolean(),
}
# A few messages of which nothing is left are nothing strange.
_WORDLESS_LEAST: Final = 5
_WORDLESS_SHARE: Final = 0.5
_LEARNED: Final = {"connected": LINE["connected"], "can message": LINE["accepted"]}


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What the threads say.

    connected: the lines that say that two became friends, RAW_COLUMNS with `learned` (the line was
    learned from the data) and `ambiguous` (several threads of two are with somebody of this name);
    the actor is the sender, probably whoever accepted (section 4.4). They are apart rows, too.
    cutover: ids of conversations under e2ee_cutover. learned: kinds of line learned from the data.
    """

    part: Part
    connected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CONNECTED_COLUMNS))
    cutover: frozenset[str] = frozenset()
    learned: tuple[str, ...] = ()


def read_talk(threads: Threads, owner: Owner, friends: pl.DataFrame) -> Talk:
    """Read every thread; `friends` are the raw events of the friends lists (name, at).

    Conversations of the owner with nobody but the owner are left out. Raises nothing: what cannot
    be read is a problem.
    """
    files = threads.files
    if not files:
        return Talk(part=Part())
    if owner.name is None and not owner.names:
        return Talk(part=Part(problems=(_owner_unknown(files[0]),)), cutover=_cutover(files))
    names = threads.names
    cast = cast_threads(files, names, owner)
    numbers = [n for n, thread in enumerate(cast) for _ in thread.files]
    gathered = gather_rows(files, numbers, threads.text)
    if _is_wordless(gathered.frame):
        problems = (*gathered.problems, _no_words(files[0]))
        return Talk(part=Part(problems=problems), cutover=_cutover(files))
    rows = gathered.frame.with_columns(line=_line_numbers(gathered.frame, cast))
    stage = _stage(rows, cast, pages_apart=not all(file.page for file in files))
    if stage["is_self"].any():
        rows = rows.filter(~stage["is_self"].gather(rows["thread"]))
    rows, learned = _with_learned(_without_group_lines(rows, stage), stage, friends)
    owned = pl.Series([cast[0].is_owner(name) for name in names], dtype=pl.Boolean)
    people = pl.DataFrame({"name": pl.Series(names, dtype=pl.String), "is_owner": owned})
    scene = Scene(
        rows=rows, shared=gathered.attached["shared"], stage=stage, people=people, files=files
    )
    messages = told(scene)
    events, apart = parted(
        pl.concat([messages.select(list(APART_COLUMNS)), reactions_of(scene, messages)])
    )
    return Talk(
        part=Part(
            events=events,
            apart=apart,
            problems=gathered.problems,
            duplicates=gathered.duplicates,
        ),
        connected=connected_lines(messages),
        cutover=_cutover(files),
        learned=learned,
    )


def _owner_unknown(file: ThreadFile) -> Problem:
    return Problem(
        archive=file.archive,
        member=file.path,
        row=None,
        kind="owner unknown",
        hint="Nothing tells which side of the conversations is yours: name it with --owner.",
    )


def _is_wordless(rows: pl.DataFrame) -> bool:
    """Return whether most plain messages say and hold nothing, as hardly any does (4.2)."""
    alone = (pl.col("attached") == 0) & (pl.col("form") == PLAIN)
    silent = alone & (pl.col("text").str.len_bytes() == 0)
    held, bare = rows.select(alone.sum().alias("held"), silent.sum().alias("bare")).row(0)
    return bool(bare >= _WORDLESS_LEAST and bare > _WORDLESS_SHARE * held)


def _no_words(file: ThreadFile) -> Problem:
    return Problem(
        archive=file.archive,
        member=file.path,
        row=None,
        kind="unknown form",
        hint="No message holds anything that is known; the conversations were not read.",
    )


def _cutover(files: Sequence[ThreadFile]) -> frozenset[str]:
    return frozenset(file.conversation for file in files if file.folder == CUTOVER)


def _line_numbers(rows: pl.DataFrame, cast: Sequence[Thread]) -> pl.Series:
    """Return for each row the number of the kind of line that it is, 0 for none."""
    places = candidates(rows["text"])
    named: dict[int, frozenset[str]] = {}
    known: dict[tuple[int, str], int] = {}
    held = list(
        zip(*(rows[name].gather(places).to_list() for name in ("thread", "text")), strict=True)
    )
    for thread, text in dict.fromkeys(held):
        if thread not in named:
            named[thread] = cast[thread].callable_names
        known[thread, text] = kind_of(text, named[thread])
    numbers = np.zeros(rows.height, np.uint8)
    numbers[places.to_numpy()] = [known[each] for each in held]
    return pl.Series("line", numbers)


def _stage(rows: pl.DataFrame, cast: Sequence[Thread], *, pages_apart: bool) -> pl.DataFrame:
    """Return what is true of each thread, see Scene, and is_self.

    pages_apart: threads of another profile of the owner are no talk of the owner's, unless the
    archive has no others (section 9, point 14).
    """
    line, numbers = rows["line"], rows["thread"]
    managed = set(numbers.filter((line == LINE["group"]) | (rows["form"] == MEMBERSHIP)))
    adverts = set(numbers.filter(line == LINE["advert"]))
    # The first line of a thread opens it; later ones may be answers to anything.
    first = numbers.ne_missing(numbers.shift(1))
    sales = set(numbers.filter(first & (line == LINE["marketplace"])))
    stage = pl.DataFrame(
        [
            (
                thread.conversation,
                thread.is_group(managed=n in managed),
                thread.name,
                _kind(thread, page=n in adverts, sale=n in sales, pages_apart=pages_apart),
                thread.is_pending,
                thread.is_self,
            )
            for n, thread in enumerate(cast)
        ],
        schema=_STAGE_COLUMNS,
        orient="row",
    )
    pair = ~pl.col("is_group") & ~pl.col("is_self") & pl.col("kind").is_null()
    called = pl.when(pair).then(pl.col("name").map_elements(folded, return_dtype=pl.String))
    return stage.with_columns(ambiguous=called.is_duplicated() & called.is_not_null())


def _kind(thread: Thread, *, page: bool, sale: bool, pages_apart: bool) -> str | None:
    if page or (pages_apart and thread.files[0].page):
        return "page"
    return "marketplace" if sale or thread.is_sale else None


def _without_group_lines(rows: pl.DataFrame, stage: pl.DataFrame) -> pl.DataFrame:
    """Take the lines of groups for what they are in threads of two: something typed."""
    of_groups = rows["line"] == LINE["group"]
    if not of_groups.any():
        return rows
    typed = ~stage["is_group"].gather(rows["thread"]) & of_groups
    return rows.with_columns(line=pl.when(typed).then(0).otherwise("line").cast(pl.UInt8))


def _with_learned(
    rows: pl.DataFrame, stage: pl.DataFrame, friends: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the rows with the lines that only the data tell, and `learned`; and their kinds."""
    of_two = ~stage["is_group"] & ~stage["is_self"] & stage["kind"].is_null()
    pair = of_two.gather(rows["thread"]).alias("pair")
    alone = (pl.col("line") == 0) & (pl.col("form") == PLAIN) & (pl.col("attached") == 0)
    pairs = rows.select("thread", "sender", "ms", "text", alone=alone).filter(pair)
    learned = {"connected": learn_connected(pairs, stage["name"], friends)}
    if learned["connected"]:
        pairs = pairs.filter(~pl.col("text").is_in(learned["connected"]))
    learned["can message"] = learn_accepted(pairs)
    line, found = pl.col("line"), pl.lit(value=False)
    for kind, texts in learned.items():
        if texts:
            same = pair & (line == 0) & pl.col("text").is_in(texts)
            line = pl.when(same).then(_LEARNED[kind]).otherwise(line)
            found = found | same
    # Both at once: `found` is about the lines as they were.
    rows = rows.with_columns(line=line.cast(pl.UInt8), learned=found)
    return rows, tuple(kind for kind, texts in learned.items() if texts)
