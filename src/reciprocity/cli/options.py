"""The options that commands share, with their help."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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
    typer.Option("--owner", metavar="NAME", help="Your name, where the archive does not tell."),
]
People = Annotated[
    Path | None,
    typer.Option("--people", metavar="FILE", help="A TOML file: who is who, who to leave out."),
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
