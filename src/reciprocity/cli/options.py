"""The options that commands share, with their help."""

from __future__ import annotations

import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand


class RankFormat(StrEnum):
    """How the ranking is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    parquet = "parquet"


class TextFormat(StrEnum):
    """For people or for programs."""

    text = "text"
    json = "json"


class Language(StrEnum):
    """The language of the report."""

    en = "en"
    de = "de"
    fr = "fr"
    es = "es"


class ReportFormat(StrEnum):
    """How the report is written; each is the ending of its file, too."""

    html = "html"
    md = "md"
    json = "json"
    pdf = "pdf"


class RankCommand(TyperCommand):
    """A command whose `--explain NAME` may be followed by a second name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse `--explain A B` as `--explain A --explain B`."""
        return super().parse_args(ctx, with_second(args))


def with_second(args: list[str]) -> list[str]:
    """Return the arguments with `--explain` put before a second name.

    The word right behind the first name is one, unless it is an option, is there as a file or
    folder, or ends like a zip: then it is an export, or one that is mistyped.
    """
    for place, word in enumerate(args):
        if word == "--":
            break
        after = place + (2 if word == "--explain" else 1)
        if word.split("=", 1)[0] == "--explain" and _is_name(args[after : after + 1]):
            return [*args[:after], "--explain", *args[after:]]
    return args


def _is_name(words: list[str]) -> bool:
    return any(
        not word.startswith("-") and not word.lower().endswith(".zip") and not os.path.exists(word)  # noqa: PTH110  unlike Path.exists, False for any text
        for word in words
    )


Exports = Annotated[
    list[Path],
    typer.Argument(
        metavar="EXPORT...",
        help="What LinkedIn or Facebook sent: a zip, several of them in any mixture, or folders "
        "unpacked from them.",
        show_default=False,
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", metavar="DATE", formats=["%Y-%m-%d"],
        help="Look at the archive as it stood at the end of this day (UTC).",
        show_default="the date of the newest export",
    ),
]  # fmt: skip
Owner = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="NAME",
        help="Your name, where the archive does not tell it, or tells another.",
    ),
]
People = Annotated[
    Path | None,
    typer.Option(
        "--people",
        metavar="FILE",
        help="A TOML file: who is who, who to leave out, whom you talk to elsewhere.",
    ),
]
LabelsGiven = Annotated[
    Path | None,
    typer.Option(
        "--labels", metavar="FILE", help="A CSV file: which messages you call a pitch, or ordinary."
    ),
]
Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="A TOML file with thresholds and weights."),
]
Timezone = Annotated[
    str,
    typer.Option("--timezone", metavar="ZONE", help="The zone of times shown, as Europe/Berlin."),
]
Lang = Annotated[
    Language,
    typer.Option("--lang", help="The language of the report."),
]
Sections = Annotated[
    int,
    typer.Option(
        "--sections",
        min=1,
        metavar="N",
        help="So many people in full, by score; others whom the page names come on top.",
    ),
]
