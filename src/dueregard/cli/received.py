"""``dueregard received``: read a form that somebody filled in, and say what is the matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.terminal import print_json, print_table

if TYPE_CHECKING:
    from dueregard.operations.read_received import ReceivedForm
    from dueregard.reports.spreadsheets.notices import Notice

LISTED = 20
"""How many notices of one kind are shown one by one in a terminal."""
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("path", type=_FILE)
@click.option("--edition", default="", help="Edition; the one that the form names if left out.")
@click.option("--last-year", type=_FILE, help="Last year's form, which this one should repeat.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Workbook: where its counts go, as a return.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def received(
    path: Path,
    edition: str,
    last_year: Path | None,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Read the Reporting Template or data-collection workbook in PATH, cell by cell.

    PATH is an XLSX workbook or, for the template, also a Word document (DOCX). Every cell that
    cannot be read, cannot be true or disagrees with another is named with its sheet and place. The
    exit code is 5 when something stops its numbers from being used.
    """
    from dueregard.operations.read_received import read_received  # noqa: PLC0415 - when called

    form = read_received(path, edition=edition, last_year=last_year)
    written = _write(form, out)
    if as_json:
        print_json(_as_json(form, written))
    else:
        _show(form, path, written)
    click.get_current_context().exit(5 if form.is_stopped else 0)


def _write(form: ReceivedForm, out: Path | None) -> Path | None:
    if out is None or form.data_return is None:
        return None
    from dueregard.returns.storage import write_return  # noqa: PLC0415 - when called

    return write_return(form.data_return, out)[0].parent


def _show(form: ReceivedForm, path: Path, written: Path | None) -> None:
    of = f" of {form.organisation}" if form.organisation else ""
    edition = f", edition {form.edition}" if form.edition else ""
    click.echo(f"{path}: {form.form}{of}{edition}")
    groups: dict[str, list[Notice]] = {}
    for notice in form.notices:
        groups.setdefault(notice.code, []).append(notice)
    for found in groups.values():
        _show_kind(found)
    if form.content:
        click.echo("")
        rows = [(one.words, one.answer, one.where) for one in form.content]
        print_table(("What a report should hold", "There", "Where"), rows)
    click.echo(f"\n{_end(form, written)}")


def _show_kind(found: list[Notice]) -> None:
    kind = found[0].kind
    click.echo(f"\n{kind.severity.value.upper()}: {kind.title} ({len(found):,})")
    click.echo(f"  {kind.meaning} {kind.remedy}")
    for notice in found[:LISTED]:
        value = f" {notice.value!r}" if notice.value else ""
        detail = f" ({notice.detail})" if notice.detail else ""
        click.echo(f"    {notice.where}:{value}{detail}")
    if len(found) > LISTED:
        click.echo(f"    ... and {len(found) - LISTED:,} more; --json shows all of them")


def _end(form: ReceivedForm, written: Path | None) -> str:
    """Say what came of it."""
    noticed = f"{len(form.notices):,} things noticed."
    if form.is_stopped:
        return f"{noticed} Its numbers cannot be used before what stops them is put right."
    if written is not None and form.data_return is not None:
        return f"{noticed} {len(form.data_return.cells):,} cells in {written}."
    if form.data_return is not None:
        return f"{noticed} Its counts can be used; --out DIR writes them as a return."
    return f"{noticed} {_completeness(form)}"


def _completeness(form: ReceivedForm) -> str:
    from dueregard.reports.template.checks import is_complete  # noqa: PLC0415 - when called

    if is_complete(form.content):
        return "It says what is done about the data and about the gaps."
    return "Received, and incomplete: steps on the data and on the gaps must be there."


def _as_json(form: ReceivedForm, written: Path | None) -> dict[str, object]:
    from dueregard.reports.template.reading import ReadTemplate  # noqa: PLC0415 - when called

    read = form.read
    return {
        "form": form.form,
        "organisation": form.organisation,
        "edition": form.edition,
        "can_be_used": not form.is_stopped,
        "return": None if written is None else str(written),
        "notices": [
            {
                "severity": one.kind.severity.value,
                "code": one.code,
                "title": one.kind.title,
                "where": one.where,
                "value": one.value,
                "detail": one.detail,
            }
            for one in form.notices
        ],
        "content": [
            {"key": one.key, "words": one.words, "answer": one.answer, "where": one.where}
            for one in form.content
        ],
        "answers": read.answers if isinstance(read, ReadTemplate) else {},
    }
