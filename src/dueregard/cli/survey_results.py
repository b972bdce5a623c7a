"""The later commands of ``dueregard survey``: opening, results, comments, destroying, attacks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.terminal import print_table
from dueregard.errors import UnsafeReleaseError

if TYPE_CHECKING:
    from dueregard.survey.attacking.leaks import Outcome

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_NEW = click.Path(path_type=Path)
_MANIFEST = click.option("--manifest", required=True, type=_FILE, help="The signed manifest.")


@click.command("open")
@click.argument("handover", type=_FOLDER)
@_MANIFEST
@click.option("--keys", required=True, type=_FOLDER, help="The folder of the analyst's keys.")
@click.option("--out", required=True, type=_NEW, help="Where counts and comments go.")
def open_answers(handover: Path, manifest: Path, keys: Path, out: Path) -> None:
    """Open the answers of a HANDOVER into counts; no opened answer is written anywhere."""
    from dueregard.survey.handover import load_handover  # noqa: PLC0415 - start-up
    from dueregard.survey.keys import Party, load_private  # noqa: PLC0415 - start-up
    from dueregard.survey.manifest import load_manifest  # noqa: PLC0415 - start-up
    from dueregard.survey.opening import (  # noqa: PLC0415 - start-up
        QUEUE_NAME,
        open_handover,
        write_opened,
    )
    from dueregard.survey.redaction import write_queue  # noqa: PLC0415 - start-up

    promise, own = load_manifest(manifest), load_private(keys, Party.ANALYST)
    opened = open_handover(load_handover(handover, promise), promise, own)
    click.echo(f"{opened.answers} answers counted: {write_opened(opened, promise, own, out)}")
    if promise.comments:
        queue = write_queue(opened.comments, promise, out / QUEUE_NAME)
        click.echo(f"Comments for two readers, apart: {queue}")


@click.command()
@click.argument("opened", type=_FILE)
@_MANIFEST
@click.option("--handover", required=True, type=_FOLDER, help="The operator's hand-over.")
@click.option("--out", required=True, type=_NEW, help="The folder of the results: a new one.")
def results(opened: Path, manifest: Path, handover: Path, out: Path) -> None:
    """Judge what was OPENED, and write the pool's return of what may be seen."""
    from dueregard.survey.handover import load_handover  # noqa: PLC0415 - start-up
    from dueregard.survey.manifest import load_manifest  # noqa: PLC0415 - start-up
    from dueregard.survey.opening import load_opened  # noqa: PLC0415 - start-up
    from dueregard.survey.results import results_line, work_out, write_results  # noqa: PLC0415 - start-up

    promise = load_manifest(manifest)
    done = work_out(load_opened(opened, promise), load_handover(handover, promise), promise)
    write_results(done, promise, out)
    for judged in done.judged:
        click.echo(results_line(judged))
    untold = sum(rate.answered is None for rate in done.rates)
    if untold:
        click.echo(f"How many answered is not told for {untold} of {len(done.rates)} bodies.")
    click.echo(f"The pool's return and its settings: {out}. Go on with 'dueregard report {out}'.")


@click.command()
@click.argument("first", type=_FILE)
@click.argument("second", type=_FILE)
@_MANIFEST
@click.option("--first-name", required=True, help="Who filled in FIRST.")
@click.option("--second-name", required=True, help="Who filled in SECOND: somebody else.")
@click.option("--out", required=True, type=_NEW, help="The comments that both let through.")
def redact(  # noqa: PLR0913, PLR0917 - one parameter for each option, as click has it
    first: Path, second: Path, manifest: Path, first_name: str, second_name: str, out: Path
) -> None:
    """Release the comments on which two readers agree; FIRST and SECOND are their lists."""
    from dueregard.survey.manifest import load_manifest  # noqa: PLC0415 - start-up
    from dueregard.survey.redaction import Reader, agree, write_comments  # noqa: PLC0415 - start-up

    promise = load_manifest(manifest)
    kept = agree(Reader(first_name, first), Reader(second_name, second), promise)
    if not kept:
        click.echo("No question has enough comments that may be shown. Nothing was written.")
        return
    written = write_comments(kept, out)
    click.echo(f"{sum(map(len, kept.values()))} comments: {written}")


@click.command()
@click.argument("folder", type=_FOLDER)
@_MANIFEST
@as_of_option()
def destroy(folder: Path, manifest: Path, as_of: datetime | None) -> None:
    """Destroy what the promise says has to go by now from a party's FOLDER."""
    from dueregard.survey.destroying import destroy_due, find_due  # noqa: PLC0415 - start-up
    from dueregard.survey.manifest import load_manifest  # noqa: PLC0415 - start-up

    promise, day = load_manifest(manifest), day_of(as_of)
    for due in destroy_due(folder, promise, day=day):
        click.echo(f"Destroyed: {due.what}, due by {due.by}.")
    for due in find_due(folder, promise):
        click.echo(f"Still there: {due.what}, to go on {due.by}.")


@click.command("attack-test")
@click.argument("dumps", type=_FOLDER)
def attack_test(dumps: Path) -> None:
    """Try to link people to answers in the complete DUMPS of a survey of invented people.

    DUMPS holds custodian, operator, handover, logs, backups and results, as they are, and truth:
    the analyst's keys and answers.csv. The exit code is 9 when an attack does better than chance.
    """
    from dueregard.survey.attacking.leaks import attack  # noqa: PLC0415 - start-up

    outcomes = attack(dumps)
    headings = ("", "leak", "tried", "named", "right", "by chance", "p", "would notice", "")
    rows = [_outcome_row(outcome) for outcome in outcomes]
    print_table(headings, rows, right=(2, 3, 4, 5, 6, 7))
    level = outcomes[0].level
    click.echo(f"\nEach pairing is tested at {level:.5f}, all together at 0.05.")
    linked = [outcome for outcome in outcomes if outcome.has_linked]
    if linked:
        told = "\n  ".join(f"{one.number} {one.name}: {one.by}" for one in linked)
        raise UnsafeReleaseError(
            f"These dumps give people away:\n  {told}",
            advice="Do not run a survey on this build, or keep these copies, before it is mended.",
        )
    click.echo("No attack links people to answers better than chance.")


def _outcome_row(outcome: Outcome) -> tuple[object, ...]:
    verdict = "LINKED" if outcome.has_linked else "chance"
    best = outcome.best
    if best is None:
        found = len(outcome.recovered)
        return (outcome.number, outcome.name, outcome.tried, "", found, 0, "", "", verdict)
    return (
        outcome.number,
        outcome.name,
        outcome.tried,
        best.named,
        best.right,
        f"{best.expected:.1f}",
        f"{best.p_value:.4f}",
        f"{100 * best.detectable:.1f}%",
        verdict,
    )
