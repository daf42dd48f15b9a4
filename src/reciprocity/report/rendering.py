"""From plain data to one HTML page that asks nothing of anybody: no request, no script needed."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from reciprocity.report import language
from reciprocity.report.formats import listed, percent, signed, whole
from reciprocity.report.listing import row_keys
from reciprocity.report.words import seen_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reciprocity.report.words import Data


def render(
    summary: Data, images: Sequence[Data], mirrored: Mapping[str, Data] | None = None
) -> str:
    """Return the page for a summary (`summarise`) and its images.

    images: `draw_images`. mirrored: `draw_mirror`, by figure.
    """
    style = _asset("style.css") + _asset("list.css")
    scripts = {name: _asset(f"{name}.js") for name in ("list", "copy", "open")}
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            language=language.spoken(),
            summary=summary,
            images=list(images),
            mirrored=dict(mirrored or {}),
            style=style,
            scripts=scripts,
            policy=content_policy(style, scripts.values()),
        )
    )


def content_policy(style: str, scripts: Iterable[str]) -> str:
    """Return the Content-Security-Policy that lets only this style, these scripts and data: in."""
    allowed = " ".join(f"'{_digest(script)}'" for script in scripts)
    return (
        "default-src 'none'; img-src data:; "
        f"style-src '{_digest(style)}'; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> str:
    return (files("reciprocity.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reciprocity.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        language._,
        language.ngettext,
        newstyle=True,
        pgettext=language.pgettext,
        npgettext=language.npgettext,
    )
    environment.filters["keys"] = row_keys
    environment.filters["signed"] = signed
    environment.filters["whole"] = whole
    environment.filters["percent"] = percent
    environment.filters["seen_word"] = seen_word
    environment.filters["listed"] = lambda items: listed(list(items))
    return environment
