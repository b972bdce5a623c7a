"""Finds the lines behind what was noticed in a cube: the second, filtered scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dueregard.extracts.engine import fetch
from dueregard.extracts.findings import Finding
from dueregard.extracts.reader import Extract
from dueregard.returns.counting_values import Noticed, Row
from dueregard.returns.windows import IMPOSSIBLE, NO_DATE, OUTSIDE, Days

if TYPE_CHECKING:
    import narwhals as nw

MOST_LINES = 2_000
"""How many lines of one column are listed one by one; the rest become one finding."""

_DAY_CODES = {OUTSIDE: "outside_period", IMPOSSIBLE: "impossible_date", NO_DATE: "no_date"}


def lines_of(
    extract: Extract, frame: nw.LazyFrame[Any], column: str, values: Iterable[str], code: str
) -> list[Finding]:
    """Return one finding for each line that has one of these values in a column."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    wanted = list(values)
    if not wanted:
        return []
    heading = extract.plan.heading(column)
    found = frame.filter(nw.col(column).is_in(wanted)).select("line", column)
    rows = sorted(fetch(found))
    findings = [
        Finding(code, extract.name, line, heading, value) for line, value in rows[:MOST_LINES]
    ]
    if len(rows) > MOST_LINES:
        rest = len(rows) - MOST_LINES
        detail = f"and {rest:,} lines more, the first of them line {rows[MOST_LINES][0]}"
        findings.append(Finding(code, extract.name, 0, heading, "", detail, rest))
    return findings


def excluded_day_findings(extract: Extract, days: Days) -> list[Finding]:
    """Return the lines whose date leaves them out."""
    texts: dict[str, list[str]] = defaultdict(list)
    for text, reason in days.reasons.items():
        texts[reason].append(text)
    return [
        finding
        for reason, values in sorted(texts.items())
        for finding in lines_of(extract, extract.frame, "date", values, _DAY_CODES[reason])
    ]


def noticed_findings(extract: Extract, frame: nw.LazyFrame[Any], noticed: Noticed) -> list[Finding]:
    """Return findings, with their lines, for everything that a row reader noticed."""
    findings = []
    values: dict[str, list[str]] = defaultdict(list)
    for column, value in noticed.unmapped:
        values[column].append(value)
    for column, strange in sorted(values.items()):
        findings += lines_of(extract, frame, column, strange, "unmapped_value")
    groups = sorted(noticed.unlisted_groups)
    findings += lines_of(extract, frame, "staff_group", groups, "unknown_staff_group")
    findings += _not_shortlisted(extract, frame, noticed.not_shortlisted)
    if noticed.without_part:
        n = noticed.without_part
        findings.append(Finding("part_not_known", extract.name, detail=f"{n:,} people", rows=n))
    return findings


def sub_code_findings(
    extract: Extract, frame: nw.LazyFrame[Any], told: Callable[[str], str]
) -> list[Finding]:
    """Return the lines whose ethnic value only has the form of a sub-code.

    Parameters
    ----------
    extract
        The file; it has ethnic categories of its own.
    frame
        Its rows.
    told
        The reading of a value that says what it is counted as, and nothing of listed values.
    """
    texts = (text for (text,) in fetch(frame.select("ethnic_category").unique()))
    read_as = {text: told(text) for text in texts}
    strange = sorted(text for text, code in read_as.items() if code)
    found = lines_of(extract, frame, "ethnic_category", strange, "sub_code_not_listed")
    return [
        replace(one, detail=f"counted as {read_as[one.value]}") if one.value else one
        for one in found
    ]


def _not_shortlisted(
    extract: Extract, frame: nw.LazyFrame[Any], rows: Iterable[Row]
) -> list[Finding]:
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    rows = list(rows)
    if not rows:
        return []
    columns = [name for name in ("shortlisted", "appointed", "started") if name in rows[0]]
    combinations = {tuple(row[name] for name in columns) for row in rows}
    findings = []
    for values in sorted(combinations):
        matches = [nw.col(name) == value for name, value in zip(columns, values, strict=True)]
        heading = extract.plan.heading(columns[-1])
        for (line,) in sorted(fetch(frame.filter(*matches).select("line")))[:MOST_LINES]:
            code = "appointed_not_shortlisted"
            findings.append(Finding(code, extract.name, line, heading, values[-1]))
    return findings
