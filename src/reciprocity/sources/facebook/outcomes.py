"""What each message of a thread amounts to, as raw events. Facts: facebook.md 4.2 to 4.4 and 9.

Everything here is done to all messages at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.events import APART, COLUMNS, TIME, word
from reciprocity.sources.base import RAW_COLUMNS, raw_events
from reciprocity.sources.facebook.columns import BUMPED, CALL, GONE, MEMBERSHIP
from reciprocity.sources.facebook.lines import LINE
from reciprocity.sources.facebook.rows import exactness, reactions_in, row_in_member, within_of
from reciprocity.sources.part import APART_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reciprocity.sources.facebook.threads import ThreadFile

# Smaller numbers are seconds since 1970; the century to come is not believed (section 6.3).
_MS_FROM: Final = 100_000_000_000
_CENTURY: Final = datetime(2100, 1, 1, tzinfo=UTC)

_OUTCOMES: Final = (
    "message", "trace", "call", "reaction", "wave", "accepted", "connected", "system",
    "marketplace",
)  # fmt: skip
_ACTIVITIES: Final = {
    "accepted": "message_request_accepted",
    "connected": "connected",
    "call": "call",
    "reaction": "reaction",
    "wave": "poke",
}
_APART: Final = {"connected": "system", "system": "system", "marketplace": "marketplace"}
# Why a row is kept apart, as a number for each of a million.
KINDS_APART: Final = pl.Enum(APART)
# In groups these are notices: they say nothing about the owner.
_OF_PAIRS: Final = ("connected", "accepted", "wave")
_NOTICES: Final = ("contact", "friendversary", "advert", "group", "setting")
_CALLS: Final = ("call", "call_of_person", "call_of_owner")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """All that is known of the messages of an archive.

    rows: see rows.Rows, with `line` (lines.KINDS) and `learned`. shared: what a share says, by
    `rows.attached`. stage: what is true of a whole thread, one row for each: conversation_id,
    is_group, name (of the other one, in threads of two), kind (why it is kept apart, null mostly),
    pending, ambiguous. people: name and is_owner by the number of a name. files: as `rows.file`
    counts them.
    """

    rows: pl.DataFrame
    shared: pl.Series
    stage: pl.DataFrame
    people: pl.DataFrame
    files: Sequence[ThreadFile]


def told(scene: Scene) -> pl.DataFrame:
    """Return RAW_COLUMNS with kind (why apart), file, outcome, learned and ambiguous.

    One row for each message, in their order. `outcome` is a place in _OUTCOMES.
    """
    rows = scene.rows
    thread = scene.stage.drop("name").rename({"kind": "whole"})[rows["thread"]]
    wide = rows.with_columns(
        thread.get_columns(),
        sent=scene.people["is_owner"].gather(rows["sender"]),
        archive=_of_files(scene, "archive", rows["file"]),
        member=_of_files(scene, "path", rows["file"]),
        certainty=_either("certainty", "learned", "inferred", "observed"),
    )
    wide = wide.with_columns(outcome=_outcome(), owned=_is_actor())
    wide = wide.with_columns(
        at=_moment(pl.col("ms")),
        activity=_word("outcome", _ACTIVITIES, "message", COLUMNS["activity"]),
        channel=_channel(wide),
        actor=_either("actor", "owned", "owner", "person"),
        name=_others(wide, scene),
        text=_words(wide, scene.shared),
        kind=pl.coalesce("whole", _word("outcome", _APART, None, KINDS_APART)),
    )
    exact = _exact(wide, scene).with_columns(row_in_member(scene.files, wide))
    return raw_events(exact, platform="facebook").with_columns(
        wide.select("kind", "file", "outcome", "learned", "ambiguous").get_columns()
    )


def _exact(wide: pl.DataFrame, scene: Scene) -> pl.DataFrame:
    """Add precision and at_latest: JSON tells the millisecond, HTML less (section 7)."""
    within = within_of(scene.files, wide)
    if within is None:
        return wide.with_columns(at_latest="at", precision=word("precision", "second"))
    precision, latest = exactness(pl.col("within"))
    told = wide.with_columns(within=within)
    return told.with_columns(precision=precision, at_latest=latest).drop("within")


def _of_files(scene: Scene, name: str, places: pl.Series) -> pl.Series:
    known = [getattr(file, name) for file in scene.files]
    return pl.Series(name, known, dtype=pl.Categorical).gather(places)


def _either(column: str, flag: str, yes: str, no: str) -> pl.Expr:
    return pl.when(flag).then(word(column, yes)).otherwise(word(column, no))


def _moment(ms: pl.Expr) -> pl.Expr:
    return (ms * 1000).cast(TIME)


def _outcome() -> pl.Expr:
    """Return what a message amounts to; its keys say more than its words (section 4.2)."""
    line, form = pl.col("line"), pl.col("form")
    pair = ~pl.col("is_group")
    chain = (
        pl.when((form == GONE) | (line == LINE["unsent"]))
        .then(_number("trace"))
        .when(form == MEMBERSHIP)
        .then(_number("system"))
        .when((line == LINE["filler"]) & (pl.col("attached") == 0))
        .then(_number("trace"))
        .when((form == CALL) | line.is_in([LINE[kind] for kind in _CALLS]))
        .then(_number("call"))
        .when(line == LINE["reaction"])
        .then(_number("reaction"))
        .when(line == LINE["marketplace"])
        .then(_number("marketplace"))
    )
    for kind in _OF_PAIRS:
        chain = chain.when((line == LINE[kind]) & pair).then(_number(kind))
    notices = [LINE[kind] for kind in (*_OF_PAIRS, *_NOTICES)]
    return chain.when(line.is_in(notices)).then(_number("system")).otherwise(_number("message"))


def _number(outcome: str) -> pl.Expr:
    return pl.lit(_OUTCOMES.index(outcome), pl.UInt8)


def _word(column: str, words: Mapping[str, str], default: str | None, kind: pl.DataType) -> pl.Expr:
    """Return the word for each outcome."""
    table = pl.Series([words.get(name, default) for name in _OUTCOMES], dtype=kind)
    return pl.lit(table).gather(pl.col(column))


def _is_actor() -> pl.Expr:
    """Whether the owner acted: the sender, or whom a call's words name (section 4.4)."""
    line, pair = pl.col("line"), ~pl.col("is_group")
    return (
        pl.when(pair & (line == LINE["call_of_owner"]))
        .then(pl.lit(value=True))
        .when(pair & (line == LINE["call_of_person"]))
        .then(pl.lit(value=False))
        .otherwise("sent")
    )


def _others(wide: pl.DataFrame, scene: Scene) -> pl.Series:
    """Return the other one's name in threads of two; in groups who acted, null for the owner."""
    # Looked up by number, once: a million names are 16 MB each time that they are put together.
    names = pl.concat([scene.stage["name"], scene.people["name"]])
    number = _party(pl.col("thread"), pl.col("sender") + scene.stage.height)
    return names.gather(wide.select(number).to_series())


def _party(other: pl.Expr, actor: pl.Expr) -> pl.Expr:
    """Return the other one of a thread of two; in groups who acted, null for the owner."""
    return pl.when(~pl.col("is_group")).then(other).when(~pl.col("owned")).then(actor)


def _channel(wide: pl.DataFrame) -> pl.Expr:
    """Return how a row reached the other side.

    Messages to somebody who had not let them in are requests: in the folders of requests all, and
    elsewhere those before the line that says that they were let in (sections 4.1 and 4.4).
    """
    accepted = _OUTCOMES.index("accepted")
    let_in = (
        wide.with_row_index("place")
        .filter(pl.col("outcome") == accepted)
        .group_by("thread")
        .agg(pl.col("place").min())
    )
    first = dict(let_in.iter_rows())
    waiting = pl.col("pending")
    if first:
        bound = pl.col("thread").replace_strict(first, default=0, return_dtype=pl.UInt32)
        waiting = waiting | (pl.int_range(pl.len(), dtype=pl.UInt32) < bound)
    message = pl.col("outcome") == _OUTCOMES.index("message")
    return (
        pl.when(pl.col("outcome") == _OUTCOMES.index("trace"))
        .then(word("channel", "trace"))
        .when("is_group")
        .then(word("channel", "group"))
        .when(message & waiting)
        .then(word("channel", "message_request"))
        .otherwise(word("channel", "direct"))
    )


def _words(wide: pl.DataFrame, shared: pl.Series) -> pl.Series:
    """Return the words of a message: its own, else a share's, else none (section 4.2)."""
    spoken = (pl.col("outcome") == _OUTCOMES.index("message")) & (pl.col("form") != BUMPED)
    typed = (pl.col("line") == 0) & pl.col("text").str.contains(r"\S")
    told = wide.select("text", "attached", spoken=spoken, own=spoken & typed)
    words = told.select(pl.when("own").then("text")).to_series()
    only_shared = pl.col("spoken") & ~pl.col("own") & (pl.col("attached") > 0)
    places = told.select(only_shared.arg_true()).to_series()
    return words.scatter(places, shared.gather(told["attached"].gather(places)))


def reactions_of(scene: Scene, messages: pl.DataFrame) -> pl.DataFrame:
    """Return RAW_COLUMNS with kind: who reacted to each message of told().

    Few reactions have a time of their own, in seconds (section 4.2); of the others it is known
    only that they came after the message.
    """
    reacted = reactions_in(scene.files).join(
        messages.drop("name", "actor", "text").with_columns(
            pair_name=pl.when(~pl.col("is_group")).then(messages["name"])
        ),
        on=["file", "row"],
        how="inner",
        maintain_order="left",
    )
    owned = scene.people["is_owner"].gather(reacted["by"])
    stamp = pl.when(pl.col("stamp") < _MS_FROM).then(pl.col("stamp") * 1000).otherwise("stamp")
    own = _moment(stamp)
    # A reaction is no older than the second of its message, and no younger than anything.
    timed = own.is_between(pl.col("at").dt.truncate("1s"), _CENTURY)
    wide = reacted.with_columns(
        owned=owned,
        sender_name=scene.people["name"].gather(reacted["by"]),
        name=pl.col("pair_name"),
    ).with_columns(
        actor=_either("actor", "owned", "owner", "person"),
        name=_party(pl.col("name"), pl.col("sender_name")),
        at=pl.when(timed).then(own).otherwise("at"),
        at_latest=pl.when(timed).then(own),
        precision=pl.when(timed)
        .then(word("precision", "second"))
        .otherwise(word("precision", "interval")),
        channel=_either("channel", "is_group", "group", "direct"),
        activity=word("activity", "reaction"),
        certainty=word("certainty", "observed"),
    )
    return raw_events(wide).with_columns(wide["kind"])


# A thread opens with several such lines at most, all within about a minute of the friendship.
_OPENING: Final = timedelta(seconds=65)


def connected_lines(messages: pl.DataFrame) -> pl.DataFrame:
    """Return, of told(), the lines that say that two became friends: RAW_COLUMNS, two flags.

    Only those with which their thread opens (section 4.4): later on anybody could have typed one.
    """
    said = (pl.col("outcome") == _OUTCOMES.index("connected")) & (pl.col("kind") == "system")
    lines = messages.filter(said)
    held = pl.col("conversation_id").is_in(lines["conversation_id"].unique().implode())
    times = messages.select("conversation_id", "at").filter(held)
    opened = times.group_by("conversation_id").agg(pl.col("at").min().alias("open"))
    first = lines.join(opened, on="conversation_id", maintain_order="left")
    soon = pl.col("at") - pl.col("open") <= _OPENING
    return first.filter(soon).select(*RAW_COLUMNS, "learned", "ambiguous")


def parted(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return events and apart rows (APART_COLUMNS) of a frame of RAW_COLUMNS with kind."""
    kept = pl.col("kind").is_null()
    return (
        rows.filter(kept).select(list(RAW_COLUMNS)),
        rows.filter(~kept).select(pl.col(name).cast(kind) for name, kind in APART_COLUMNS.items()),
    )
