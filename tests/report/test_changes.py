"""What the newest export added to the one before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reciprocity.report import render_report, summarise
from tests.report.factory import AS_OF, OLDER, make_analysis, make_export
from tests.report.list_owner import make_mixed
from tests.report.pages import read_page

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis, ExportInfo


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
    assert "show only when two exports are compared" in page.text


def test_two_platforms_with_one_export_each_are_not_compared() -> None:
    assert changes(given(make_export(), older(platform="facebook", kind="json"))) == []


def test_encrypted_chats_are_no_later_state_of_the_others() -> None:
    encrypted = older(platform="facebook", kind="e2ee")
    plain = make_export(platform="facebook", kind="json")
    assert changes(given(encrypted, plain)) == []


def test_an_older_export_given_for_its_messages_tells_no_numbers_of_the_newest() -> None:
    silent: dict[str, dict[str, Any]] = {
        "message": {"from": None, "to": None, "basis": "no messages.csv", "gaps": []}
    }
    earlier = older()
    earlier.coverage["message"]["to"] = "2021-01-15T08:00:00Z"
    (change,) = changes(given(earlier, make_export(exported_at=AS_OF, coverage=silent)))
    assert (change["sent"], change["received"]) == (None, None)
    page = read_page(render_report(given(earlier, make_export(coverage=silent))))
    assert "in this time" not in page.text
