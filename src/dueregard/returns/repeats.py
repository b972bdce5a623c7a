"""Finds the lines about somebody who stands in the file already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dueregard.extracts.engine import fetch
from dueregard.extracts.findings import Finding
from dueregard.extracts.reader import Extract

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.engine import Engine

NUMBERS = {"applicants": "applicant_number"}
COUNTED_ONCE = "the same person again"


@dataclass(slots=True)
class Repeats:
    """The lines that are not counted because they repeat another, and what was noticed."""

    dropped: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of somebody whose number stands on several lines."""

    number: int
    where: str
    who: str
    says: tuple[str, ...]
    year: int | None


def number_column(population: str) -> str:
    """Return the column by which people of a file are told apart."""
    return NUMBERS.get(population, "staff_number")


def without_repeats(
    engine: Engine, extract: Extract, years: dict[str, int | None], year: int
) -> tuple[nw.LazyFrame[Any], Repeats]:
    """Return the rows that count each person once, and what was left out.

    Parameters
    ----------
    engine
        Where the rows are.
    extract
        The file.
    years
        The reporting year of each date as it is written, for lists of events.
    year
        The reporting year of a list without dates.
    """
    column = number_column(extract.population)
    if not extract.has(column):
        return extract.frame, Repeats()
    repeats = _decide(extract, _repeated_lines(extract, column, years, year), column)
    if not repeats.dropped:
        return extract.frame, repeats
    dropped = engine.table(("line",), ((line,) for line in repeats.dropped), integers=("line",))
    return extract.frame.join(dropped, on="line", how="anti"), repeats


def _repeated_lines(
    extract: Extract, column: str, years: dict[str, int | None], year: int
) -> list[Line]:
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    frame = extract.frame
    # A number is that of one organisation; another may have given the same one.
    keys = [column, *(name for name in ("organisation",) if extract.has(name))]
    several = (
        frame.filter(nw.col(column).str.strip_chars() != "")
        .group_by(*keys)
        .agg(nw.len().alias("times"))
        .filter(nw.col("times") > 1)
        .select(*keys)
    )
    columns = [name for name in extract.plan.places if name != column]
    rows = fetch(frame.join(several, on=keys).select(column, "line", *columns))
    at = columns.index("date") if "date" in columns else None
    body = columns.index("organisation") if "organisation" in columns else None
    lines = [
        Line(
            line,
            "" if body is None else says[body],
            who,
            tuple(says),
            year if at is None else years.get(says[at]),
        )
        for who, line, *says in rows
    ]
    return sorted(lines, key=lambda line: (line.where, line.who, line.number))


def _decide(extract: Extract, lines: Iterable[Line], column: str) -> Repeats:
    repeats = Repeats()
    decide = _DECISIONS.get(extract.population, _one_person)
    for _, of_one in groupby(lines, key=lambda line: (line.where, line.who)):
        decide(list(of_one), repeats, extract.name, extract.plan.heading(column))
    repeats.dropped.sort()
    return repeats


def _one_person(lines: list[Line], repeats: Repeats, file: str, column: str) -> None:
    first = lines[0]
    for line in lines[1:]:
        code = "duplicate" if line.says == first.says else "duplicate_differs"
        repeats.dropped.append(line.number)
        repeats.findings.append(_found(code, line, first, file, column))


def _one_application(lines: list[Line], repeats: Repeats, file: str, column: str) -> None:
    seen: dict[tuple[str, ...], Line] = {}
    for line in lines:
        if line.says in seen:
            repeats.dropped.append(line.number)
            repeats.findings.append(_found("duplicate", line, seen[line.says], file, column))
        elif seen:
            repeats.findings.append(_found("several_applications", line, lines[0], file, column))
        seen.setdefault(line.says, line)


def _one_entry(lines: list[Line], repeats: Repeats, file: str, column: str) -> None:
    """Count entries: a person may enter the process twice, one entry stands once in a list."""
    seen: dict[tuple[str, ...], Line] = {}
    for line in lines:
        if line.says in seen:
            repeats.dropped.append(line.number)
            repeats.findings.append(_found("duplicate", line, seen[line.says], file, column))
        elif any(line.year == other.year for other in seen.values()):
            repeats.findings.append(_found("repeated_in_year", line, lines[0], file, column))
        seen.setdefault(line.says, line)


def _one_trainee(lines: list[Line], repeats: Repeats, file: str, column: str) -> None:
    """Count people, not courses."""
    seen: dict[int, Line] = {}
    for line in lines:
        if line.year is None:
            continue  # the accounting of dates takes it
        if line.year in seen:
            repeats.dropped.append(line.number)
            repeats.findings.append(_found("repeated_in_year", line, seen[line.year], file, column))
        seen.setdefault(line.year, line)


_DECISIONS = {
    "applicants": _one_application,
    "disciplinary": _one_entry,
    "training": _one_trainee,
}


def _found(code: str, line: Line, first: Line, file: str, column: str) -> Finding:
    return Finding(code, file, line.number, column, line.who, f"first on line {first.number}")
