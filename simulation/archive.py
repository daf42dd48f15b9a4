"""The files of a LinkedIn download, in the form of 2026."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from simulation.forms import (
    bare_url,
    connected_on,
    conversation_id,
    encoded_url,
    endorsed_at,
    message_date,
    sent_at,
    table,
)
from simulation.world import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulation.events import Endorsement, Life
    from simulation.people import Party, Person
    from simulation.world import Download, World

_NOTES: Final = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email '
    "addresses are missing. You will only see email addresses for connections who have allowed "
    'their connections to see or download their email address."\n\n'
)
_CONNECTIONS: Final = (
    "First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On",
)  # fmt: skip
_INVITATIONS: Final = (
    "From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl",
)  # fmt: skip
_MESSAGES: Final = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO",
    "RECIPIENT PROFILE URLS", "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS",
)  # fmt: skip
_PROFILE: Final = (
    "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary",
    "Industry", "Zip Code", "Geo Location", "Twitter Handles", "Websites", "Instant Messengers",
)  # fmt: skip
_STEP: Final = timedelta(seconds=2)  # a zip holds even seconds only
Row = tuple[str, ...]


def file_name(download: Download) -> str:
    """Return what LinkedIn would call this download."""
    return f"Basic_LinkedInDataExport_{download.moment:%m-%d-%Y}.zip"


def pack(world: World, download: Download) -> bytes:
    """Return the zip; stored, not deflated: builds of zlib differ in the bytes they write."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for number, (name, content) in enumerate(sorted(members(world, download).items())):
            at = download.moment + number * _STEP
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.create_system = 0  # as in LinkedIn's own
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content.encode())
    return file.getvalue()


def members(world: World, download: Download) -> Mapping[str, str]:
    """Return member -> content of a download."""
    found = {
        "Connections.csv": _connections(world, download),
        "Invitations.csv": _invitations(world, download),
        "messages.csv": _messages(world, download),
        "Profile.csv": table(_PROFILE, [_profile(world.owner)]),
        "Endorsement_Received_Info.csv": _endorsements(world, download, given=False),
        "Endorsement_Given_Info.csv": _endorsements(world, download, given=True),
    }
    lacking = {Missing.MESSAGES: "messages.csv", Missing.INVITATIONS: "Invitations.csv"}
    return {name: found[name] for name in found if name != lacking.get(download.missing)}


def _profile(owner: Party) -> Row:
    return (owner.first, owner.last, "", "", "", "Editor and teacher", *[""] * 7)


def _connections(world: World, download: Download) -> str:
    """Return them newest first, to the moment; there is no line end after the last row."""
    rows = [
        (life.person.since, _connection(life.person))
        for life in world.lives
        if download.lists(life)
    ]
    rows += [(at, (*[""] * 6, connected_on(at))) for at in world.closed if at <= download.moment]
    rows.sort(key=lambda row: row[0], reverse=True)
    return _NOTES + table(_CONNECTIONS, [row for _, row in rows]).removesuffix("\n")


def _connection(person: Person) -> Row:
    work = ("", person.firm, person.position)
    return (person.first, person.last, encoded_url(person.slug), *work, connected_on(person.since))


def _invitations(world: World, download: Download) -> str:
    """Return the requests of the owner, then those of others, each newest first."""
    known = [
        (not life.person.they_asked, life.asked, life)
        for life in world.lives
        if life.asked and download.invitation(life)
    ]
    known.sort(key=lambda one: one[:2], reverse=True)
    rows = [_invitation(world.owner, life, asked) for _, asked, life in known]
    return table(_INVITATIONS, rows)


def _invitation(owner: Party, life: Life, asked: datetime) -> Row:
    person: Party = life.person
    outgoing = not life.person.they_asked
    inviter, invitee = (owner, person) if outgoing else (person, owner)
    facts = (sent_at(asked), life.note, "OUTGOING" if outgoing else "INCOMING")
    return (inviter.name, invitee.name, *facts, inviter.url, invitee.url)


def _messages(world: World, download: Download) -> str:
    """Return conversations and the rows in them, both newest first; everything is quoted."""
    talks = [talk for life in world.lives if (talk := _talk(world.owner, life, download))]
    talks.sort(key=lambda talk: talk[0], reverse=True)
    return table(_MESSAGES, [row for talk in talks for _, row in talk], quoted=True)


def _talk(owner: Party, life: Life, download: Download) -> list[tuple[datetime, Row]]:
    """Return moment and row of a conversation; a note appears at the moment of the accept."""
    person = life.person
    rows = [
        (one.at, _message(owner, person, one.by_owner, one.at, one.text, one.subject))
        for one in download.messages(life)
    ]
    if download.note_row(life):
        at = person.since
        rows.insert(0, (at, _message(owner, person, not person.they_asked, at, life.note, "")))
    return rows[::-1]


def _message(
    owner: Party, person: Person, by_owner: bool, at: datetime, text: str, subject: str
) -> Row:
    sender, other = (owner, person) if by_owner else (person, owner)
    ends = (conversation_id(person.slug), "", sender.name, sender.url, other.name, other.url)
    return (*ends, message_date(at), subject, text, "INBOX", "")


def _endorsements(world: World, download: Download, *, given: bool) -> str:
    """Return those given by the owner or received, newest first."""
    rows = [
        (one.at, life.person.slug, _endorsement(life.person, one))
        for life in world.lives
        for one in download.endorsements(life)
        if one.by_owner == given
    ]
    end = "Endorsee" if given else "Endorser"
    names = (f"{end} First Name", f"{end} Last Name", f"{end} Public Url")
    header = ("Endorsement Date", "Skill Name", *names, "Endorsement Status")
    return table(header, [row for *_, row in sorted(rows, reverse=True)])


def _endorsement(person: Person, one: Endorsement) -> Row:
    who = (person.first, person.last, bare_url(person.slug))
    return (endorsed_at(one.at), one.skill, *who, "ACCEPTED")
