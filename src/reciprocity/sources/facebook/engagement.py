"""Comments, reactions, posts on timelines and pokes. Facts: facebook.md section 3.

What others do to the owner's posts is in no download; only their posts on the owner's timeline
and their pokes are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from reciprocity.sources.base import raw_events
from reciprocity.sources.facebook.labels import (
    Labelled,
    is_generic,
    is_link,
    record_name,
    record_time,
    texts_of,
)
from reciprocity.sources.facebook.source import (
    UNREADABLE_ROW,
    Source,
    field,
    items,
    person_of,
    rows_of,
    table,
    unreadable,
)
from reciprocity.sources.facebook.text import name_of, repaired
from reciprocity.sources.facebook.titles import Said, addressed, writers
from reciprocity.sources.part import Part, row_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reciprocity.problems import Problem

_TARGET: Final = frozenset({"target"})


def read_comments(source: Source) -> Part:
    """From `comments` to one `comment` of the owner for each that was made to somebody else."""
    rows = rows_of(source, "comments")
    authors = (name_of(_inside(row, "comment", "author")) for row in rows)
    said = addressed(_titles(rows), "comment", _own_names(source, authors))
    texts = [_text(_inside(row, "comment", "comment")) for row in rows]
    return _engagement(source, rows, said, texts, activity="comment", actor="owner")


def read_reactions(source: Source) -> Part:
    """From `reactions`, a bare list or the generic records of 2025 to one `reaction` each.

    A generic record starts with the reaction and names the author of what was reacted to.
    """
    rows = rows_of(source, "reactions")
    reactors = (name_of(_inside(row, "reaction", "actor")) for row in rows)
    own = _own_names(source, reactors)
    titled = addressed(_titles(rows), "reaction", own)
    said = [
        _named(record_name(texts_of(row)[1:]), own) if is_generic(row) else told
        for row, told in zip(rows, titled, strict=True)
    ]
    return _engagement(source, rows, said, [None] * len(rows), activity="reaction", actor="owner")


def read_own_posts(source: Source) -> Part:
    """From the owner's posts to one `wall_post` for each on the timeline of somebody else.

    The file of 2025, `posts_on_other_pages_and_profiles`, holds generic records instead.
    """
    rows = rows_of(source, "status_updates", "posts", "your_posts")
    own = _own_names(source, ())
    targets = _targets(rows)
    said = [
        _named(targets[place][0], own) if place in targets else told
        for place, told in enumerate(addressed(_titles(rows), "wall", own))
    ]
    texts = [
        targets[place][1] if place in targets else _text(_inside(row, "post"))
        for place, row in enumerate(rows)
    ]
    return _engagement(source, rows, said, texts, activity="wall_post", actor="owner")


def read_others_posts(source: Source) -> Part:
    """From `wall_posts_sent_to_you` to one `wall_post` of somebody else each (2018 to 2021)."""
    rows = rows_of(source, "wall_posts_sent_to_you")
    said = writers(_titles(rows), _own_names(source, ()))
    texts = [_text(_inside(row, "post")) for row in rows]
    return _engagement(source, rows, said, texts, activity="wall_post", actor="person")


def read_pokes(source: Source) -> Part:
    """From `pokes` to one `poke` each, of the owner or of the other; a list, or one in `data`."""
    rows = rows_of(source, "pokes")
    pairs = [(name_of(field(row, "poker")), name_of(field(row, "pokee"))) for row in rows]
    own = _poking_names(pairs, _own_names(source, ()))
    by_owner = [poker in own for poker, _ in pairs]
    others = [
        None if (poker in own) == (pokee in own) else person_of(pokee if poker in own else poker)
        for poker, pokee in pairs
    ]
    actors = ["owner" if own_poke else "person" for own_poke in by_owner]
    frame = table(source, others, [field(row, "timestamp") for row in rows], actor=actors)
    return Part(events=_events(frame, activity="poke"), problems=unreadable(frame))


def _engagement(
    source: Source,
    rows: Sequence[Any],
    said: Sequence[Said],
    texts: Sequence[str | None],
    *,
    activity: str,
    actor: str,
) -> Part:
    """Return the events of the rows that name somebody, and what could not be read."""
    broken = [not _is_record(row) for row in rows]
    frame = table(
        source,
        [each.name for each in said],
        [record_time(row) for row in rows],
        text=pl.Series(texts, dtype=pl.String),
        broken=pl.Series(broken, dtype=pl.Boolean),
    )
    named = frame.filter(pl.col("name").is_not_null())
    hint = "It is no record; the row is left out."
    return Part(
        events=_events(named, activity=activity, actor=pl.lit(actor)),
        problems=(
            *row_problems(frame.filter("broken"), UNREADABLE_ROW, hint),
            *unreadable(named),
            *_not_understood(source, said),
        ),
    )


def _events(rows: pl.DataFrame, *, activity: str, actor: pl.Expr | None = None) -> pl.DataFrame:
    whole = rows.filter(pl.col("name").is_not_null() & pl.col("at").is_not_null())
    return raw_events(
        whole.with_columns(
            at_latest=pl.col("at"), actor=pl.col("actor") if actor is None else actor
        ),
        platform="facebook",
        activity=activity,
        certainty="observed",
        channel="profile",
        precision="second",
        is_group=False,
    )


def _not_understood(source: Source, said: Sequence[Said]) -> tuple[Problem, ...]:
    """Return one problem when most of what names somebody in this file could not be read."""
    telling = [each.understood for each in said if each.there]
    if telling.count(False) * 2 <= len(telling):
        return ()
    hint = (
        "Most titles of this file are in a language or a form that is not known; it names nobody."
    )
    return (source.problem("titles not understood", hint),)


def _is_record(row: object) -> bool:
    title = field(row, "title")
    return isinstance(row, dict) and (title is None or isinstance(title, str))


def _titles(rows: Sequence[Any]) -> list[Any]:
    return [None if is_generic(row) else field(row, "title") for row in rows]


def _inside(row: object, *path: str) -> Any:
    """Return what lies under the keys in the first element of `data` that has it."""
    for each in items(field(row, "data")):
        found = field(each, *path)
        if found is not None:
            return found
    return None


def _text(value: object) -> str | None:
    """Return a text as it was written, None where there is nothing but blanks."""
    return repaired(value) if isinstance(value, str) and value.strip() else None


def _own_names(source: Source, acting: Iterable[str | None]) -> frozenset[str]:
    """Return every name of the owner: those known, and those of who acts in a file of one's own."""
    names = {source.owner.name, *source.owner.names, *acting}
    return frozenset(name for name in names if name)


def _named(name: str | None, own: frozenset[str]) -> Said:
    return Said(understood=name is not None, name=None if name in own else name)


def _poking_names(
    pairs: Sequence[tuple[str | None, str | None]], own: frozenset[str]
) -> frozenset[str]:
    """Return the owner's names among the pokes; of an owner unknown, who is in every one of two."""
    if any(own & set(pair) for pair in pairs):
        return own
    counts = Counter(name for pair in pairs for name in set(pair) if name)
    constant = [name for name, count in counts.items() if count == len(pairs)]
    return frozenset(constant) if len(constant) == 1 and len(pairs) > 1 else frozenset()


class _Target(NamedTuple):
    """On whose profile a post is, and its words."""

    name: str | None
    text: str | None


def _targets(rows: Sequence[Any]) -> dict[int, _Target]:
    """Return target and message of every generic record among the rows, by its place.

    They come in this order: Message, Target, Media. Where the label is in a language that is not
    known, the label of the second text is taken, if all records with two texts agree on it.
    """
    texts = {place: texts_of(row) for place, row in enumerate(rows) if is_generic(row)}
    second = {each[1].label for each in texts.values() if len(each) > 1}
    known = {label for each in texts.values() for label, _ in each} & _TARGET
    labels = known or (second if len(second) == 1 else set())
    return {place: _target(each, labels) for place, each in texts.items()}


def _target(texts: list[Labelled], labels: set[str]) -> _Target:
    names = [text for label, text in texts if label in labels and not is_link(text)]
    words = [text for label, text in texts if label not in labels]
    return _Target(
        name=person_of(names[0]) if names else None, text=_text(words[0]) if words else None
    )
