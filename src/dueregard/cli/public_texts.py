"""``dueregard release texts``: which words of the records may give somebody away."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.terminal import print_json

if TYPE_CHECKING:
    from dueregard.operations.make_publication import ReadTexts

PARTS = (
    "narratives",
    "facts",
    "actions",
    "conclusions",
    "due_regard",
    "objectives",
    "policies",
    "eds",
)


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_of_option()
@click.option(
    "--publish",
    "parts",
    multiple=True,
    type=click.Choice(PARTS),
    help="Which part of the records; may be given several times. What decision.toml names if left "
    "out, and all where there is none.",
)
@click.option(
    "--in-words", is_flag=True, help="For a publication without figures: the strictest reading."
)
@click.option("--json", "as_json", is_flag=True, help="Print the risks as JSON.")
def texts(
    directory: Path,
    as_of: datetime | None,
    parts: tuple[str, ...],
    in_words: bool,  # noqa: FBT001 - click's way
    as_json: bool,  # noqa: FBT001 - click's way
) -> None:
    """Read what would be printed of the records in DIRECTORY, as an attacker would.

    Each phrase that may give somebody away is listed with its file, line and column, why, and what
    to say instead. Nothing is published while one is left, unless a named person signs for it in
    decision.toml. The exit code is 1 while there is one.
    """
    from dueregard.operations.review_texts import review_texts  # noqa: PLC0415 - start-up
    from dueregard.releases.texts import Part  # noqa: PLC0415 - start-up

    day = day_of(as_of)
    read = review_texts(directory, as_of=day, parts=tuple(map(Part, parts)), in_words=in_words)
    if as_json:
        print_json(_document(read))
    else:
        _show(read)
    if read.risks:
        click.get_current_context().exit(1)


def _document(read: ReadTexts) -> dict[str, Any]:
    return {
        "sha256": read.sha256,
        "risks": [
            {
                "place": one.place,
                "line": one.line,
                "column": one.column,
                "phrase": one.risk.phrase,
                "kind": one.risk.code,
                "why": one.risk.why,
                "instead": one.risk.instead,
                "text_sha256": one.text_sha256,
            }
            for one in read.risks
        ],
    }


def _show(read: ReadTexts) -> None:
    from dueregard.operations.make_publication import risk_words  # noqa: PLC0415 - start-up
    from dueregard.releases.texts import texts_in  # noqa: PLC0415 - start-up

    for one in read.risks:
        click.echo(risk_words(one))
        click.echo(f'  To sign it: text_sha256 = "{one.text_sha256}"')
    count = sum(1 for _ in texts_in(read.records))
    click.echo(f"{count} texts were read; {len(read.risks)} phrases may give somebody away.")
    click.echo(f'Hash of the texts, for sha256 under [texts]: "{read.sha256}"')
