"""Conversations of two that several downloads hold under other ids, known by what was said.

Ids change, and names with them (facebook.md 4.1 and 4.3, linkedin.md 2.3), words and their times do
not. Downloads that share most of what both can show of a conversation hold the same one.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reciprocity.sources.base import Reading

_SHARE: Final = 0.5
_ENOUGH: Final = 3
# A single text of fewer characters is too common to tell a conversation.
_LONG: Final = 12
_SAID: Final = ["minute", "by_owner", "words"]
_PAIR: Final = ["one", "other"]
_ROUGH: Final = ["reading", "conversation", *_SAID, "first", "last"]


def continued(readings: Sequence[Reading]) -> list[list[str]]:
    """Return the ids of each conversation that has several, that of the first reading first.

    Two that ever stand side by side in one reading are two.

    readings: of one platform, in the order of time.
    """
    if len(readings) < 2:
        return []
    held = _held(readings)
    moved = _conversation().is_in(held["conversation"].unique().implode())
    said = _said(readings, moved)
    rough = said.filter(_width() > timedelta(0))
    if rough.height:
        same = _said(readings, ~moved & _words().is_in(rough["words"].unique().implode()))
        said = _settled(said, rough, same)
    pairs = _pairs(said, _said(readings, ~moved & _minute().is_in(_repeated(said).implode())))
    enough = _of_the_time_that_both_show(pairs, said).filter(_is_one())
    groups = _groups(enough.select(_PAIR).sort(_PAIR).rows())
    in_readings = held.group_by("conversation").agg("reading")
    places = {name: set(of) for name, of in in_readings.iter_rows()}
    return [
        sorted(group, key=lambda name: (min(places[name]), name))
        for group in groups
        if not any(places[one] & places[other] for one, other in combinations(group, 2))
    ]


def of_two() -> pl.Expr:
    """Return whether a row is a message of a conversation of two."""
    known = pl.col("conversation_id").is_not_null()
    return (pl.col("activity") == "message") & ~pl.col("is_group") & known


def _held(readings: Sequence[Reading]) -> pl.DataFrame:
    """Return reading and conversation, for those that not every reading holds."""
    held = pl.concat([
        reading.events.filter(of_two()).select(
            reading=pl.lit(n), conversation=_conversation()
        ).unique()
        for n, reading in enumerate(readings)
    ])  # fmt: skip
    return held.filter(pl.len().over("conversation") < len(readings))


def _conversation() -> pl.Expr:
    return pl.col("conversation_id").cast(pl.String)


def _minute() -> pl.Expr:
    """Return when something was said, of an interval the end that ids of events rest on.

    On LinkedIn's clocks without a zone that is the last moment, of Los Angeles (linkedin.md 2.3).
    """
    likely = pl.when(pl.col("platform") == "linkedin").then("at_latest").otherwise("at")
    return likely.dt.truncate("1m")


def _words() -> pl.Expr:
    """Return texts without white space, which older formats do not keep."""
    return pl.col("text").str.replace_all(r"\s+", "")


def _width() -> pl.Expr:
    return pl.col("last") - pl.col("first")


def _said(readings: Sequence[Reading], wanted: pl.Expr) -> pl.DataFrame:
    """Return what was said in wanted messages: reading, conversation, _SAID, first, last, common.

    first, last: between which minutes it was said; minute: the likely one of these. common: whether
    it is known to be said in several conversations.
    """
    of_all = pl.concat([
        reading.events.filter(of_two(), wanted).select(
            reading=pl.lit(n),
            conversation=_conversation(),
            minute=_minute(),
            by_owner=pl.col("actor") == "owner",
            words=_words(),
            first=pl.col("at").dt.truncate("1m"),
            last=pl.col("at_latest").dt.truncate("1m"),
            common=pl.lit(value=False),
        )
        for n, reading in enumerate(readings)
    ])  # fmt: skip
    return of_all.filter(pl.col("words") != "", pl.col("minute").is_not_null()).unique()


def _settled(said: pl.DataFrame, rough: pl.DataFrame, beside: pl.DataFrame) -> pl.DataFrame:
    """Return what was said with the minute that another reading knows better, if one does.

    A clock leaves an hour open in autumn, and more where nothing names its zone (facebook.md 6.3,
    linkedin.md 2.3). Within that time the same words are taken for the same message, rather at
    either end of it than between, for a clock is off by whole hours. Where several conversations of
    the other reading have them, they are common to these.

    rough: the rows of said that leave the minute open; beside: others of the same words.
    """
    first, last, minute = (pl.col(name).dt.date() for name in ("first", "last", "minute"))
    known = pl.concat([said, beside]).with_columns(width=_width(), day=minute)
    met = (
        rough.with_columns(width=_width(), day=pl.date_ranges(first, last))
        .with_row_index("place")
        .explode("day")
        .join(known, on=["by_owner", "words", "day"], suffix="_known")
        .filter(
            pl.col("reading") != pl.col("reading_known"),
            pl.col("width_known") < pl.col("width"),
            pl.col("minute_known").is_between("first", "last"),
        )
    )
    several = pl.col("conversation_known").n_unique().over("place", "reading_known") > 1
    amid = pl.col("minute_known").is_between("first", "last", closed="none")
    likely = pl.col("minute_known") == pl.col("minute")
    best = (
        met.with_columns(common=several.any().over("place"), likely=likely, amid=amid)
        .sort("place", ~pl.col("likely"), "width_known", "amid", "minute_known")
        .unique("place", keep="first", maintain_order=True)
        .select(*_ROUGH, "common", better="minute_known")
    )
    settled = said.drop("common").join(best, on=_ROUGH, how="left", maintain_order="left")
    return settled.with_columns(
        common=pl.col("common").fill_null(value=False), minute=pl.coalesce("better", "minute")
    ).drop("better")


def _repeated(said: pl.DataFrame) -> pl.Series:
    """Return the minutes of what several conversations hold."""
    return said.filter(pl.col("conversation").n_unique().over(_SAID) > 1)["minute"].unique()


def _pairs(said: pl.DataFrame, beside: pl.DataFrame) -> pl.DataFrame:
    """Return one and other of each two conversations that share what nobody else has.

    telling: how many of these texts. longest: characters of the longest one of the other side's,
    null when it has none. What one reading has in several conversations, those beside them too,
    tells nothing of either.
    """
    alone = (pl.col("conversation").n_unique().over("reading", *_SAID) == 1) & ~pl.col("common")
    lone = pl.concat([said, beside]).filter(alone).select("conversation", *_SAID).unique()
    distinct = lone.filter(pl.col("conversation").is_in(said["conversation"].unique().implode()))
    both = distinct.join(distinct, on=_SAID, suffix="_other").rename(
        {"conversation": "one", "conversation_other": "other"}
    )
    theirs = pl.col("words").filter(~pl.col("by_owner"))
    return (
        both.filter(pl.col("one") < pl.col("other"))
        .group_by(_PAIR)
        .agg(telling=pl.len(), longest=theirs.str.len_chars().max())
    )


def _of_the_time_that_both_show(pairs: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Add `shared` and `most`: how much is said in both, and at most could be.

    Both count where both show the time.
    """
    distinct = said.select("conversation", *_SAID).unique()
    spans = distinct.group_by("conversation").agg(
        pl.col("minute").min().alias("start"), pl.col("minute").max().alias("end")
    )
    both = pairs.select(_PAIR).join(spans, left_on="one", right_on="conversation")
    both = both.join(spans, left_on="other", right_on="conversation", suffix="_other").select(
        *_PAIR,
        start=pl.max_horizontal("start", "start_other"),
        end=pl.min_horizontal("end", "end_other"),
    )
    ours, theirs = (
        both.join(distinct, left_on=side, right_on="conversation")
        .filter(pl.col("minute").is_between("start", "end"))
        .select(*_PAIR, *_SAID)
        for side in _PAIR
    )
    shared = ours.join(theirs, on=[*_PAIR, *_SAID])
    counts = [
        of.group_by(_PAIR).agg(pl.len().alias(name))
        for name, of in (("ours", ours), ("theirs", theirs), ("shared", shared))
    ]
    for of in counts:
        pairs = pairs.join(of, on=_PAIR)
    return pairs.with_columns(most=pl.min_horizontal("ours", "theirs"))


def _is_one() -> pl.Expr:
    """Return whether so much is shared that it is one conversation.

    With less than three telling texts all have to be shared, one of them the other side's, and a
    single one is long.
    """
    shared, telling, longest = pl.col("shared"), pl.col("telling"), pl.col("longest")
    single = (telling > 1) | (longest >= _LONG)
    few = (shared == pl.col("most")) & longest.is_not_null() & single
    return few | ((telling >= _ENOUGH) & (shared > _SHARE * pl.col("most")))


def _groups(pairs: Sequence[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield the ids that pairs lead from one to another."""
    group_of: dict[str, list[str]] = {}
    for one, other in pairs:
        ours, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if ours is not theirs:
            ours += theirs
            group_of |= dict.fromkeys(theirs, ours)
    yield from {id(group): group for group in group_of.values()}.values()
