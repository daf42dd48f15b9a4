"""The language of the report: texts through gettext catalogues, dates and numbers through Babel.

English is the language of the source: its texts are the keys of the catalogues in `locale/`, one
.po per language with the .mo made of it (scripts/catalogues.py makes both; a test compares them).
The language is set around the making of a page, `with speaking("de"):`; outside of that, and in
any process that never asks for another one, it is English.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from reciprocity.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES: Final = ("en", "de", "fr", "es")
DOMAIN: Final = "reciprocity"

_SPOKEN: Final[ContextVar[str]] = ContextVar("_SPOKEN", default="en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make the report speak one of LANGUAGES inside the block; UsageError for any other."""
    if language not in LANGUAGES:
        raise UsageError(f"{language} is no language of the report; it speaks {_listed()}.")
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> str:
    """Return the code of the language that is spoken now."""
    return _SPOKEN.get()


def _(text: str) -> str:
    """Return a text in the language that is spoken; placeholders `{name}` are for str.format."""
    # The empty text is the head of a catalogue.
    return _catalogue(spoken()).gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form for that number, in the language that is spoken."""
    return _catalogue(spoken()).ngettext(one, many, number)


def pgettext(context: str, text: str) -> str:
    """Return a text that stands in a context: one English word may be several elsewhere."""
    return _catalogue(spoken()).pgettext(context, text)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """Return the form for that number of a text that stands in a context."""
    return _catalogue(spoken()).npgettext(context, one, many, number)


def N_(text: str) -> str:  # noqa: N802 - the name that the tools of gettext know
    """Mark a text that is put into the language later, with `_`: a constant of a module."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as N_
    """Mark two forms that are put into the language later, with `ngettext` or `words.counted`."""
    return one, many


def _listed() -> str:
    return f"{', '.join(LANGUAGES[:-1])} and {LANGUAGES[-1]}"


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    path = files("reciprocity.report") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as file:
        return GNUTranslations(file)
