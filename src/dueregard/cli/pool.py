"""``dueregard pool``: the returns of several small bodies added into one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.progress import saying
from dueregard.cli.terminal import print_table

if TYPE_CHECKING:
    from dueregard.operations.pool_bodies import Pooled

_PATH = click.Path(exists=True, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("returns", nargs=-1, required=True, type=_PATH)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The pool's folder: a new one.",
)
@click.option("--name", required=True, help="What the pool is called.")
@click.option(
    "--code",
    default="POOL",
    show_default=True,
    help="The pool's code; a mark of the membership is added to it.",
)
@click.option("--previous", type=_FOLDER, help="Last year's pool of the same bodies.")
@click.option(
    "--joint",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TOML with the decisions of two bodies to report jointly.",
)
@as_of_option()
def pool(  # noqa: PLR0913, PLR0917 - one parameter for each option, as click has it
    returns: tuple[Path, ...],
    out: Path,
    name: str,
    code: str,
    previous: Path | None,
    joint: Path | None,
    as_of: datetime | None,
) -> None:
    """Add the RETURNS of three bodies or more into one, and say whether the bodies agree.

    RETURNS are folders that 'dueregard count' or 'dueregard report' wrote. What cannot be added is
    refused with the reason. The pool's folder goes on like any organisation's: 'dueregard report'
    writes its documents, 'dueregard release' audits what may be published of it, also against what
    each member knows.
    """
    from dueregard.operations.pool_bodies import pool_bodies  # noqa: PLC0415 - start-up

    pooled = pool_bodies(
        returns,
        out,
        code=code,
        name=name,
        as_of=day_of(as_of),
        previous=previous,
        joint=joint,
        progress=saying(),
    )
    _show(pooled, out)


def _show(pooled: Pooled, out: Path) -> None:
    from dueregard.reports.comparison.pooled import interval_words, ratio_words  # noqa: PLC0415

    whole = pooled.pool.data_return.organisation
    click.echo(f"{whole.name} ({whole.code}): {len(pooled.pool.members)} bodies\n")
    rows = [
        (
            one.tallied.title,
            ratio_words(one.pooling.crude),
            ratio_words(one.pooling.within),
            interval_words(one.interval),
            f"{one.pooling.same_direction} of {one.pooling.compared}",
        )
        for one in pooled.agreements
    ]
    headings = ("Ratio", "Added up", "Within bodies", "95% interval", "Same direction")
    print_table(headings, rows, right=(1, 2))
    for one in pooled.agreements:
        _show_remark(one.tallied.title, is_reversed=one.is_reversed, only=one.seen_only_together)
    for note in pooled.pool.notes:
        click.echo(f"\n{note}")
    click.echo(f"\nINTERNAL page: {pooled.files[0]}")
    click.echo(f"Its figures and documents: 'dueregard report {out}'.")


def _show_remark(title: str, *, is_reversed: bool, only: bool) -> None:
    if is_reversed:
        click.echo(f"\nCaution, {title}: the sum points the other way than the bodies do.")
    if only:
        click.echo(f"\nSeen together, and in no body by itself: {title}.")
