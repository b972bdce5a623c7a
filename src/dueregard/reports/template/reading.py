"""Reads a filled-in form back, from a workbook or a Word document, field by field.

Fields are found by their number, wherever their row was moved to. What the form has no place for
is named with its place, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from dueregard.editions.schema import Edition
from dueregard.reports.spreadsheets.grids import Grid, text_of
from dueregard.reports.spreadsheets.notices import Notice
from dueregard.reports.template.document import MARK, OWN_WORDS, TITLE
from dueregard.reports.template.form import CLOSING, FURTHER, HEADER_AND_BACKGROUND
from dueregard.reports.template.measures import measures_of
from dueregard.reports.template.model import NOT_GIVEN

FIELD, ANSWER, QUESTION, MEASURE = "Field", "Answer", "Question", "Measure"
THIS_YEAR, LAST_YEAR, INDICATOR = "Reporting year", "Previous year", "Indicator"
SUFFIXES = {THIS_YEAR: "i", LAST_YEAR: "ii"}
_LINE = re.compile(r"5\.\d+\.\d+")
_NAMED = re.compile(r"H[1-8]|1[ab]|2[ab]|3[abc]|4a|5\.\d+\.(?:iii|iv)|[67]|S[12]")
_OWN_TEXT = (TITLE, MARK)
_EDITION = re.compile(r"WRES edition (\d{4})")
_OWN_PARAGRAPH = re.compile(
    r"WRES edition \d{4}$|Indicator \d+: (?:data|meaning)$|(?:Caution: )?Read this first$"
    r"|INTERNAL - not for publication\. It holds small numbers of people\.$"
    r"|Edition\t\d{4}$|This report is dated \d+ \w+ \d{4}, after "
)


@dataclass(slots=True)
class ReadTemplate:
    """A form as it came.

    Parameters
    ----------
    answers
        Every answer by its field's number, as in ``Template.answers``.
    places
        Where each answer stands, in words.
    measures
        What each line of data is called, by the number of the line.
    notices
        What was noticed, with the place.
    """

    answers: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def given(self, code: str) -> str:
        """Return an answer, empty where nobody gave one."""
        text = self.answers.get(code, "").strip()
        return "" if text.casefold() == NOT_GIVEN.casefold() else text


def is_template(grids: Iterable[Grid]) -> bool:
    """Whether tables are those of the form: a row of headings says so."""
    return any(_header(grid, row) for grid in grids for row in range(len(grid.rows)))


def edition_named(grids: Iterable[Grid], texts: Iterable[str] = ()) -> str:
    """Return the edition that the form names, in a table or beside it; empty where it does not."""
    cells = (text_of(grid.at(*place)) for grid in grids for place in grid.filled())
    for text in (*texts, *cells):
        match = _EDITION.search(text)
        if match:
            return match[1]
    return ""


def note_texts(read: ReadTemplate, texts: Iterable[str], edition: Edition | None) -> None:
    """Name the paragraphs beside the tables of a document that the form does not have itself."""
    organisation = read.given("H1")
    own = _own_words(edition) | {organisation, f"Organisation\t{organisation}"}
    for number, text in enumerate(texts, start=1):
        if text and text not in own and not _OWN_PARAGRAPH.match(text):
            read.notices.append(Notice("not_of_the_form", f"paragraph {number}", text))


def _own_words(edition: Edition | None) -> set[str]:
    indicators = () if edition is None else edition.indicators
    named = {f"Indicator {one.number}: {one.title}" for one in indicators}
    return {*OWN_WORDS, *named, *(one.definition for one in indicators)}


def read_template(grids: Iterable[Grid], edition: Edition | None = None) -> ReadTemplate:
    """Read the tables of a form.

    Parameters
    ----------
    grids
        Sheets of a workbook, or tables of a document.
    edition
        Its edition, where it is known: then lines of data that are missing are named too.
    """
    read = ReadTemplate()
    for grid in grids:
        _grid(read, grid)
    for code in expected_codes(edition):
        if code not in read.answers:
            read.notices.append(Notice("row_missing", "the form", code))
    return read


def expected_codes(edition: Edition | None) -> list[str]:
    """Return the numbers of the fields that the form has."""
    numbers = range(1, 10) if edition is None else [one.number for one in edition.indicators]
    texts = [f"5.{number}.{part}" for number in numbers for part in ("iii", "iv")]
    codes = [*HEADER_AND_BACKGROUND, *texts, *CLOSING, *FURTHER]
    if edition is not None:
        codes += [
            f"5.{one.number}.{place}.{suffix}"
            for one in edition.indicators
            for place, _ in enumerate(measures_of(edition, one), start=1)
            for suffix in SUFFIXES.values()
        ]
    return codes


def _header(grid: Grid, row: int) -> dict[str, int]:
    """Return the columns by their heading, where a row holds the headings of the form."""
    texts = [text_of(value) for value in grid.rows[row]]
    found = {text: place for place, text in reversed(list(enumerate(texts)))}
    is_one = FIELD in found and (ANSWER in found or {THIS_YEAR, LAST_YEAR} <= set(found))
    return found if is_one else {}


def _grid(read: ReadTemplate, grid: Grid) -> None:
    columns: dict[str, int] = {}
    for row in range(len(grid.rows)):
        columns_here = _header(grid, row)
        if columns_here:
            columns = columns_here
        elif not (columns and _row(read, grid, row, columns)):
            _foreign(read, grid, [(row, place) for place in range(len(grid.rows[row]))])
    for first, last in grid.merged:
        where = f"{grid.where(*first)} to {grid.where(*last)}"
        read.notices.append(Notice("merged_cells", where, text_of(grid.at(*first))))


def _row(read: ReadTemplate, grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Read a row of the form; return False where it is none."""
    code = text_of(grid.at(row, columns[FIELD]))
    is_line = _LINE.fullmatch(code) is not None
    if not is_line and not _NAMED.fullmatch(code):
        return False
    wanted = (
        {f"{code}.{suffix}": heading for heading, suffix in SUFFIXES.items()}
        if is_line
        else {code: ANSWER}
    )
    if MEASURE in columns:
        read.measures.setdefault(code, text_of(grid.at(row, columns[MEASURE])))
    for name, heading in wanted.items():
        if heading in columns:
            _answer(read, grid, (row, columns[heading]), name)
    known = {FIELD, QUESTION, ANSWER, MEASURE, INDICATOR, *SUFFIXES}
    ours = {place for heading, place in columns.items() if heading in known}
    others = [(row, place) for place in range(len(grid.rows[row])) if place not in ours]
    _foreign(read, grid, others)
    return True


def _answer(read: ReadTemplate, grid: Grid, place: tuple[int, int], name: str) -> None:
    where, text = grid.where(*place), text_of(grid.at(*place))
    if name in read.answers:
        detail = f"it stands at {read.places[name]} already"
        read.notices.append(Notice("row_twice", where, text or name, detail))
        return
    if place in grid.without_value:
        read.notices.append(Notice("formula_without_value", where, detail=name))
    value = grid.at(*place)
    if isinstance(value, float) and 0 < value < 1 and _is_share(read, name):
        read.notices.append(Notice("fraction_for_percent", where, text))
        text = f"{(100 * Decimal(repr(value))).normalize():f}%"
    read.answers[name], read.places[name] = text, where


def _is_share(read: ReadTemplate, name: str) -> bool:
    """Whether an answer is a percentage: of the whole workforce, or a line that is no ratio."""
    words = read.measures.get(name.rsplit(".", 1)[0], "")
    is_other = words.startswith(("Relative likelihood", "Difference")) or ", less " in words
    return name in {"2b", "3a"} or (bool(words) and not is_other)


def _foreign(read: ReadTemplate, grid: Grid, places: list[tuple[int, int]]) -> None:
    for place in places:
        text = text_of(grid.at(*place))
        if text and not text.startswith(_OWN_TEXT) and not _EDITION.search(text):
            read.notices.append(Notice("not_of_the_form", grid.where(*place), text))
