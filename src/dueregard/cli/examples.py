"""The command that makes an invented organisation."""

from __future__ import annotations

from pathlib import Path

import click

from dueregard.cli.terminal import print_json, print_table
from dueregard.vocabulary import OrganisationKind


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--size", type=int, default=56, show_default=True, help="People in post.")
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same files.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in OrganisationKind]),
    default=OrganisationKind.COMMISSIONER.value,
    show_default=True,
    help="What kind of organisation.",
)
@click.option("--edition", default="2016", show_default=True, help="Edition of the last year.")
@click.option(
    "--years", type=int, default=1, show_default=True, help="How many years of the same people."
)
@click.option(
    "--varied", "mess", flag_value="varied", help="Write the files as real systems write them."
)
@click.option(
    "--messy", "mess", flag_value="faulty", help="Plant faults as well; planted.json lists them."
)
@click.option("--json", "as_json", is_flag=True, help="Say what was written as JSON.")
def example(  # noqa: PLR0913, PLR0917 - one parameter for each option
    folder: Path,
    size: int,
    seed: int,
    kind: str,
    edition: str,
    years: int,
    mess: str | None,
    as_json: bool,  # noqa: FBT001 - click passes options by name
) -> None:
    """Make an invented organisation in FOLDER, with every file that a year needs.

    Nobody in it exists. Go on with 'dueregard check FOLDER' or 'dueregard report FOLDER'; the
    faults of --messy must be put right before anything is counted. With --years, run
    'dueregard count' on each year's folder in turn: each looks back at the one before.
    """
    # An edition's YAML is read only when an example is really made, never for --help.
    from dueregard.examples.planting import Mess  # noqa: PLC0415
    from dueregard.operations.make_example import Request, make_example  # noqa: PLC0415

    wanted = Request(
        folder, size, seed, OrganisationKind(kind), edition, years, Mess(mess or Mess.NONE)
    )
    written = make_example(wanted)
    if as_json:
        print_json(
            [
                {
                    "folder": str(one.folder),
                    "edition": one.edition,
                    "staff": one.people,
                    "planted": one.planted,
                }
                for one in written
            ]
        )
        return
    rows = [(one.folder, one.edition, one.people, one.planted) for one in written]
    print_table(("Folder", "Edition", "Staff", "Planted"), rows, right={2, 3})
