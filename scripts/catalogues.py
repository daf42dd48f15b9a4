"""The catalogues of the report's texts: collect what is marked, merge it into each .po, compile.

A text that is new or changed stands in the .po without a translation until somebody writes one;
a text that is gone is taken out. Run by `make catalogues`; a test fails while anything is missing.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reciprocity.report.language import DOMAIN, LANGUAGES

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "src" / "reciprocity" / "report"
_METHODS = [("**.py", "python"), ("**/templates/**.j2", "jinja2")]
_OPTIONS = {"**/templates/**.j2": {"trimmed": "true", "silent": "false"}}
_KEYWORDS = {
    "_": None,
    "N_": None,
    "NN_": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_FOR_TRANSLATORS = ("Translators:",)


class Catalogue(Catalog):
    """A catalogue whose head says what gettext needs, and nothing of a run or a person.

    It has two forms for a number: a third one that French and Spanish have for whole millions is
    not worth its work, since nobody counts so many people.
    """

    num_plurals = 2

    @property
    def plural_expr(self) -> str:
        """Return which of the two forms a number has."""
        return "(n > 1)" if self.locale is not None and self.locale.language == "fr" else "(n != 1)"

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the lines of the head."""
        told = [("Content-Type", "text/plain; charset=utf-8")]
        if self.locale is None:
            return told
        return [*told, ("Language", str(self.locale)), ("Plural-Forms", self.plural_forms)]


def collect() -> Catalog:
    """Return every marked text of the report, with the files it stands in."""
    found = Catalogue(domain=DOMAIN)
    texts = extract_from_dir(
        str(REPORT),
        method_map=_METHODS,
        options_map=_OPTIONS,
        keywords=_KEYWORDS,
        comment_tags=_FOR_TRANSLATORS,
        strip_comment_tags=True,
    )
    for file, _line, message, comments, context in texts:
        found.add(message, locations=[(file, None)], auto_comments=comments, context=context)
    return found


def path_of(language: str) -> Path:
    """Return where the .po of a language lies; the .mo is beside it."""
    return REPORT / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def written(language: str) -> Catalog:
    """Return the catalogue of a language as it stands, empty where there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalogue(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def merged(language: str, template: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly the texts of the template."""
    old = written(language)
    name = Locale.parse(language).english_name
    catalogue = Catalogue(
        locale=language,
        domain=DOMAIN,
        header_comment=f"# The {name} texts of the report.",
        fuzzy=False,
    )
    for text in template:
        if not text.id:
            continue
        before = old.get(text.id, text.context)
        known = before is not None and before.id == text.id
        catalogue.add(
            text.id,
            before.string if known else None,
            locations=text.locations,
            flags=before.flags if known else (),
            auto_comments=text.auto_comments,
            user_comments=before.user_comments if known else (),
            context=text.context,
        )
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as text that people edit."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, omit_header=False)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> None:
    """Write both files of every language, and say what is missing."""
    template = collect()
    for language in LANGUAGES[1:]:
        catalogue = merged(language, template)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        missing = sum(not is_full(text.string) for text in catalogue if text.id)
        sys.stdout.write(f"{language}: {len(template)} texts, {missing} untranslated\n")


def is_full(string: object) -> bool:
    """Return whether a text has its translation, in every form."""
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


if __name__ == "__main__":
    main()
