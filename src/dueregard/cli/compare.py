"""``dueregard compare``: one organisation beside others like it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.default_command import group_with_default
from dueregard.cli.progress import CountingBar
from dueregard.cli.terminal import print_table

if TYPE_CHECKING:
    from dueregard.benchmarks.peers import PeerRule
    from dueregard.operations.compare_bodies import Beside

_PATH = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
LIKENESSES = ("kind", "size", "region", "ethnicity")
_ALIKE = click.option(
    "--alike",
    multiple=True,
    type=click.Choice(LIKENESSES),
    default=("kind", "size"),
    show_default=True,
    help="In what peers are alike; may be given several times.",
)
_FACTS = click.option("--facts", type=_FILE, help="CSV: code, kind, region.")
_AS_OF = as_of_option()


@click.group(cls=group_with_default("page"), subcommand_metavar="OWN | COMMAND [ARGS]...")
def compare() -> None:
    """Set the organisation in OWN beside similar ones: level, gap, and change over time.

    'dueregard compare OWN --peers PEER... --out DIR' writes DIR/comparison.html. OWN and each PEER
    are a folder with a return, or a file that 'dueregard compare export' wrote. There is no rank
    and no rating, and with fewer than five peers no comparison.
    """


@compare.command()
@click.argument("own", type=_PATH)
@click.argument("more", nargs=-1, type=_PATH, metavar="[PEER]...")
@click.option("--peers", multiple=True, required=True, type=_PATH, help="Others, one or more.")
@click.option("--out", required=True, type=_FOLDER, help="Where the page goes.")
@_ALIKE
@click.option("--choose", multiple=True, help="Code of a peer of your choice; repeat it.")
@click.option("--why", default="", help="Why these were chosen, in a sentence.")
@_FACTS
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["html", "pdf", "docx"]),
    default=("html",),
    show_default=True,
    help="As what; may be given several times.",
)
@_AS_OF
def page(  # noqa: PLR0913, PLR0917 - one parameter for each option, as click has it
    own: Path,
    more: tuple[Path, ...],
    peers: tuple[Path, ...],
    out: Path,
    alike: tuple[str, ...],
    choose: tuple[str, ...],
    why: str,
    facts: Path | None,
    formats: tuple[str, ...],
    as_of: datetime | None,
) -> None:
    """Write the page of OWN beside its peers."""
    from dueregard.operations.compare_bodies import compare_one  # noqa: PLC0415 - start-up
    from dueregard.reports.pages.writing import Format  # noqa: PLC0415 - start-up

    _show(
        compare_one(
            own,
            (*peers, *more),
            out,
            rule=_rule(alike, choose, why),
            as_of=day_of(as_of),
            facts=facts,
            formats=tuple(map(Format, formats)),
        )
    )


def _rule(alike: tuple[str, ...], chosen: tuple[str, ...] = (), why: str = "") -> PeerRule:
    from dueregard.benchmarks.peers import Likeness, PeerRule  # noqa: PLC0415 - start-up

    return PeerRule(tuple(map(Likeness, alike)), chosen, why)


def _show(beside: Beside) -> None:
    group = beside.group
    click.echo(f"{group.own.facts.name}, similar in {group.words}:")
    print_table(("Code", "Peer"), [(one.facts.code, one.facts.name) for one in group.peers])
    if not group.is_enough:
        click.echo(f"\nNo comparison. {group.refusal}")
    else:
        click.echo()
        rows = [
            (one.tallied.title, one.tallied.year, "-" if one.place is None else one.place.value)
            for one in beside.compared
        ]
        print_table(("Measure", "Year", "Against the limits"), rows)
    for path in beside.files:
        click.echo(f"\nPage: {path}")


@compare.command()
@click.argument("own", type=_PATH)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file: .json, or .csv for the numbers alone.",
)
@click.option("--kind", default="", help="What the organisation is, in words that all share.")
@click.option("--region", default="", help="Where it lies.")
def export(own: Path, out: Path, kind: str, region: str) -> None:
    """Write the exchange file of OWN, which others can compare themselves with.

    Its numbers are those of the returns, and it says that they are internal.
    """
    from dueregard.operations.compare_bodies import export_profile  # noqa: PLC0415 - start-up

    path = export_profile(own, out, kind=kind, region=region)
    click.echo(f"INTERNAL: {path}")


@compare.command()
@click.argument("collections", nargs=-1, required=True, type=_PATH)
@click.option("--out", required=True, type=_FOLDER, help="Where the pages go.")
@_ALIKE
@_FACTS
@_AS_OF
def nation(
    collections: tuple[Path, ...],
    out: Path,
    alike: tuple[str, ...],
    facts: Path | None,
    as_of: datetime | None,
) -> None:
    """Write a page for each organisation of a nation; COLLECTIONS has one for each year."""
    from dueregard.operations.compare_bodies import (  # noqa: PLC0415 - start-up
        compare_nation,
        nation_of,
    )

    profiles = nation_of(collections, facts)
    with CountingBar("Pages", len(profiles)) as bar:
        files = compare_nation(
            profiles, out, rule=_rule(alike), as_of=day_of(as_of), advance=bar.advance
        )
    click.echo(f"{len(files)} pages in {out}")
