"""Counts files of many organisations without ever bringing their rows into Python.

One scan groups a file by its raw values, organisation included. The code lists read the distinct
values of that cube; their answers go back to the engine as small tables, which turn raw values
into codes there. What comes out is one table of cells, with the organisation beside each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError
from dueregard.extracts.coding import Coder
from dueregard.extracts.engine import RowsUnreadableError, fetch
from dueregard.extracts.findings import Finding
from dueregard.extracts.reader import Extract
from dueregard.returns.counting import UNREADABLE
from dueregard.returns.counting_values import Attributes, RowReader, also_counted
from dueregard.returns.data_return import AccountingLine, SourceFile
from dueregard.returns.finding_lines import excluded_day_findings, noticed_findings
from dueregard.returns.nation_cubes import RAW, cube_columns, cubes
from dueregard.returns.nation_kinds import ORGANISATION, Kinds
from dueregard.returns.repeats import COUNTED_ONCE, number_column, without_repeats
from dueregard.returns.windows import Days, Window
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.editions.schema import Edition
    from dueregard.extracts.engine import Engine


@dataclass(slots=True)
class NationalCount:
    """What one file of many organisations came to."""

    source: SourceFile
    frames: list[nw.LazyFrame[Any]] = field(default_factory=list)
    """Counts by organisation and by the numbers of :class:`Kinds`."""
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
    kinds: Kinds


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
    RowsUnreadableError
        If the engine did not find as many rows in it as its lines promised.
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

    def tell(days: Days, rows: Mapping[str, int]) -> None:
        for text, reason in days.reasons.items():
            _exclude(result, reason, rows[text])
        result.findings += excluded_day_findings(extract, days)

    for year, cube in cubes(engine, everything, extract, rules.window, tell):
        counted += _Scan(engine, extract, rules, result, year).count(cube)
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


class _Scan:
    """The cube of one file for one reporting year."""

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

    def count(self, cube: nw.LazyFrame[Any]) -> int:
        """Count the rows; return how many were counted."""
        columns = cube_columns(self._extract)
        others = [name for name in columns if name not in {ORGANISATION, "ethnic_category"}]
        ethnic = ["ethnic_category"] if "ethnic_category" in columns else []
        attributes, rows, people = self._mapping(cube, others, "cell", self._attributes)
        categories, _, _ = self._mapping(cube, ethnic, "kind", self._category)
        joins = [([RAW + name for name in ethnic], categories)] if ethnic else []
        joins += [([RAW + name for name in others], attributes)] if others else []
        coded = reduce(lambda left, step: left.join(step[1], on=step[0]), joins, cube)
        self._result.frames.append(self._cells(coded, bare=not others, blind=not ethnic))
        noticed = self._reader.noticed
        self._result.findings += noticed_findings(self._extract, self._extract.frame, noticed)
        if self._unreadable:
            readable = reduce(
                lambda left, step: left.join(step[1], on=step[0], how="semi"), joins, cube
            )
            _, kept, people = self._mapping(readable, (), "", self._category)
            _exclude(self._result, UNREADABLE, rows - kept)
            rows = kept
        _exclude(self._result, COUNTED_ONCE, rows - people)
        return people

    def _mapping(
        self,
        cube: nw.LazyFrame[Any],
        columns: Sequence[str],
        outcome: str,
        read: Callable[[Mapping[str, str], int], list[int]],
    ) -> tuple[Any, int, int]:
        """Return a small table from raw values to numbers, with the rows and people of the cube.

        Each distinct combination is read once.
        """
        import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

        raw = [RAW + name for name in columns]
        sums = (nw.col("rows").sum(), nw.col("n").sum())
        asked = cube.group_by(*raw).agg(*sums) if raw else cube.select(*sums)
        distinct = fetch(asked)
        rows = sum(int(row[-2] or 0) for row in distinct)
        people = sum(int(row[-1] or 0) for row in distinct)
        if not raw:
            return None, rows, people
        read_once = [
            (*values, number)
            for *values, n, _ in distinct
            for number in read(dict(zip(columns, values, strict=True)), int(n))
        ]
        table = self._engine.table((*raw, outcome), iter(read_once), integers=(outcome,))
        return table, rows, people

    def _category(self, row: Mapping[str, str], n: int) -> list[int]:
        code = self._ethnic(row["ethnic_category"])
        if code is None:
            self._reader.noticed.unmapped["ethnic_category", row["ethnic_category"]] += n
            self._unreadable += n
            return []
        return [self._rules.kinds.category(self._rules.groups.get(code, code))]

    def _attributes(self, row: Mapping[str, str], n: int) -> list[int]:
        found = self._reader.attributes(row, n)
        if found is None:
            self._unreadable += n
        return [self._rules.kinds.cell(self._year, one) for one in found or []]

    def _cells(self, coded: nw.LazyFrame[Any], *, bare: bool, blind: bool) -> nw.LazyFrame[Any]:
        """Add up by organisation and numbers; a file may have nothing else, or no ethnicity."""
        import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

        kinds = self._rules.kinds
        if bare:
            blank = kinds.cell(self._year, Attributes(self._extract.population))
            coded = coded.with_columns(nw.lit(blank, dtype=nw.Int64).alias("cell"))
        if blind:
            coded = coded.with_columns(nw.lit(kinds.category("99"), dtype=nw.Int64).alias("kind"))
        counted = coded.group_by(RAW + ORGANISATION, "kind", "cell").agg(nw.col("n").sum())
        body = nw.col(RAW + ORGANISATION).alias(ORGANISATION)
        return counted.select(body, "kind", "cell", nw.col("n").cast(nw.Int64))


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
    if extract.promised and sum(line.rows for line in result.accounting) != extract.rows:
        raise RowsUnreadableError(
            f"{extract.settings.path} has other rows than lines.",
            advice="Look for quotation marks around several lines, and for blank lines.",
        )
