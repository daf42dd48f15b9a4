"""The pages of a story and its JSON give one log, but for what the pages do not tell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest

from reciprocity.analysis import analyse
from reciprocity.inspection import read
from tests.facebook.htm.story import LISTS, write_json, write_pages

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

# Place in the archive and the id of a thread are the form's own; so is the id of an event, since
# these rest on them and on the time.
_SAME: Final = ("person_id", "activity", "actor", "certainty", "channel", "is_group", "text")
# A day, and a day before and after it, are wider than any zone.
_WIDEST: Final = timedelta(days=3)


def _told(inspection: Inspection) -> pl.DataFrame:
    """Return the log in an order of its own; the nameless are called after their first words."""
    events = inspection.events
    nameless = pl.col("person_id").str.contains(":conversation/", literal=True)
    first = pl.col("text").sort_by("at").first().over("person_id")
    words = [pl.col(n).cast(pl.String) for n in ("activity", "actor", "certainty", "channel")]
    named = events.with_columns(
        *words, person_id=pl.when(nameless).then(first).otherwise("person_id")
    )
    minute = pl.coalesce("at", "at_latest").dt.truncate("1m")
    by_words = pl.when(pl.col("activity") == "message").then(minute)
    return named.sort(*_SAME, by_words, pl.col("row"), nulls_last=True)


def _both(tmp_path: Path, language: str, *, since_october: bool) -> tuple[Inspection, Inspection]:
    folders = [tmp_path / name for name in ("json", "pages")]
    for folder in folders:
        folder.mkdir()
    pages = write_pages(folders[1], language, since_october=since_october)
    return read([write_json(folders[0])]), read([pages])


@pytest.mark.parametrize("since_october", [False, True])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_log_of_the_pages_is_that_of_the_json(
    tmp_path: Path, language: str, *, since_october: bool
) -> None:
    json, pages = _both(tmp_path, language, since_october=since_october)
    exact, rough = _told(json), _told(pages)
    assert rough.select(_SAME).rows() == exact.select(_SAME).rows()
    assert pages.problems == ()
    assert pages.owner_name == json.owner_name == "Olive Owner"
    assert pages.exports[0].kind == "htm"
    assert pages.as_of == json.as_of

    times = pl.DataFrame(
        {
            "activity": exact["activity"],
            "from_list": rough["member"].cast(pl.String) == "html/friends.htm",
            "exact": exact["at"],
            "exact_latest": exact["at_latest"],
            "at": rough["at"],
            "at_latest": rough["at_latest"],
            "precision": rough["precision"].cast(pl.String),
        }
    )
    minutes = times.filter(~pl.col("from_list") & pl.col("exact").is_not_null())
    assert set(minutes["precision"]) == {"minute"}
    assert minutes["at"].to_list() == minutes["exact"].dt.truncate("1m").to_list()
    assert minutes["at_latest"].to_list() == minutes["at"].to_list()

    lists = times.filter("from_list")
    assert set(lists["precision"]) == {"interval"}
    assert lists["at"].is_null().to_list() == lists["exact"].is_null().to_list()
    dated = lists.filter(pl.col("at").is_not_null())
    assert (dated["at"] <= dated["exact"]).all()
    assert (lists["exact_latest"] <= lists["at_latest"]).all()
    day = dated.filter(pl.col("activity") != "request_declined")
    assert day.height == sum(map(len, LISTS.values()))
    assert ((day["at_latest"] - day["at"]) < _WIDEST).all()


def test_both_are_judged_alike(tmp_path: Path) -> None:
    for folder in ("json", "pages"):
        (tmp_path / folder).mkdir()
    json = analyse([write_json(tmp_path / "json")])
    pages = analyse([write_pages(tmp_path / "pages")])
    keys = ["person_id", "stage", "actor", "certainty"]
    # A conversation of the nameless has an id of its own in either form.
    named = [
        a.stages[~a.stages["person_id"].str.contains(":conversation/")].sort_values(keys)
        for a in (json, pages)
    ]
    assert named[0][keys].to_numpy().tolist() == named[1][keys].to_numpy().tolist()


@pytest.mark.parametrize("since_october", [False, True])
def test_every_event_leads_to_its_place_in_the_page(tmp_path: Path, *, since_october: bool) -> None:
    inspection = read([write_pages(tmp_path, since_october=since_october)])
    places = inspection.events.filter(pl.col("activity") == "message").select("member", "row")
    assert places.is_unique().all()
    row = inspection.events.filter(pl.col("text") == "Gladly.").row(0, named=True)
    expected = ("messages/9.html", 2) if since_october else ("html/messages.htm", 10)
    assert (row["member"], row["row"]) == expected
    ravi = inspection.events.filter(pl.col("person_id") == "facebook:name/ravi rec")
    assert ravi["row"].to_list() == [6]
