"""The commands: each reads its options, calls the library and hands the result to output."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reciprocity import __version__
from reciprocity.cli import reporting
from reciprocity.cli.options import (
    AsOf,
    Config,
    Exports,
    LabelsGiven,
    Owner,
    People,
    RankCommand,
    RankFormat,
    TextFormat,
    Timezone,
)
from reciprocity.cli.talk import progress, verbosity
from reciprocity.cli.work import (
    check_output,
    check_zone,
    given_labels,
    judged,
    open_inspection,
)
from reciprocity.errors import UsageError

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


app.command()(reporting.report)


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
    check_zone(timezone)
    _check_verdict(verdict)
    if explain:
        _check_explain(explain, format_, narrowed=limit is not None or verdict is not None)
    inspection, choices, parameters = open_inspection(exports, as_of, owner, people, config)
    given = given_labels(labels)
    if explain:
        from reciprocity.cli.explaining import find_explained, print_explanation

        meant = find_explained(inspection, explain)
        analysis = judged(inspection, choices, given, parameters)
        print_explanation(analysis, meant, format_.value, timezone)
        return
    analysis = judged(inspection, choices, given, parameters)
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
    check_zone(timezone)
    given = given_labels(labels)
    from reciprocity.inspection import find_in

    inspection, choices, parameters = open_inspection(exports, as_of, owner, people, config)
    person_id = find_in(inspection, person)
    analysis = judged(inspection, choices, given, parameters)
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
    check_zone(timezone)
    check_output(labels, exports)
    if table is not None:
        check_output(table, exports)
        if table.exists():
            raise UsageError(f"{table} is there already and may hold labels; name another file.")
    from reciprocity.labels import Labels, LabelsFile

    file = LabelsFile(labels, new=True)
    given = Labels(pitches=file.pitches(), source=labels.name)
    inspection, choices, parameters = open_inspection(exports, as_of, owner, people, config)
    analysis = judged(inspection, choices, given, parameters)
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
    check_output(output, exports)
    inspection, _, _ = open_inspection(exports, as_of, owner, people, config)
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
    check_zone(timezone)
    if anonymous:
        _print_anonymous(exports, owner, config, format_.value)
        return
    inspection, _, _ = open_inspection(exports, as_of, owner, people, config)
    from reciprocity.cli import output

    output.print_inspection(inspection, format_.value, verbose=verbosity.verbose)


app.command()(reporting.demo)


def _print_anonymous(
    exports: list[Path], owner: str | None, config: Path | None, format_: str
) -> None:
    from reciprocity.cli.anonymous import print_anonymous
    from reciprocity.parameters import read_parameters

    coverage = read_parameters(config).coverage
    progress("Reading the archives.")
    print_anonymous(exports, coverage, owner, format_)


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
