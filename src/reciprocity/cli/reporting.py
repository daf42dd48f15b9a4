"""The commands that write a report: on archives, and on the built-in sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reciprocity.cli.options import (
    AsOf,
    Config,
    Exports,
    LabelsGiven,
    Lang,
    Language,
    Owner,
    People,
    ReportFormat,
    Sections,
    Timezone,
)
from reciprocity.cli.talk import progress
from reciprocity.cli.work import check_output, check_zone, given_labels, open_analysis
from reciprocity.errors import UsageError

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis


def report(
    exports: Exports,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where the report goes.",
            show_default="reciprocity.html, or as the format is called",
        ),
    ] = None,
    format_: Annotated[
        ReportFormat | None,
        typer.Option(
            "--format",
            help="A page, Markdown, data for other programs, or a page printed by an installed "
            "Chromium.",
            show_default="as the file of -o ends, else html",
        ),
    ] = None,
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
    lang: Lang = Language.en,
    sections: Sections = 1_000,
) -> None:
    """Write the report: one file with the ranking and everybody's timeline."""
    check_zone(timezone)
    output = output or Path(f"reciprocity.{format_ or ReportFormat.html}")
    check_output(output, exports)
    form = format_ or _format_of(output)
    _check_format(form)
    analysis = open_analysis(exports, as_of, owner, people, config, given_labels(labels))
    _write_report(
        analysis,
        output,
        form,
        redact=redact,
        texts=not no_text,
        timezone=timezone,
        language=lang.value,
        sections=sections,
    )
    typer.echo(str(output))
    if open_it:
        typer.launch(str(output.resolve()))


def demo(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Where the report goes.")
    ] = Path("reciprocity-demo.html"),
    timezone: Timezone = "UTC",
    lang: Lang = Language.en,
) -> None:
    """Write a report on the built-in sample: an invented person's two downloads."""
    check_zone(timezone)
    check_output(output, [])
    from reciprocity.analysis import analyse_sample

    progress("Reading the built-in sample.")
    form = ReportFormat.html
    _write_report(analyse_sample(), output, form, timezone=timezone, language=lang.value)
    typer.echo(str(output))


def _write_report(analysis: Analysis, output: Path, form: ReportFormat, **options: Any) -> None:
    from reciprocity.report import make_report, write_report

    progress("Writing the report.")
    write_report(make_report(analysis, form.value, **options), output)


def _format_of(output: Path) -> ReportFormat:
    """Return the format that the file is named after, that of a page for a name without ending."""
    ending = output.suffix.lower().removeprefix(".")
    if ending in {"", "htm"}:
        return ReportFormat.html
    if ending not in set(ReportFormat):
        raise UsageError(
            f"A report ends in .html, .md, .json or .pdf, not in .{ending}; name such a file, or "
            "the format with --format."
        )
    return ReportFormat(ending)


def _check_format(form: ReportFormat) -> None:
    """Refuse to print where there is no browser, before the work is done."""
    if form is ReportFormat.pdf:
        from reciprocity.report.pdf import find_browser

        find_browser()
