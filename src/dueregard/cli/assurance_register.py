"""``dueregard register``: start, bring in, carry over and give out a register of providers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dueregard.cli.assurance import AS_OF
from dueregard.cli.days import day_of

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def register() -> None:
    """Keep the register of a commissioner's providers: one row for each contract and year."""


@register.command()
@click.argument("folder", type=_FOLDER)
@click.option("--code", required=True, help="ODS code of the commissioner.")
@click.option("--name", required=True, help="Its name.")
def start(folder: Path, code: str, name: str) -> None:
    """Make FOLDER with every file that is needed, and a README that explains each column."""
    from dueregard.operations.keep_register import start_folder  # noqa: PLC0415 - when called

    written = start_folder(folder, code=code, name=name)
    click.echo(f"{len(written)} files in {folder}. Enter the contracts in register.csv.")


@register.command("import")
@click.argument("folder", type=_FOLDER)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def import_file(folder: Path, file: Path) -> None:
    """Bring the rows of FILE (CSV or XLSX) into the register in FOLDER.

    A row of the same provider, year, commissioner and contract takes the place of the one that is
    there; the others stay.
    """
    from dueregard.operations.keep_register import import_register  # noqa: PLC0415 - when called

    brought = import_register(folder, file)
    click.echo(
        f"{brought.added} rows added, {brought.replaced} replaced, {brought.same} were there "
        f"already; {brought.total} rows in {folder / 'register.csv'}."
    )
    for remark in brought.remarks:
        click.echo(f"\n{remark.organisation}: {remark.sentence}\n  {remark.advice}")


@register.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.argument("file", type=_FILE)
@AS_OF
def export(folder: Path, file: Path, as_of: datetime | None) -> None:
    """Write the register in FOLDER to FILE, as CSV or XLSX by its ending."""
    from dueregard.operations.keep_register import export_register  # noqa: PLC0415 - when called

    number = export_register(folder, file, made_on=day_of(as_of))
    click.echo(f"{number} rows in {file}.")


@register.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--from", "last", required=True, help="The contract year that ends: 2015/16.")
@click.option("--to", "year", required=True, help="The contract year that starts: 2016/17.")
def carry(folder: Path, last: str, year: str) -> None:
    """Start a contract year in FOLDER from the one before.

    Incomes and exemptions are said for one year, so they are not carried over.
    """
    from dueregard.operations.keep_register import carry_over  # noqa: PLC0415 - when called

    click.echo(f"{carry_over(folder, last, year)} rows added for {year}.")


@register.command()
@click.argument("folder", type=_FOLDER)
@click.option("--commissioners", type=int, default=1, show_default=True, help="How many.")
@click.option("--providers", type=int, default=8, show_default=True, help="How many.")
@click.option("--years", type=int, default=1, show_default=True, help="From 2015/16 on.")
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same files.")
def example(folder: Path, commissioners: int, providers: int, years: int, seed: int) -> None:
    """Make a FOLDER of invented commissioners and providers, with what came from them."""
    from dueregard.examples.commissioners import CommissionersPlan  # noqa: PLC0415 - when called
    from dueregard.operations.invent_register import invent_register  # noqa: PLC0415

    plan = CommissionersPlan(commissioners, providers, years, seed)
    ledger = invent_register(folder, plan)
    click.echo(
        f"{len(ledger.register)} contracts of {providers} invented providers with "
        f"{commissioners} commissioners in {folder}."
    )
