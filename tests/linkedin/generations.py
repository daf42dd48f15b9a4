"""One invented relationship as LinkedIn would have written it in each of its years.

Ann Roe was asked with a note and accepted; both wrote. Bo Li asked without one and was accepted.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from tests.exports import H1, H2, I1, I3, M1, M2, M6, NOTES, OWNER, table, url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

H0: Final = (
    "First Name,Last Name,Address,Email Address,Company,Position,Connected On,Websites,"
    "Instant Messengers"
)
I2: Final = f"{I1},inviterProfileUrn,inviteeProfileUrn"
M0: Final = "From,To,Date,Subject,Content,Direction,Folder"
M3: Final = f"{M2},IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
M4: Final = f"{M2},ATTACHMENTS"
M5: Final = f"{M4},IS MESSAGE DRAFT"

ME: Final = ("Olive Owner", OWNER)
ANN: Final = ("Ann Roe", url("ann-roe"))
BO: Final = ("Bo Li", url("bo-li"))
NUMBERS: Final = {"Olive Owner": 100000001, "Ann Roe": 200000002, "Bo Li": 300000003}

NOTE: Final = "Hello Ann,\n\nwe met at O'Brien's & \"Co\""
ANSWER: Final = "Sure! Nice\nto see you <here>"
Party = tuple[str, str]

# Newest first, as in every list; moments are UTC.
ACCEPTS: Final = ((BO, "2024-02-05 03:10:20"), (ANN, "2024-02-02 12:00:01"))
REQUESTS: Final = (
    ("OUTGOING", ANN, "2024-02-01 05:30:00", NOTE),
    ("INCOMING", BO, "2024-02-04 22:15:00", ""),
)
MESSAGES: Final = (
    ("c2", BO, ME, "2024-02-06 09:00:00", "Hello Olive"),
    ("c1", ME, ANN, "2024-02-03 10:00:40", "Yes"),
    ("c1", ANN, ME, "2024-02-03 10:00:05", ANSWER),
    ("c1", ME, ANN, "2024-02-02 12:00:01", NOTE),
)


def clock(moment: str) -> str:
    """Return the wall clock of Los Angeles at a UTC moment, as `2/4/24, 7:10 PM`."""
    here = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    there = here.astimezone(ZoneInfo("America/Los_Angeles"))
    return f"{there.month}/{there.day}/{there:%y}, {there.hour % 12 or 12}:{there:%M %p}"


def wall(moment: str) -> str:
    """Return what the clock of Los Angeles shows at a UTC moment, as if it were UTC, in minutes."""
    here = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return f"{here.astimezone(ZoneInfo('America/Los_Angeles')):%Y-%m-%d %H:%M}:00"


def day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%d %b %Y}"


def short_day(moment: str) -> str:
    """Return the day as Excel saves it: 5-Feb-24."""
    return f"{datetime.fromisoformat(moment):%d-%b-%y}".removeprefix("0")


def flat(text: str) -> str:
    return text.replace("\n", " ")


def listed(
    header: str, on: Callable[[str], str], *, preamble: str = NOTES, addresses: bool = True
) -> str:
    """Return Connections.csv with this header, its dates written by `on`."""
    rows = [
        {
            "First Name": name.split()[0],
            "Last Name": name.split()[1],
            "URL": address if addresses else "",
            "Connected On": on(moment),
        }
        for (name, address), moment in ACCEPTS
    ]
    return preamble + _written(header, rows)


def asked(header: str, party: Callable[[Party], str], *, sent: str = "Sent At") -> str:
    """Return Invitations.csv; `party` gives what stands in the two further columns."""
    rows = []
    for direction, other, moment, note in REQUESTS:
        ends = (ME, other) if direction == "OUTGOING" else (other, ME)
        row = dict(zip(("From", "To"), (end[0] for end in ends), strict=True))
        row |= {sent: clock(moment), "Message": flat(note), "Direction": direction}
        further = header.split(",")[5:]
        rows.append(row | dict(zip(further, map(party, ends), strict=False)))
    return _written(header, rows)


def said(header: str, *, newest: bool = False) -> str:
    """Return messages.csv of 2020 and later; before 2026-04 line breaks are flattened."""
    rows = [
        {
            "CONVERSATION ID": conversation,
            "FROM": sender[0],
            "SENDER PROFILE URL": sender[1],
            "TO": to[0],
            "RECIPIENT PROFILE URLS": to[1],
            "DATE": f"{moment} UTC",
            "CONTENT": text if newest else flat(text),
            "FOLDER": "INBOX",
            "IS MESSAGE DRAFT": "No",
            "IS CONVERSATION DRAFT": "No",
        }
        for conversation, sender, to, moment, text in MESSAGES
    ]
    return _written(header, rows, quote_all=newest)


def said_early(rows: Iterable[tuple[str, Party, Party, str, str]] = MESSAGES) -> str:
    """Return Messages.csv of 2016 to 2018."""
    return _written(
        M0,
        [
            {
                "From": sender[0],
                "To": to[0],
                "Date": clock(moment),
                "Content": escaped(text.replace("\n", "")),
                "Direction": "OUTGOING" if sender == ME else "INCOMING",
                "Folder": "SENT" if sender == ME else "INBOX",
            }
            for _, sender, to, moment, text in rows
        ],
    )


def escaped(text: str) -> str:
    """Return a text with entities, the ampersands of some of them escaped once more."""
    once = html.escape(text).replace("&#x27;", "&#39;")
    return once.replace("&#39;", "&amp;#39;", 1)


def _written(header: str, rows: Sequence[Mapping[str, str]], *, quote_all: bool = False) -> str:
    columns = header.split(",")
    lines = [[row.get(column, "") for column in columns] for row in rows]
    return table(header, lines, quote_all=quote_all)


def _number(party: Party) -> str:
    return f"urn:li:member:{NUMBERS[party[0]]}"


@dataclass(frozen=True, kw_only=True)
class Year:
    """What the files of a year were, and what cannot be known from them.

    addresses: nobody can be told by address where it is False. accepts: "day", or "clock" where the
    list has one, without a zone. breaks: what a line break of a message became. seconds: of
    messages; without them their clock has no zone either.
    """

    connections: str
    invitations: str
    messages: str
    addresses: bool = True
    accepts: str = "day"
    breaks: str = " "
    seconds: bool = True


LISTS: Final = {
    "H0": listed(H0, clock, preamble=""),
    "H1 of 2018": listed(H1, clock, preamble=""),
    "H1": listed(H1, day),
    "H2": listed(H2, day),
    "H2 without preamble": listed(H2, day, preamble=""),
    "H2 under blank lines": listed(H2, day, preamble="\n\n"),
    "H2 with an empty URL": listed(H2, day, addresses=False),
    "H2 saved by Excel": listed(H2, short_day).replace("\n", "\r\n"),
}
INVITATIONS: Final = {
    "I1": asked(I1, str),
    "I2": asked(I2, _number),
    "I3": asked(I3, lambda party: party[1]),
    "I3 of 2023-12": asked(I3, lambda _: "https://www.linkedin.com/in"),
    "I3 saved by hand": asked(
        I3.replace("Sent At", "Date Sent"), lambda party: party[1], sent="Date Sent"
    ),
}
TALK: Final = {
    "M0": said_early(),
    "M1": said(M1),
    "M1 with attachments": said(f"{M1},ATTACHMENTS"),
    "M2": said(M2),
    "M3": said(M3),
    "M4": said(M4),
    "M5": said(M5),
    "M6": said(M6, newest=True),
    "M6 with drafts": said(f"{M6},IS MESSAGE DRAFT,IS CONVERSATION DRAFT", newest=True),
}


def _early(connections: str) -> Year:
    return Year(
        connections=connections,
        invitations="I1",
        messages="M0",
        addresses=False,
        accepts="clock",
        breaks="",
        seconds=False,
    )


NEWEST: Final = Year(connections="H2", invitations="I3", messages="M6", breaks="\n")
YEARS: Final = {
    "2017": _early("H0"),
    "2018-11": _early("H1 of 2018"),
    "2021": Year(connections="H1", invitations="I1", messages="M1"),
    "2023-06": Year(connections="H2 with an empty URL", invitations="I1", messages="M2"),
    "2023-08": Year(connections="H2", invitations="I2", messages="M2"),
    "2023-12": Year(connections="H2", invitations="I3 of 2023-12", messages="M2"),
    "2024-11": Year(connections="H2", invitations="I3", messages="M3"),
    "2025-12": Year(connections="H2", invitations="I3", messages="M4"),
    "2026-02": Year(connections="H2", invitations="I3", messages="M5"),
    "2026-04": NEWEST,
}
