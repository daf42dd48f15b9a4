"""What the newest export added to the one before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.report import render_report, summarise
from tests.report.book import day
from tests.report.factory import EXPERT, OLDER, make_analysis, make_export
from tests.report.list_owner import make_mixed
from tests.report.pages import read_page

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis
    from reciprocity.inspection import ExportInfo


def changes(analysis: Analysis) -> list[dict[str, Any]]:
    return list(summarise(analysis)["changes"])


def groups(change: dict[str, Any]) -> dict[str, list[str]]:
    return {group["key"]: [row["name"] for row in group["rows"]] for group in change["groups"]}


def given(*exports: ExportInfo) -> Analysis:
    return replace(make_analysis(), exports=exports)


def older(**more: Any) -> ExportInfo:
    return make_export(OLDER, datetime(2021, 1, 15, 8, tzinfo=UTC), **more)


def test_the_first_story_is_what_is_new() -> None:
    (change,) = changes(make_analysis())
    assert (change["platform"], change["since"]["text"]) == ("LinkedIn", "15 January 2021")
    assert change["until"]["text"] == "20 February 2021"
    assert groups(change) == {
        "pitch_them": ["Max Netzwerk"],
        "decline": ["Max Netzwerk"],
        "silence_them": ["Max Netzwerk"],
        "removal": ["Max Netzwerk"],
    }
    assert (change["sent"], change["received"]) == (1, 2)


def test_a_request_that_is_gone_belongs_to_its_own_platform() -> None:
    found = {change["platform"]: groups(change) for change in changes(make_mixed())}
    assert found["Facebook"] == {"withdrawal": ["Mara Quill"]}


def test_one_export_has_nothing_to_be_compared_with() -> None:
    assert changes(given(make_export())) == []
    page = read_page(render_report(given(make_export())))
    assert "Since the export before" not in page.text
    assert "seen for sure only where two exports are compared" in page.text


def test_two_platforms_with_one_export_each_are_not_compared() -> None:
    assert changes(given(make_export(), older(platform="facebook", kind="json"))) == []


def test_encrypted_chats_are_no_later_state_of_the_others() -> None:
    encrypted = older(platform="facebook", kind="e2ee")
    plain = make_export(platform="facebook", kind="json")
    assert changes(given(encrypted, plain)) == []


@pytest.mark.parametrize(
    ("start", "end", "gaps", "told"),
    [
        ("2014-01-05T00:00:00Z", "2021-02-20T12:00:00Z", [], True),
        ("2021-01-15T08:00:00Z", "2021-02-20T04:00:00Z", [], True),
        ("2021-01-20T00:00:00Z", "2021-02-20T12:00:00Z", [], False),
        ("2014-01-05T00:00:00Z", "2021-02-10T00:00:00Z", [], False),
        ("2014-01-05T00:00:00Z", "2021-02-20T12:00:00Z", [["2020-01-01", "2021-01-01"]], True),
        ("2014-01-05T00:00:00Z", "2021-02-20T12:00:00Z", [["2021-01-01", "2021-02-01"]], False),
        (None, None, [], False),
    ],
    ids=["all", "just", "begins late", "ends early", "hole before", "hole within", "none"],
)
def test_messages_are_counted_only_where_all_of_the_time_was_seen(
    start: str | None, end: str | None, gaps: list[list[str]], *, told: bool
) -> None:
    seen = {"message": {"from": start, "to": end, "basis": "", "gaps": gaps}}
    analysis = given(older(), make_export(coverage=seen))
    (change,) = changes(analysis)
    assert (change["sent"], change["received"]) == ((1, 2) if told else (None, None))
    page = read_page(render_report(analysis))
    assert ("The archives hold 1 message of yours from this time." in page.text) is told


@pytest.mark.parametrize(
    ("start", "told"), [("2021-01-15", False), ("2021-01-16", True)], ids=["that day", "the next"]
)
def test_a_day_that_began_before_the_older_export_is_not_called_new(
    start: str, *, told: bool
) -> None:
    """LinkedIn tells the day of an accept alone, and the list of 8 o'clock may hold it already."""
    plain = make_analysis()
    begun, ended = day(start)
    accept = plain.stages["stage"].eq("accept") & plain.stages["person_id"].eq(EXPERT)
    stages = plain.stages.assign(
        at=plain.stages["at"].mask(accept, begun),
        at_latest=plain.stages["at_latest"].mask(accept, ended),
    )
    (change,) = changes(replace(plain, stages=stages))
    assert ("accept" in groups(change)) is told


def test_what_is_only_inferred_is_marked() -> None:
    plain = make_analysis()
    (change,) = changes(plain)
    rows = {group["key"]: group["rows"] for group in change["groups"]}
    assert [row["inferred"] for row in rows["removal"]] == [False]
    assert [row["inferred"] for row in rows["pitch_them"]] == [True]
    candidates = plain.stages["detail"].map(
        lambda detail: {**detail, "candidate": True} if "candidate" in detail else detail
    )
    (change,) = changes(replace(plain, stages=plain.stages.assign(detail=candidates)))
    assert "removal" not in groups(change)


def test_without_a_change_nothing_more_is_said_than_the_exports_show() -> None:
    quiet = replace(make_analysis(), stages=make_analysis().stages.iloc[:0])
    text = read_page(render_report(quiet)).text
    assert "These exports show nobody who was added or is gone since, and no pitch." in text
