"""Turns the rows of one file into cells: the only place where people become counts.

One scan groups a file by its raw values; the code lists then read each distinct value once. Only
when something cannot be read does a second, filtered scan look for the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dueregard.extracts.coding import Coder
from dueregard.extracts.columns import CHARACTERISTIC_COLUMNS
from dueregard.extracts.engine import fetch
from dueregard.extracts.findings import Finding
from dueregard.extracts.reader import Extract
from dueregard.returns.counting_values import CUBE, Attributes, Row, RowReader, also_counted
from dueregard.returns.data_return import AccountingLine, Cell, SourceFile
from dueregard.returns.finding_lines import (
    excluded_day_findings,
    lines_of,
    noticed_findings,
    sub_code_findings,
)
from dueregard.returns.joining import FOUND, Joined, StaffFile, join_staff
from dueregard.returns.repeats import COUNTED_ONCE, without_repeats
from dueregard.returns.windows import DATED, Days, Window, excluded_by_date, sort_days

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.coding import Parse
    from dueregard.extracts.engine import Engine

ETHNICITY = "ethnicity"
NOT_IN_STAFF = "99"
UNREADABLE = "a value that no code list knows"
LOOKED_BACK = {"disciplinary": 1}
"""How many years before the reporting year a list of events is looked at for."""


@dataclass(slots=True)
class FileCount:
    """What one file came to: its cells, its findings, and the fate of each of its rows."""

    source: SourceFile
    cells: Counter[Cell] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    accounting: list[AccountingLine] = field(default_factory=list)
    years: frozenset[int] = frozenset()
    """The reporting years that have an event."""
    also: tuple[str, ...] = ()
    """Other populations that the file counts: an empty list of people is still a list."""

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """The file, once for each population that it counts."""
        others = (replace(self.source, population=other) for other in self.also)
        return (self.source, *others)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file that count, with what is needed to read them."""

    extract: Extract
    joined: Joined
    days: Days
    window: Window

    @property
    def frame(self) -> nw.LazyFrame[Any]:
        """The rows, with what the staff file added."""
        return self.joined.frame

    def has(self, column: str) -> bool:
        """Whether the rows carry one of our columns, joined ones included."""
        return column in self.frame.collect_schema().names()


def count_file(
    engine: Engine, extract: Extract, coder: Coder, window: Window, staff: StaffFile | None = None
) -> FileCount:
    """Count the people of one file.

    Parameters
    ----------
    engine
        Where its rows are.
    extract
        The file.
    coder
        The reading of its values.
    window
        The reporting year.
    staff
        The staff file, for what lists of events do not say of their people.

    Returns
    -------
    FileCount
        Rows read equal rows counted and rows excluded by reason, always.
    """
    also = also_counted(extract.population, extract.plan.places)
    result = FileCount(_source(extract), findings=list(extract.findings), also=also)
    gone = Counter(extract.excluded)
    days, by_day = _days(extract, window)
    gone += excluded_by_date(days, by_day)
    result.findings += excluded_day_findings(extract, days)
    frame, repeats = without_repeats(engine, extract, days.years, window.year)
    result.findings += repeats.findings
    gone[COUNTED_ONCE] += _dropped_rows(extract, repeats.dropped, days)
    rows = Rows(extract, join_staff(frame, extract, staff, list(days.reasons)), days, window)
    result.findings += rows.joined.findings
    result.years = frozenset(year for year in days.years.values() if year is not None)
    fates = _count_ethnicity(rows, coder, result)
    gone[UNREADABLE] = fates.pop(UNREADABLE, 0)
    _count_characteristics(rows, coder, result)
    fates[""] += 0  # nobody counted is said too
    _account(result, extract, fates)
    _account(result, extract, gone, fate="excluded")
    return result


def _source(extract: Extract) -> SourceFile:
    return SourceFile(
        extract.population, extract.name, extract.sha256, extract.rows, extract.system
    )


def _days(extract: Extract, window: Window) -> tuple[Days, dict[str, int]]:
    """Sort the distinct dates of a list into reporting years."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    if extract.population not in DATED or not extract.has("date"):
        return Days({}, {}), {}
    counts = dict(fetch(extract.frame.group_by("date").agg(nw.len().alias("n"))))
    back = LOOKED_BACK.get(extract.population, 0)
    month_first = extract.settings.date_order == "month-first"
    return sort_days(counts, window, back=back, month_first=month_first), counts


def _dropped_rows(extract: Extract, dropped: Sequence[int], days: Days) -> int:
    """Count the repeats that no date has left out already."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    if not dropped or not days.reasons:
        return len(dropped)
    gone = extract.frame.filter(nw.col("line").is_in(list(dropped)))
    dates = (date for (date,) in fetch(gone.select("date")))
    return sum(date not in days.reasons for date in dates)


def _count_ethnicity(rows: Rows, coder: Coder, result: FileCount) -> Counter[str]:
    """Count by ethnic category; return how many rows had which fate."""
    extract = rows.extract
    reader = RowReader(coder, extract.population, extract.plan.layout)
    parse = _ethnic_parser(rows, coder)
    fates: Counter[str] = Counter()
    for row, cells, n in _cells(rows, "ethnic_category", ETHNICITY, parse, reader):
        fates[rows.joined.fate(row, cells[0].employment) if cells else UNREADABLE] += n
        for cell in cells:
            result.cells[cell] += n
    result.findings += noticed_findings(extract, rows.frame, reader.noticed)
    if extract.has("ethnic_category"):
        told = coder.unlisted_ethnic(extract.settings)
        result.findings += sub_code_findings(extract, rows.frame, told)
    if extract.has("started") and not (extract.has("appointed") or extract.has("stage")):
        result.findings.append(Finding("started_for_appointed", extract.name))
    return fates


def _count_characteristics(rows: Rows, coder: Coder, result: FileCount) -> None:
    """Count by each other characteristic, one at a time and never crossed with another."""
    for column in CHARACTERISTIC_COLUMNS:
        source = column
        if column == "age_band" and not rows.has(column):
            source = "date_of_birth"
        if not rows.has(source):
            continue
        key, parse = coder.characteristic(column)
        if source == "date_of_birth":
            parse = coder.born(rows.extract.settings, rows.window.snapshot)
        reader = RowReader(coder, rows.extract.population, rows.extract.plan.layout)
        lenient = _Lenient(parse)
        for _, cells, n in _cells(rows, source, key, lenient, reader):
            for cell in cells:
                result.cells[cell] += n
        result.findings += lenient.findings(rows, source)


class _Lenient:
    """Reads a characteristic; what no list knows is not known, and is asked about."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._strange: set[str] = set()

    def __call__(self, text: str) -> str:
        code = self._parse(text)
        if code is None:
            self._strange.add(text)
        return NOT_IN_STAFF if code is None else code

    def findings(self, rows: Rows, column: str) -> list[Finding]:
        if not rows.extract.has(column):
            return []
        code, strange = "unknown_characteristic", sorted(self._strange)
        found = lines_of(rows.extract, rows.frame, column, strange, code)
        if column == "date_of_birth":
            # It identifies a person more than any code does, so it is not repeated.
            found = [replace(finding, value="") for finding in found]
        return found


def _cells(
    rows: Rows, column: str, characteristic: str, parse: Parse, reader: RowReader
) -> Iterator[tuple[Row, list[Cell], int]]:
    """Group the rows by their raw values, and read each distinct combination once.

    A combination that cannot be read comes without cells.
    """
    for row, n in cube(rows, column):
        year = _year(rows, row)
        if year is None:
            continue
        category = _category(rows, row, column, parse)
        attributes = reader.attributes(row, n)
        if category is None:
            reader.noticed.unmapped[column, row[column]] += n
        if category is None or attributes is None:
            yield row, [], n
        else:
            cells = [_cell(one, year, characteristic, category) for one in attributes]
            yield row, cells, n


def cube(rows: Rows, column: str) -> Iterator[tuple[Row, int]]:
    """Return each distinct combination of raw values with how many rows have it."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    wanted = (column, *CUBE[rows.extract.population], "date", FOUND)
    present = set(rows.frame.collect_schema().names())
    names = [name for name in wanted if name in present]
    for *values, n in fetch(rows.frame.group_by(*names).agg(nw.len().alias("n"))):
        yield dict(zip(names, values, strict=True)), n


def _year(rows: Rows, row: Row) -> int | None:
    if rows.extract.population in DATED and "date" in row:
        return rows.days.years[row["date"]]
    return rows.window.year


def _category(rows: Rows, row: Row, column: str, parse: Parse) -> str | None:
    if rows.joined.is_unknown(row, column):
        return NOT_IN_STAFF
    return parse(row.get(column, ""))


def _cell(one: Attributes, year: int, characteristic: str, category: str) -> Cell:
    return Cell(
        population=one.population,
        year=year,
        characteristic=characteristic,
        category=category,
        part=one.part,
        pay_band=one.pay_band,
        staff_group=one.staff_group,
        employment=one.employment,
        seat=one.seat,
        route=one.route,
        item="",
        answer="",
        n=0,
    )


def _ethnic_parser(rows: Rows, coder: Coder) -> Parse:
    if not rows.has("ethnic_category"):
        # A list without ethnicity and without a staff file to join: nobody's is known.
        return lambda _: NOT_IN_STAFF
    parse = coder.ethnic(rows.extract.settings)
    memo: dict[str, str | None] = {}

    def once(text: str) -> str | None:
        if text not in memo:
            memo[text] = parse(text)
        return memo[text]

    return once


def _account(
    result: FileCount, extract: Extract, rows: Counter[str], fate: str = "counted"
) -> None:
    result.accounting += [
        AccountingLine(extract.population, extract.name, fate, reason, n)
        for reason, n in sorted(rows.items())
        if n or not reason
    ]


def filled(cells: Counter[Cell]) -> tuple[Cell, ...]:
    """Return cells with their counts, in one fixed order; a zero that was stated stays."""
    return tuple(cell._replace(n=n) for cell, n in sorted(cells.items()))


def merged(counts: Iterable[FileCount]) -> Counter[Cell]:
    """Return the cells of several files together."""
    together: Counter[Cell] = Counter()
    for one in counts:
        together.update(one.cells)
    return together
