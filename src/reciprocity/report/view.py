"""How an analysis is shown: the clock, the names or pseudonyms, where each person stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.report import clean
from reciprocity.report.language import _
from reciprocity.report.times import Clock, find_zone, timestamp
from reciprocity.report.words import PLATFORMS, Data, export_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reciprocity.analysis import Analysis
    from reciprocity.inspection import ExportInfo

# Files of LinkedIn and Facebook downloads whose names say nothing about a person.
_PLAIN_MEMBER: Final = re.compile(
    r"(connections|invitations|messages|comments|reactions|member[_ ]follows|follows"
    r"|recommendations[_ ](given|received)|endorsement[_ ](given|received)[_ ]info"
    r"|message(_\d{1,4})?|(your_)?friends|(sent|received|rejected)_friend_requests"
    r"|friend_requests_(sent|received)|removed_friends|who_you(['\u2019_]ve_followed|_follow)"
    r"|people_who_follow(ed)?_you|following|pokes|posts_and_comments|likes_and_reactions(_\d{1,4})?"
    r"|messenger_contacts_you['\u2019_]ve_blocked"
    r"|waving_emojis_you_sent_after_your_friend_requests_were_accepted"
    r"|other_people['\u2019_]s_posts_to_your_timeline|posts_on_other_pages_and_profiles"
    r"|your_posts\w{0,60})\.(csv|json|html)",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, kw_only=True)
class View:
    """What every part of the summary needs in order to show a person, a moment or a file.

    names: person_id -> the name shown. places: person_id -> 1-based place in the report order.
    archives: name of an archive -> the label shown instead, only when redacting.
    sections: person_ids that have a section of their own. texts: whether words of the archive and
    of the user are shown. platforms: codes of those that the analysis is about. windows:
    (platform, kind) -> when that kind could be seen, one per export. exported: when each archive
    was made. period: the first and the last moment of anything in the log.
    """

    clock: Clock
    redact: bool
    as_of: str
    owner: str
    names: dict[str, str]
    places: dict[str, int]
    archives: dict[str, str]
    sections: frozenset[str]
    texts: bool = True
    platforms: tuple[str, ...] = ("linkedin",)
    windows: dict[tuple[str, str], tuple[tuple[pd.Timestamp, pd.Timestamp], ...]] = field(
        default_factory=dict
    )
    exported: dict[str, pd.Timestamp] = field(default_factory=dict)
    period: tuple[pd.Timestamp, pd.Timestamp] | None = None

    def name(self, person_id: str) -> str:
        """Return the name shown for a person; a stand-in for one the analysis does not list."""
        return self.names.get(person_id, _("Somebody"))

    def anchor(self, person_id: str) -> str | None:
        """Return the id of the person's section, None when there is none."""
        return f"p{self.places[person_id]}" if person_id in self.sections else None

    def link(self, person_id: str) -> Data:
        """Return {"name", "anchor"} of a person."""
        return {"name": self.name(person_id), "anchor": self.anchor(person_id)}

    def figure(self, value: float | None) -> float | None:
        """Return a score, a part of one or hours, to two places when redacting.

        What an act weighs depends on its age, so that many digits would tell its day.
        """
        return round(value, 2) if self.redact and value is not None else value

    def archive(self, name: str) -> str:
        """Return the name of an archive as it may be shown."""
        return self.archives.get(name, _("an export")) if self.redact else clean.line(name)

    def member(self, path: str) -> str:
        """Return the name of a file as it may be shown: when redacting, only a well-known one."""
        if not self.redact:
            return clean.line(path)
        base = path.rsplit("/", 1)[-1]
        return base if _PLAIN_MEMBER.fullmatch(base) else _("a file of the export")


def make_view(
    analysis: Analysis,
    *,
    redact: bool,
    timezone: str,
    texts: bool = True,
    sections: Iterable[str] = (),
    numbers: Mapping[str, int] | None = None,
) -> View:
    """Return the view of an analysis in one zone; UsageError for a zone that does not exist.

    numbers: `redacting.number_people`, for the pseudonyms of a redacted one.
    """
    clock = Clock(zone=find_zone(timezone), coarse=redact)
    numbers = numbers or {}
    order = _order(analysis, numbers)
    return View(
        clock=clock,
        redact=redact,
        as_of=clock.date(_stamp(analysis)),
        owner=("" if redact else clean.line(analysis.owner_name)) or _("the owner"),
        names=_pseudonyms(numbers) if redact else _names(analysis),
        places={person: place for place, person in enumerate(order, 1)},
        archives={
            export.name: _("export {number} ({label})").format(
                number=place, label=export_label(export, clock)
            )
            for place, export in enumerate(analysis.exports, 1)
        },
        sections=frozenset(sections),
        texts=texts and not redact,
        platforms=_platforms(analysis),
        windows=_windows(analysis.exports),
        exported={
            name: pd.Timestamp(of.exported_at)
            for of in analysis.exports
            for name in (of.name, *of.parts)
        },
        period=_period(analysis.events["at"].dropna()),
    )


def _period(moments: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    return (moments.min(), moments.max()) if len(moments) else None


def _platforms(analysis: Analysis) -> tuple[str, ...]:
    given = {export.platform for export in analysis.exports}
    given.update(*analysis.people["platforms"])
    return tuple(code for code in PLATFORMS if code in given)


def _windows(
    exports: Iterable[ExportInfo],
) -> dict[tuple[str, str], tuple[tuple[pd.Timestamp, pd.Timestamp], ...]]:
    found: dict[tuple[str, str], list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    for export in exports:
        for kind, seen in export.coverage.items():
            start, end = timestamp(seen.get("from")), timestamp(seen.get("to"))
            if start is not None and end is not None:
                found.setdefault((export.platform, kind), []).append((start, end))
    return {key: tuple(windows) for key, windows in found.items()}


def export_label(export: ExportInfo, clock: Clock) -> str:
    """Return what may be said of an export in any report: platform, kind and date."""
    date = clock.span(export.exported_at, export.exported_at)["text"]
    kind = export_kind(export.kind) or _("export")
    platform = PLATFORMS.get(export.platform) or _("Other")
    return f"{platform}, {kind}, {date}"


def _stamp(analysis: Analysis) -> pd.Timestamp:
    return pd.Timestamp(analysis.as_of)


def _order(analysis: Analysis, numbers: Mapping[str, int]) -> list[str]:
    """Return all person_ids: the order of the scores, then anybody who has none."""
    ranked = list(analysis.scores["person_id"])
    others = sorted(analysis.people["person_id"], key=lambda who: (numbers.get(who, 0), who))
    return list(dict.fromkeys([*ranked, *others]))


def _pseudonyms(numbers: Mapping[str, int]) -> dict[str, str]:
    return {
        person: _("Person {number}").format(number=number) for person, number in numbers.items()
    }


def _names(analysis: Analysis) -> dict[str, str]:
    pairs = zip(analysis.people["person_id"], analysis.people["name"], strict=True)
    return {person: clean.line(name) or _("(no name)") for person, name in pairs}
