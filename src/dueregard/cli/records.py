"""``dueregard records``: what is next in what an organisation puts beside its figures."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.terminal import print_json, print_table

if TYPE_CHECKING:
    from dueregard.operations.review_records import Review
    from dueregard.records.checking import Remark

FAILS = 5
"""The exit code when something in the records cannot stand, as for a count that cannot be made."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@as_of_option("The day on which is asked what is overdue")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--library", is_flag=True, help="List actions to choose from, and read nothing.")
@click.pass_context
def records(
    ctx: click.Context,
    folder: Path | None,
    as_of: datetime | None,
    *,
    as_json: bool,
    library: bool,
) -> None:
    """Say what is next in the records of FOLDER: what fails, is overdue or is missing.

    The records are the conclusions, decisions, actions and texts in FOLDER/records, whose README
    explains each file. Nothing is written. The exit code is 0 when the records can stand, 4 when
    a file cannot be used and 5 when something in them fails.
    """
    if library:
        _print_library(as_json=as_json)
        return
    if folder is None:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    from dueregard.operations.review_records import review_records  # noqa: PLC0415 - when called

    day = day_of(as_of)
    review = review_records(folder, as_of=day)
    if as_json:
        print_json(_as_json(review))
    else:
        _print_review(review)
    ctx.exit(FAILS if review.fails else 0)


def _print_review(review: Review) -> None:
    click.echo(f"{review.folder} on {review.as_of}: {_summary(review)}.")
    if review.remarks:
        first = review.remarks[0]
        click.echo(f"\nNEXT: {first.sentence}\n      {first.advice}")
    for weight, remarks in groupby(review.remarks, key=lambda one: one.weight):
        click.echo(f"\n{weight.upper()}")
        for remark in remarks:
            click.echo(f"  {_place(remark)}: {remark.sentence}\n      {remark.advice}")
    _print_progress(review)


def _summary(review: Review) -> str:
    counted = Counter(one.weight for one in review.remarks)
    parts = [f"{number} {weight.value}" for weight, number in counted.items()]
    return ", ".join(parts) if parts else "nothing is missing"


def _place(remark: Remark) -> str:
    return f"{remark.file}, {remark.record}" if remark.record else remark.file


def _print_progress(review: Review) -> None:
    if not review.progress:
        return
    click.echo("\nLAST YEAR'S ACTIONS")
    print_table(
        ("Id", "Action", "Then", "Now"),
        [
            (one.then.id, _short(one.then.text), one.then.status, one.now and one.now.status)
            for one in review.progress
        ],
    )


def _short(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 3]}..."


def _print_library(*, as_json: bool) -> None:
    from dueregard.records.library import LIBRARY  # noqa: PLC0415 - when called

    entries = [
        {
            "id": one.id,
            "text": one.text,
            "measure": one.measure,
            "indicators": list(one.indicators),
            "aims": [aim.value for aim in one.aims],
            "source": one.source,
        }
        for one in LIBRARY.values()
    ]
    if as_json:
        print_json(entries)
        return
    click.echo("Put the name of an action in the column library of actions.csv.")
    for one in LIBRARY.values():
        numbers = ", ".join(map(str, one.indicators)) or "none"
        click.echo(f"\n{one.id} (indicators: {numbers})")
        click.echo(f"  {one.text}\n  Measure: {one.measure}\n  Source: {one.source}")


def _as_json(review: Review) -> dict[str, object]:
    return {
        "as_of": review.as_of.isoformat(),
        "fails": review.fails,
        "remarks": [
            {
                "weight": one.weight.value,
                "code": one.code,
                "file": one.file,
                "record": one.record,
                "sentence": one.sentence,
                "advice": one.advice,
                "due": one.due and one.due.isoformat(),
            }
            for one in review.remarks
        ],
        "last_years_actions": [
            {
                "id": one.then.id,
                "then": one.then.status.value,
                "now": one.now and one.now.status.value,
            }
            for one in review.progress
        ],
    }
