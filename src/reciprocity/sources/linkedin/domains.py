"""The domains of LinkedIn's Member Data Portability API: read, or known and ignored.

Names are folded (portability.fold_domain). Facts: linkedin.md section 7, and LinkedIn's list of
snapshot domains as of 2025 with those that members have seen beside it.
"""

from __future__ import annotations

import re
from typing import Final

# The kinds of files (members.RULES) that hold the same as each domain.
DOMAINS: Final[dict[str, tuple[str, ...]]] = {
    "ALL_COMMENTS": ("comments",),
    "ALL_LIKES": ("reactions",),
    "ALL_VOTES": ("votes",),
    "CONNECTIONS": ("connections",),
    "ENDORSEMENTS": ("endorsements received", "endorsements given"),
    "INBOX": ("messages",),
    "INSTANT_REPOSTS": ("reposts",),
    "INVITATIONS": ("invitations",),
    "MEMBER_FOLLOWING": ("follows",),
    "MEMBER_SHARE_INFO": ("shares",),
    "PROFILE": ("profile",),
    "REGISTRATION": ("registration",),
}
EVERY_KIND: Final = tuple(kind for kinds in DOMAINS.values() for kind in kinds)

# Those given and those received stand in one list, and no key tells them apart.
MIXED: Final = "RECOMMENDATIONS"

# LEARNING_COACH_INBOX and LEARNING_ROLEPLAY_INBOX are chats with machines and nobody's words.
IGNORED_DOMAINS: Final = frozenset({
    "ACCOUNT_HISTORY", "ACTOR_SAVE_ITEM", "ADS_CLICKED", "ADS_LAN", "AD_TARGETING",
    "ARTICLES", "CALENDAR", "CAUSES_YOU_CARE_ABOUT",
    "CERTIFICATIONS", "COMPANY_FOLLOWS", "CONTACTS", "COURSES", "EASYAPPLY_BLOCKING", "EDUCATION",
    "EMAIL_ADDRESSES", "EVENTS", "GROUPS", "GROUP_POSTS", "HONORS",
    "IDENTITY_CREDENTIALS_AND_ASSETS", "INFERENCE_TAKEOUT",
    "JOB_APPLICANT_SAVED_ANSWERS", "JOB_APPLICATIONS", "JOB_POSTINGS", "JOB_SEEKER_PREFERENCES",
    "LANGUAGES", "LEARNING", "LEARNING_COACH_AI_TAKEOUT", "LEARNING_COACH_INBOX",
    "LEARNING_ROLEPLAY_INBOX", "LOGIN", "MARKETPLACE_ENGAGEMENTS", "MARKETPLACE_OPPORTUNITIES",
    "MARKETPLACE_PROVIDERS", "MEMBER_HASHTAG",
    "ORGANIZATIONS", "PATENTS", "PHONE_NUMBERS", "POSITIONS", "PROFILE_SUMMARY", "PROJECTS",
    "PUBLICATIONS", "RECEIPTS", "RECEIPTS_LBP", MIXED, "REVIEWS", "RICH_MEDIA",
    "SAVED_JOBS", "SAVED_JOB_ALERTS", "SEARCHES", "SECURITY_CHALLENGE_PIPE", "SKILLS",
    "TALENT_QUESTION_SAVED_RESPONSE", "TEST_SCORES", "TRUSTED_GRAPH", "VOLUNTEERING_EXPERIENCES",
    "WHATSAPP_NUMBERS",
})  # fmt: skip

_NO_LETTERS: Final = re.compile(r"[^A-Z]+")
_LONGEST_FIRST: Final = sorted({*DOMAINS, *IGNORED_DOMAINS}, key=lambda name: (-len(name), name))


def is_known(domain: str) -> bool:
    """Return whether a domain, folded, is one of LinkedIn's."""
    return domain in DOMAINS or domain in IGNORED_DOMAINS


def named_in(file_name: str) -> str:
    """Return the domain in a file name such as `2_connections-page3.json`, "" without one."""
    stem = file_name.rpartition(".")[0] or file_name
    folded = f"_{_NO_LETTERS.sub('_', stem.upper())}_"
    return next((domain for domain in _LONGEST_FIRST if f"_{domain}_" in folded), "")
