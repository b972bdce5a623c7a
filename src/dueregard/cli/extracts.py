"""The commands for an organisation's year of files: init, check, count, rollover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.days import day_of
from dueregard.cli.progress import ReadingBar
from dueregard.cli.terminal import print_json, print_table
from dueregard.vocabulary import OrganisationKind

if TYPE_CHECKING:
    from dueregard.extracts.findings import Finding
    from dueregard.returns.data_return import AccountingLine

LISTED = 12
"""How many findings of one kind are shown one by one in a terminal."""

FINDINGS_PATH = Path("internal", "findings.csv")
"""Findings show what stands in people's rows, so they lie where only named readers look."""
RETURN_FOLDER = "return"

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--code", default="", help="ODS code; a listed name is filled in.")
@click.option("--name", default="", help="Name, as it should be printed.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in OrganisationKind]),
    default=OrganisationKind.COMMISSIONER.value,
    show_default=True,
    help="What it is to the standard.",
)
@click.option("--edition", default="2016", show_default=True, help="Edition of the standard.")
def init(folder: Path, code: str, name: str, kind: str, edition: str) -> None:
    """Start FOLDER with an organisation.toml that explains every setting."""
    from dueregard.operations.init_organisation import init_organisation  # noqa: PLC0415 - when called

    path = init_organisation(
        folder, code=code, name=name, kind=OrganisationKind(kind), edition=edition
    )
    click.echo(f"{path} was written. Fill in what is missing, then 'dueregard check {folder}'.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--findings", type=click.Path(path_type=Path), help="Where the whole list goes.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_context
def check(ctx: click.Context, folder: Path, findings: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Look for faults in the files of FOLDER, and account for every row.

    The whole list goes to FOLDER/internal/findings.csv, for named readers inside the organisation
    only, or to the path of --findings. The exit code is 0 when a count can be made, 4 when a file
    cannot be used and 5 when something in a file stops the count.
    """
    from dueregard.operations.check_extracts import check as check_files  # noqa: PLC0415 - when called

    place = folder if folder.is_dir() else folder.parent
    written = findings or place / FINDINGS_PATH
    with ReadingBar() as progress:
        checked = check_files(folder, as_of=day_of(), write_to=written, progress=progress)
    if as_json:
        print_json(_as_json(checked.findings, checked.accounting))
    else:
        _print_findings(checked.findings)
        _print_accounting(checked.accounting)
        click.echo(f"\n{len(checked.findings)} findings, all of them in {written}.")
    ctx.exit(checked.exit_code)


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--out", type=_FOLDER, help="Where the return goes; SOURCE/return if left out.")
@click.option("--edition", default="", help="National files: the edition.")
@click.option("--applicants", type=_FILE, help="National files: applicants.")
@click.option("--disciplinary", type=_FILE, help="National files: disciplinary entries.")
@click.option("--training", type=_FILE, help="National files: training records.")
@click.option("--starters", type=_FILE, help="National files: starters.")
@click.option("--leavers", type=_FILE, help="National files: leavers.")
@click.option("--board", type=_FILE, help="National files: board members.")
@click.option("--compare-people", is_flag=True, help="National files: look for repeated numbers.")
@click.option("--by-category", is_flag=True, help="National files: keep the ethnic categories.")
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="On what one organisation is counted; spark needs the extra and Java.",
)
def count(  # noqa: PLR0913 - one parameter for each option, as click has it
    source: Path,
    out: Path | None,
    edition: str,
    *,
    compare_people: bool,
    by_category: bool,
    engine: str,
    **others: Path | None,
) -> None:
    """Turn files of people into a return of counts.

    SOURCE is the folder of one organisation, or a staff file of many organisations (CSV or Parquet
    with a column for the organisation), which needs --edition and --out; other files of the same
    kind can stand beside it.
    """
    if source.is_dir() or source.name == "organisation.toml":
        _count_one(source, out, engine)
        return
    from dueregard.operations.count_nation import NationalFiles, count_nation  # noqa: PLC0415 - when called

    if engine != "duckdb":
        raise click.UsageError("A file of many organisations is counted on duckdb only.")
    if out is None or not edition:
        raise click.UsageError("A file of many organisations needs --edition and --out.")
    counted = count_nation(
        NationalFiles(source, others={name: path for name, path in others.items() if path}),
        edition,
        out,
        compare_people=compare_people,
        by_category=by_category,
    )
    _print_findings(counted.findings)
    _print_accounting(counted.accounting)
    click.echo(f"\n{counted.organisations} organisations, {counted.cells:,} cells in {out}.")


def _count_one(source: Path, out: Path | None, engine: str) -> None:
    from dueregard.operations.count_extracts import count_organisation  # noqa: PLC0415 - when called
    from dueregard.returns.storage import write_return  # noqa: PLC0415 - when called

    with ReadingBar() as progress:
        counted = count_organisation(source, as_of=day_of(), progress=progress, engine_name=engine)
    place = source if source.is_dir() else source.parent
    paths = write_return(counted.data_return, out or place / RETURN_FOLDER)
    _print_findings(counted.findings)
    _print_accounting(counted.accounting)
    click.echo(f"\n{len(counted.data_return.cells)} cells in {paths[0].parent}.")


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--to", type=_FOLDER, help="The new year's folder; beside the old if left out.")
def rollover(folder: Path, to: Path | None) -> None:
    """Start a year from the last one in FOLDER.

    The organisation, its layouts, columns, values, grades and peers are carried over. What was
    decided for one year is not.
    """
    from dueregard.operations.rollover import rollover as roll  # noqa: PLC0415 - when called

    click.echo(f"{roll(folder, to)} was written. Decide again what it leaves out.")


def _print_findings(findings: Sequence[Finding]) -> None:
    """Print findings by kind, the first few of each."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity.value, finding.code), []).append(finding)
    for (severity, _), found in groups.items():
        kind = found[0].kind
        click.echo(f"\n{severity.upper()}: {kind.title} ({sum(one.rows for one in found):,})")
        click.echo(f"  {kind.meaning} {kind.remedy}")
        for finding in found[:LISTED]:
            click.echo(f"    {_place(finding)}")
        if len(found) > LISTED:
            click.echo(f"    ... and {len(found) - LISTED:,} more")


def _place(finding: Finding) -> str:
    where = f"{finding.file}, line {finding.line}" if finding.line else finding.file
    value = f" {finding.value!r}" if finding.value else ""
    column = f": {finding.column}" if finding.column else ""
    detail = f" ({finding.detail})" if finding.detail else ""
    return f"{where}{column}{value}{detail}".strip()


def _print_accounting(lines: Sequence[AccountingLine]) -> None:
    rows = Counter[str]()
    for line in lines:
        rows[line.file] += line.rows
    click.echo("")
    print_table(
        ("File", "Kind", "Rows read", "Fate", "Rows"),
        [(line.file, line.population, rows[line.file], _fate(line), line.rows) for line in lines],
        right={2, 4},
    )


def _fate(line: AccountingLine) -> str:
    return f"{line.fate}: {line.reason}" if line.reason else line.fate


def _as_json(
    findings: Sequence[Finding], accounting: Sequence[AccountingLine]
) -> dict[str, list[dict[str, object]]]:
    return {
        "findings": [
            {
                "severity": one.severity.value,
                "code": one.code,
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "value": one.value,
                "rows": one.rows,
                "detail": one.detail,
            }
            for one in findings
        ],
        "accounting": [
            {
                "population": line.population,
                "file": line.file,
                "fate": line.fate,
                "reason": line.reason,
                "rows": line.rows,
            }
            for line in accounting
        ],
    }
