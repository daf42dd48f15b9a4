"""What the owner did in public: comments, posts, reactions, votes and reposts.

None of these files names the other side (linkedin.md section 3), so nothing in them is an act
towards anybody: the rows are kept apart from the log, dated and counted.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import polars as pl

from reciprocity.sources.base import Owner, raw_events
from reciprocity.sources.linkedin.columns import with_columns
from reciprocity.sources.linkedin.fields import slashed_utc_second, utc_second
from reciprocity.sources.part import Part, row_problems

COMMENT_HEADERS: Final = (frozenset({"date", "link", "message"}),)
# `Share Link` of 2018 became `ShareLink` by 2021.
SHARE_HEADERS: Final = (frozenset({"date", "sharelink"}), frozenset({"date", "share_link"}))
REACTION_HEADERS: Final = (frozenset({"date", "type", "link"}),)
VOTE_HEADERS: Final = (frozenset({"date", "link", "optiontext"}),)
REPOST_HEADERS: Final = (frozenset({"date", "link"}),)


def _read_public(frame: pl.DataFrame, owner: Owner, *, words: tuple[str, ...] = ()) -> Part:
    """From dated rows to rows kept apart, of the kind `public`; `Date` is UTC without saying so.

    words: the columns that may hold the owner's words, by generation of the file.
    """
    del owner
    rows = with_columns(frame, "date", *words).select(
        "archive",
        "member",
        "row",
        at=pl.coalesce(utc_second("date"), slashed_utc_second("date")),
        text=pl.coalesce([_said(column) for column in words] or [pl.lit(None, pl.String)]),
    )
    dated = rows.filter(pl.col("at").is_not_null())
    apart = raw_events(
        dated.with_columns(at_latest=pl.col("at")),
        platform="linkedin",
        precision="second",
        actor="owner",
        certainty="observed",
        is_group=False,
    )
    return Part(
        apart=apart.with_columns(kind=pl.lit("public")),
        problems=row_problems(
            rows.filter(pl.col("at").is_null()),
            "bad date",
            "The date of what you did in public cannot be read; it is not counted.",
        ),
    )


def _said(column: str) -> pl.Expr:
    """Return the words, null when there are none. Shares.csv quotes each line of a post by itself.

    Read as a table, a line break in a post therefore stands between two quotes.
    """
    text = pl.col(column).str.replace_all(r'"((?:\r?\n)+)"', "$1")
    return pl.when(text.str.strip_chars() != "").then(text)


read_comments = partial(_read_public, words=("message",))
read_shares = partial(_read_public, words=("sharecommentary", "share_commentary"))
read_wordless = partial(_read_public)
