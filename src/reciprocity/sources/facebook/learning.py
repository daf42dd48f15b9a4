"""Learns the platform's lines in languages that lines.toml does not know (facebook.md 4.4, end).

Both lines are told by when and by whom they stand in a thread of two, never by their words. What
is learned is a guess, so people must not be able to bring it about: a text counts only when it is
long, when it stands once in a thread, and when it appears under several people's names, for nobody
types the sentence of somebody else. One person's pasted greeting is not learned.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from reciprocity.sources.facebook.lines import folded

_LEAST_THREADS: Final = 3
_SHORTEST: Final = 20  # code points
_AFTER_FRIENDSHIP_MS: Final = 65_000
_AT_ONCE_MS: Final = 5_000  # quicker than anybody writes
_NEARLY_ALL: Final = 0.8
_HALF: Final = 0.5
_MOST_NAMES: Final = 1 << 32  # a number of a thread and one of a name are one number with it


def learn_connected(rows: pl.DataFrame, names: pl.Series, friends: pl.DataFrame) -> list[str]:
    """Return the texts that say that two became friends.

    rows: thread, sender, ms, text and alone (it is words alone, and no line that is known), of
    threads of two, oldest first. names: of the other one, by the number of the thread. friends:
    name, at. The line is a thread's oldest message and stands there within a minute of the
    friendship's beginning.
    """
    first = rows.filter(pl.col("thread").ne_missing(pl.col("thread").shift(1)))
    typed = first.filter(_typed())
    opening = typed.with_columns(name=names.gather(typed["thread"])).drop_nulls("name")
    if not opening.height or not friends.height:
        return []
    began = friends.filter(pl.col("name").is_not_null()).select(
        called=_folded(pl.col("name")), began=pl.col("at").dt.epoch("ms")
    )
    gap = pl.col("ms") - pl.col("began")
    beside = (
        opening.with_columns(called=_folded(pl.col("name")))
        .join(began, on="called", how="inner")
        .filter(gap.is_between(0, _AFTER_FRIENDSHIP_MS))
    )
    machine = (pl.col("senders") > 1) | (pl.col("slowest") <= _AT_ONCE_MS)
    found = (
        beside.group_by("text")
        .agg(
            threads=pl.col("thread").n_unique(),
            senders=pl.col("sender").n_unique(),
            slowest=gap.max(),
        )
        .filter((pl.col("threads") >= _LEAST_THREADS) & machine)
    )
    return _once_per_thread(rows, found["text"])


def learn_accepted(rows: pl.DataFrame) -> list[str]:
    """Return the texts that say that somebody let the other one's messages in.

    rows: as for learn_connected. Whoever accepts has not written before, the other one has; and
    mostly the answer follows at once.
    """
    at_once = (
        (pl.col("thread").shift(-1) == pl.col("thread"))
        & (pl.col("sender").shift(-1) == pl.col("sender"))
        & (pl.col("ms").shift(-1) - pl.col("ms") <= _AT_ONCE_MS)
    ).fill_null(value=False)
    followed = rows.filter(at_once).filter(_typed())
    common = (
        followed.group_by("text")
        .agg(threads=pl.col("thread").n_unique())
        .filter(pl.col("threads") >= _LEAST_THREADS)["text"]
    )
    if not common.len():
        return []
    starts = pl.col("thread").ne_missing(pl.col("thread").shift(1))
    voice = pl.col("thread").cast(pl.UInt64) * _MOST_NAMES + pl.col("sender")
    answers = ~starts & voice.is_first_distinct()
    told = rows.select("text", "sender", followed=at_once, answers=answers)
    found = (
        _among(told, common)
        .group_by("text")
        .agg(pl.col("sender").n_unique(), pl.col("followed").mean(), pl.col("answers").mean())
        .filter(
            pl.col("sender") > 1,
            pl.col("followed") >= _HALF,
            pl.col("answers") >= _NEARLY_ALL,
        )
    )
    return _once_per_thread(rows, found["text"])


def _typed() -> pl.Expr:
    """Whether a row is words alone, long enough, and no line that is known."""
    # Bytes first: they are counted already.
    long = (pl.col("text").str.len_bytes() >= _SHORTEST) & (
        pl.col("text").str.len_chars() >= _SHORTEST
    )
    return pl.col("alone") & long


def _once_per_thread(rows: pl.DataFrame, texts: pl.Series) -> list[str]:
    """Return those of the texts that nearly every thread holds once: people repeat themselves."""
    if not texts.len():
        return []
    held = _among(rows.select("text", "thread"), texts)
    counts = held.group_by("text", "thread").len()
    once = counts.group_by("text").agg(pl.col("thread").len(), (pl.col("len") == 1).mean())
    enough = (pl.col("thread") >= _LEAST_THREADS) & (pl.col("len") >= _NEARLY_ALL)
    return sorted(once.filter(enough)["text"])


def _among(rows: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Return the rows with one of the texts; most of the others are not as long as any of them."""
    lengths = texts.str.len_bytes().unique().implode()
    near = rows.filter(pl.col("text").str.len_bytes().is_in(lengths))
    return near.filter(pl.col("text").is_in(texts.implode()))


def _folded(name: pl.Expr) -> pl.Expr:
    return name.map_elements(folded, return_dtype=pl.String)
