"""``dueregard letters`` and ``dueregard tick``: who is written to, what falls due, what went."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.assurance import AS_OF, commissioner_option, json_option
from dueregard.cli.days import day_of
from dueregard.cli.terminal import print_json, print_table

if TYPE_CHECKING:
    from dueregard.assurance.letters import Preview
    from dueregard.operations.run_tick import Ticked

CHANGED = 5
"""The exit code when a kept file is not as it was kept."""
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_KINDS = ("L1", "L1b", "L2", "L3", "L4", "L5", "L6")


@click.group()
def letters() -> None:
    """Preview letters, write those about a report, and note what was sent. Nothing is sent."""


@letters.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--kind", type=click.Choice(_KINDS, case_sensitive=False), required=True, help="Which letter."
)
@AS_OF
@commissioner_option
@json_option
def preview(
    folder: Path, kind: str, as_of: datetime | None, commissioner: str, *, as_json: bool
) -> None:
    """Say who would be written to now, who would not, and why. Nothing is written."""
    from dueregard.assurance.words import LetterKind  # noqa: PLC0415 - when called
    from dueregard.operations.send_letters import preview_letters  # noqa: PLC0415 - when called

    found = preview_letters(
        folder, LetterKind(kind.lower()), as_of=day_of(as_of), commissioner=commissioner
    )
    if as_json:
        print_json(_preview_json(found))
    else:
        _print_preview(found)


def _print_preview(found: Preview) -> None:
    print_table(
        ("Code", "Provider", "To", "Letter"),
        [
            (one.scope.provider.ods, one.scope.provider.name, one.to, found.kind.label)
            for one in found.included
        ],
    )
    if found.excluded:
        click.echo("")
        print_table(
            ("Code", "Provider", "Not written to, because"),
            [(one.provider.ods, one.provider.name, why) for one, why in found.excluded],
        )
    click.echo(
        f"\n{len(found.included)} written to and {len(found.excluded)} left out: all "
        f"{found.total} providers of {found.commissioner.name} in the register."
    )


def _preview_json(found: Preview) -> dict[str, object]:
    return {
        "kind": found.kind.label,
        "commissioner": found.commissioner.id,
        "included": [{"provider": one.scope.provider.ods, "to": one.to} for one in found.included],
        "excluded": [{"provider": one.provider.ods, "why": why} for one, why in found.excluded],
        "total": found.total,
    }


@letters.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--kind",
    type=click.Choice(_KINDS[:5], case_sensitive=False),
    required=True,
    help="Which letter.",
)
@click.option("--provider", "providers", multiple=True, help="Only to this one; repeatable.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@AS_OF
@commissioner_option
def prepare(  # noqa: PLR0913 - one parameter for each option
    folder: Path,
    kind: str,
    providers: tuple[str, ...],
    as_of: datetime | None,
    commissioner: str,
    *,
    yes: bool,
) -> None:
    """Show who would be written to, ask, and prepare these letters. Nothing is sent."""
    from dueregard.assurance.words import LetterKind  # noqa: PLC0415 - when called
    from dueregard.operations.send_letters import (  # noqa: PLC0415 - when called
        prepare_letters,
        preview_letters,
    )

    chosen, day = LetterKind(kind.lower()), day_of(as_of)
    _print_preview(preview_letters(folder, chosen, as_of=day, commissioner=commissioner))
    if not yes:
        click.confirm("\nPrepare these letters?", abort=True)
    made = prepare_letters(
        folder, chosen, as_of=day, commissioner=commissioner, providers=providers or None
    )
    click.echo(f"{len(made)} letters are prepared. Nothing was sent.")


@letters.command()
@click.argument("folder", type=_FOLDER)
@click.argument("letter")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF file."
)
def pdf(folder: Path, letter: str, out: Path) -> None:
    """Write LETTER, as letters.csv names it, as PDF. Word file and message are kept already."""
    from dueregard.operations.send_letters import write_letter_pdf  # noqa: PLC0415 - when called

    write_letter_pdf(folder, letter, out)
    click.echo(f"{letter} is written to {out}.")


@letters.command()
@click.argument("folder", type=_FOLDER)
@click.argument("evidence")
@click.option(
    "--kind",
    type=click.Choice(("L5", "L6"), case_sensitive=False),
    required=True,
    help="Which letter.",
)
@AS_OF
@commissioner_option
def write(
    folder: Path, evidence: str, kind: str, as_of: datetime | None, commissioner: str
) -> None:
    """Write the open questions on a report (L5), or its acceptance (L6)."""
    from dueregard.assurance.words import LetterKind  # noqa: PLC0415 - when called
    from dueregard.operations.send_letters import write_about_report  # noqa: PLC0415 - when called

    letter = write_about_report(
        folder,
        LetterKind(kind.lower()),
        evidence,
        as_of=day_of(as_of),
        commissioner=commissioner,
    )
    click.echo(f"{letter.id} to {letter.to} is prepared. Nothing was sent.")


@letters.command()
@click.argument("folder", type=_FOLDER)
@click.argument("letter")
@click.option("--by", required=True, help="Who sent it.")
@AS_OF
def sent(folder: Path, letter: str, by: str, as_of: datetime | None) -> None:
    """Note that LETTER, as letters.csv names it, was sent by a person."""
    from dueregard.operations.send_letters import mark_sent  # noqa: PLC0415 - when called

    found = mark_sent(folder, letter, on=day_of(as_of), by=by)
    click.echo(f"{found.id} was sent on {found.sent_on} by {found.sent_by}.")


@click.command()
@click.argument("folder", type=_FOLDER)
@AS_OF
@json_option
def tick(folder: Path, as_of: datetime | None, *, as_json: bool) -> None:
    """Do what falls due in FOLDER: prepare letters, propose steps, look for changed files.

    Run it every night, or whenever you like: nothing is prepared twice and nothing left out.
    Nothing is sent, and no contractual step is taken. The exit code is 5 when a kept file is not
    as it was kept.
    """
    from dueregard.operations.run_tick import tick as run  # noqa: PLC0415 - when called

    done = run(folder, as_of=day_of(as_of))
    if as_json:
        print_json(_tick_json(done))
    else:
        _print_tick(done)
    click.get_current_context().exit(CHANGED if done.changed else 0)


def _print_tick(done: Ticked) -> None:
    click.echo(
        f"{done.as_of}: {len(done.letters)} letters prepared, {len(done.proposed)} steps "
        f"proposed, {len(done.waiting)} wait for a person."
    )
    for letter in done.letters:
        click.echo(f"  {letter.kind.label} to {letter.provider}, {letter.to}")
    for step in done.proposed:
        click.echo(f"  {step.step.value.replace('_', ' ')} proposed: {step.obligation}")
    for name, why in done.not_written:
        click.echo(f"  NOT WRITTEN {name}: {why}")
    for one in done.changed:
        click.echo(f"  CHANGED {one.evidence}, version {one.version}: {one.path} {one.problem}.")


def _tick_json(done: Ticked) -> dict[str, object]:
    return {
        "as_of": done.as_of.isoformat(),
        "letters": [one.id for one in done.letters],
        "proposed": [one.id for one in done.proposed],
        "waiting": [one.id for one in done.waiting],
        "not_written": [{"letter": name, "why": why} for name, why in done.not_written],
        "changed": [
            {"evidence": one.evidence, "version": one.version, "problem": one.problem}
            for one in done.changed
        ],
    }
