from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from reciprocity.printable import printable
from reciprocity.report import summarise
from reciprocity.report.escaping import escape, quoted
from reciprocity.report.language import speaking
from reciprocity.report.markdown import render_markdown
from tests.hostile_texts import CORPUS
from tests.report.apart import make_apart
from tests.report.factory import make_analysis
from tests.report.hostile import make_hostile
from tests.report.list_owner import make_mixed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

    from reciprocity.analysis import Analysis

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {
    "text", "inline", "paragraph", "heading", "bullet_list", "list_item", "table", "thead",
    "tbody", "tr", "th", "td", "blockquote", "strong", "hardbreak", "softbreak",
}  # fmt: skip
SHOWN = [" ".join(printable(text).split()) for text in CORPUS]


def tokens(text: str) -> Iterator[Token]:
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def kinds(text: str) -> set[str]:
    return {re.sub("_(open|close)$", "", token.type) for token in tokens(text)}


def seen(text: str) -> str:
    """Return what a reader sees of Markdown."""
    parts = [
        token.content if token.type == "text" else "\n"
        for token in tokens(text)
        if token.type in {"text", "softbreak", "hardbreak"}
    ]
    return "".join(parts).replace("\u2060", "")


@pytest.fixture(scope="module")
def hostile() -> str:
    return render_markdown(summarise(make_hostile()))


@pytest.mark.parametrize("text", SHOWN)
@pytest.mark.parametrize("around", ["{}", "- {}", "> {}", "### {}", "a **b** {} c"])
def test_a_text_is_seen_and_is_text(text: str, around: str) -> None:
    written = around.format(escape(text))
    assert kinds(written) <= OURS
    assert text.replace("\u2060", "") in seen(written)


@pytest.mark.parametrize("text", SHOWN)
def test_a_text_keeps_to_its_cell(text: str) -> None:
    written = f"| a | b |\n| --- | --- |\n| {escape(text)} | c |\n"
    found = list(READER.parse(written))
    assert [token.type for token in found].count("td_open") == 2
    assert found[-5].content == "c" or [t.content for t in found if t.type == "inline"][-1] == "c"


def test_a_quote_keeps_to_its_block_and_its_lines() -> None:
    said = "# one\n\n    two\n> three\n- four\n1. five\n===\n```\nsix"
    lines = "\n".join(quoted(said))
    assert kinds(lines) == {"blockquote", "paragraph", "inline", "text", "hardbreak"}
    assert "".join(seen(lines).split()) == "".join(said.split())
    assert all(line.startswith(">") for line in lines.split("\n"))


def test_hostile_archives_make_nothing_but_text(hostile: str) -> None:
    assert kinds(hostile) <= OURS
    assert not re.search(r"(?<!\\)[<`\[\]]", hostile.replace("&lt;", ""))
    assert not re.search(r"://|@(?!\u2060)|\{%|\{\{|(?i:javascript:|www\.\w)", hostile)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", hostile)


def test_every_row_of_a_table_has_its_cells(hostile: str) -> None:
    for text in (hostile, render_markdown(summarise(make_mixed()))):
        rows = re.findall(r"^\|.*\|$", text, re.MULTILINE)
        assert rows
        blocks = re.split(r"\n\n", text)
        for block in (b.rstrip("\n").split("\n") for b in blocks if b.startswith("|")):
            cells = {len(re.findall(r"(?<!\\)\|", row)) for row in block}
            assert len(cells) == 1


def test_everything_of_the_page_is_told() -> None:
    summary = summarise(make_apart())
    text = render_markdown(summary)
    shown = seen(text)
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert titles == [
        "The network in figures", "From reciprocal to extractive", "Person by person",
        "The mirror", "Life cycles", "Since the export before",
        "What these archives can and cannot show", "What could not be read",
    ]  # fmt: skip
    for person in summary["people"]:
        assert person["name"] in shown
        assert person["why"] in shown
        for step in person["steps"]:
            assert "".join(part for _, part in step["said"]) in shown
            assert all(e["rows"] in shown for e in step["evidence"])
    assert all(figure["label"] in shown for figure in summary["opening"]["figures"])
    assert all(said in shown for said in summary["opening"]["unknown"])
    for change in summary["changes"]:
        assert all(group["title"] in shown for group in change["groups"])
    for item in summary["mirror"]["items"]:
        assert all(figure["sentence"] in shown for figure in item["figures"])


@pytest.mark.parametrize("make", [make_analysis, make_mixed])
@pytest.mark.parametrize("redact", [False, True])
def test_who_is_or_may_be_one_person_is_told(make: Callable[[], Analysis], *, redact: bool) -> None:
    summary = summarise(make(), redact=redact)
    shown = seen(render_markdown(summary))
    pairs = [*summary["suggestions"], *summary["joined"]]
    assert pairs
    for pair in pairs:
        names = [pair[key]["name"] for key in ("first", "second", "person") if key in pair]
        ids = f" ({', '.join(pair['ids'])})" if pair["ids"] else ""
        reason = f": {pair['reason']}" if pair["reason"] else ""
        assert f"{' and '.join(names)}{reason}{ids}" in shown
        assert bool(ids) == bool(reason) == (not redact)


def test_certainty_is_told_in_the_language() -> None:
    with speaking("de"):
        text = render_markdown(summarise(make_analysis()))
    assert "beobachtet" in text
    assert "erschlossen" in text
    assert "observed" not in text
    assert "inferred" not in text


def test_quotes_are_there_unless_they_are_not_wanted() -> None:
    assert "\n> " in render_markdown(summarise(make_analysis()))
    assert "\n> " not in render_markdown(summarise(make_analysis(), texts=False))
    redacted = render_markdown(summarise(make_analysis(), redact=True))
    assert "\n> " not in redacted
    assert "Max Netzwerk" not in redacted
    assert "Person 9" in redacted
