"""Finds the English of the report that no catalogue can translate, in modules and in templates."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS: Final = {"_", "N_", "NN_", "gettext", "ngettext", "pgettext", "npgettext"}
_PATTERNS: Final = {"re.compile", "re.split", "re.sub"}
# A letter and a blank, or one word with a capital.
_ENGLISH: Final = re.compile(r"(?s).*[^\W\d_].* .*|.* .*[^\W\d_].*|[A-Z][a-z]{2,}")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_SHOWN: Final = {"alt", "aria-label", "title", "placeholder", "label", "summary", "content"}
_HIDDEN: Final = {"style", "script"}
_HOLE: Final = "\ufffc"


def in_module(source: str) -> Iterator[str]:
    """Yield the constants of a module that look like English and are not marked.

    Left out: docstrings, annotations, patterns and what is raised; the errors are of the terminal.
    """
    tree = ast.parse(source)
    skipped = {id(node) for part in _skipped(tree) for node in ast.walk(part)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in skipped and _ENGLISH.fullmatch(text):
            yield text


def _skipped(tree: ast.AST) -> Iterator[ast.AST]:
    # What is marked inside of an f-string is not collected by every Python.
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(node) for text in texts for node in ast.walk(text)}
    for node in ast.walk(tree):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if docstring or isinstance(node, ast.Raise):
            yield node
        elif isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation:
            yield node.annotation
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns:
            yield node.returns
        elif id(node) in inside:
            continue
        elif isinstance(node, ast.Call) and _name(node) in _MARKS | _PATTERNS:
            yield node


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func)


def in_template(source: str) -> Iterator[str]:
    """Yield the texts of a template that stand outside of `{% trans %}` and `_()`.

    Texts of its HTML, values of attributes that are read out, and words in its expressions.
    """
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    tree = environment.parse(source)
    page = _Page()
    page.feed("".join(_markup(tree)))
    page.close()
    yield from page.found
    yield from _words(tree)


def _markup(node: nodes.Node) -> Iterator[str]:
    """Yield the HTML of a template, with a hole for whatever is put in."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Expr):
        yield _HOLE
    for child in node.iter_child_nodes():
        yield from _markup(child)


def _words(node: nodes.Node) -> Iterator[str]:
    """Yield constants that an expression shows: English, or one of two words it chooses from."""
    called = node.node if isinstance(node, nodes.Call) else None
    if isinstance(called, nodes.Name) and called.name in _MARKS:
        return
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str) and _ENGLISH.fullmatch(node.value):
            yield node.value
        return
    if isinstance(node, nodes.CondExpr):
        for part in (node.expr1, node.expr2):
            if isinstance(part, nodes.Const) and _LETTERS.search(str(part.value)):
                yield str(part.value)
    for child in node.iter_child_nodes():
        yield from _words(child)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in _HIDDEN
        shown = [value or "" for name, value in attrs if name in _SHOWN and tag != "meta"]
        self.found += [value for value in shown if _LETTERS.search(value)]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = self._hidden and tag not in _HIDDEN

    def handle_data(self, data: str) -> None:
        if not self._hidden and _LETTERS.search(data):
            self.found.append(data.strip())
