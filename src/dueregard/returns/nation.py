"""Counts files of many organisations without ever bringing their rows into Python.

One scan groups a file by its raw values, organisation included. The code lists read the distinct
values of that cube; their answers go back to the engine as small tables, which turn raw values
into codes there. What comes out is one table of cells, with the organisation beside each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError
from dueregard.extracts.coding import Coder
from dueregard.extracts.engine import fetch
from dueregard.extracts.findings import Finding
from dueregard.extracts.reader import Extract
from dueregard.returns.counting import ETHNICITY, LOOKED_BACK, UNREADABLE
from dueregard.returns.counting_values import CUBE, POST, Attributes, RowReader, also_counted
from dueregard.returns.data_return import AccountingLine, Cell, SourceFile
from dueregard.returns.finding_lines import excluded_day_findings, noticed_findings
from dueregard.returns.repeats import COUNTED_ONCE, number_column, without_repeats
from dueregard.returns.windows import DATED, Window, sort_days
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.editions.schema import Edition
    from dueregard.extracts.engine import Engine

ORGANISATION = "organisation"
COLUMNS = (ORGANISATION, *Cell._fields)
_CODED = ("part", "pay_band", "staff_group", "employment", "seat", "route")
_RAW = "raw_"
_WITHOUT_POSTS = ("applicants", "disciplinary", "training")
_WITHOUT_GROUPS = ("staff_group", "occupational_group")


@dataclass(slots=True)
class NationalCount:
    """What one file of many organisations came to."""

    source: SourceFile
    frames: list[nw.LazyFrame[Any]] = field(default_factory=list)
    also: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    accounting: list[AccountingLine] = field(default_factory=list)
    years: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class NationalRules:
    """How the files of a nation are counted."""

    coder: Coder
    window: Window
    groups: Mapping[str, str]
    """The cell's category for each code; empty to keep the codes."""


def groups_of(edition: Edition) -> dict[str, str]:
    """Return the group's category for each code that an edition puts into a group.

    The three ways of not knowing stay three.
    """
    rule = edition.comparison
    pairs = ((Group.REFERENCE, rule.reference), (Group.COMPARED, rule.compared))
    return {code: f"group:{group}" for group, one in pairs for code in one.categories}


def count_nation_file(
    engine: Engine, extract: Extract, rules: NationalRules, *, compare_people: bool = False
) -> NationalCount:
    """Count one file of many organisations.

    Parameters
    ----------
    engine
        Where its rows are.
    extract
        The file.
    rules
        How it is counted.
    compare_people
        Whether to look for numbers that stand in the file twice.

    Raises
    ------
    FileNotUsableError
        If it has no column for the organisation.
    """
    if not extract.has(ORGANISATION):
        raise FileNotUsableError(
            f"{extract.settings.path} has no column organisation.",
            advice="Count the files of one organisation from its folder with organisation.toml.",
        )
    source = SourceFile(
        extract.population, extract.name, extract.sha256, extract.rows, extract.system
    )
    also = also_counted(extract.population, extract.plan.places)
    result = NationalCount(source, also=also, findings=list(extract.findings))
    everything = extract.frame if extract.raw is None else extract.raw
    if compare_people:
        everything = _compared(engine, extract, rules, result)
    elif extract.has(number_column(extract.population)) and extract.population != "training":
        result.findings.append(Finding("not_compared", extract.name))
    counted = 0
    for year, frame in _by_year(everything, extract, rules.window, result):
        scan = _Scan(engine, extract, rules, result, year)
        counted += scan.count(frame)
        result.years.add(year)
    _account(result, extract, counted)
    return result


def _compared(
    engine: Engine, extract: Extract, rules: NationalRules, result: NationalCount
) -> nw.LazyFrame[Any]:
    """Leave out the lines that repeat another; numbers are those of one organisation."""
    frame, repeats = without_repeats(engine, extract, {}, rules.window.year)
    result.findings += repeats.findings
    _exclude(result, COUNTED_ONCE, len(repeats.dropped))
    return frame


def _by_year(
    frame: nw.LazyFrame[Any], extract: Extract, window: Window, result: NationalCount
) -> Iterator[tuple[int, nw.LazyFrame[Any]]]:
    """Return the rows of each reporting year, and account for the rows of none."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    if extract.population not in DATED or not extract.has("date"):
        yield window.year, frame
        return
    counts = dict(fetch(frame.group_by("date").agg(nw.len().alias("n"))))
    texts = {value: "" if value is None else str(value) for value in counts}
    back = LOOKED_BACK.get(extract.population, 0)
    month_first = extract.settings.date_order == "month-first"
    days = sort_days(texts.values(), window, back=back, month_first=month_first)
    for value, text in texts.items():
        if text in days.reasons:
            _exclude(result, days.reasons[text], counts[value])
    result.findings += excluded_day_findings(extract, days)
    for year in sorted({year for year in days.years.values() if year is not None}, reverse=True):
        dates = [value for value, text in texts.items() if days.years[text] == year]
        whole = len(dates) == len(counts)
        yield year, frame if whole else frame.filter(nw.col("date").is_in(dates))


class _Scan:
    """One scan of one file for one reporting year."""

    def __init__(
        self,
        engine: Engine,
        extract: Extract,
        rules: NationalRules,
        result: NationalCount,
        year: int,
    ) -> None:
        self._engine = engine
        self._extract = extract
        self._rules = rules
        self._result = result
        self._year = year
        self._reader = RowReader(rules.coder, extract.population, extract.plan.layout)
        self._ethnic = rules.coder.ethnic(extract.settings)
        self._unreadable = 0

    def count(self, frame: nw.LazyFrame[Any]) -> int:
        """Count the rows; return how many were counted."""
        cube, columns = self._cube(frame)
        rows, people = self._total(cube, "rows"), self._total(cube, "n")
        categories = self._mapping(cube, ("ethnic_category",), ("category",), self._category)
        others = [name for name in columns if name not in {ORGANISATION, "ethnic_category"}]
        attributes = self._mapping(cube, others, ("population", *_CODED), self._attributes)
        maps = [(["ethnic_category"], categories), (others, attributes)]
        joins = [([_RAW + name for name in on], to) for on, to in maps if to is not None]
        coded = reduce(lambda left, step: left.join(step[1], on=step[0]), joins, cube)
        self._result.frames.append(self._cells(coded, bare=not others))
        found = noticed_findings(self._extract, self._extract.frame, self._reader.noticed)
        self._result.findings += found
        readable = cube
        if self._unreadable:
            readable = reduce(
                lambda left, step: left.join(step[1], on=step[0], how="semi"), joins, cube
            )
            lost = rows - self._total(readable, "rows")
            _exclude(self._result, UNREADABLE, lost)
        _exclude(self._result, COUNTED_ONCE, rows - people)
        return self._total(readable, "n")

    def _cube(self, frame: nw.LazyFrame[Any]) -> tuple[nw.LazyFrame[Any], list[str]]:
        """Group by the raw values, once."""
        import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

        columns = self._columns()
        grouped = frame.group_by(*columns)
        if self._extract.population == "training" and self._extract.has("staff_number"):
            counted = _people(grouped)
        else:
            counted = grouped.agg(nw.len().alias("n")).with_columns(rows=nw.col("n"))
        texts = {_RAW + name: nw.col(name).cast(nw.String).fill_null("") for name in columns}
        named = counted.with_columns(**texts).select(*texts, "n", "rows")
        return self._engine.keep(named), columns

    def _columns(self) -> list[str]:
        wanted = (ORGANISATION, "ethnic_category", *CUBE[self._extract.population])
        # A nation's cube stays small: nothing asks for the pay of applicants or in events, and a
        # post of a known part needs no staff group.
        left_out: tuple[str, ...] = _WITHOUT_GROUPS if self._extract.has("part") else ()
        if self._extract.population in _WITHOUT_POSTS:
            left_out = POST
        return [name for name in wanted if self._extract.has(name) and name not in left_out]

    def _mapping(
        self,
        cube: nw.LazyFrame[Any],
        columns: Sequence[str],
        outcomes: Sequence[str],
        read: Callable[[Mapping[str, str], int], list[tuple[str, ...]]],
    ) -> Any:  # noqa: ANN401 - a frame, or None where there is nothing to map
        """Return a small table from raw values to codes, each distinct combination read once."""
        import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

        if not columns or not all(map(self._extract.has, columns)):
            return None
        raw = [_RAW + name for name in columns]
        distinct = fetch(cube.group_by(*raw).agg(nw.col("rows").sum()))
        rows = [
            (*values, *outcome)
            for *values, n in distinct
            for outcome in read(dict(zip(columns, values, strict=True)), int(n))
        ]
        return self._engine.table((*raw, *outcomes), iter(rows))

    def _category(self, row: Mapping[str, str], n: int) -> list[tuple[str, ...]]:
        code = self._ethnic(row["ethnic_category"])
        if code is None:
            self._reader.noticed.unmapped["ethnic_category", row["ethnic_category"]] += n
            self._unreadable += n
            return []
        return [(self._rules.groups.get(code, code),)]

    def _attributes(self, row: Mapping[str, str], n: int) -> list[tuple[str, ...]]:
        found = self._reader.attributes(row, n)
        if found is None:
            self._unreadable += n
        return [_coded(one) for one in found or []]

    def _cells(self, coded: nw.LazyFrame[Any], *, bare: bool) -> nw.LazyFrame[Any]:
        import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

        if bare:
            blank = _coded(Attributes(self._extract.population))
            named = zip(("population", *_CODED), blank, strict=True)
            coded = coded.with_columns(*(nw.lit(text).alias(name) for name, text in named))
        if not self._extract.has("ethnic_category"):
            coded = coded.with_columns(nw.lit("99").alias("category"))
        coded = coded.with_columns(nw.col(_RAW + ORGANISATION).alias(ORGANISATION))
        keys = (ORGANISATION, "population", "category", *_CODED)
        constants = {"characteristic": ETHNICITY, "item": "", "answer": ""}
        return (
            coded.group_by(*keys)
            .agg(nw.col("n").sum().cast(nw.Int64))
            .with_columns(
                nw.lit(self._year).alias("year"),
                *(nw.lit(text).alias(name) for name, text in constants.items()),
            )
            .select(*COLUMNS)
        )

    @staticmethod
    def _total(cube: nw.LazyFrame[Any], column: str) -> int:
        import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

        ((total,),) = fetch(cube.select(nw.col(column).sum()))
        return int(total or 0)


def _people(grouped: Any) -> nw.LazyFrame[Any]:  # noqa: ANN401 - a grouped frame
    """Count people, not courses; a line without a number is taken for a person of its own."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    number = nw.col("staff_number").cast(nw.String).fill_null("")
    nameless = (number == "").cast(nw.Int64).sum()
    counted = grouped.agg(
        number.n_unique().alias("n"), nameless.alias("nameless"), nw.len().alias("rows")
    )
    several = nw.col("n") - 1 + nw.col("nameless")
    n = nw.when(nw.col("nameless") > 0).then(several).otherwise(nw.col("n"))
    people: nw.LazyFrame[Any] = counted.with_columns(n=n).drop("nameless")
    return people


def _coded(one: Attributes) -> tuple[str, ...]:
    return (
        one.population,
        one.part,
        one.pay_band,
        one.staff_group,
        one.employment,
        one.seat,
        one.route,
    )


def _exclude(result: NationalCount, reason: str, rows: int) -> None:
    if rows:
        source = result.source
        line = AccountingLine(source.population, source.name, "excluded", reason, rows)
        result.accounting.append(line)


def _account(result: NationalCount, extract: Extract, counted: int) -> None:
    for reason, rows in extract.excluded.items():
        _exclude(result, reason, rows)
    line = AccountingLine(extract.population, extract.name, "counted", "", counted)
    result.accounting.insert(0, line)
