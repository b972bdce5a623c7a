"""Read a form that somebody filled in: the Reporting Template or the data-collection workbook."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.editions.loader import available_editions, load_edition
from dueregard.errors import FileNotUsableError
from dueregard.extracts.findings import Severity
from dueregard.reports.spreadsheets.grids import Grid, read_grids, read_texts
from dueregard.reports.template.checks import Content, check_template, content_of
from dueregard.reports.template.reading import (
    edition_named,
    is_template,
    note_texts,
    read_template,
)
from dueregard.reports.workbook.reading import about_of, is_workbook, read_workbook
from dueregard.reports.workbook.received import check_workbook, return_of
from dueregard.returns.data_return import SourceFile

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.reports.spreadsheets.notices import Notice
    from dueregard.reports.template.reading import ReadTemplate
    from dueregard.reports.workbook.reading import ReadWorkbook
    from dueregard.returns.data_return import DataReturn

TEMPLATE, WORKBOOK = "Reporting Template 2015", "data-collection workbook"


@dataclass(frozen=True, slots=True)
class ReceivedForm:
    """A form that was read.

    Parameters
    ----------
    form
        Which form it is.
    organisation, edition
        As the form says them; empty where it does not.
    notices
        What was noticed, each with its cell, in the order of the form.
    content
        For a template: what a report should hold beside data.
    data_return
        For a workbook whose numbers can be used: its counts.
    read
        Everything that stands in it, by field or cell.
    """

    form: str
    organisation: str
    edition: str
    notices: tuple[Notice, ...]
    content: tuple[Content, ...]
    data_return: DataReturn | None
    read: ReadTemplate | ReadWorkbook

    @property
    def is_stopped(self) -> bool:
        """Whether something in it stops its numbers from being used."""
        return any(one.kind.severity is Severity.STOP for one in self.notices)


def read_received(path: Path, *, edition: str = "", last_year: Path | None = None) -> ReceivedForm:
    """Read a form cell by cell, and check it.

    Parameters
    ----------
    path
        An XLSX workbook or a DOCX document.
    edition
        The edition it is of; left out, the one that the form names.
    last_year
        Last year's form of the same kind, whose numbers this one should repeat.

    Raises
    ------
    FileNotUsableError
        It cannot be read, or is neither of the two forms.
    EditionError
        There is no such edition.
    """
    grids = read_grids(path)
    if is_workbook(grids):
        return _workbook(path, grids, edition, last_year)
    if is_template(grids):
        return _template(path, grids, edition, last_year)
    raise FileNotUsableError(
        f"{path} is neither the Reporting Template nor the data-collection workbook.",
        advice="A row of headings tells them apart: 'Field' and 'Answer' in the template, 'Ref', "
        "'Item' and 'Notes' in the workbook. Fill in one that 'dueregard report' wrote.",
    )


def _template(
    path: Path, grids: tuple[Grid, ...], edition: str, last_year: Path | None
) -> ReceivedForm:
    texts = read_texts(path)
    named = edition or edition_named(grids, texts)
    rules = load_edition(named) if edition or named in available_editions() else None
    read = read_template(grids, rules)
    note_texts(read, texts, rules)
    before = None if last_year is None else read_template(_same(last_year, is_template, path))
    notices = (*read.notices, *check_template(read, before))
    return ReceivedForm(TEMPLATE, read.given("H1"), named, notices, content_of(read), None, read)


def _workbook(
    path: Path, grids: tuple[Grid, ...], edition: str, last_year: Path | None
) -> ReceivedForm:
    about = about_of(grids)
    rules = _edition(path, edition or about.get("Edition", ""))
    read = read_workbook(grids, rules)
    before = None
    if last_year is not None:
        # Last year's rows are read by last year's edition; rows of one reference are compared.
        then = _same(last_year, is_workbook, path)
        before = read_workbook(then, _edition(last_year, about_of(then).get("Edition", "")))
    notices = (*read.notices, *check_workbook(read, rules, before))
    form = ReceivedForm(
        WORKBOOK, about.get("Organisation", ""), rules.edition, notices, (), None, read
    )
    return form if form.is_stopped else _with_return(form, path, read, rules)


def _with_return(
    form: ReceivedForm, path: Path, read: ReadWorkbook, rules: Edition
) -> ReceivedForm:
    """Add the counts, unless a part is larger than its whole: nothing can be counted then."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    rows = len({ref for ref, _, _ in read.filled.typed})
    source = SourceFile("", path.name, digest, rows, WORKBOOK)
    data_return = return_of(read, rules, source)
    if any(cell.n < 0 for cell in data_return.cells) or not data_return.cells:
        return form
    return ReceivedForm(
        form.form,
        form.organisation,
        form.edition,
        form.notices,
        form.content,
        data_return,
        read,
    )


def _edition(path: Path, named: str) -> Edition:
    if not named:
        raise FileNotUsableError(
            f"{path} does not say of which edition it is.",
            advice="Name it: --edition 2016.",
        )
    return load_edition(named)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def _same(path: Path, is_one: Callable[[Iterable[Grid]], bool], beside: Path) -> tuple[Grid, ...]:
    grids = read_grids(path)
    if not is_one(grids):
        raise FileNotUsableError(
            f"{path} is not the same form as {beside}.",
            advice="Give last year's form of the same kind.",
        )
    return grids
