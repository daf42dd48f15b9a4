"""messages.csv: every conversation since 2007. Facts: linkedin.md 2.3.

A conversation is read as a whole: whether it is an advert, a group or an exchange of two, and who
the other one is, shows only in all of its rows together.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from reciprocity.sources.base import Owner, raw_events
from reciprocity.sources.linkedin import early
from reciprocity.sources.linkedin.columns import with_columns
from reciprocity.sources.linkedin.fields import display_name, slugs
from reciprocity.sources.part import APART_COLUMNS, Part, row_problems

# M0 (2016 to 2018-11) to M6 (since 2026-04): by name, never by position.
HEADERS: Final = (frozenset({"from", "to", "date", "content"}),)

_COLUMNS: Final = (
    "conversation_id", "conversation_title", "from", "sender_profile_url", "to",
    "recipient_profile_urls", "date", "subject", "content", "folder", "attachments",
    "is_message_draft", "is_conversation_draft", "direction",
)  # fmt: skip

# Until 2024-03 rows without sender and recipient; from mid 2024 they carry the actor as sender.
_SYSTEM: Final = (
    r"^(?:You|.{1,200}) (?:added .{1,400} to the conversation|left the conversation"
    r"|removed .{1,400} from the conversation|changed the conversation title to .*)\.?$"
)
_REQUEST_ACCEPTED: Final = "Message request accepted"
_RECOMMENDATION: Final = (
    r"linkedin\.com/recs/(?:received|given)|^I've written this recommendation of your work"
)
_EDITOR: Final = "spinmail-quill-editor"
_ADVERT: Final = rf"{_EDITOR}|%FIRSTNAME%"


def read_messages(frame: pl.DataFrame, owner: Owner) -> Part:
    """From the rows of messages.csv to `message` and `message_request_accepted` events.

    Adverts, sponsored conversations (with the owner's button clicks), drafts, system rows,
    recommendation notices and LinkedIn's own accounts are kept apart; exact duplicates are counted.
    """
    rows = with_columns(frame, *_COLUMNS).with_columns(no_ids=early.lacking_ids(frame))
    distinct = rows.unique(subset=list(_COLUMNS), keep="first", maintain_order=True)
    readable = early.dated_and_decoded(distinct)
    broken = readable.filter(pl.col("at").is_null() & ~_draft())
    rows = readable.filter(pl.col("at").is_not_null() | _draft())
    rows = _counterparts(_conversations(_parties(rows, owner)))
    rows = rows.with_columns(kind=_kind(), **_event_columns())
    constants = {"platform": "linkedin", "certainty": "observed"}
    apart = raw_events(rows, **constants).with_columns(rows["kind"])
    return Part(
        events=raw_events(rows.filter(pl.col("kind").is_null()), **constants),
        apart=apart.filter(pl.col("kind").is_not_null()).select(list(APART_COLUMNS)),
        problems=row_problems(broken, "bad date", "The time of this message cannot be read."),
        duplicates=frame.height - distinct.height,
    )


def _draft() -> pl.Expr:
    drafted = pl.any_horizontal(
        pl.col("is_message_draft", "is_conversation_draft").str.to_lowercase() == "yes"
    )
    unsent = (pl.col("conversation_id") == "") & (pl.col("to") == "") & ~pl.col("no_ids")
    return drafted | unsent


def _parties(rows: pl.DataFrame, owner: Owner) -> pl.DataFrame:
    """Add sender, sender_name, recipient, recipient_name, recipients and by_owner.

    Rows of files without ids of conversations get one.
    """
    rows = rows.with_columns(
        sender=slugs(rows["sender_profile_url"]),
        sender_name=display_name("from"),
        recipient_name=display_name("to"),
        recipient=slugs(rows["recipient_profile_urls"]),
    )
    # TO is joined by commas without a blank, a name's own comma is followed by one. A name written
    # "Roe,MBA" would look like two: it is one when somebody signs with exactly this text.
    signed = rows["sender_name"].drop_nulls().unique()
    names = pl.col("to").str.count_matches(r",[^ ]") + 1
    recipients = (
        pl.when(pl.col("recipient_name").is_null())
        .then(0)
        .when(pl.col("recipient_name").is_in(signed.implode()))
        .then(1)
        .otherwise(names)
    )
    by_owner = pl.coalesce(early.told_direction(), _is_owner("sender", "sender_name", owner))
    return early.with_ids(rows.with_columns(recipients=recipients, by_owner=by_owner), owner)


def _is_owner(handle: str, name: str, owner: Owner) -> pl.Expr:
    """Whether a party is the owner: by address where both are known, else by name."""
    own_names = [n.lower() for n in sorted(owner.names)]
    by_name = pl.col(name).str.to_lowercase().is_in(own_names).fill_null(value=False)
    if owner.handle is None:
        return by_name
    by_handle = pl.col(handle) == owner.handle
    return pl.when(pl.col(handle).is_not_null()).then(by_handle).otherwise(by_name)


def _conversations(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what only the whole conversation tells: is_group, sponsored, advert, addressed."""
    other = ~pl.col("by_owner") & (
        pl.col("sender").is_not_null() | pl.col("sender_name").is_not_null()
    )
    others = pl.col("sender_name").filter(other).n_unique()
    addresses = pl.col("sender").filter(other).drop_nulls().n_unique()
    title = pl.col("conversation_title").str.strip_chars()
    sponsored = (title.str.to_lowercase() == "sponsored conversation").any()
    unsigned_html = pl.col("sender").is_null() & other
    html = (pl.col("content").str.contains(_ADVERT) & unsigned_html).any()
    # A message ad has a title, no subject and a sender without an address. A person without an
    # address (many exports blank some) has no title, or an InMail's, which equals its subject.
    titled = (title != "").any() & (pl.col("subject").str.strip_chars() == "").all()
    unaddressed = (other & pl.col("sender").is_null()).any() & (addresses == 0)
    from_person = other & (pl.col("sender_name").is_not_null())
    told = pl.struct(
        is_group=(pl.col("recipients").max() > 1) | ((others > 1) & (addresses > 1)),
        sponsored=sponsored,
        advert=html | (titled & unaddressed & from_person.any() & (pl.col("recipients").max() < 2)),
        inmail=(pl.col("subject").str.strip_chars() != "").any(),
    ).alias("whole")
    # Rows of two files may have one number.
    lone = pl.format("row {} of {}/{}", "row", "archive", "member")
    key = pl.when(pl.col("conversation_id") == "").then(lone).otherwise("conversation_id")
    rows = rows.with_columns(key=key)
    whole = rows.group_by("key", maintain_order=True).agg(told)
    joined = rows.join(whole, on="key", how="left", maintain_order="left").unnest("whole")
    return _row_by_row(joined, unsigned_html)


def _row_by_row(rows: pl.DataFrame, unsigned_html: pl.Expr) -> pl.DataFrame:
    """Take back what was concluded from all rows of a name, where nothing but the name joins them.

    One of a person's letters may have a subject, and an advertiser may have a friend's name.
    """
    if not rows["no_ids"].any():
        return rows
    tags = pl.col("content").str.contains(_EDITOR, literal=True) & unsigned_html
    subject = pl.col("subject").str.strip_chars() != ""
    return rows.with_columns(
        advert=pl.when("no_ids").then(tags).otherwise("advert"),
        inmail=pl.when("no_ids").then(subject).otherwise("inmail"),
    )


def _counterparts(rows: pl.DataFrame) -> pl.DataFrame:
    """Add handle and name of the other party of each row.

    Of an exchange of two it is the same person in every row, even in those where the name is gone
    (a closed account) or the address was never given (M1 has none for recipients).
    """
    handle = pl.when("by_owner").then("recipient").otherwise("sender")
    name = pl.when("by_owner").then("recipient_name").otherwise("sender_name")
    rows = rows.with_columns(handle=handle, name=name)
    pair = ~pl.col("is_group")
    own = pl.col("by_owner")
    known = pl.col("handle").drop_nulls()
    newest = pl.col("name").sort_by("at", descending=True, nulls_last=True).drop_nulls().first()
    return rows.with_columns(
        handle=pl.when(pair & (known.n_unique().over("key") == 1))
        .then(pl.coalesce("handle", known.first().over("key")))
        .when(~pair & own)
        .then(None)
        .otherwise("handle"),
        name=pl.when(pair)
        .then(pl.coalesce("name", newest.over("key")))
        .when(own)
        .then(None)
        .otherwise("name"),
    )


def _kind() -> pl.Expr:
    """Return why a row is kept apart, null for what passed between people."""
    unsigned = (pl.col("from").str.strip_chars() == "") & (pl.col("to").str.strip_chars() == "")
    content = pl.col("content").str.strip_chars()
    accepted = unsigned & (content == _REQUEST_ACCEPTED)
    platform_itself = (
        pl.col("sender").is_null()
        & pl.col("sender_name").str.to_lowercase().str.contains(r"^linkedin(\s|$)")
        & ~pl.col("by_owner")
    )
    # Whoever has lost the name is known by the conversation alone.
    nameless = (
        pl.col("no_ids")
        & ~pl.col("is_group")
        & pl.col("name").is_null()
        & pl.col("handle").is_null()
    )
    return (
        pl.when(_draft())
        .then(pl.lit("draft"))
        .when("sponsored")
        .then(pl.lit("sponsored"))
        .when("advert")
        .then(pl.lit("advert"))
        .when(accepted & ~pl.col("is_group") & ~pl.col("no_ids"))
        .then(None)
        .when(unsigned | (pl.col("is_group") & content.str.contains(_SYSTEM)))
        .then(pl.lit("system"))
        .when(content.str.contains(_RECOMMENDATION))
        .then(pl.lit("notice"))
        .when(platform_itself)
        .then(pl.lit("page"))
        .when(nameless)
        .then(pl.lit("nameless"))
        .otherwise(None)
    )


def _event_columns() -> dict[str, pl.Expr]:
    """Return the columns of the log, for rows that passed between people."""
    unsigned = (pl.col("from").str.strip_chars() == "") & (pl.col("to").str.strip_chars() == "")
    # Whoever did not write first accepted the message request.
    opened_by_owner = pl.col("by_owner").sort_by("at").first().over("key")
    acceptor = pl.when(opened_by_owner).then(pl.lit("person")).otherwise(pl.lit("owner"))
    actor = pl.when("by_owner").then(pl.lit("owner")).otherwise(pl.lit("person"))
    channel = (
        pl.when("is_group")
        .then(pl.lit("group"))
        .when("inmail")
        .then(pl.lit("inmail"))
        .otherwise(pl.lit("direct"))
    )
    empty = pl.col("content").str.strip_chars() == ""
    return {
        "activity": pl.when(unsigned)
        .then(pl.lit("message_request_accepted"))
        .otherwise(pl.lit("message")),
        "actor": pl.when(unsigned).then(acceptor).otherwise(actor),
        "channel": channel,
        "conversation_id": pl.col("key"),
        "text": pl.when(empty | unsigned).then(None).otherwise(pl.col("content")),
    }
