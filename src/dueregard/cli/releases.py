"""``dueregard release``: from figures to what may be published, decided by named people."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.default_command import group_with_default
from dueregard.cli.progress import saying
from dueregard.cli.public_texts import texts
from dueregard.cli.terminal import print_json, print_table

if TYPE_CHECKING:
    from dueregard.operations.propose_release import Proposed
    from dueregard.releases.choosing import Choice
    from dueregard.releases.proofs import Proof

MOST_LINES = 40
_DIRECTORY = click.argument(
    "directory", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
_AS_OF = as_of_option()
_REGISTER = click.option(
    "--register",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="DUEREGARD_REGISTER",
    help="The register, where several bodies share one; DIRECTORY/release/register.jsonl if left "
    "out. The variable DUEREGARD_REGISTER may name it.",
)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=group_with_default("propose"), subcommand_metavar="DIRECTORY | COMMAND [ARGS]...")
def release() -> None:
    """Propose what may be published of the year in DIRECTORY, and have it decided.

    'dueregard release DIRECTORY' writes DIRECTORY/release/candidate.json and says what is lost and
    why. Nothing is published before 'dueregard release decide DIRECTORY' finds a decision of named
    people on this very candidate.
    """


release.add_command(texts)


@release.command()
@_DIRECTORY
@_AS_OF
@_REGISTER
@click.option("--policy", type=_FILE, help="A policy file of your own: thresholds with reasons.")
@click.option(
    "--members",
    type=_FILE,
    help="CSV (key,n) with own numbers of other members of pools, where you hold them.",
)
@click.option(
    "--way",
    type=click.Choice(["coarsen", "recode", "suppress", "round"]),
    default="coarsen",
    show_default=True,
    help="Exact, rounded or in bands; White and BME only; exact or hidden; counts to the nearest "
    "5. What is still not safe is hidden.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the proposal as JSON.")
def propose(  # noqa: PLR0913, PLR0917 - the options of one command
    directory: Path,
    as_of: datetime | None,
    register: Path | None,
    policy: Path | None,
    members: Path | None,
    way: str,
    as_json: bool,  # noqa: FBT001 - click's way
) -> None:
    """Propose a release: what can be shown, what is lost, and why."""
    from dueregard.operations.propose_release import propose_release  # noqa: PLC0415 - start-up
    from dueregard.releases.imports import read_numbers  # noqa: PLC0415 - start-up
    from dueregard.releases.ways import Way  # noqa: PLC0415 - start-up

    proposed = propose_release(
        directory,
        as_of=day_of(as_of),
        register=register,
        policy=policy,
        members=None if members is None else read_numbers(members),
        way=Way(way),
        progress=saying(),
    )
    if as_json:
        print_json(_document(proposed))
    else:
        _show(proposed)


def _document(proposed: Proposed) -> dict[str, Any]:
    proposal = proposed.proposal
    return {
        "candidate": str(proposed.candidate),
        "sha256": proposed.sha256,
        "options": [{n: getattr(o, n) for n in o.__slots__} for o in proposal.options],
        "readers": [
            {"reader": v.reader, "numbers": v.numbers, "found_out": v.found_out}
            for v in proposal.verdicts
        ],
        "figures": [
            {"key": c.item.key, "year": c.item.year, "state": c.state.value, "because": c.because}
            for c in proposal.choices
        ],
    }


def _show(proposed: Proposed) -> None:
    proposal = proposed.proposal
    click.echo("INTERNAL. What can be done, in this order, and what each costs in figures:\n")
    rows = [
        (o.name, o.shown, o.coarsened, o.hidden, o.at_risk or "", o.remark)
        for o in proposal.options
    ]
    headings = ("Option", "Shown", "Coarsened", "Lost", "Gives away", "")
    print_table(headings, rows, right=(1, 2, 3, 4))
    if not proposal.has_cross_table:
        click.echo("\nDo not publish a table of pay bands. These figures can be published:")
    _show_figures([choice for choice in proposal.choices if choice.print is not None])
    _show_lost([choice for choice in proposal.choices if choice.because])
    for one in proposal.catalogue.unreleasable:
        click.echo(f"Cannot be released: {one.label} ({one.key}). {one.reason}")
    click.echo()
    for verdict in proposal.verdicts:
        click.echo(f"{verdict.reader}: {verdict.numbers} small numbers asked about, none found out")
    click.echo(f"\nCandidate: {proposed.candidate}")
    click.echo(f"Hash:      {proposed.sha256}")
    click.echo(f"Nothing is published. To decide: fill in {proposed.to_fill_in.name}, save it as")
    click.echo("decision.toml beside it, and run 'dueregard release decide DIRECTORY'.")


def _show_figures(choices: list[Choice]) -> None:
    click.echo()
    rows = [
        (choice.item.label, choice.item.year, "" if choice.print is None else choice.print.text)
        for choice in choices[:MOST_LINES]
    ]
    print_table(("Figure", "Year", "Would be published"), rows)
    _more(len(choices))


def _show_lost(choices: list[Choice]) -> None:
    if not choices:
        return
    click.echo("\nHidden, because it would give away how many there are of:")
    rows = [(c.item.label, c.item.year, c.because) for c in choices[:MOST_LINES]]
    print_table(("Figure", "Year", "Of whom"), rows)
    _more(len(choices))


def _more(count: int) -> None:
    if count > MOST_LINES:
        click.echo(f"... and {count - MOST_LINES} more, in candidate.json.")


@release.command()
@_DIRECTORY
@_AS_OF
@_REGISTER
def decide(directory: Path, as_of: datetime | None, register: Path | None) -> None:
    """Do what DIRECTORY/release/decision.toml says; without it, nothing."""
    from dueregard.operations.decide_release import decide_release  # noqa: PLC0415 - start-up

    decided = decide_release(directory, as_of=day_of(as_of), register=register)
    click.echo(
        f"Decided: {decided.decision.verdict}. Entry {decided.entry.number} of the register."
    )
    if decided.bundle is None:
        click.echo("Nothing is published.")
    else:
        click.echo(f"Published folder: {decided.bundle}")


@release.command()
@_DIRECTORY
@_REGISTER
def verify(directory: Path, register: Path | None) -> None:
    """Check the register, every published bundle, and the proofs of the candidate."""
    from dueregard.operations.decide_release import verify_release  # noqa: PLC0415 - start-up

    verified = verify_release(directory, register=register)
    click.echo(f"Register: {len(verified.entries)} entries, each follows from the one before.")
    click.echo(f"Bundles:  {len(verified.bundles)}, unchanged and remembered.")
    click.echo(f"Proofs:   {verified.protected} small numbers have a table that adds up.")


@release.command()
@_DIRECTORY
@click.option("--version", type=int, required=True, help="Version of the published bundle.")
@click.option("--reason", required=True, help="Why, in a sentence.")
@_AS_OF
@_REGISTER
def withdraw(
    directory: Path, version: int, reason: str, as_of: datetime | None, register: Path | None
) -> None:
    """Enter that a release was withdrawn; what was published stays known to every audit."""
    from dueregard.operations.decide_release import withdraw_release  # noqa: PLC0415 - start-up

    entry = withdraw_release(
        directory, version=version, reason=reason, as_of=day_of(as_of), register=register
    )
    click.echo(f"Withdrawn. Entry {entry.number} of the register; take the folder down yourself.")


@release.command(name="register")
@_DIRECTORY
@_REGISTER
@click.option("--json", "as_json", is_flag=True, help="Print the entries as JSON.")
def show_register(directory: Path, register: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click's way
    """List what was ever let out, and what was decided to be withheld."""
    from dueregard.operations.decide_release import verify_release  # noqa: PLC0415 - start-up

    entries = verify_release(directory, register=register).entries
    rows = [
        (e.number, e.day.isoformat(), e.kind.value, e.organisation, e.edition, len(e.statements))
        for e in entries
    ]
    headings = ("Entry", "Day", "What", "Whose", "Edition", "Statements")
    if as_json:
        print_json([dict(zip(map(str.lower, headings), row, strict=True)) for row in rows])
    else:
        print_table(headings, rows, right=(0, 5))


@release.command(name="import")
@_DIRECTORY
@click.argument("file", type=_FILE)
@click.option("--source", required=True, help="Where it was published, or the request answered.")
@click.option("--answered", is_flag=True, help="An answer to a request, not a publication.")
@_AS_OF
@_REGISTER
def import_file(  # noqa: PLR0913, PLR0917 - the options of one command
    directory: Path,
    file: Path,
    source: str,
    answered: bool,  # noqa: FBT001 - click's way
    as_of: datetime | None,
    register: Path | None,
) -> None:
    """Enter what others have published, a pool's totals, or an answer given, as known from now on.

    FILE is CSV with the columns words, part, whole, printed: keys joined by '+', whole empty for a
    count. The keys of your own numbers are in candidate.json.
    """
    from dueregard.operations.import_release import import_release  # noqa: PLC0415 - start-up

    entry = import_release(
        directory, file, source=source, answered=answered, as_of=day_of(as_of), register=register
    )
    click.echo(f"Entry {entry.number} of the register: {len(entry.statements)} statements known.")


@release.command()
@_DIRECTORY
@click.argument("keys", nargs=-1, required=True)
@_REGISTER
def answer(directory: Path, keys: tuple[str, ...], register: Path | None) -> None:
    """Say for each number asked for whether it can be given; what cannot is refused with a reason.

    KEYS are keys of numbers as candidate.json names them. A number that is refused is not printed.
    """
    from dueregard.operations.answer_request import answer_request  # noqa: PLC0415 - start-up

    for one in answer_request(directory, keys, register=register):
        click.echo(f"{one.key}: {one.text}")


@release.command()
@_DIRECTORY
@click.argument("key")
@click.option(
    "--year",
    type=click.Choice(["this", "last"]),
    default="this",
    show_default=True,
    help="Whether this year's figure is meant, or last year's beside it.",
)
@_AS_OF
@_REGISTER
def why(
    directory: Path, key: str, year: str, as_of: datetime | None, register: Path | None
) -> None:
    """Say why the figure KEY of the candidate is hidden: what would follow if it were published.

    For each form that it could have, the other published figures are named that would be needed;
    none of them can be left out. The answer is internal.
    """
    from dueregard.operations.explain_release import explain_release  # noqa: PLC0415 - start-up

    explained = explain_release(directory, key, as_of=day_of(as_of), year=year, register=register)
    line = explained.line
    click.echo(f"INTERNAL. {line.label}: {line.state}{f', {line.text}' if line.text else ''}.")
    for proof in explained.proofs:
        _show_proof(proof, explained.words.get(proof.whose, "a number of another body"))
    if not explained.proofs and not line.text:
        click.echo("No short proof: withheld by rule, without a number, or hidden to protect")
        click.echo("others from a reader who knows more than what is published.")


def _show_proof(proof: Proof, whose: str) -> None:
    known = f"{proof.lowest}"
    if proof.lowest != proof.highest:
        known = f"between {proof.lowest} and {proof.highest}"
    click.echo(f"\nPublished as {proof.printed}, it would tell that {whose}: {known}. With it:")
    for words in (*proof.figures, *(f"as is known, {one}" for one in proof.knowledge)):
        click.echo(f"  - {words}")
    if not (proof.figures or proof.knowledge):
        click.echo("  - nothing else is needed")
