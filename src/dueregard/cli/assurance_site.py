"""``dueregard site``: the publication site of a commissioner, as plain files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dueregard.cli.assurance import AS_OF
from dueregard.cli.days import day_of

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("register", type=_FOLDER)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where to."
)
@click.option(
    "--release",
    "releases",
    type=_FOLDER,
    multiple=True,
    help="An organisation's folder whose released reports are published too; repeatable.",
)
@AS_OF
def site(register: Path, out: Path, releases: tuple[Path, ...], as_of: datetime | None) -> None:
    """Build the publication site of the records in the folder REGISTER.

    It lists each provider in scope or not, by class of reason and never by income, with the
    reports received. A copy of a report is put there only if somebody has looked at it for small
    numbers and accepted it. Open index.html in it: no server and no script is needed.
    """
    from dueregard.operations.write_site import build_site  # noqa: PLC0415 - when called

    built = build_site(register, out, as_of=day_of(as_of), releases=releases)
    click.echo(
        f"{built.files} files in {built.folder}: {built.pages} pages, {built.copies} copies of "
        "providers' reports."
    )
