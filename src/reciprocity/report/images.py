"""The plots as `data:` images: reproducible SVG, one for light and one for dark surroundings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from reciprocity.report.composing import BELOW, COLUMN, NAMED, Panel, Sheet, as_image
from reciprocity.report.formats import signed, whole
from reciprocity.report.language import N_, _, ngettext
from reciprocity.report.pitch_plot import plot_pitches
from reciprocity.report.plots import (
    plot_balance,
    plot_connections,
    plot_contacts,
    plot_mirror,
    plot_scores,
    plot_years,
)
from reciprocity.report.reply_plot import plot_replies
from reciprocity.report.story import plot_story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reciprocity.report.words import Data

# Figures that are few of very many: the whole would hide them.
_PART_ALONE: Final = frozenset({"pitches", "one_click"})
_MIRROR_WIDTH: Final = 285.0


def draw_images(figures: Data) -> list[Data]:
    """Return the plots there is something to plot for, in the order of the page.

    figures: `summarise()["figures"]`. Each image is {"section", "name", "title", "alt", "light",
    "dark", "narrow"}: section: the part of the page it is for (first or network); light and dark:
    `data:` URIs of SVG; narrow: None, or another {"light", "dark"} for narrow windows.
    """
    return [draw(figures) for key, draw in _DRAWN.items() if figures[key.partition(".")[0]]]


def draw_mirror(mirror: Data) -> dict[str, Data]:
    """Return a small plot for each figure of the mirror that has anything to draw, by its key.

    mirror: `summarise()["mirror"]`. Each is {"alt", "light", "dark", "narrow"}, as of draw_images.
    """
    return {item["key"]: _mirrored(item) for item in mirror["items"] if _drawable(item["years"])}


def _drawable(years: Sequence[Data]) -> bool:
    return any(year[side] and year[side]["whole"] for year in years for side in ("you", "them"))


def _mirrored(item: Data) -> Data:
    frame = _mirror_frame(item["years"])
    if item["key"] in _PART_ALONE:
        frame = frame.drop(columns="whole")
    panel = Panel(plot=partial(plot_mirror, frame), height=112, above=6)
    sheet = Sheet(panels=[panel], width=_MIRROR_WIDTH, left=36, right=4, legend=False)
    return as_image(sheet.draw(), alt=_mirror_alt(item))


def _mirror_frame(years: Sequence[Data]) -> pd.DataFrame:
    nothing = {"part": None, "whole": None}
    rows = [
        {"year": year["year"], "side": side, "seen": year["seen"], **(year[key] or nothing)}
        for year in years
        for side, key in (("owner", "you"), ("person", "them"))
    ]
    return pd.DataFrame(rows).astype({"part": "Int64", "whole": "Int64"})


def _mirror_alt(item: Data) -> str:
    years = item["years"]
    partly, unseen = (sum(year["seen"] == seen for year in years) for seen in ("partly", "not"))
    return _(
        "{title} per year from {first} to {last}: your side upwards, that of others downwards. Of "
        "{years} years, {partly} could be seen only in part and {unseen} not at all. The table "
        "below has the numbers."
    ).format(
        title=item["title"],
        first=years[0]["year"],
        last=years[-1]["year"],
        years=len(years),
        partly=partly,
        unseen=unseen,
    )


def _image(sheet: Sheet, name: str, alt: str) -> Data:
    return as_image(sheet.draw(), section="network", name=name, title=_(_TITLES[name]), alt=alt)


def _story(figures: Data) -> Data:
    scores, unranked = figures["scores"], figures["unranked"]
    rows = [(row["score"], row["verdict"]) for row in scores]
    rows += [(None, "not_enough_evidence")] * unranked
    frame = pd.DataFrame(rows, columns=["score", "verdict"]).astype({"score": "float64"})
    plot = partial(plot_story, frame)
    wide = Panel(plot=plot, height=170, above=4, below=NAMED)
    narrow = Panel(plot=plot, height=220, above=4, below=NAMED)
    alt = ngettext(
        "{n} ranked person as marks on a scale from extractive on the left to reciprocal on the "
        "right; shape and colour show the verdict. The table below has the numbers.",
        "{n} ranked people as marks on a scale from extractive on the left to reciprocal on the "
        "right; shape and colour show the verdict. The table below has the numbers.",
        len(scores),
    )
    return as_image(
        Sheet(panels=[wide], width=800, left=14, right=14).draw(),
        Sheet(panels=[narrow], width=COLUMN, left=14, right=14).draw(),
        section="first",
        name="story",
        title=_(_TITLES["story"]),
        alt=alt.format(n=whole(len(scores))),
    )


def _balance(figures: Data) -> Data:
    frame = pd.DataFrame(figures["balance"])
    people = sum(group["people"] for group in figures["balance_table"])
    alt = ngettext(
        "A map of {n} person by messages you sent and received, on logarithmic axes; shape and "
        "colour show the verdict. The table below has the sums.",
        "A map of {n} people by messages you sent and received, on logarithmic axes; shape and "
        "colour show the verdict. The table below has the sums.",
        people,
    )
    panel = Panel(plot=partial(plot_balance, frame), height=254, below=NAMED)
    return _image(Sheet(panels=[panel]), "balance", alt.format(n=whole(people)))


def _scores(figures: Data) -> Data:
    scores = figures["scores"]
    alt = ngettext(
        "The score of {n} ranked person, {first}, with its interval. The table below has the "
        "numbers.",
        "The scores of {n} ranked people, from {first} to {last}, each with its interval. The "
        "table below has the numbers.",
        len(scores),
    ).format(
        n=whole(len(scores)), first=signed(scores[0]["score"]), last=signed(scores[-1]["score"])
    )
    panel = Panel(plot=partial(plot_scores, pd.DataFrame(scores)), height=254, below=NAMED)
    return _image(Sheet(panels=[panel]), "scores", alt)


def _years(figures: Data) -> Data:
    years = figures["years"]
    sent, received = (sum(year[key] for year in years) for key in ("sent", "received"))
    alt = _(
        "Messages per year from {first} to {last}: {sent} sent upwards, {received} received "
        "downwards; below, with how many people a message passed, and new connections, per year. "
        "The table below has the numbers."
    ).format(
        first=years[0]["year"], last=years[-1]["year"], sent=whole(sent), received=whole(received)
    )
    return _image(Sheet(panels=_year_panels(pd.DataFrame(years))), "years", alt)


def _year_panels(frame: pd.DataFrame) -> list[Panel]:
    panels = []
    if (frame["sent"] + frame["received"]).any():
        panels.append(Panel(plot=partial(plot_years, frame), height=130))
    if frame["people"].any():
        panels.append(Panel(plot=partial(plot_contacts, frame), height=64))
    if frame["connections"].any():
        panels.append(Panel(plot=partial(plot_connections, frame), height=64))
    return panels


def _replies(figures: Data) -> Data:
    frame = pd.DataFrame(figures["replies"])
    yours, theirs = (int((frame["side"] == side).sum()) for side in ("owner", "person"))
    alt = _(
        "Typical times until an answer, on a logarithmic axis from a minute to months: yours to "
        "{yours} people upwards, those of {theirs} people downwards. The table below has the "
        "numbers."
    ).format(yours=whole(yours), theirs=whole(theirs))
    panel = Panel(plot=partial(plot_replies, frame), height=230, below=BELOW)
    return _image(Sheet(panels=[panel]), "replies", alt)


def _pitches(figures: Data) -> Data:
    frame = pd.DataFrame(figures["pitches"])
    alt = _(
        "Pitches per year from {first} to {last}, stacked by what they want: {sent} of yours "
        "upwards, {received} to you downwards. The table below has the numbers."
    ).format(
        first=frame["year"].min(),
        last=frame["year"].max(),
        sent=whole(int(frame["sent"].sum())),
        received=whole(int(frame["received"].sum())),
    )
    panel = Panel(plot=partial(plot_pitches, frame), height=200)
    return _image(Sheet(panels=[panel]), "pitches", alt)


_TITLES: Final = {
    "story": N_("Your network, from extractive to reciprocal"),
    "balance": N_("Balance: you and them"),
    "scores": N_("Scores with their intervals"),
    "years": N_("The network over the years"),
    "replies": N_("How long answers take"),
    "pitches": N_("Pitches per year, and what they want"),
}
_DRAWN: Final[dict[str, Callable[[Data], Data]]] = {
    "scores.story": _story,
    "balance": _balance,
    "scores": _scores,
    "years": _years,
    "replies": _replies,
    "pitches": _pitches,
}
