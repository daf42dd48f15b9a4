"""What came as a message request, and whether anything went back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.analysis import analyse
from reciprocity.cli import output
from tests.coverage.given import ME, Download, ann, id_of, me

if TYPE_CHECKING:
    from pathlib import Path

_AT = "2024-03-01T10:00:00"


@pytest.mark.parametrize(
    ("keys", "more", "answered"),
    [
        ({}, [], False),
        ({"reactions": [{"reaction": "\u2764", "actor": ME}]}, [], True),
        ({}, [me("2024-03-01T10:05:00", "Hello")], True),
    ],
    ids=["nothing", "a reaction", "words"],
)
def test_whether_anything_went_back(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    keys: dict[str, Any],
    more: list[dict[str, Any]],
    *,
    answered: bool,
) -> None:
    chat = [ann(_AT, "Hello, I saw your garden", **keys), *more]
    threads = {"message_requests/annroe_100000000000001": chat}
    analysis = analyse([Download(day="2025-06-10", threads=threads).write(tmp_path)])
    output.print_timeline(analysis, id_of(analysis), "text", "UTC")
    shown = capfd.readouterr().out
    assert "message request" in shown
    assert ("No answer of yours is in these archives." not in shown) == answered
