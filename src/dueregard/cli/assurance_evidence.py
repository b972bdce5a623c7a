"""``dueregard evidence``: keep what came with its hash, and see whether it is still the same."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dueregard.cli.assurance import AS_OF
from dueregard.cli.assurance_letters import CHANGED
from dueregard.cli.days import day_of

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_KINDS = (
    "report", "web_link", "plan", "survey_report", "engagement", "training", "attestation",
    "meeting_note", "email", "declaration", "case_study", "analysis", "other",
)  # fmt: skip


@click.group()
def evidence() -> None:
    """Keep evidence with its hash, and see at once when a kept file has changed."""


@evidence.command()
@click.argument("folder", type=_FOLDER)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--party", required=True, help="ODS code of whom it is about.")
@click.option("--title", required=True, help="What it is.")
@click.option(
    "--kind", type=click.Choice(_KINDS), default="report", show_default=True, help="What it is."
)
@click.option("--for", "obligations", multiple=True, help="An obligation it bears on; repeatable.")
@click.option("--url", default="", help="Its web address; FILE is then the copy taken of it.")
@click.option("--dated", type=click.DateTime(["%Y-%m-%d"]), help="The day it bears.")
@click.option("--supplied-by", default="", help="Who supplied it.")
@click.option("--obtained-by", default="", help="Who obtained it.")
@click.option("--corrects", default="", help="The evidence it corrects; both versions stay.")
@AS_OF
def keep(  # noqa: PLR0913, PLR0917 - one parameter for each option
    folder: Path,
    file: Path | None,
    party: str,
    title: str,
    kind: str,
    obligations: tuple[str, ...],
    url: str,
    dated: datetime | None,
    supplied_by: str,
    obtained_by: str,
    corrects: str,
    as_of: datetime | None,
) -> None:
    """Keep FILE in FOLDER as evidence, or a web address alone. --as-of is the day it came."""
    from dueregard.assurance.words import EvidenceKind  # noqa: PLC0415 - when called
    from dueregard.operations.keep_evidence import Incoming  # noqa: PLC0415 - when called
    from dueregard.operations.keep_evidence import keep as keep_it  # noqa: PLC0415 - when called

    incoming = Incoming(
        party,
        title,
        EvidenceKind(kind),
        day_of(as_of),
        obligations,
        url,
        dated and dated.date(),
        supplied_by,
        obtained_by,
        corrects,
    )
    kept = keep_it(folder, incoming, file)
    what = f" as {kept.path}, SHA-256 {kept.sha256}" if kept.path else ": an address, no copy"
    click.echo(f"{kept.id}, version {kept.version}{what}")


@evidence.command()
@click.argument("folder", type=_FOLDER)
@click.pass_context
def verify(ctx: click.Context, folder: Path) -> None:
    """Compare every kept file in FOLDER with its hash. The exit code is 5 when one differs."""
    from dueregard.operations.keep_evidence import verify as compare  # noqa: PLC0415 - when called

    number, changed = compare(folder)
    for one in changed:
        click.echo(f"{one.evidence}, version {one.version}: {one.path} {one.problem}.")
    click.echo(f"{number} files compared, {len(changed)} not as they were kept.")
    ctx.exit(CHANGED if changed else 0)


@evidence.command()
@click.argument("folder", type=_FOLDER)
@click.argument("name")
@click.option("--edition", default="", help="The edition, where the report does not name it.")
@click.option("--last-year", default="", help="Last year's report, as evidence.csv names it.")
@AS_OF
def question(folder: Path, name: str, edition: str, last_year: str, as_of: datetime | None) -> None:
    """Read the kept report NAME in FOLDER, and add a question for each thing that is wrong.

    A Reporting Template or data-collection workbook is read cell by cell. A report in any other
    form is as good, and is read by people. 'dueregard letters write' makes a letter of them.
    """
    from dueregard.operations.query_received import question_evidence  # noqa: PLC0415

    found = question_evidence(
        folder, name, as_of=day_of(as_of), edition=edition, last_year=last_year
    )
    if not found.form:
        click.echo(f"{found.evidence.title} is in a form of its own: people read it.")
        click.echo(found.unread or "Its words were read for small numbers of people.")
    form = found.form or "a form of its own"
    click.echo(f"{found.evidence.title}: {form}, {len(found.queries)} questions added.")
    for query in found.queries:
        click.echo(f"  {query.id}, {query.where}: {query.question}")
