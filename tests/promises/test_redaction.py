"""A redacted report holds nothing of the archives, in whatever form; one without texts, no words.

Every field of every file holds a token of its own, and the report is searched for them all.
"""

from __future__ import annotations

import base64
import html
import itertools
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

import pytest

from tests.cli.running import run
from tests.filled import Filled

if TYPE_CHECKING:
    from pathlib import Path

FORMATS: Final = ("html", "md", "json")
_TOKEN: Final = re.compile(r"cnry[a-z]\d{6}q", re.IGNORECASE)
_DATA: Final = re.compile(r"data:[\w/+.-]*;base64,([A-Za-z0-9+/=]+)")
_DAY: Final = re.compile(
    r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{4}|\d{4}-\d{2}-\d{2}|\b\d{2}:\d{2}\b"
)


def _in_base64(said: str) -> list[str]:
    """Return the characters that stand in Base64 for a text, wherever it begins."""
    found = []
    for before in range(3):
        whole = base64.b64encode(b" " * before + said.encode()).decode().rstrip("=")
        found.append(whole[-(-before * 8 // 6) : (before + len(said)) * 8 // 6])
    return found


_IN_BASE64: Final = [form for kind in "nutifcw" for form in _in_base64(f"cnry{kind}0")]


class Tokens:
    """Fills fields with tokens that are found nowhere else: `n` in names, `u` in addresses."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __call__(self, kind: str, said: str) -> str:
        if kind == "name":
            return f"{self._token('n').capitalize()} {self._token('n').capitalize()}é"
        if kind == "url":
            host = "www.facebook.com/" if "facebook" in said else "www.linkedin.com/in/"
            return f"https://{host}{self._token('u')}"
        if kind == "text":
            # What the pitch is for is said in the middle, and a name is drawn from what is said.
            person = f"{self._token('t').capitalize()} {self._token('t').capitalize()}"
            return f"{self._token('t')} {said} I do this on behalf of {person}. {self._token('t')}"
        return self._token({"id": "i", "file": "f"}.get(kind, "c"))

    def _token(self, kind: str) -> str:
        return f"cnry{kind}{next(self._numbers):06d}q"


def forms(text: str) -> list[str]:
    """Return a text, and what it holds escaped or encoded."""
    pictures = [base64.b64decode(data).decode() for data in _DATA.findall(text)]
    plain = [text, *pictures]
    unquoted = list(map(unquote, plain))
    return [*plain, *unquoted, *map(html.unescape, [*plain, *unquoted])]


def leaks(text: str) -> set[str]:
    """Return the tokens that a text holds in any form."""
    found = {token.lower() for form in forms(text) for token in _TOKEN.findall(form)}
    found |= {f"base64 {inner}" for inner in _IN_BASE64 if inner in text}
    escaped = (
        "".join(f"%{ord(c):02x}" for c in "cnry"),
        "".join(f"\\u{ord(c):04x}" for c in "cnry"),
    )
    return found | {form for form in escaped if form in text.lower()}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return Filled(Tokens()).write(tmp_path_factory.mktemp("archives"))


@pytest.fixture(scope="module")
def people(archives: list[Path]) -> Path:
    """Write what the user says of people: that of one who pitched, and of others."""
    path = archives[0].with_name("people.toml")
    ranking = run("rank", "--format", "json", *archives).document
    ids = [person["person_id"] for person in ranking["people"] if person["stages"]][:3]
    lines = [f'"{who}" = "cnryw{n:06d}q we phone"' for n, who in enumerate(ids)]
    path.write_text("\n".join(["[elsewhere]", *lines, ""]), encoding="utf-8")
    return path


def written(archives: list[Path], people: Path, form: str, *options: str) -> str:
    output = archives[0].with_name(f"report.{form}")
    done = run("report", *archives, "--people", people, "-o", output, *options)
    assert done.code == 0, done.err
    return output.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_a_redacted_report_holds_nothing_of_the_archives(
    archives: list[Path], people: Path, form: str
) -> None:
    text = written(archives, people, form, "--redact")
    assert leaks(text) == set()
    assert "Person 12" in text
    assert not _DAY.search(re.sub(r"data:[^\"]*", "", text))


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_without_texts_keeps_the_names_alone(
    archives: list[Path], people: Path, form: str
) -> None:
    text = written(archives, people, form, "--no-text")
    told = {token for token in leaks(text) if not token.startswith("base64")}
    assert {token[4] for token in told} <= set("nuf")
    assert len([token for token in told if token[4] == "n"]) > 300


def test_a_plain_report_does_hold_them(archives: list[Path], people: Path) -> None:
    """The search finds what is there: names, addresses, texts, files, the user's own words."""
    text = written(archives, people, "html")
    assert {token[4] for token in leaks(text)} >= set("nutfw")


def test_the_search_sees_every_form() -> None:
    for said in ("CNRYN000001Q", "&#99;nryn000001q", "%63nryn000001q", "x%63%6e%72%79"):
        assert leaks(said)
    assert leaks(f"data:image/svg+xml;base64,{base64.b64encode(b'<a>cnryn000001q').decode()}")
    assert leaks(base64.b64encode(b"abcnryn000001q").decode())
    assert leaks(quote("&#x63;nryn000001q"))
