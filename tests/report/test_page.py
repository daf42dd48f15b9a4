from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reciprocity.errors import UsageError
from reciprocity.ranking.mirror import FIGURES, no_mirror
from reciprocity.report import draw_images, render_report, summarise, write_report
from reciprocity.report.formats import signed
from tests.report.apart import make_apart
from tests.report.book import NEWER, Book
from tests.report.factory import EXPERT, add_expert, make_analysis, make_book, make_export
from tests.report.hostile import HOSTILE, make_hostile
from tests.report.pages import Page, read_images, read_page
from tests.report.reflected import everywhere, make_mirror

REDACTED_AWAY = re.compile(r"canary|kanari", re.IGNORECASE)


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(make_analysis())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return read_page(html)


@pytest.fixture(scope="module")
def hostile() -> str:
    return render_report(make_hostile())


def digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def test_the_policy_comes_first_and_its_hashes_match(page: Page) -> None:
    inside = [tag for tag, _ in page.tags]
    assert inside[inside.index("head") + 1] == "meta"
    policy = page.named("meta")[0]
    scripts = " ".join(f"'{digest(script)}'" for script in page.scripts)
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"] == (
        f"default-src 'none'; img-src data:; style-src '{digest(page.styles[0])}'; "
        f"script-src {scripts}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert len(page.named("style")) == 1
    assert len(page.named("script")) == len(page.scripts) == 3


def test_the_page_is_a_whole_document(html: str, page: Page) -> None:
    assert html.startswith("<!DOCTYPE html>")
    assert page.named("html")[0]["lang"] == "en"
    assert {"name": "referrer", "content": "no-referrer"} in page.named("meta")
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert html.rstrip().endswith("</html>")
    assert "{{" not in html
    assert "{%" not in html


@pytest.mark.parametrize("which", ["plain", "hostile", "redacted"])
def test_no_style_and_no_handler_attributes(which: str, hostile: str) -> None:
    pages = {
        "plain": lambda: render_report(make_analysis()),
        "hostile": lambda: hostile,
        "redacted": lambda: render_report(make_hostile(), redact=True),
    }
    names = {name for _, values in read_page(pages[which]()).tags for name in values}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


@pytest.mark.parametrize("redact", [False, True])
def test_every_inner_link_has_one_target(redact: bool) -> None:
    page = read_page(render_report(make_analysis(), redact=redact))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    inner = [href[1:] for href in page.attributes("href") if href.startswith("#")]
    assert inner
    assert set(inner) <= set(ids)
    named = [i for value in page.attributes("aria-labelledby") for i in value.split()]
    assert set(named) <= set(ids)


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    outer = [href for href in page.attributes("href") if not href.startswith(("#", "data:"))]
    assert outer
    assert all(re.fullmatch(r"https://www\.linkedin\.com/in/[\w-]+", href) for href in outer)
    links = [values for values in page.named("a") if values["href"] in outer]
    assert all(values["rel"] == "noreferrer noopener" for values in links)
    for source in [*page.attributes("src"), *page.attributes("srcset")]:
        assert source.startswith("data:image/svg+xml;base64,")
    assert "url(" not in page.styles[0]
    assert "@import" not in page.styles[0]


def test_images_have_alternatives_and_tables_have_headings(page: Page) -> None:
    assert all(len(image["alt"]) > 30 for image in page.named("img"))
    assert len(page.named("img")) == 8 + len(FIGURES)
    # One for the dark scheme each; the first picture has two more, for narrow windows.
    assert len(page.named("source")) == 8 + len(FIGURES) + 2
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in values for values in page.named("th"))
    drawn = [v for v in page.named("svg") if v.get("role") == "img"]
    assert all(v["aria-label"] for v in drawn)


def test_there_are_no_empty_plots() -> None:
    empty = make_analysis(Book(), exports=(), suggestions=(), mirror=no_mirror(), problems=())
    html = render_report(empty)
    assert not read_page(html).named("img")
    for said in ("no balance to draw", "Nobody has a score", "no year is drawn",
                 "no time to an answer", "No pitch was seen"):  # fmt: skip
        assert said in html
    book = Book()
    book.person("linkedin:x", "X", "not_enough_evidence", 0.0, messages_sent=1)
    images = draw_images(
        summarise(make_analysis(book, suggestions=(), mirror=no_mirror()))["figures"]
    )
    assert [image["name"] for image in images] == ["balance"]


def test_the_same_analysis_gives_the_same_bytes(html: str) -> None:
    assert render_report(make_analysis()) == html


def test_another_process_gives_the_same_bytes(html: str) -> None:
    code = (
        "import hashlib; from tests.report.factory import make_analysis; "
        "from reciprocity.report import render_report; "
        "print(hashlib.sha256(render_report(make_analysis()).encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, check=True
    )
    assert run.stdout.decode().strip() == hashlib.sha256(html.encode()).hexdigest()


def test_plots_hold_no_date_and_no_address_to_load() -> None:
    for image in read_images(render_report(make_analysis())):
        assert "<metadata>" not in image
        assert "DOCTYPE" not in image
        assert not re.search(r"https?://(?!www\.w3\.org/)", image)
        assert "<script" not in image


@pytest.mark.parametrize("tag", ["script", "iframe", "textarea", "xml"])
def test_hostile_text_makes_no_tags(hostile: str, tag: str) -> None:
    plain = [name for name, _ in read_page(render_report(make_apart())).tags]
    found = [name for name, _ in read_page(hostile).tags]
    allowed = {"script": 3}.get(tag, plain.count(tag))
    assert found.count(tag) == allowed
    assert {*found} <= {*plain}


def test_hostile_text_stays_readable_text(hostile: str) -> None:
    text = read_page(hostile).text
    for said in HOSTILE[:8]:
        assert re.sub(r"\s+", " ", said) in text
    assert "abcgnp.exe" in text
    assert "nulbellesc[31m del" in text
    assert "&lt;b&gt; &amp;#60;" in text
    assert "49" not in [part.strip() for part in read_page(hostile).texts]


def test_hostile_text_loses_what_steers_a_reader(hostile: str) -> None:
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", hostile
    )
    hostile.encode()


def test_lone_surrogates_do_not_reach_the_page() -> None:
    lonely = "lone \ud800 surrogate"
    analysis = make_analysis(owner_name=lonely, exports=(make_export(name=lonely, advice=lonely),))
    assert "lone  surrogate" in render_report(analysis).encode().decode()


def test_only_linkedin_profiles_become_links(hostile: str) -> None:
    outer = [h for h in read_page(hostile).attributes("href") if not h.startswith(("#", "data:,"))]
    assert outer == ["https://www.linkedin.com/in/expert-example"]


def test_names_are_isolated_from_the_text_around_them(hostile: str) -> None:
    assert "<bdi>abcgnp.exe</bdi>" in hostile
    assert hostile.count('<p dir="auto">') > 10


def canary_analysis() -> Any:
    book = make_book()
    for person in book.people:
        person["name"] = f"Canary {person['name']}"
        person["profile_url"] = f"https://www.linkedin.com/in/canary-{len(person['name'])}"
    renamed = {p["person_id"]: f"linkedin:canary-{n}" for n, p in enumerate(book.people)}
    for rows in (book.people, book.scores, book.events, book.stages, book.signals):
        for row in rows:
            row["person_id"] = renamed[row["person_id"]]
    for event in book.events:
        event["text"] = f"canary {event['text']}"
        event["archive"] = "canary.zip"
        event["member"] = "inbox/canary_123/messages.csv" if event["row"] % 2 else "Canary.csv"
    for stage in book.stages:
        extra = {"descriptors": ["canary"], "explanations": ["canary"], "cues": ["canary"]}
        stage["detail"] = {**stage["detail"], **extra}
    export = make_export(
        name="Canary_Export.zip", reasons=("canary",), members={"read": ["canary.csv"]}
    )
    return make_analysis(
        book,
        owner_name="Canary Owner",
        exports=(export,),
        mirror=make_mirror(people=everywhere(renamed.values())),
        suggestions=((renamed[EXPERT], renamed["linkedin:kim"], "canary"),),
        problems=(),
    )


def test_a_redacted_page_holds_nothing_of_the_archive() -> None:
    html = render_report(canary_analysis(), redact=True)
    assert not REDACTED_AWAY.search(html)
    assert not [image for image in read_images(html) if REDACTED_AWAY.search(image)]
    page = read_page(html)
    assert "Person 9" in page.text
    assert "the owner" in page.text
    assert not page.named("mark")
    assert not page.named("blockquote")
    assert not [h for h in page.attributes("href") if h.startswith("http")]
    assert not re.search(r"\b\d{1,2} (January|February|March|April|August) \d{4}", page.text)
    assert not re.search(r"\d{2}:\d{2}", page.text)
    assert all(re.fullmatch(r"\d{4}-\d{2}", when) for when in page.attributes("datetime"))


def test_a_page_that_is_not_redacted_does_hold_it() -> None:
    assert REDACTED_AWAY.search(render_report(canary_analysis()))


def test_a_redacted_page_hides_hostile_texts_too() -> None:
    html = render_report(make_hostile(), redact=True)
    told = html.split('id="ranking"')[1].split('id="coverage"')[0]
    assert not [said for said in ("WWWWWW", "evil.example", "{{7*7}}", "npe.exe") if said in told]


def test_the_page_says_what_it_cannot_know(page: Page) -> None:
    for said in (
        "Other people's likes and comments on what you posted.",
        "before that who asked whom is unknown",
        "Next time tick the larger data archive",
        "Kept apart, because nobody addressed anybody: 3 adverts, 1 draft.",
        "2 connection rows hold only a date",
        "1 row stands in the files more than once and counts once.",
        "1 pair is perhaps one person",
        "2 rows or files could not be read as they stand",
        "3 people without a rank: not enough evidence",
        "Dates are shown in the zone UTC",
        "It does not describe a person.",
    ):
        assert said in page.text


def test_an_as_of_in_another_zone_is_shown_there() -> None:
    late = make_analysis(as_of=datetime(2021, 2, 20, 23, 30, tzinfo=UTC))
    text = read_page(render_report(late, timezone="Asia/Tokyo")).text
    assert "21 February 2021" in text
    assert "Dates are shown in the zone Asia/Tokyo" in text


def test_scores_have_a_true_minus_and_no_negative_zero() -> None:
    assert [signed(value) for value in (0.625, -0.1, -0.001, 0.0)] == [
        "+0.62", "\u22120.10", "0.00", "0.00",
    ]  # fmt: skip


def test_a_large_network_stays_a_small_file() -> None:
    book = Book()
    for _ in range(40):
        add_expert(book)
    for n in range(2_000):
        book.person(f"linkedin:{n}", f"Person {n}", "not_enough_evidence", 0.0, messages_sent=1)
    for rows in (book.people, book.scores):
        for n, row in enumerate(rows[:40]):
            row["person_id"] = f"linkedin:e{n}"
    for n, stage in enumerate(book.stages):
        stage["person_id"] = f"linkedin:e{n // 8}"
    html = render_report(make_analysis(book, suggestions=(), mirror=no_mirror()))
    assert len(html) < 25_000_000 * 2_040 / 10_000


def test_write_report_replaces_the_file_and_keeps_it_private(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    write_report("new \u2212 page\n", target)
    assert target.read_bytes() == "new \u2212 page\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.parametrize("failure", [OSError(28, "full"), KeyboardInterrupt()])
def test_nothing_half_written_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")

    def fail(_: int) -> None:
        raise failure

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((OSError, KeyboardInterrupt, UsageError)):
        write_report("new", target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_text_that_cannot_be_encoded_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    with pytest.raises(UnicodeEncodeError):
        write_report("\ud800", target)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_report("page", tmp_path / "nowhere" / "report.html")


def test_the_archive_of_the_evidence_is_named_in_full(page: Page) -> None:
    assert f"{NEWER} \u203a Connections.csv \u203a row 41" in page.text
