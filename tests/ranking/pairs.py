"""One pair in small downloads, and the same pair with the roles swapped."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from reciprocity.analysis import Analysis, analyse, observed_in
from reciprocity.events import to_pandas
from reciprocity.inspection import read
from reciprocity.labels import Labels
from reciprocity.parameters import default_parameters
from reciprocity.ties import people_frame
from reciprocity.timeline import Observed, Timeline, build_timeline
from tests.exports import NAME, connections, invitations, messages
from tests.timeline.stories import person_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

EARLY: Final = "Basic_LinkedInDataExport_02-10-2024.zip"
LATER: Final = "Basic_LinkedInDataExport_02-20-2024.zip"
MUCH_LATER: Final = "Basic_LinkedInDataExport_05-20-2024.zip"
_BO: Final = ("Bo", "Li", "bo-li", "20 Aug 2019")
_BO_CHAT: Final = ("c9", "<", "Bo Li", "bo-li", "2019-08-20 10:00:00", "Hello")

# Direction (`>` is the owner's), time and text.
Row = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What passed between the owner and Ann Roe.

    listed: the day in the list of connections, None when she is not in it. requests: direction
    and time of each request. exports: the names of the downloads; from the second on she is gone.
    """

    chat: tuple[Row, ...] = ()
    listed: str | None = None
    requests: tuple[tuple[str, str], ...] = ()
    exports: tuple[str, ...] = (NAME,)

    def mirrored(self) -> Pair:
        """Return the pair with the roles swapped."""
        ways = {">": "<", "<": ">"}
        sides = {"OUTGOING": "INCOMING", "INCOMING": "OUTGOING"}
        return replace(
            self,
            chat=tuple((ways[way], at, text) for way, at, text in self.chat),
            requests=tuple((sides[side], at) for side, at in self.requests),
        )

    def with_rows(self, *rows: Row) -> Pair:
        """Return the pair with more messages."""
        return replace(self, chat=tuple(sorted((*self.chat, *rows), key=lambda row: row[1])))

    def members(self, *, listed: bool = True) -> dict[str, str]:
        """Return the tables of a download, newest messages first."""
        ann = [("Ann", "Roe", "ann-roe", self.listed)] if self.listed and listed else []
        rows = [("c1", way, "Ann Roe", "ann-roe", at, text) for way, at, text in self.chat]
        asked = [(side, "Ann Roe", "ann-roe", at, "") for side, at in self.requests]
        return {
            "Connections": connections(*ann, _BO),
            "Invitations": invitations(*asked),
            "messages": messages(*reversed(rows), _BO_CHAT),
        }


@contextmanager
def _downloads(pair: Pair) -> Iterator[list[Path]]:
    with TemporaryDirectory(prefix="pair-") as folder:
        yield [
            written(Path(folder), name=name, **pair.members(listed=nth == 0))
            for nth, name in enumerate(pair.exports)
        ]


@cache
def analysed(pair: Pair) -> Analysis:
    """Analyse the downloads of a pair, once for all tests; nobody changes what is returned."""
    with _downloads(pair) as paths:
        return analyse(paths)


def seen(pair: Pair) -> tuple[pd.DataFrame, Timeline, Observed]:
    """Return what the ranking is made from: the log, the timeline and what could be observed."""
    with _downloads(pair) as paths:
        inspection = read(paths)
    log, people = to_pandas(inspection.events), people_frame(inspection.people)
    observed = observed_in(inspection)
    timeline = build_timeline(log, people, observed, Labels(), default_parameters())
    return log, timeline, observed


def judged(pair: Pair) -> dict[str, Any]:
    """Return what the ranking says of Ann Roe."""
    return person_of(analysed(pair))


def exchanges(*days: str) -> tuple[Row, ...]:
    """Return an exchange of two messages for each day, begun by either side in turn."""
    rows: list[Row] = []
    for nth, day in enumerate(days):
        first, second = (">", "<") if nth % 2 else ("<", ">")
        rows += [(first, f"{day} 10:00:00", f"What of {day}?"),
                 (second, f"{day} 18:00:00", f"Fine since {day}")]  # fmt: skip
    return tuple(rows)


def monthly(year: int, first: int = 1, last: int = 12) -> tuple[Row, ...]:
    """Return an exchange on the third of each of these months."""
    return exchanges(*(f"{year}-{month:02}-03" for month in range(first, last + 1)))


_HELLO: Final[Row] = ("<", "2024-01-06 10:00:00", "Hello")

# A pitch with one other documented act, and nothing else that could be the second one.
SECOND_ACTS: Final[dict[str, Pair]] = {
    "first words after the accept": Pair(
        listed="05 Jan 2024", chat=(("<", "2024-02-05 10:00:00", "PITCH"),)
    ),
    "first words after the accept, not ever": Pair(
        listed="05 Jan 2024",
        chat=(("<", "2023-12-20 10:00:00", "Hello"), ("<", "2024-02-05 10:00:00", "PITCH")),
    ),
    "first words after a silence": Pair(
        listed="05 Jan 2023",
        chat=(
            ("<", "2023-01-08 10:00:00", "Hello"),
            ("<", "2023-07-07 10:00:00", "PITCH"),
        ),
    ),
    "a request ignored": Pair(
        requests=(("OUTGOING", "10/5/23, 9:30 AM"),), chat=(("<", "2024-01-20 10:00:00", "PITCH"),)
    ),
    "thanks ignored": Pair(
        listed="05 Jan 2023",
        chat=(
            ("<", "2023-01-06 10:00:00", "Hello"),
            (">", "2023-01-07 10:00:00", "THANKS-CONNECT"),
            ("<", "2023-04-20 10:00:00", "PITCH"),
        ),
    ),
    "a second pitch after a no": Pair(
        listed="05 Jan 2024",
        chat=(
            _HELLO,
            ("<", "2024-02-01 10:00:00", "PITCH"),
            (">", "2024-02-02 10:00:00", "DECLINE"),
            ("<", "2024-02-12 10:00:00", "PITCH"),
        ),
    ),
    "ended after a no": Pair(
        listed="05 Jan 2024",
        chat=(
            _HELLO,
            ("<", "2024-02-01 10:00:00", "PITCH"),
            (">", "2024-02-06 10:00:00", "DECLINE"),
        ),
        exports=(EARLY, LATER),
    ),
}

# A pitch, and nothing that would be a second act.
ONE_ACT: Final[dict[str, Pair]] = {
    "a stranger's only words": Pair(chat=(("<", "2024-02-05 10:00:00", "PITCH"),)),
    "a stranger's words, answered": Pair(
        chat=(
            ("<", "2024-01-20 10:00:00", "PITCH"),
            (">", "2024-01-21 10:00:00", "DECLINE"),
        ),
    ),
    "after a greeting": Pair(
        listed="05 Jan 2024", chat=(_HELLO, ("<", "2024-02-05 10:00:00", "PITCH"))
    ),
    "described in every way": Pair(
        listed="05 Jan 2024",
        chat=(
            _HELLO,
            ("<", "2024-02-05 10:00:00", "PITCH third_party wants_audience token_small_talk"),
        ),
    ),
    "after 179 days": Pair(
        listed="05 Jan 2023",
        chat=(
            ("<", "2023-01-08 10:00:00", "Hello"),
            ("<", "2023-07-07 09:59:59", "PITCH"),
        ),
    ),
    "with a no": Pair(
        listed="05 Jan 2024",
        chat=(
            _HELLO,
            ("<", "2024-02-01 10:00:00", "PITCH"),
            (">", "2024-02-02 10:00:00", "DECLINE"),
        ),
    ),
    "a request of last week": Pair(
        requests=(("OUTGOING", "1/29/24, 9:30 AM"),), chat=(("<", "2024-02-05 10:00:00", "PITCH"),)
    ),
    "thanks answered": Pair(
        listed="05 Jan 2023",
        chat=(
            ("<", "2023-01-06 10:00:00", "Hello"),
            (">", "2023-01-07 10:00:00", "THANKS-CONNECT"),
            ("<", "2023-01-08 10:00:00", "Welcome"),
            ("<", "2023-04-20 10:00:00", "PITCH"),
        ),
    ),
    "gone at some time in three months after a no": Pair(
        listed="05 Jan 2024",
        chat=(
            _HELLO,
            ("<", "2024-02-01 10:00:00", "PITCH"),
            (">", "2024-02-06 10:00:00", "DECLINE"),
        ),
        exports=(EARLY, MUCH_LATER),
    ),
    "perhaps gone after a no": Pair(
        chat=(
            (">", "2024-01-11 10:00:00", "Hello"),
            ("<", "2024-01-12 10:00:00", "Hello"),
            ("<", "2024-02-20 10:00:00", "PITCH"),
            (">", "2024-02-21 10:00:00", "DECLINE"),
        ),
    ),
}

RECIPROCAL: Final = Pair(listed="05 Jan 2023", chat=monthly(2023, 3))
ONE_SIDED: Final = Pair(
    listed="05 Jan 2022",
    chat=tuple((">", f"2023-{month:02}-01 10:00:00", f"News of {month}") for month in range(2, 12)),
)
