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
from dueregard.returns.finding_lines import excluded_day_findings, lines_of, noticed_findings
from dueregard.returns.repeats import COUNTED_ONCE, without_repeats
from dueregard.returns.windows import DATED, Days, Window, excluded_by_date, sort_days

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.coding import Parse
    from dueregard.extracts.engine import Engine

ETHNICITY = "ethnicity"
NOT_IN_STAFF = "99"
UNREADABLE = "a value that no code list knows"
STRANGERS = "not in the staff file: not known"
JOINED = ("found_in_staff",)
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
    frame: nw.LazyFrame[Any]
    days: Days
    window: Window

    def has(self, column: str) -> bool:
        """Whether the rows carry one of our columns, joined ones included."""
        return column in self.frame.collect_schema().names()


def count_file(
    engine: Engine, extract: Extract, coder: Coder, window: Window, staff: Extract | None = None
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
        The staff file, for lists of events that carry no ethnicity.

    Returns
    -------
    FileCount
        Rows read equal rows counted and rows excluded by reason, always.
    """
    also = also_counted(extract.population, extract.plan.places)
    result = FileCount(_source(extract), findings=list(extract.findings), also=also)
    left_out = Counter(extract.excluded)
    days, by_day = _days(extract, window)
    left_out += excluded_by_date(days, by_day)
    result.findings += excluded_day_findings(extract, days)
    frame, repeats = without_repeats(engine, extract, days.years, window.year)
    result.findings += repeats.findings
    left_out[COUNTED_ONCE] += _dropped_rows(extract, repeats.dropped, days)
    strangers = _not_in_staff(frame, extract, staff, days)
    result.findings += strangers
    frame = _with_staff(frame, extract, staff)
    rows = Rows(extract, frame, days, window)
    result.years = frozenset(year for year in days.years.values() if year is not None)
    counted, left_out[UNREADABLE] = _count_ethnicity(rows, coder, result)
    _count_characteristics(rows, coder, result)
    _account(result, extract, Counter({"": counted - len(strangers), STRANGERS: len(strangers)}))
    _account(result, extract, left_out, fate="excluded")
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


def _needs_staff(extract: Extract, staff: Extract | None) -> bool:
    """Whether a list has numbers of people and no ethnicity, and the staff file can tell."""
    if extract.has("ethnic_category") or not extract.has("staff_number"):
        return False
    return staff is not None and staff.has("staff_number")


def _not_in_staff(
    frame: nw.LazyFrame[Any], extract: Extract, staff: Extract | None, days: Days
) -> list[Finding]:
    """Return the lines about people of whom the staff file knows nothing."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    if staff is None or not _needs_staff(extract, staff):
        return []
    if extract.has("date"):
        frame = frame.filter(~nw.col("date").is_in(list(days.reasons)))
    unknown = frame.join(staff.frame.select("staff_number"), on="staff_number", how="anti")
    heading = extract.plan.heading("staff_number")
    return [
        Finding("not_in_staff_file", extract.name, line, heading, number)
        for line, number in sorted(fetch(unknown.select("line", "staff_number")))
    ]


def _with_staff(
    frame: nw.LazyFrame[Any], extract: Extract, staff: Extract | None
) -> nw.LazyFrame[Any]:
    """Give a list without ethnicity what the staff file says of each person, then drop the key."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    if staff is None or not _needs_staff(extract, staff):
        return frame
    wanted = [
        name
        for name in (*CUBE["disciplinary"], "ethnic_category", *CHARACTERISTIC_COLUMNS)
        if staff.has(name) and not extract.has(name)
    ]
    first = staff.frame.filter(nw.col("staff_number") != "").group_by("staff_number")
    lines = first.agg(nw.col("line").min())
    people = staff.frame.join(lines, on=["staff_number", "line"]).select("staff_number", *wanted)
    people = people.with_columns(nw.lit("yes").alias(JOINED[0]))
    joined = frame.join(people, on="staff_number", how="left")
    filled = [nw.col(name).fill_null("") for name in (*wanted, *JOINED)]
    return joined.with_columns(*filled).drop("staff_number")


def _count_ethnicity(rows: Rows, coder: Coder, result: FileCount) -> tuple[int, int]:
    """Count by ethnic category; return how many rows were counted and how many unreadable."""
    extract = rows.extract
    reader = RowReader(coder, extract.population, extract.plan.layout)
    parse = _ethnic_parser(rows, coder)
    counted = unreadable = 0
    for cells, n in _cells(rows, "ethnic_category", ETHNICITY, parse, reader):
        counted += n if cells else 0
        unreadable += 0 if cells else n
        for cell in cells:
            result.cells[cell] += n
    result.findings += noticed_findings(extract, rows.frame, reader.noticed)
    result.findings += _sub_code_findings(rows, coder)
    if extract.has("started") and not (extract.has("appointed") or extract.has("stage")):
        result.findings.append(Finding("started_for_appointed", extract.name))
    return counted, unreadable


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
        for cells, n in _cells(rows, source, key, lenient, reader):
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
) -> Iterator[tuple[list[Cell], int]]:
    """Group the rows by their raw values, and read each distinct combination once.

    A combination that cannot be read comes without cells.
    """
    for row, n in cube(rows, column):
        year = _year(rows, row)
        if year is None:
            continue
        category = _category(row, column, parse)
        attributes = reader.attributes(row, n)
        if category is None:
            reader.noticed.unmapped[column, row[column]] += n
        if category is None or attributes is None:
            yield [], n
        else:
            yield [_cell(one, year, characteristic, category) for one in attributes], n


def cube(rows: Rows, column: str) -> Iterator[tuple[Row, int]]:
    """Return each distinct combination of raw values with how many rows have it."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    wanted = (column, *CUBE[rows.extract.population], "date", *JOINED)
    present = set(rows.frame.collect_schema().names())
    names = [name for name in wanted if name in present]
    for *values, n in fetch(rows.frame.group_by(*names).agg(nw.len().alias("n"))):
        yield dict(zip(names, values, strict=True)), n


def _year(rows: Rows, row: Row) -> int | None:
    if rows.extract.population in DATED and "date" in row:
        return rows.days.years[row["date"]]
    return rows.window.year


def _category(row: Row, column: str, parse: Parse) -> str | None:
    if row.get(JOINED[0], "yes") != "yes":
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


def _sub_code_findings(rows: Rows, coder: Coder) -> list[Finding]:
    if not rows.extract.has("ethnic_category"):
        return []
    listed = coder.is_listed_ethnic(rows.extract.settings)
    heading = rows.extract.plan.heading("ethnic_category")
    values = sorted(text for (text,) in fetch(rows.frame.select("ethnic_category").unique()))
    return [
        Finding("sub_code_not_listed", rows.extract.name, column=heading, value=text)
        for text in values
        if not listed(text)
    ]


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
