"""The rows of the ranked table: one plain record per person, in report order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reciprocity.report import clean
from reciprocity.report.apart import remind, told_elsewhere
from reciprocity.report.drawing import number, score_bar
from reciprocity.report.language import N_, NN_, _
from reciprocity.report.listing import contact_years
from reciprocity.report.swaying import UNKNOWN, firmness
from reciprocity.report.words import counted, platform_words, verdict_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import pandas as pd

    from reciprocity.analysis import Analysis
    from reciprocity.report.view import View
    from reciprocity.report.words import Data

MOST_SECTIONS: Final = 1_000
_COUNTS: Final = {
    "sent": "messages_sent",
    "received": "messages_received",
    "pitches_received": "pitches_received",
    "pitches_sent": "pitches_sent",
    "openings_sent": "openings_sent",
    "openings_received": "openings_received",
    "unanswered_sent": "unanswered_sent",
    "unanswered_received": "unanswered_received",
    "acts": "acts",
}
_SCORES: Final = {
    "score": "score",
    "low": "low",
    "high": "high",
    "mirror": "mirror_score",
    "mirror_low": "mirror_low",
    "mirror_high": "mirror_high",
}
_NO_CONTACT: Final = ("disconnected", "unfollow", "follow", "block", "request_withdrawn")
_FACTS: Final = (
    ("thanks_sent", NN_("{number} thank-you from you", "{number} thank-yous from you")),
    ("thanks_received", NN_("{number} thank-you from them", "{number} thank-yous from them")),
    ("declines_sent", NN_("{number} no from you", "{number} noes from you")),
    ("declines_received", NN_("{number} no from them", "{number} noes from them")),
    ("endorsements_given", NN_("{number} endorsement by you", "{number} endorsements by you")),
    ("endorsements_received", NN_("{number} endorsement by them", "{number} endorsements by them")),
    (
        "recommendations_given",
        NN_("{number} recommendation by you", "{number} recommendations by you"),
    ),
    (
        "recommendations_received",
        NN_("{number} recommendation by them", "{number} recommendations by them"),
    ),
    ("silences", NN_("{number} silence", "{number} silences")),
)


def choose_sections(scores: pd.DataFrame, most: int = MOST_SECTIONS) -> set[str]:
    """Return the person_ids that get a section: the strongest of those a verdict says much about.

    Left out are `not_enough_evidence` and an `acquaintance` without a message; beyond the most
    that are wanted, those whose score lies nearest to 0.
    """
    silent = (scores["messages_sent"] + scores["messages_received"]) == 0
    bare = (scores["verdict"] == "acquaintance") & silent
    told = scores[(scores["verdict"] != "not_enough_evidence") & ~bare]
    strength = told["score"].astype("float64").abs()
    order = strength.sort_values(ascending=False, kind="stable").index[:most]
    return set(told.loc[order, "person_id"])


def contacts(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events in which anything passed between the owner and one person."""
    return events[~events["activity"].isin(_NO_CONTACT) & ~events["is_group"].astype(bool)]


def last_contacts(contact: pd.DataFrame) -> pd.Series:
    """Return person_id -> the latest moment (UTC) of these events."""
    moment = contact["at"].fillna(contact["at_latest"])
    return moment.groupby(contact["person_id"], observed=True).max()


def make_rows(analysis: Analysis, view: View) -> list[Data]:
    """Return the rows of everybody, ranked first, in the order of `analysis.scores`."""
    firm = firmness(analysis.sensitivity)
    return [
        {
            **row,
            "elsewhere": "",
            "sway": firm.get(person_id, UNKNOWN),
            "reminder": remind(row["verdict"], "" if view.redact else person_id),
        }
        for person_id, row in _rows(analysis, analysis.scores, view)
    ]


def make_elsewhere(analysis: Analysis, view: View) -> list[Data]:
    """Return the rows of those whom the user talks to elsewhere: without rank, verdict and score.

    elsewhere: what is said of it, without the user's words where no texts are shown; words: these.
    """
    words = analysis.elsewhere.set_index("person_id")["words"].to_dict()
    nothing = dict.fromkeys(("rank", "score", "low", "high"))
    table = analysis.elsewhere.assign(verdict="", **nothing)
    rows = []
    for person_id, row in _rows(analysis, table, view):
        said = clean.line(words[person_id]) if view.texts else ""
        told = {"elsewhere": told_elsewhere(said), "words": said}
        rows.append({**row, **told, "sway": UNKNOWN, "reminder": None})
    return rows


def _rows(analysis: Analysis, table: pd.DataFrame, view: View) -> Iterator[tuple[str, Data]]:
    people = {p["person_id"]: p for p in analysis.people.to_dict("records")}
    contact = contacts(analysis.events)
    last = last_contacts(contact).to_dict()
    years = contact_years(contact, view.clock.zone)
    for score in table.to_dict("records"):
        person_id = score["person_id"]
        row = _row(score, people.get(person_id, {}), last.get(person_id), view)
        yield person_id, {**row, "years": years.get(person_id, [])}


def _row(score: Mapping[Any, Any], person: Mapping[Any, Any], last: object, view: View) -> Data:
    person_id = score["person_id"]
    rank = number(score["rank"])
    url = None if view.redact else clean.profile_link(person.get("profile_url"))
    platforms = person.get("platforms") or ()
    scored = {key: view.figure(number(score.get(column))) for key, column in _SCORES.items()}
    counts = {key: int(number(score.get(column)) or 0) for key, column in _COUNTS.items()}
    return {
        **view.link(person_id),
        "person_id": "" if view.redact else clean.line(person_id),
        "rank": None if rank is None else int(rank),
        "url": url,
        "url_label": _profile(url),
        "platforms": platform_words(platforms),
        "connected": _(_LISTED[_lists(platforms), bool(person.get("connected", False))]),
        "verdict": score["verdict"],
        "verdict_word": verdict_word(score["verdict"]),
        **scored,
        "bar": score_bar(scored["score"], scored["low"], scored["high"]),
        "last_contact": view.clock.span(last, last) if last is not None else _NEVER,
        "facts": _facts(score),
        **counts,
    }


def _profile(url: str | None) -> str:
    platform = clean.profile_platform(url)
    return _("{platform} profile").format(platform=platform) if platform else ""


_LISTED: Final = {
    ("linkedin", True): N_("In the newest connection list."),
    ("linkedin", False): N_("Not in the newest connection list."),
    ("facebook", True): N_("In the newest list of friends."),
    ("facebook", False): N_("Not in the newest list of friends."),
    ("both", True): N_("In the newest list of connections or of friends."),
    ("both", False): N_("Neither in the newest list of connections nor in that of friends."),
}


def _lists(platforms: Collection[str]) -> str:
    """Return which lists could name a person of these platforms."""
    if "facebook" not in platforms:
        return "linkedin"
    return "both" if "linkedin" in platforms else "facebook"


_NEVER: Final = {"text": "", "time": "", "iso": ""}


def _facts(score: Mapping[Any, Any]) -> list[str]:
    numbers = [(int(number(score.get(key)) or 0), forms) for key, forms in _FACTS]
    return [counted(n, forms) for n, forms in numbers if n]
