"""``dueregard report`` and ``dueregard figures``: the main job, from files to figures and page."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.progress import ReadingBar
from dueregard.cli.terminal import print_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from dueregard.indicators.annual import AnnualFigures

_DIRECTORY = click.argument(
    "directory", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
_AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day the figures are made on; today if left out.",
)


@click.command()
@_DIRECTORY
@_AS_OF
@click.option(
    "--audience",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help="For whom: the public version is the one that a release has let out.",
)
def report(directory: Path, as_of: datetime | None, audience: str) -> None:
    """Count the files in DIRECTORY and write the internal annual report.

    The report (HTML), figures.csv, figures.json and findings.csv are written into
    DIRECTORY/internal, which is for named readers inside the organisation only; the counts they
    are made from into DIRECTORY/return, where next year's settings look for them.

    With --audience public nothing is computed: the answer is the report that was released with
    'dueregard release decide', checked against the register.
    """
    from dueregard.operations.write_report import write_report  # noqa: PLC0415 - start-up
    from dueregard.vocabulary import Audience  # noqa: PLC0415 - start-up

    with ReadingBar() as bar:
        written = write_report(
            directory,
            as_of=_day(as_of),
            audience=Audience(audience),
            progress=_progress(),
            reading=bar,
        )
    if written.figured is not None:
        show_indicators(written.figured.annual)
        click.echo()
    mark = "INTERNAL" if written.figured is not None else "RELEASED"
    click.echo(f"{mark} report: {written.report}")
    for path in written.files[1:]:
        click.echo(f"        and also: {path}")


@click.command()
@_DIRECTORY
@_AS_OF
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
def figures(directory: Path, as_of: datetime | None, as_json: bool) -> None:  # noqa: FBT001 - click's way
    """Print the indicators of the organisation in DIRECTORY; nothing is written."""
    from dueregard.operations.write_report import compute_figures  # noqa: PLC0415 - start-up

    annual = compute_figures(directory, as_of=_day(as_of)).annual
    if as_json:
        from dueregard.reports.internal.data_files import figures_json  # noqa: PLC0415 - start-up

        click.echo(figures_json(annual), nl=False)
    else:
        show_indicators(annual)


def _day(as_of: datetime | None) -> date:
    """Return the day asked for: the clock is read here and nowhere deeper."""
    return date.today() if as_of is None else as_of.date()  # noqa: DTZ011 - a user's own day


def _progress() -> Callable[[str], None] | None:
    """Return what says on a terminal what is being done; in a pipe or a file nothing does."""
    return _say if sys.stderr.isatty() else None


def _say(words: str) -> None:
    click.echo(f"{words} ...", err=True)


def show_indicators(annual: AnnualFigures) -> None:
    """Print the indicators as a table, always one line each."""
    from dueregard.reports.internal.summary import overview  # noqa: PLC0415 - start-up

    data_return = annual.data_return
    click.echo(
        f"{data_return.organisation.name}, {annual.edition.title}, "
        f"as at {data_return.snapshot_date:%d %B %Y}"
    )
    click.echo()
    table = overview(annual)
    print_table(table.columns, table.rows, right=(1, 2))
