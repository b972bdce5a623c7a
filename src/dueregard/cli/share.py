"""``dueregard share`` and ``dueregard combine``: a pool of counts that nobody shows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dueregard.cli.days import as_of_option, day_of

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_AS_OF = as_of_option()
_ROUND = click.option("--round", "round_file", required=True, type=_FILE, help="round.json.")


@click.group()
def share() -> None:
    """Take part in a pool without showing your counts to anybody.

    A round is started once ('share start'); each body then writes two files ('share send'), one for
    each of two aggregators that do not work together. Each adds what it received ('combine add'),
    and the two sums make the pool ('combine open').
    """


@share.command()
@click.option(
    "--like",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="A return by whose rules all are counted; its counts are not looked at.",
)
@click.option("--record", required=True, type=_FILE, help="TOML: the record of the sharing.")
@click.option("--member", "members", multiple=True, required=True, help="CODE=NAME of a body.")
@click.option("--out", required=True, type=_FOLDER, help="A new folder for round and keys.")
@click.option("--name", required=True, help="What the pool is called.")
@click.option("--code", default="POOL", show_default=True, help="The pool's code.")
@_AS_OF
def start(  # noqa: PLR0913, PLR0917 - one parameter for each option, as click has it
    like: Path,
    record: Path,
    members: tuple[str, ...],
    out: Path,
    name: str,
    code: str,
    as_of: datetime | None,
) -> None:
    """Start a round: its members, its rules, its ground, and everybody's keys."""
    from dueregard.operations.share_counts import start_sharing  # noqa: PLC0415 - start-up

    pairs = [member.partition("=")[::2] for member in members]
    named = {one.strip(): (words.strip() or one.strip()) for one, words in pairs}
    a_round, files = start_sharing(
        like, named, record, out, code=code, name=name, as_of=day_of(as_of)
    )
    click.echo(f"Round {a_round.id} of {len(a_round.members)} bodies: {files[0]}")
    click.echo(f"Keys: {files[1].parent}. Give each file to its body or aggregator only, and keep")
    click.echo("none of them.")


@share.command()
@click.argument("directory", type=click.Path(exists=True, path_type=Path))
@_ROUND
@click.option("--key", "key_file", required=True, type=_FILE, help="Your keys of the round.")
@click.option("--out", required=True, type=_FOLDER, help="Where the two files go.")
@_AS_OF
def send(
    directory: Path, round_file: Path, key_file: Path, out: Path, as_of: datetime | None
) -> None:
    """Write the two files of the body whose return is in DIRECTORY."""
    from dueregard.operations.share_counts import share_counts  # noqa: PLC0415 - start-up

    for path in share_counts(directory, round_file, key_file, out, as_of=day_of(as_of)):
        click.echo(f"Written: {path}")
    click.echo("Send each to its aggregator by another way, and never both to one.")


@click.group()
def combine() -> None:
    """Add the files of a round, and open the sums."""


@combine.command()
@click.argument("shares", nargs=-1, required=True, type=_FILE)
@_ROUND
@click.option("--keys", "key_file", required=True, type=_FILE, help="The aggregator's keys.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file that the sum goes to.",
)
@_AS_OF
def add(
    shares: tuple[Path, ...],
    round_file: Path,
    key_file: Path,
    out: Path,
    as_of: datetime | None,
) -> None:
    """Add the SHARES that an aggregator received; a body that is missing is named."""
    from dueregard.operations.share_counts import add_shares  # noqa: PLC0415 - start-up

    written = add_shares(shares, round_file, key_file, out, as_of=day_of(as_of))
    click.echo(f"Added {len(shares)} files: {written}")


@combine.command(name="open")
@click.argument("sums", nargs=2, type=_FILE)
@_ROUND
@click.option("--out", required=True, type=_FOLDER, help="The pool's folder: a new one.")
@_AS_OF
def open_sums(sums: tuple[Path, Path], round_file: Path, out: Path, as_of: datetime | None) -> None:
    """Bring the SUMS of the two aggregators together into a pool."""
    from dueregard.operations.share_counts import open_pool  # noqa: PLC0415 - start-up

    pool, _ = open_pool(sums, round_file, out, as_of=day_of(as_of))
    organisation = pool.data_return.organisation
    click.echo(f"{organisation.name} ({organisation.code}): {len(pool.members)} bodies in {out}")
    click.echo(f"Its figures and documents: 'dueregard report {out}'.")
