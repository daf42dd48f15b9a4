"""The commands that write a report: on archives, and on the built-in sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reciprocity.cli.options import (  # noqa: TC001  typer reads them when it runs
    AsOf,
    Config,
    Exports,
    LabelsGiven,
    Owner,
    People,
    Timezone,
)
from reciprocity.cli.talk import progress
from reciprocity.cli.work import check_output, check_zone, given_labels, open_analysis

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis


def report(
    exports: Exports,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Where the report goes.")
    ] = Path("reciprocity.html"),
    as_of: AsOf = None,
    owner: Owner = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="A report to show around: no names, no texts.")
    ] = False,
    no_text: Annotated[
        bool,
        typer.Option("--no-text", help="Names as ever, and nothing that is said in a message."),
    ] = False,
    open_it: Annotated[
        bool, typer.Option("--open", help="Open the report in the browser when it is done.")
    ] = False,
    people: People = None,
    labels: LabelsGiven = None,
    config: Config = None,
    timezone: Timezone = "UTC",
) -> None:
    """Write the report: one HTML file with the ranking and everybody's timeline."""
    check_zone(timezone)
    check_output(output, exports)
    analysis = open_analysis(exports, as_of, owner, people, config, given_labels(labels))
    _write_report(analysis, output, redact=redact, texts=not no_text, timezone=timezone)
    typer.echo(str(output))
    if open_it:
        typer.launch(str(output.resolve()))


def demo(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Where the report goes.")
    ] = Path("reciprocity-demo.html"),
    timezone: Timezone = "UTC",
) -> None:
    """Write a report on the built-in sample: an invented person's two downloads."""
    check_zone(timezone)
    check_output(output, [])
    from reciprocity.analysis import analyse_sample

    progress("Reading the built-in sample.")
    _write_report(analyse_sample(), output, redact=False, texts=True, timezone=timezone)
    typer.echo(str(output))


def _write_report(
    analysis: Analysis, output: Path, *, redact: bool, texts: bool, timezone: str
) -> None:
    from reciprocity.report import render_report, write_report

    progress("Writing the report.")
    write_report(render_report(analysis, redact=redact, texts=texts, timezone=timezone), output)
