"""Text of any origin as Markdown that shows it and nothing else: no markup, no link, no HTML."""

from __future__ import annotations

import re
from typing import Any, Final

# Joins what stands around it and makes no address of it: GitHub links addresses in plain text, also
# behind a backslash.
_JOINER: Final = "\u2060"
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What is a tag for Liquid is one before anything is read as Markdown.
_MARKS: Final = re.compile(r"[\\`*_{}\[\]#|~$^]|(?<=\{)%|%(?=\})")
_ADDRESS: Final = re.compile(r"(?<=:)(?=//)|(?<=@)|(?<=www)(?=\.)", re.IGNORECASE)
_DOT: Final = re.compile(r"(?<=\w)\.(?=[^\W\d_])")
_START: Final = re.compile(r"^([-+=:]|\d+(?=[.)]))")
_COLON: Final = re.compile(r"(javascript|data|vbscript|mailto|tel|file)(?=:)", re.IGNORECASE)


def escape(text: str) -> str:
    """Return text as one line of Markdown, which may stand in a paragraph or a cell of a table."""
    line = " ".join(text.split())
    line = "".join(_HTML.get(character, character) for character in line)
    line = _MARKS.sub(r"\\\g<0>", line)
    line = _ADDRESS.sub(_JOINER, line)
    line = _COLON.sub(rf"\1{_JOINER}", line)
    line = _DOT.sub(r"\\.", line)
    return _START.sub(_escaped_start, line)


def _escaped_start(found: re.Match[str]) -> str:
    start = found.group()
    return f"{start}{_JOINER}" if start.isdigit() else f"\\{start}"


def escape_all(value: Any) -> Any:
    """Return plain data with every text in it escaped; keys stay."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {key: escape_all(each) for key, each in value.items()}
    return [escape_all(each) for each in value] if isinstance(value, list) else value


def quoted(text: str) -> list[str]:
    """Return text of several lines as the lines of a block quote, each line escaped."""
    lines = [escape(line) for line in text.split("\n")]
    breaks = [
        "\\" if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return [f"> {line}{end}".rstrip() for line, end in zip(lines, breaks, strict=True)]
