"""``dueregard survey``: a confidential survey of several bodies together, step by step."""

from __future__ import annotations

import importlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.survey_results import attack_test, destroy, open_answers, redact, results
from dueregard.errors import ConfigurationError

if TYPE_CHECKING:
    from dueregard.survey.manifest import Manifest
    from dueregard.survey.paper import SlipsTaken

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_NEW = click.Path(path_type=Path)
_MANIFEST = click.option("--manifest", required=True, type=_FILE, help="The signed manifest.")
_KEYS = click.option("--keys", required=True, type=_FOLDER, help="The folder of your own keys.")
_WAITING = click.option(
    "--waiting",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the keys of the last few answers lie; FOLDER/waiting if left out. "
    "A folder in memory keeps them off the disk.",
)
PARTIES = ("custodian", "operator", "analyst")


@click.group()
def survey() -> None:
    """Ask staff of several bodies together, so that nobody can be found in the answers.

    Three parties, who are three people. A custodian of each body sends the codes ('invite'). The
    operator collects sealed answers ('start', 'admit', 'serve', 'collect', 'close'). The analyst
    makes the promise before ('plan') and opens the answers after ('open', 'results').
    """


@survey.command()
@click.argument("party", type=click.Choice(PARTIES))
@click.option("--name", required=True, help="The person who keeps the keys.")
@click.option("--out", required=True, type=_NEW, help="A folder for this party alone.")
def keys(party: str, name: str, out: Path) -> None:
    """Make the keys of a PARTY: one file to keep, one to give to the others."""
    from dueregard.survey.keys import Party, make_keys, write_keys  # noqa: PLC0415 - start-up

    private, public = write_keys(make_keys(Party(party), name), out)
    click.echo(f"Keep for yourself: {private}")
    click.echo(f"Give to whoever plans the survey: {public}")


@survey.command()
@click.argument("plan_file", metavar="PLAN", type=_FILE)
@_KEYS
@click.option("--out", required=True, type=_NEW, help="The manifest: a new file.")
@as_of_option()
def plan(plan_file: Path, keys: Path, out: Path, as_of: datetime | None) -> None:
    """Turn a PLAN (TOML) into the promise of a survey, signed by the analyst before it opens."""
    from dueregard.survey.keys import Party, load_private  # noqa: PLC0415 - start-up
    from dueregard.survey.manifest import read_plan, write_manifest  # noqa: PLC0415 - start-up

    manifest = read_plan(plan_file, as_of=day_of(as_of))
    write_manifest(manifest, load_private(keys, Party.ANALYST), out)
    click.echo(f"Signed: {out}")
    _tell_promise(manifest)
    if len(manifest.bodies) < _USEFUL:
        click.echo(f"\nNote: about {_USEFUL} bodies are the first number with useful results.")


_USEFUL = 20


@survey.command()
@_MANIFEST
def show(manifest: Path) -> None:
    """Show what a survey promises, after checking that nobody changed it."""
    from dueregard.survey.manifest import load_manifest  # noqa: PLC0415 - start-up

    _tell_promise(load_manifest(manifest))


def _tell_promise(manifest: Manifest) -> None:
    from dueregard.survey.promise import how_long, mark, promise  # noqa: PLC0415 - start-up

    click.echo(f"{manifest.name}: {len(manifest.questions)} questions, {how_long(manifest)}.")
    click.echo(f"Mark of the promise: {mark(manifest)}")
    for heading, sentence in promise(manifest):
        click.echo(f"\n{heading}: {sentence}")


@survey.command()
@click.argument("people", type=_FILE)
@_MANIFEST
@click.option("--body", required=True, help="The code of the body whose people they are.")
@_KEYS
@click.option("--out", required=True, type=_NEW, help="Where letters and digests go.")
def invite(people: Path, manifest: Path, body: str, keys: Path, out: Path) -> None:
    """Make a code for each of a body's PEOPLE (CSV: name, address); for its custodian."""
    from dueregard.survey.invitations import invite as make_codes  # noqa: PLC0415 - start-up
    from dueregard.survey.invitations import read_people  # noqa: PLC0415 - start-up
    from dueregard.survey.keys import Party, load_private  # noqa: PLC0415 - start-up
    from dueregard.survey.manifest import load_manifest  # noqa: PLC0415 - start-up

    own = load_private(keys, Party.CUSTODIAN)
    listed = read_people(people)
    letters, digests = make_codes(listed, load_manifest(manifest), body, own, out)
    click.echo(f"{len(listed)} people invited.")
    click.echo(f"For you alone, until they are sent: {letters}")
    click.echo(f"For the operator: {digests}")


@survey.command()
@click.argument("folder", type=_FOLDER)
@_MANIFEST
@_WAITING
def start(folder: Path, manifest: Path, waiting: Path | None) -> None:
    """Begin the operator's store in the FOLDER that holds the operator's keys."""
    from dueregard.survey.store import start_store  # noqa: PLC0415 - start-up

    store = start_store(folder, manifest, waiting=waiting)
    click.echo(
        f"{store.manifest.name}: ready for the codes of {len(store.manifest.bodies)} bodies."
    )


@survey.command()
@click.argument("folder", type=_FOLDER)
@click.argument("digests", nargs=-1, required=True, type=_FILE)
@_WAITING
def admit(folder: Path, digests: tuple[Path, ...], waiting: Path | None) -> None:
    """Take the DIGESTS of the bodies' codes into the operator's store."""
    from dueregard.survey.invitations import load_digests  # noqa: PLC0415 - start-up
    from dueregard.survey.store import Store  # noqa: PLC0415 - start-up

    store = Store(folder, waiting=waiting)
    for path in digests:
        body, listed = load_digests(path, store.manifest)
        click.echo(f"{body}: {store.admit(body, listed)} codes")


@survey.command()
@click.argument("folder", type=_FOLDER)
@_WAITING
def status(folder: Path, waiting: Path | None) -> None:
    """Say how many have answered, once there are enough to say so."""
    from dueregard.survey.store import Store  # noqa: PLC0415 - start-up

    store = Store(folder, waiting=waiting)
    standing, least = store.standing(), store.manifest.rules.threshold
    told = f"fewer than {least}" if standing.answered is None else f"at least {standing.answered}"
    click.echo(f"{store.manifest.name}: {'closed' if standing.is_closed else 'open'}")
    click.echo(f"Invited: {standing.invited:,}. Answered: {told}.")
    if standing.owed:
        click.echo(f"Paper sheets still to be typed: {standing.owed}")


@survey.command()
@click.argument("folder", type=_FOLDER)
@_WAITING
def recover(folder: Path, waiting: Path | None) -> None:
    """Go on after a restart that took the keys of the last few answers from memory.

    Those answers are gone, and their codes are free again: ask everybody once more.
    """
    from dueregard.survey.store import Store  # noqa: PLC0415 - start-up

    store = Store(folder, waiting=waiting)
    store.recover()
    most = store.manifest.rules.lot - 1
    click.echo(f"At most {most} answers are gone, and their codes are free again.")


@survey.command()
@click.argument("folder", type=_FOLDER)
@click.option("--slips", type=_FILE, help="CSV with the column code: the slips, taken in first.")
@click.option("--sheets", type=_FILE, help="CSV with a column for each question: typed sheets.")
@_WAITING
@as_of_option()
def collect(
    folder: Path,
    slips: Path | None,
    sheets: Path | None,
    waiting: Path | None,
    as_of: datetime | None,
) -> None:
    """Take in answers on paper: slips with codes first, then sheets that bear none."""
    from dueregard.survey.paper import (  # noqa: PLC0415 - start-up
        add_sheets,
        read_sheets,
        read_slips,
        take_slips,
    )
    from dueregard.survey.store import Store  # noqa: PLC0415 - start-up

    if slips is None and sheets is None:
        raise click.UsageError("Name --slips, --sheets or both.")
    store, day = Store(folder, waiting=waiting), day_of(as_of)
    typed = () if sheets is None else read_sheets(sheets, store.manifest)
    if slips is not None:
        _tell_slips(take_slips(store, read_slips(slips), day=day))
    owed = add_sheets(store, typed, day=day) if typed else store.standing().owed
    click.echo(f"{len(typed)} sheets added. Still to be typed: {owed}.")


def _tell_slips(done: SlipsTaken) -> None:
    click.echo(f"{done.taken} slips taken in.")
    for line in done.already:
        click.echo(f"Line {line}: spent before. Destroy its inner envelope unopened.")
    for line, reason in done.refused:
        click.echo(f"Line {line}: {reason}")


@survey.command()
@click.argument("folder", type=_FOLDER)
@click.option("--out", required=True, type=_NEW, help="Where the two files for the analyst go.")
@_WAITING
@as_of_option()
def close(folder: Path, out: Path, waiting: Path | None, as_of: datetime | None) -> None:
    """Close the survey in FOLDER after its last day, and hand it over to the analyst."""
    from dueregard.survey.handover import BodyCount, Handover, write_handover  # noqa: PLC0415 - start-up
    from dueregard.survey.store import Store  # noqa: PLC0415 - start-up

    store = Store(folder, waiting=waiting)
    contents, by_body = store.close(day=day_of(as_of))
    counts = {code: BodyCount(*pair) for code, pair in by_body.items()}
    answers, participation = write_handover(
        Handover(contents, counts), store.manifest, store.keys, out
    )
    click.echo(f"{len(contents.answers)} sealed answers: {answers}")
    click.echo(f"How many of each body answered: {participation}")


@survey.command()
@click.argument("folder", type=_FOLDER)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8016, show_default=True, help="Port to listen on.")
@click.option("--paper", is_flag=True, help="Serve the pages for typing paper answers instead.")
@_WAITING
def serve(
    folder: Path,
    host: str,
    port: int,
    paper: bool,  # noqa: FBT001 - click passes options by name
    waiting: Path | None,
) -> None:
    """Serve the survey's pages from the operator's FOLDER, in a process of their own.

    Nothing of a visit is logged. The pages for paper answers are for this machine only, at an
    address that is printed. docs/how-to/run-a-confidential-survey.md is about a public server.
    """
    server = _server()
    address = server.prepare(folder, waiting=waiting, host=host, port=port, paper=paper)
    click.echo(f"The survey is at {address}  Stop it with Ctrl+C.")
    server.serve(host=host, port=port)


def _server() -> Any:  # noqa: ANN401 - a module that may be absent
    try:
        importlib.import_module("django")
        return importlib.import_module("dueregard_web.surveys.server")
    except ModuleNotFoundError as fault:
        raise ConfigurationError(
            f"The pages of a survey are not installed ({fault.name} is missing).",
            advice="Install them: pip install 'dueregard[web]'.",
        ) from None


for _command in (open_answers, results, redact, destroy, attack_test):
    survey.add_command(_command)
