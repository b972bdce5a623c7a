"""``dueregard assurance``: the statement, the papers on a provider, the pack of evidence."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dueregard.cli.assurance import AS_OF, commissioner_option
from dueregard.cli.days import day_of

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_PAPERS = ("statement", "brief", "chronology", "well-led")
_year_option = click.option("--year", "contract_year", help="The contract year, such as 2015/16.")


@click.group()
def assurance() -> None:
    """Write what a commissioner can show: the statement, papers on a provider, the evidence."""


@assurance.command()
@click.argument("folder", type=_FOLDER)
@click.argument("paper", type=click.Choice(_PAPERS))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where to."
)
@click.option("--provider", default="", help="ODS code; all papers but the statement need one.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(("html", "pdf", "docx")),
    multiple=True,
    default=("html",),
    show_default=True,
    help="As what; repeatable.",
)
@AS_OF
@commissioner_option
@_year_option
def paper(  # noqa: PLR0913, PLR0917 - one parameter for each option
    folder: Path,
    paper: str,
    out: Path,
    provider: str,
    formats: tuple[str, ...],
    as_of: datetime | None,
    commissioner: str,
    contract_year: str | None,
) -> None:
    """Write a PAPER from the records in FOLDER.

    statement: what can be demonstrated, by provider. brief: one page for a contract meeting.
    chronology: what happened. well-led: what the commissioner holds, for an inspection.
    """
    from dueregard.assurance.contract_years import read_contract_year  # noqa: PLC0415
    from dueregard.operations.write_assurance import write_paper  # noqa: PLC0415 - when called
    from dueregard.reports.pages.writing import Format  # noqa: PLC0415 - when called

    for path in write_paper(
        folder,
        paper,
        out,
        as_of=day_of(as_of),
        commissioner=commissioner,
        provider=provider,
        year=read_contract_year(contract_year) if contract_year else None,
        formats=tuple(map(Format, formats)),
    ):
        click.echo(path)


@assurance.command()
@click.argument("folder", type=_FOLDER)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--provider", default="", help="Only what is about this provider.")
@AS_OF
@commissioner_option
@_year_option
def pack(  # noqa: PLR0913, PLR0917 - one parameter for each option
    folder: Path,
    file: Path,
    provider: str,
    as_of: datetime | None,
    commissioner: str,
    contract_year: str | None,
) -> None:
    """Write the evidence of a contract year to FILE, a ZIP archive with a manifest of hashes."""
    from dueregard.assurance.contract_years import read_contract_year  # noqa: PLC0415
    from dueregard.operations.write_assurance import write_pack  # noqa: PLC0415 - when called

    number = write_pack(
        folder,
        file,
        as_of=day_of(as_of),
        commissioner=commissioner,
        provider=provider,
        year=read_contract_year(contract_year) if contract_year else None,
    )
    click.echo(f"{number} files and their manifest in {file}.")
