"""Connections.csv, Invitations.csv and messages.csv, in the newest and in the old format."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from reciprocity.sample.forms import connected_on, encoded_url, flat, message_date, wall_clock
from reciprocity.sample.model import OWNER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reciprocity.sample.model import Invitation, Party, Person, Row, World

_PREAMBLE: Final = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email '
    "addresses are missing. You will only see email addresses for connections who have allowed "
    'their connections to see or download their email address."\n\n'
)
CONNECTIONS_H1: Final = (
    "First Name",
    "Last Name",
    "Email Address",
    "Company",
    "Position",
    "Connected On",
)
CONNECTIONS_H2: Final = (*CONNECTIONS_H1[:2], "URL", *CONNECTIONS_H1[2:])
INVITATIONS_I1: Final = ("From", "To", "Sent At", "Message", "Direction")
INVITATIONS_I3: Final = (*INVITATIONS_I1, "inviterProfileUrl", "inviteeProfileUrl")
_SENDER: Final = ("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO")
_CONTENT: Final = ("DATE", "SUBJECT", "CONTENT", "FOLDER")
MESSAGES_M1: Final = (*_SENDER, *_CONTENT)
MESSAGES_M6: Final = (*_SENDER, "RECIPIENT PROFILE URLS", *_CONTENT, "ATTACHMENTS")
WINDOW: Final = timedelta(days=180)  # LinkedIn drops invitations whose last event is older


class _Minimal(csv.unix_dialect):
    quoting = csv.QUOTE_MINIMAL


class _Quoted(csv.unix_dialect):
    quoting = csv.QUOTE_ALL


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], *, quoted: bool = False) -> str:
    """Return a CSV file with LF line ends; every field quoted, or only where it must be."""
    file = io.StringIO()
    writer = csv.writer(file, _Quoted if quoted else _Minimal)
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()


def connections_csv(world: World, moment: datetime, *, newest: bool) -> str:
    """Return Connections.csv as of a moment, newest first; the newest format has no last LF."""
    rows = [(person.connected, _connection(person, newest)) for person in there(world, moment)]
    rows += [(at, _blank(at, newest)) for at in world.blanks]
    rows.sort(key=lambda row: row[0] or moment, reverse=True)
    cells = [row for _, row in rows]
    if not newest:
        return csv_text(CONNECTIONS_H1, cells)
    return _PREAMBLE + csv_text(CONNECTIONS_H2, cells).removesuffix("\n")


def there(world: World, moment: datetime) -> list[Person]:
    """Return those who are connected at that moment."""
    return [
        person
        for person in world.people
        if person.connected
        and person.connected <= moment
        and (person.gone is None or person.gone > moment)
    ]


def invitations_csv(world: World, moment: datetime, *, newest: bool) -> str:
    """Return Invitations.csv as of a moment: the outgoing block, then the incoming one."""
    known = [one for one in world.invitations if _listed(one, moment)]
    known.sort(key=lambda one: (one.outgoing, one.sent), reverse=True)
    header = INVITATIONS_I3 if newest else INVITATIONS_I1
    return csv_text(header, [_invitation(one)[: len(header)] for one in known])


def messages_csv(world: World, moment: datetime, *, newest: bool) -> str:
    """Return messages.csv as of a moment: conversations and rows, both newest first."""
    known = sorted(
        (row for row in world.rows if row.at <= moment),
        key=lambda row: (row.conversation, row.at),
        reverse=True,
    )
    talks = [list(group) for _, group in groupby(known, key=lambda row: row.conversation)]
    talks.sort(key=lambda talk: (talk[0].at, talk[0].conversation), reverse=True)
    rows = [row for talk in talks for row in talk]
    if newest:
        return csv_text(MESSAGES_M6, [_message_m6(row) for row in rows], quoted=True)
    return csv_text(MESSAGES_M1, [_message_m1(row) for row in rows])


def _connection(person: Person, newest: bool) -> tuple[str, ...]:
    if person.connected is None:
        raise ValueError(person.key)
    url = (encoded_url(person),) if newest else ()
    work = (person.email, person.company, person.position, connected_on(person.connected))
    return (person.first, person.last, *url, *work)


def _blank(at: datetime, newest: bool) -> tuple[str, ...]:
    """Return the row of a closed account: nothing but the day."""
    return (*[""] * (6 if newest else 5), connected_on(at))


def _listed(one: Invitation, moment: datetime) -> bool:
    if one.sent > moment or (one.withdrawn and one.withdrawn <= moment):
        return False
    accepted = one.accepted if one.accepted and one.accepted <= moment else None
    return (accepted or one.sent) > moment - WINDOW


def _invitation(one: Invitation) -> tuple[str, ...]:
    sides = (OWNER, one.person) if one.outgoing else (one.person, OWNER)
    direction = "OUTGOING" if one.outgoing else "INCOMING"
    inviter, invitee = sides[0].party, sides[1].party
    facts = (wall_clock(one.sent), flat(one.note), direction)
    return (inviter.name, invitee.name, *facts, inviter.url, invitee.url)


def _message_m6(row: Row) -> tuple[str, ...]:
    urls = ",".join(party.url for party in row.recipients if party.url)
    content = (message_date(row.at), row.subject, row.text, "INBOX", row.attachment)
    return (*_head(row), urls, *content)


def _message_m1(row: Row) -> tuple[str, ...]:
    return (*_head(row), message_date(row.at), row.subject, flat(row.text), row.folder)


def _head(row: Row) -> tuple[str, ...]:
    sender = (row.sender.name, row.sender.url) if row.sender else ("", "")
    return (_conversation_id(row.conversation), row.title, *sender, _names(row.recipients))


def _names(recipients: tuple[Party, ...]) -> str:
    """Join names by a comma without a blank: a comma inside a name has one behind it."""
    return ",".join(party.name for party in recipients)


def _conversation_id(key: str) -> str:
    digits = hashlib.sha256(f"conversation {key}".encode()).hexdigest()
    parts = (digits[:8], digits[8:12], "4" + digits[13:16], "8" + digits[17:20], digits[20:32])
    return "2-" + base64.b64encode(f"{'-'.join(parts)}_100".encode()).decode()
