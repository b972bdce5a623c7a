"""``dueregard report`` and ``dueregard figures``: the main job, from files to figures and page."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.progress import CountingBar, ReadingBar, saying
from dueregard.cli.terminal import print_table, show_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dueregard.indicators.annual import AnnualFigures
    from dueregard.operations.write_report import Wanted
    from dueregard.operations.write_reports import Outcome
    from dueregard.vocabulary import Audience

_DIRECTORY = click.argument(
    "directory", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
_AS_OF = as_of_option("The day the figures are made on")


DOCUMENT_CHOICES = (
    "annual",
    "cover",
    "template",
    "workbook",
    "monitoring",
    "due-regard",
    "eds",
    "pro-forma",
    "data-pack",
    "all",
)
FORMAT_CHOICES = ("html", "pdf", "docx", "xlsx", "csv", "json", "all")


@click.command()
@click.argument(
    "directories",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@_AS_OF
@click.option(
    "--audience",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help="For whom: the public version is the one that a release has let out.",
)
@click.option(
    "--document",
    "documents",
    multiple=True,
    type=click.Choice(DOCUMENT_CHOICES),
    help="Which document; may be given several times. The annual report if left out.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMAT_CHOICES),
    help="As what; may be given several times. All that the document can be, if left out.",
)
@click.option(
    "--word-template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own Word file, whose styles, header and footer the DOCX documents take on.",
)
def report(  # noqa: PLR0913, PLR0917 - one parameter for each option, as click has it
    directories: tuple[Path, ...],
    as_of: datetime | None,
    audience: str,
    documents: tuple[str, ...],
    formats: tuple[str, ...],
    word_template: Path | None,
) -> None:
    """Count the files in each of DIRECTORIES and write the internal annual report.

    The report (annual-report.html), figures.csv, figures.json and findings.csv are written into
    DIRECTORY/internal, which is for named readers inside the organisation only; the counts they
    are made from into DIRECTORY/return, where next year's settings look for them.

    '--document all' writes every document in every format that fits it. Of several directories,
    one that fails does not stop the others; the exit code tells that it did.

    With --audience public nothing is computed: the answer is the report that was released with
    'dueregard release decide', checked against the register. Documents that are asked for by name
    are made from it, into the folder 'documents' beside it.
    """
    from dueregard.vocabulary import Audience  # noqa: PLC0415 - start-up

    wanted = _wanted(documents, formats, word_template)
    day, reader = day_of(as_of), Audience(audience)
    if len(directories) == 1:
        _report_one(directories[0], day, reader, wanted)
    else:
        _report_each(directories, day, reader, wanted)


def _wanted(
    documents: tuple[str, ...], formats: tuple[str, ...], word_template: Path | None
) -> Wanted:
    """Turn options into what is asked for; "all" stands for leaving the choice out."""
    from dueregard.operations.write_report import Wanted  # noqa: PLC0415 - start-up
    from dueregard.reports.documents.catalogue import (  # noqa: PLC0415 - start-up
        DocumentKind,
        FileFormat,
        possible_formats,
    )

    every = "all" in documents
    kinds = () if every else tuple(map(DocumentKind, documents))
    if "all" in formats and not documents:
        kinds = (DocumentKind.ANNUAL,)
        return Wanted(kinds, possible_formats(kinds[0]), word_template=word_template)
    chosen = () if "all" in formats else tuple(map(FileFormat, formats))
    return Wanted(kinds, chosen, every, word_template)


def _report_one(directory: Path, day: date, audience: Audience, wanted: Wanted) -> None:
    from dueregard.operations.write_report import write_report  # noqa: PLC0415 - start-up

    with ReadingBar() as bar:
        written = write_report(
            directory,
            as_of=day,
            audience=audience,
            wanted=wanted,
            progress=saying(),
            reading=bar,
        )
    if written.figured is not None:
        show_indicators(written.figured.annual)
        click.echo()
    mark = "INTERNAL" if written.figured is not None else "RELEASED"
    click.echo(f"{mark} report: {written.report}")
    for line in _places(written.files[1:], written.report.parent):
        click.echo(f"        and also: {line}")


def _places(files: tuple[Path, ...], folder: Path) -> Iterator[str]:
    """Name each file; the many of a folder inside the report's folder are counted."""
    inner = Counter(path.parent for path in files if path.parent.parent == folder)
    for path in files:
        if path.parent not in inner:
            yield str(path)
    for place, count in inner.items():
        yield f"{place} ({count} files)"


def _report_each(
    directories: tuple[Path, ...], day: date, audience: Audience, wanted: Wanted
) -> None:
    """Write the documents of many organisations; say at the end which could not be written."""
    from dueregard.operations.write_reports import write_reports  # noqa: PLC0415 - start-up

    outcomes = []
    with CountingBar("Reports", len(directories)) as bar:
        for outcome in write_reports(directories, as_of=day, audience=audience, wanted=wanted):
            outcomes.append(outcome)
            bar.advance(str(outcome.directory))
    rows = [
        (str(one.directory), "failed" if one.fault else "written", str(one.report or ""))
        for one in outcomes
    ]
    print_table(("Organisation", "State", "Report"), rows)
    faults = [one for one in outcomes if one.fault is not None]
    click.echo()
    click.echo(f"{len(outcomes) - len(faults)} of {len(outcomes)} reports were written.")
    for one in faults:
        click.echo(f"\n{one.directory}", err=True)
        if one.fault is not None:
            show_fault(one.fault)
    if faults:
        click.get_current_context().exit(_exit_code(outcomes))


def _exit_code(outcomes: Iterable[Outcome]) -> int:
    """Return the code that all faults share, or 1 where they are of several kinds."""
    codes = {one.fault.exit_code for one in outcomes if one.fault is not None}
    return codes.pop() if len(codes) == 1 else 1


@click.command()
@_DIRECTORY
@_AS_OF
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
def figures(directory: Path, as_of: datetime | None, as_json: bool) -> None:  # noqa: FBT001 - click's way
    """Print the indicators of the organisation in DIRECTORY; nothing is written."""
    from dueregard.operations.write_report import compute_figures  # noqa: PLC0415 - start-up

    annual = compute_figures(directory, as_of=day_of(as_of)).annual
    if as_json:
        from dueregard.reports.documents.data_files import figures_json  # noqa: PLC0415 - start-up

        click.echo(figures_json(annual), nl=False)
    else:
        show_indicators(annual)


def show_indicators(annual: AnnualFigures) -> None:
    """Print the indicators as a table, always one line each."""
    from dueregard.reports.documents.overview import overview  # noqa: PLC0415 - start-up

    data_return = annual.data_return
    click.echo(
        f"{data_return.organisation.name}, {annual.edition.title}, "
        f"as at {data_return.snapshot_date:%d %B %Y}"
    )
    click.echo()
    table = overview(annual)
    print_table(table.columns, table.rows, right=(1, 2))
