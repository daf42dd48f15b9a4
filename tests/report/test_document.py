from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson
import pytest

from reciprocity.errors import UsageError
from reciprocity.report import make_report, summarise
from reciprocity.report.document import report_document
from tests.report.factory import make_analysis
from tests.report.hostile import make_hostile
from tests.report.list_owner import make_mixed

DOCS = Path(__file__).parents[2] / "docs" / "report-json.md"


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {*value, *(key for each in value.values() for key in keys(each))}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


@pytest.fixture(scope="module")
def document() -> Any:
    return orjson.loads(make_report(make_mixed(), "json"))


def test_the_document_is_the_summary_without_its_layout(document: Any) -> None:
    summary = summarise(make_mixed())
    assert document["schema"] == "reciprocity.report/1"
    assert set(document) == {"schema", *summary}
    assert not keys(document["people"]) & {"drawing", "bar", "width"}
    assert [p["why"] for p in document["people"]] == [p["why"] for p in summary["people"]]
    assert document["mirror"] == summary["mirror"]


def test_every_key_is_documented(document: Any) -> None:
    described = set(re.findall(r"`(\w+)`", DOCS.read_text(encoding="utf-8")))
    assert keys(document) - described == set()


def test_the_keys_are_the_same_whatever_is_left_out(document: Any) -> None:
    shorter = (summarise(make_mixed(), redact=True), summarise(make_mixed(), texts=False))
    for other in map(report_document, shorter):
        assert set(other) == set(document)
        assert [set(p) for p in other["people"]] == [set(p) for p in document["people"]]


def test_the_document_holds_texts_as_they_are_and_no_markup() -> None:
    text = make_report(make_hostile(), "json").decode()
    assert "&lt;b&gt; &amp;#60;" in text
    assert "<bdi>" not in text
    quotes = [
        quote
        for person in orjson.loads(make_report(make_analysis(), "json"))["people"]
        for step in person["steps"]
        for quote in step["quotes"]
    ]
    assert quotes
    assert "quotes" in text


def test_the_same_analysis_gives_the_same_bytes() -> None:
    for format_ in ("html", "md", "json"):
        assert make_report(make_analysis(), format_) == make_report(make_analysis(), format_)


def test_other_formats_are_refused() -> None:
    with pytest.raises(UsageError, match="it can be html, md, json, pdf"):
        make_report(make_analysis(), "docx")


@pytest.mark.parametrize("format_", ["html", "md", "json"])
def test_every_format_speaks_the_language(format_: str) -> None:
    german = make_report(make_analysis(), format_, language="de").decode()
    assert "Zu wenig Belege" in german
    assert "Not enough evidence" not in german
