"""Every file of a LinkedIn download by name: read by a reader, or known and ignored.

The table is the place to add a file to. Names are folded (archive.split_suffix: no case, blanks,
underscores, ending, part number or member id), so one entry serves every year's spelling.
Facts: linkedin.md sections 1 to 3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from reciprocity.sources.base import Owner
from reciprocity.sources.linkedin import (
    comments,
    connections,
    follows,
    invitations,
    messages,
    owner,
    praise,
    public,
    registration,
)
from reciprocity.sources.part import Part

ReadTable = Callable[[pl.DataFrame, Owner], Part]
Mend = Callable[[bytes], bytes]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How one kind of file is read.

    covers: the activities that the file can show. mend: puts right what LinkedIn writes against
    RFC 4180. common: other programs have files of the name too, so that it alone tells nothing.
    """

    kind: str
    names: tuple[str, ...]
    headers: tuple[frozenset[str], ...]
    read: ReadTable
    covers: tuple[str, ...] = ()
    mend: Mend | None = None
    common: bool = False


def _nothing(frame: pl.DataFrame, owner: Owner) -> Part:
    """Read no events: the table serves the search for the owner."""
    del frame, owner
    return Part()


RULES: Final = (
    Rule(
        kind="connections",
        names=("connections",),
        headers=connections.HEADERS,
        read=connections.read_connections,
        covers=("connected",),
    ),
    Rule(
        kind="invitations",
        names=("invitations",),
        headers=invitations.HEADERS,
        read=invitations.read_invitations,
        covers=("request_sent", "request_received"),
    ),
    Rule(
        kind="messages",
        names=("messages",),
        headers=messages.HEADERS,
        read=messages.read_messages,
        covers=("message", "message_request_accepted"),
    ),
    Rule(
        kind="endorsements received",
        names=("endorsementreceivedinfo",),
        headers=praise.RECEIVED_HEADERS,
        read=praise.read_endorsements_received,
        covers=("endorsement",),
    ),
    Rule(
        kind="endorsements given",
        names=("endorsementgiveninfo",),
        headers=praise.GIVEN_HEADERS,
        read=praise.read_endorsements_given,
        covers=("endorsement",),
    ),
    Rule(
        kind="recommendations received",
        names=("recommendationsreceived",),
        headers=praise.RECOMMENDATION_HEADERS,
        read=praise.read_recommendations_received,
        covers=("recommendation",),
    ),
    Rule(
        kind="recommendations given",
        names=("recommendationsgiven",),
        headers=praise.RECOMMENDATION_HEADERS,
        read=praise.read_recommendations_given,
        covers=("recommendation",),
    ),
    Rule(
        kind="profile",
        names=("profile",),
        headers=owner.PROFILE_HEADERS,
        read=_nothing,
    ),
    Rule(
        kind="registration",
        names=("registration",),
        headers=registration.HEADERS,
        read=_nothing,
        common=True,
    ),
    Rule(
        kind="follows",
        names=("memberfollows",),
        headers=follows.HEADERS,
        read=follows.read_follows,
        covers=("follow", "unfollow"),
        common=True,
    ),
    Rule(
        kind="comments",
        names=("comments",),
        headers=public.COMMENT_HEADERS,
        read=public.read_comments,
        mend=comments.mend_comments,
        common=True,
    ),
    Rule(
        kind="shares",
        names=("shares",),
        headers=public.SHARE_HEADERS,
        read=public.read_shares,
        common=True,
    ),
    Rule(
        kind="reactions",
        names=("reactions",),
        headers=public.REACTION_HEADERS,
        read=public.read_wordless,
        common=True,
    ),
    Rule(
        kind="votes",
        names=("votes",),
        headers=public.VOTE_HEADERS,
        read=public.read_wordless,
        common=True,
    ),
    Rule(
        kind="reposts",
        names=("instantreposts",),
        headers=public.REPOST_HEADERS,
        read=public.read_wordless,
        common=True,
    ),
)

# Slow files: only a Complete download has them, hours after the rest (section 1).
COMPLETE_ONLY: Final = frozenset({
    "accountstatushistory", "adsclicked", "comments", "hashtagfollows", "inferencesaboutyou",
    "instantreposts", "lanadsengagement", "logins", "memberfollows", "reactions", "reviews",
    "saveditems", "searchqueries", "securitychallenges", "shares", "votes",
})  # fmt: skip

# Chats with LinkedIn's own assistants carry the header of messages.csv and are nobody's words.
COACHES: Final = frozenset({
    "coachmessages", "guidemessages", "learningcoachmessages", "learningroleplaymessages",
})  # fmt: skip

IGNORED: Final = COMPLETE_ONLY | COACHES | frozenset({
    "adtargeting", "articles", "calendar", "causesyoucareabout", "certifications",
    "companyfollows", "contacts", "courses", "education", "emailaddresses", "engagements",
    "events", "honors", "importedcontacts", "jobapplicantsavedanswers",
    "jobapplicantsavedscreeningquestionresponses", "jobapplications", "jobseekerpreferences",
    "languages", "learning", "memberhashtags", "onlinejobpostings", "opportunities",
    "opprtunities", "organizations", "patents", "phonenumbers", "positions",
    "privateidentityasset", "profilesummary", "projects", "providers", "publications",
    "receipts", "receiptsv2", "registration", "richmedia", "savedarticles", "savedjobalerts",
    "savedjobs", "skills", "teammates", "testscores", "verifications", "videos", "volunteering",
    "whatsappphonenumbers",
})  # fmt: skip

# Folders whose files are known whatever their names are.
IGNORED_FOLDERS: Final = frozenset({"articles", "jobs", "servicesmarketplace", "verifications"})

# Media and pages that LinkedIn puts beside the tables.
IGNORED_ENDINGS: Final = (".html", ".jpg", ".jpeg", ".png", ".gif", ".pdf", ".mp4", ".txt")


def rule_for(folded: str) -> Rule | None:
    """Return the rule that reads a file of this folded name, None when no reader does."""
    return next((rule for rule in RULES if folded in rule.names), None)


def is_ignored(folded: str, path: str) -> bool:
    """Return whether a file is known and holds nothing about a relationship."""
    folders = {part.replace(" ", "").replace("_", "").casefold() for part in path.split("/")[:-1]}
    return (
        folded in IGNORED
        or bool(folders & IGNORED_FOLDERS)
        or path.casefold().endswith(IGNORED_ENDINGS)
    )
