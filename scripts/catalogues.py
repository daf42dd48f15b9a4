"""The catalogues of the report's texts: collect what is marked, merge it into each .po, compile.

A text that is new or changed stands in the .po without a translation until somebody writes one;
a text that is gone is taken out. Run by `make catalogues`; a test fails while anything is missing.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

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
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # no date of a run in the files


def collect() -> Catalog:
    """Return every marked text of the report, with the files it stands in."""
    found = Catalog(domain=DOMAIN, creation_date=_EPOCH, revision_date=_EPOCH)
    texts = extract_from_dir(
        str(REPORT), method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS
    )
    for file, _line, message, comments, context in texts:
        found.add(message, locations=[(file, None)], auto_comments=comments, context=context)
    return found


def path_of(language: str) -> Path:
    """Return where the .po of a language lies; the .mo is beside it."""
    return REPORT / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def merged(language: str, template: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly the texts of the template."""
    path = path_of(language)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN)
    else:
        catalogue = Catalog(locale=language, domain=DOMAIN)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = _EPOCH
    catalogue.fuzzy = False
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
        missing = sum(not _full(m.string) for m in catalogue if m.id)
        sys.stdout.write(f"{language}: {len(template)} texts, {missing} untranslated\n")


def _full(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


if __name__ == "__main__":
    main()
