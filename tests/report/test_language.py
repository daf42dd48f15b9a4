"""The report in other languages: whole catalogues, every text marked, dates and numbers right."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from reciprocity import render_report
from reciprocity.cli.commands import app
from reciprocity.cli.options import Language
from reciprocity.errors import UsageError
from reciprocity.report import language
from reciprocity.report.formats import decimal, listed, percent, signed, whole
from reciprocity.report.language import LANGUAGES, speaking, spoken
from reciprocity.report.times import Clock
from tests.report.book import utc
from tests.report.factory import make_analysis
from tests.report.unmarked import in_module, in_template
from tests.scripts import load_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "src" / "reciprocity" / "report"
OTHERS = LANGUAGES[1:]
EVERY = pytest.mark.parametrize("spoken_language", OTHERS)

# What `rank --explain` prints; it is in no report.
TERMINAL = {"conditions.py", "explaining.py", "pdf.py"}
# What looks like English in a module and is not shown as a text of the report.
CODE = {
    "axes.py": {"outside lower center"},
    "borrowed.py": {"Missing", "%d %B %Y", r"(?P<date>\d{1,2} [A-Z][a-z]{2,8} \d{4})"},
    "choices.py": {"same = ["},
    "clean.py": {"Facebook"},
    "connecting.py": {"you ended it"},  # compared with what the timeline says
    "composing.py": {"Date", "Creator", "DejaVu Sans", "Format", "Type"},
    "curves.py": {"offset points"},
    "formats.py": {
        *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December", " and "),  # English alone
    },
    "header.py": {"never exported"},  # compared with what the coverage says
    "language.py": {" and "},  # of an error
    "rendering.py": {
        "default-src 'none'; img-src data:; style-src '",
        "'; script-src ",
        "; base-uri 'none'; form-action 'none'",
    },
    "sections.py": {"{third "},
    "sentences.py": {"{third "},
    "story.py": {"offset points", "axes fraction"},
    "svg.py": {
        *("rotate(-0 ", "fill: none", ' id="', "'DejaVu Sans', sans-serif"),
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif",
    },
    "words.py": {"Facebook"},
}
# Words in the expressions of templates that are names of classes and not shown.
CLASSES = {" inf", "plus", "minus", " open", " several", " platform", "ranked", "unranked"}


@pytest.fixture(scope="module")
def catalogues() -> Any:
    return load_script("catalogues")


@pytest.fixture(scope="module")
def template(catalogues: Any) -> Catalog:
    collected: Catalog = catalogues.collect()
    return collected


def texts(catalogue: Catalog) -> Iterator[Message]:
    return (text for text in catalogue if text.id)


# --- the catalogues ---------------------------------------------------------------------------


def test_texts_are_collected(template: Catalog) -> None:
    assert {text.id for text in texts(template)} >= {
        "You pitched to {name}",
        ("You endorsed {name} for {number} skill.", "You endorsed {name} for {number} skills."),
    }
    assert template.get("on {date}", "day") is not None


@EVERY
def test_a_catalogue_has_exactly_the_texts_of_the_report(
    catalogues: Any, template: Catalog, spoken_language: str
) -> None:
    path = catalogues.path_of(spoken_language)
    fresh = catalogues.merged(spoken_language, template)
    assert path.read_bytes() == catalogues.po_bytes(fresh), "run `make catalogues`"
    assert path.with_suffix(".mo").read_bytes() == catalogues.mo_bytes(fresh)


@EVERY
def test_every_text_is_translated(catalogues: Any, spoken_language: str) -> None:
    missing = [
        text.id
        for text in texts(catalogues.written(spoken_language))
        if not catalogues.is_full(text.string) or text.fuzzy
    ]
    assert missing == []


@EVERY
def test_a_translation_keeps_placeholders_and_tags(catalogues: Any, spoken_language: str) -> None:
    wrong = [
        (text.id, translated)
        for text in texts(catalogues.written(spoken_language))
        for original, translated in forms(text)
        if translated and marks(original) != marks(translated)
    ]
    assert wrong == []


def forms(text: Message) -> Iterator[tuple[str, str]]:
    """Yield each form of a translation with the text it is made of."""
    if isinstance(text.id, str):
        yield text.id, str(text.string or "")
        return
    one, many = text.id[0], text.id[1]
    for place, translated in enumerate(text.string or ()):
        yield (many if place else one), translated


def marks(text: str) -> Counter[str]:
    """Return what a translation must keep: placeholders of both kinds, and tags."""
    return Counter(re.findall(r"\{\w*\}|%\(\w+\)s|%%|</?[a-z][^>]*>", text))


def test_the_marks_of_a_text() -> None:
    assert marks('{n} of %(n)s <b class="x">100 %%</b>') == Counter(
        ["{n}", "%(n)s", '<b class="x">', "%%", "</b>"]
    )


@EVERY
def test_the_compiled_catalogue_counts_as_the_language_does(spoken_language: str) -> None:
    chosen = [language._catalogue(spoken_language).plural(n) for n in (0, 1, 2, 5, 1_000_000)]  # type: ignore[attr-defined]
    assert (
        chosen
        == {"de": [1, 0, 1, 1, 1], "fr": [0, 0, 1, 1, 1], "es": [1, 0, 1, 1, 1]}[spoken_language]
    )


# --- nothing is left out ----------------------------------------------------------------------


@pytest.mark.parametrize("module", sorted(path.name for path in REPORT.glob("*.py")))
def test_a_module_has_no_unmarked_english(module: str) -> None:
    found = set(in_module((REPORT / module).read_text(encoding="utf-8")))
    if module in TERMINAL:
        assert found
        return
    assert found == CODE.get(module, set())


def test_the_templates_have_no_unmarked_english() -> None:
    found = {
        path.name: [text for text in in_template(path.read_text("utf-8")) if text not in CLASSES]
        for path in sorted((REPORT / "templates").glob("*.j2"))
    }
    assert {name: left for name, left in found.items() if left} == {}


def test_unmarked_english_is_found_in_a_module() -> None:
    source = (
        '"""A docstring here."""\nfrom x import _, N_\nA: "an annotation" = N_("a marked text")\n'
        'B = "not marked"\ndef f(n):\n    raise ValueError("of the terminal")\n'
        'C = f"{n} people" + _("marked too") + "css-class" + "Somebody"\n'
    )
    assert set(in_module(source)) == {"not marked", " people", "Somebody"}


def test_unmarked_english_is_found_in_a_template() -> None:
    source = (
        '<p title="A title" class="some class">Text {{ n }}</p>{% trans %}Marked{% endtrans %}'
        "{% if kind == 'a kind' %}{{ _('marked') }}{% endif %}{{ 'one' if n == 1 else 'many' }}"
        "<style>not read</style> · <b>{% trans n=n %}{{ n }} marked{% endtrans %}</b>"
    )
    assert set(in_template(source)) == {"A title", "Text \ufffc", "a kind", "one", "many"}


# --- numbers, dates and lists -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken_language", "said"),
    [
        ("en", ["1,234", "1,234.5", "+0.62", "\u22120.62", "0.00", "7 %"]),
        ("de", ["1.234", "1.234,5", "+0,62", "\u22120,62", "0,00", "7\u00a0%"]),
        ("fr", ["1\u202f234", "1\u202f234,5", "+0,62", "\u22120,62", "0,00", "7\u00a0%"]),
        ("es", ["1.234", "1.234,5", "+0,62", "\u22120,62", "0,00", "7\u00a0%"]),
    ],
)
def test_numbers(spoken_language: str, said: list[str]) -> None:
    with speaking(spoken_language):
        scores = [signed(score) for score in (0.62, -0.62, -0.001)]
        assert [whole(1234), decimal(1234.46, 1), *scores, percent(0.07)] == said


@pytest.mark.parametrize(
    ("spoken_language", "day", "first", "month"),
    [
        ("en", "23 August 2015", "1 March 2021", "March 2021"),
        ("de", "23. August 2015", "1. März 2021", "März 2021"),
        ("fr", "23 août 2015", "1er mars 2021", "mars 2021"),
        ("es", "23 de agosto de 2015", "1 de marzo de 2021", "marzo de 2021"),
    ],
)
def test_dates(spoken_language: str, day: str, first: str, month: str) -> None:
    clock = Clock(zone=ZoneInfo("UTC"))
    coarse = Clock(zone=ZoneInfo("UTC"), coarse=True)
    with speaking(spoken_language):
        assert clock.date(utc("2015-08-23T12:00:00")) == day
        assert clock.date(utc("2021-03-01T12:00:00")) == first
        assert coarse.date(utc("2021-03-01T12:00:00")) == month


@pytest.mark.parametrize(
    ("spoken_language", "said"),
    [
        ("en", "a, b and c"),
        ("de", "a, b und c"),
        ("fr", "a, b et c"),
        ("es", "a, b y c"),
    ],
)
def test_lists(spoken_language: str, said: str) -> None:
    with speaking(spoken_language):
        assert listed(["a", "b", "c"]) == said
        assert listed(["a"]) == "a"
        assert listed([]) == ""


def test_english_months_are_those_of_babel() -> None:
    from babel.dates import format_date

    from reciprocity.report.formats import day_words, month_words

    for month in range(1, 13):
        day = datetime(2021, month, 3, tzinfo=ZoneInfo("UTC")).date()
        assert day_words(2021, month, 3) == format_date(day, "long", locale="en_GB")
        assert month_words(2021, month) == format_date(day, "MMMM y", locale="en_GB")


# --- which language ---------------------------------------------------------------------------


def test_the_language_is_spoken_inside_of_the_block_alone() -> None:
    assert spoken() == "en"
    with speaking("fr"):
        assert spoken() == "fr"
        with speaking("de"):
            assert spoken() == "de"
        assert spoken() == "fr"
    assert spoken() == "en"


def test_an_unknown_language_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="it speaks en, de, fr and es"), speaking("it"):
        pass
    told = CliRunner().invoke(app, ["demo", "--lang", "it"])
    assert told.exit_code == 2
    assert "'it' is not one of" in told.output


def test_the_command_line_offers_the_languages_there_are() -> None:
    assert tuple(Language) == LANGUAGES


def test_the_empty_text_is_not_the_head_of_the_catalogue() -> None:
    with speaking("de"):
        assert language._("") == ""


def test_a_page_says_its_language_and_speaks_it() -> None:
    html = render_report(make_analysis(), language="fr")
    assert '<html lang="fr">' in html
    assert "23 août 2015" in html
    assert "23 August 2015" not in html
    assert spoken() == "en"
