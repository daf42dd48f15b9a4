"""The commands: each reads its options, calls the library and hands the result to output."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reciprocity import __version__
from reciprocity.cli.options import (
    AsOf,
    Config,
    Exports,
    LabelsGiven,
    Lang,
    Language,
    Owner,
    People,
    RankCommand,
    RankFormat,
    TextFormat,
    Timezone,
)
from reciprocity.cli.talk import progress, say, verbosity
from reciprocity.errors import UsageError
from reciprocity.files import check_writable, target_of

if TYPE_CHECKING:
    from datetime import datetime

    from reciprocity.analysis import Analysis, Inspection
    from reciprocity.labels import Labels

app = typer.Typer(
    name="reciprocity",
    help="Read your LinkedIn and Facebook downloads and rank your relationships from reciprocal to "
    "extractive. Everything happens on this machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"reciprocity {__version__}")
        raise typer.Exit


@app.callback()
def options(
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing on stderr.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more on stderr.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take what all commands share."""
    del version
    verbosity.quiet, verbosity.verbose = quiet, verbose


@app.command()
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
    open_it: Annotated[
        bool, typer.Option("--open", help="Open the report in the browser when it is done.")
    ] = False,
    sections: Annotated[
        int, typer.Option("--sections", min=1, metavar="N", help="So many people in full.")
    ] = 1000,
    people: People = None,
    labels: LabelsGiven = None,
    config: Config = None,
    timezone: Timezone = "UTC",
    lang: Lang = Language.en,
) -> None:
    """Write the report: one HTML file with the ranking and everybody's timeline."""
    _check_zone(timezone)
    _check_output(output, exports)
    analysis = _analysis(exports, as_of, owner, people, config, _labels(labels))
    _write_report(
        analysis, output, redact=redact, timezone=timezone, language=lang.value, sections=sections
    )
    typer.echo(str(output))
    if open_it:
        typer.launch(str(output.resolve()))


@app.command(cls=RankCommand)
def rank(
    exports: Exports,
    format_: Annotated[
        RankFormat, typer.Option("--format", help="How to print it.")
    ] = RankFormat.table,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Only the first N people.")
    ] = None,
    verdict: Annotated[
        str | None, typer.Option("--verdict", metavar="V", help="Only people with this verdict.")
    ] = None,
    explain: Annotated[
        list[str] | None,
        typer.Option(
            "--explain",
            metavar="PERSON [PERSON]",
            help="Why one stands where they do, or why one of two stands above the other; names "
            "or ids.",
        ),
    ] = None,
    as_of: AsOf = None,
    owner: Owner = None,
    people: People = None,
    labels: LabelsGiven = None,
    config: Config = None,
    timezone: Timezone = "UTC",
) -> None:
    """Print everybody, from reciprocal to extractive."""
    _check_zone(timezone)
    _check_verdict(verdict)
    if explain:
        _check_explain(explain, format_, narrowed=limit is not None or verdict is not None)
    inspection, choices, parameters = _inspection(exports, as_of, owner, people, config)
    given = _labels(labels)
    if explain:
        from reciprocity.cli.explaining import find_explained, print_explanation

        meant = find_explained(inspection, explain)
        analysis = _judged(inspection, choices, given, parameters)
        print_explanation(analysis, meant, format_.value, timezone)
        return
    analysis = _judged(inspection, choices, given, parameters)
    from reciprocity.cli import output

    chosen = output.chosen_people(analysis, verdict, limit)
    output.print_ranking(analysis, chosen, format_.value)


@app.command()
def timeline(
    exports: Exports,
    person: Annotated[str, typer.Option("--person", metavar="NAME-OR-ID", help="Whose timeline.")],
    format_: Annotated[
        TextFormat, typer.Option("--format", help="How to print it.")
    ] = TextFormat.text,
    as_of: AsOf = None,
    owner: Owner = None,
    people: People = None,
    labels: LabelsGiven = None,
    config: Config = None,
    timezone: Timezone = "UTC",
) -> None:
    """Tell what happened with one person, step by step."""
    _check_zone(timezone)
    given = _labels(labels)
    from reciprocity.analysis import find_in

    inspection, choices, parameters = _inspection(exports, as_of, owner, people, config)
    person_id = find_in(inspection, person)
    analysis = _judged(inspection, choices, given, parameters)
    if person_id in analysis.left_out:
        raise UsageError("This person is left out by your people file.")
    from reciprocity.cli import output

    output.print_timeline(analysis, person_id, format_.value, timezone)


@app.command()
def label(
    exports: Exports,
    labels: Annotated[
        Path, typer.Option("--labels", metavar="FILE", help="Your labels; a new file, or yours.")
    ] = Path("reciprocity-labels.csv"),
    table: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Ask nothing: write a table to fill in."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="At most so many different texts.")
    ] = 50,
    full: Annotated[bool, typer.Option("--full", help="Show long messages whole.")] = False,
    as_of: AsOf = None,
    owner: Owner = None,
    people: People = None,
    config: Config = None,
    timezone: Timezone = "UTC",
) -> None:
    """Tell pitches from ordinary messages yourself, where the program is least sure."""
    _check_zone(timezone)
    _check_output(labels, exports)
    if table is not None:
        _check_output(table, exports)
        if table.exists():
            raise UsageError(f"{table} is there already and may hold labels; name another file.")
    from reciprocity.labels import Labels, LabelsFile

    file = LabelsFile(labels, new=True)
    given = Labels(pitches=file.pitches(), source=labels.name)
    inspection, choices, parameters = _inspection(exports, as_of, owner, people, config)
    analysis = _judged(inspection, choices, given, parameters)
    from reciprocity.cli import labelling

    doubtful = labelling.doubtful_messages(analysis, parameters.pitch.threshold, limit)
    if table is not None:
        labelling.write_table(doubtful, table)
        typer.echo(str(table))
    else:
        labelling.ask(doubtful, file, timezone, full=full)


@app.command()
def events(
    exports: Exports,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help="events.parquet, .csv or .xes"),
    ],
    as_of: AsOf = None,
    owner: Owner = None,
    people: People = None,
    config: Config = None,
) -> None:
    """Write the event log, for your own analysis or a process-mining tool."""
    from reciprocity.cli import eventlog

    writer = eventlog.writer_for(output)
    _check_output(output, exports)
    inspection, _, _ = _inspection(exports, as_of, owner, people, config)
    writer(inspection.events, inspection.people, output)
    typer.echo(str(output))


@app.command()
def inspect(
    exports: Exports,
    format_: Annotated[
        TextFormat, typer.Option("--format", help="How to print it.")
    ] = TextFormat.text,
    anonymous: Annotated[
        bool,
        typer.Option(
            "--anonymous",
            help="Only names of files and columns, and shapes: to be shown to anybody.",
        ),
    ] = False,
    as_of: AsOf = None,
    owner: Owner = None,
    people: People = None,
    config: Config = None,
    timezone: Timezone = "UTC",
) -> None:
    """Show what is in an archive: what was read, ignored, unknown, unreadable, and its coverage."""
    _check_zone(timezone)
    if anonymous:
        _print_anonymous(exports, owner, config, format_.value)
        return
    inspection, _, _ = _inspection(exports, as_of, owner, people, config)
    from reciprocity.cli import output

    output.print_inspection(inspection, format_.value, verbose=verbosity.verbose)


@app.command()
def demo(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Where the report goes.")
    ] = Path("reciprocity-demo.html"),
    timezone: Timezone = "UTC",
    lang: Lang = Language.en,
) -> None:
    """Write a report on the built-in sample: an invented person's two downloads."""
    _check_zone(timezone)
    _check_output(output, [])
    from reciprocity.analysis import analyse_sample

    progress("Reading the built-in sample.")
    _write_report(analyse_sample(), output, timezone=timezone, language=lang.value)
    typer.echo(str(output))


def _print_anonymous(
    exports: list[Path], owner: str | None, config: Path | None, format_: str
) -> None:
    from reciprocity.cli.anonymous import print_anonymous
    from reciprocity.parameters import read_parameters

    coverage = read_parameters(config).coverage
    progress("Reading the archives.")
    print_anonymous(exports, coverage, owner, format_)


def _inspection(
    exports: list[Path],
    as_of: datetime | None,
    owner: str | None,
    people: Path | None,
    config: Path | None,
) -> tuple[Inspection, Any, Any]:
    from reciprocity.parameters import read_parameters
    from reciprocity.people import read_choices

    choices, parameters = read_choices(people), read_parameters(config)
    progress("Reading the archives.")
    from reciprocity.analysis import read

    gc.freeze()  # What is imported stays: nobody need look through it for circles again.
    day = as_of.date() if as_of else None
    inspection = read(exports, as_of=day, owner=owner, choices=choices, parameters=parameters)
    for info in inspection.exports:
        if info.advice:
            say(info.advice)
    if inspection.problems:
        say(f"Problems counted: {len(inspection.problems)}; reciprocity inspect shows them.")
    return inspection, choices, parameters


def _analysis(
    exports: list[Path],
    as_of: datetime | None,
    owner: str | None,
    people: Path | None,
    config: Path | None,
    labels: Labels,
) -> Analysis:
    inspection, choices, parameters = _inspection(exports, as_of, owner, people, config)
    return _judged(inspection, choices, labels, parameters)


def _labels(path: Path | None) -> Labels:
    from reciprocity.labels import read_labels

    return read_labels(path)


def _judged(inspection: Inspection, choices: Any, labels: Labels, parameters: Any) -> Analysis:
    from reciprocity.analysis import judge

    progress("Rebuilding the timelines.")
    analysis = judge(inspection, choices=choices, labels=labels, parameters=parameters)
    if analysis.labels.unknown:
        say(f"Labels of no message that could have one here: {analysis.labels.unknown}.")
    return analysis


def _write_report(analysis: Analysis, output: Path, **options: Any) -> None:
    from reciprocity.report import render_report, write_report

    progress("Writing the report.")
    write_report(render_report(analysis, **options), output)


def _check_output(output: Path, exports: list[Path]) -> None:
    """Refuse an output that cannot be written, or is an input, before the work is done."""
    if output.is_dir():
        raise UsageError(f"{output} is a folder; name a file.")
    target = target_of(output)
    if not target.parent.is_dir():
        raise UsageError(f"The folder of {output} does not exist.")
    if any(target == e.resolve() or e.resolve() in target.parents for e in exports):
        raise UsageError(f"{output} belongs to the archive; write to another place.")
    check_writable(output)


def _check_zone(name: str) -> None:
    from reciprocity.report.times import find_zone

    find_zone(name)


def _check_explain(names: list[str], format_: RankFormat, *, narrowed: bool) -> None:
    if len(names) > 2:
        raise UsageError("--explain takes one person or two.")
    if narrowed:
        raise UsageError("--explain is about people you name; leave --limit and --verdict out.")
    if format_ not in {RankFormat.table, RankFormat.json}:
        raise UsageError("--explain is printed as text or, with --format json, as JSON.")


def _check_verdict(verdict: str | None) -> None:
    if verdict is None:
        return
    from reciprocity.ranking.verdicts import VERDICTS

    if verdict not in VERDICTS:
        raise UsageError(f"{verdict} is no verdict; the verdicts are {', '.join(VERDICTS)}.")
