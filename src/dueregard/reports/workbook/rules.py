"""Computes the rows that follow from others, and writes the same computation as a formula.

Both forms of a rule stand beside each other, so that what a spreadsheet program works out is what
was written into the cell.
"""

from __future__ import annotations

from collections.abc import Callable

from dueregard.reports.workbook.layout import (
    RATIO,
    Difference,
    Likelihood,
    Part,
    Rule,
    Total,
)

NOT_GIVEN, NOBODY = "not given", "nobody"
NO_EVENTS, NOT_CALCULABLE = "no events", "not calculable"
Number = int | float
Answer = Number | str
"""A number, or in two words why there is none."""
Get = Callable[[str, str], Answer | None]
"""The cell of a row and a column, in the set of columns that is being computed."""
Name = Callable[[str, str], str]
"""The spreadsheet's name of the same cell."""


def numbers(values: list[Answer | None]) -> list[Number]:
    """Return the numbers among cells: words and blanks are none, as COUNT sees it."""
    return [value for value in values if isinstance(value, int | float)]


def answer(rule: Rule, column: str, get: Get, groups: tuple[str, ...]) -> Answer:
    """Compute a cell.

    Parameters
    ----------
    rule, column
        How, and for which column.
    get
        The other cells.
    groups
        The columns of people in the row, for shares of everybody.
    """
    if isinstance(rule, Total):
        found = numbers([get(ref, column) for ref in rule.refs])
        return sum(found) if found else NOT_GIVEN
    if isinstance(rule, Part):
        return _part(rule, column, get, groups)
    if isinstance(rule, Difference):
        found = numbers([get(rule.first, column), get(rule.second, column)])
        return 100 * (found[0] - found[1]) if len(found) == 2 else NOT_GIVEN
    return _ratio(rule, get) if column == RATIO else _rate(rule, column, get)


def _part(rule: Part, column: str, get: Get, groups: tuple[str, ...]) -> Answer:
    found = numbers([get(rule.ref, group) for group in groups])
    if len(found) < len(groups):
        return NOT_GIVEN
    return found[groups.index(column)] / sum(found) if sum(found) else NOBODY


def _rate(rule: Likelihood, column: str, get: Get) -> Answer:
    events = numbers([get(ref, column) for ref in rule.events])
    people = numbers([get(rule.people, column)])
    if len(events) < len(rule.events) or not people:
        return NOT_GIVEN
    return sum(events) / (len(events) * people[0]) if people[0] else NOBODY


def _ratio(rule: Likelihood, get: Get) -> Answer:
    over, under = (
        numbers([get(ref, group) for ref in (*rule.events, rule.people)])
        for group in (rule.over, rule.under)
    )
    if len(over) < len(rule.events) + 1 or len(under) < len(rule.events) + 1:
        return NOT_GIVEN
    if not over[-1] or not under[-1]:
        return NOBODY
    top, bottom = sum(over[:-1]), sum(under[:-1])
    if top + bottom == 0:
        return NO_EVENTS
    return (top * under[-1]) / (bottom * over[-1]) if bottom else NOT_CALCULABLE


def formula(rule: Rule, column: str, name: Name, groups: tuple[str, ...]) -> str:
    """Return the same computation as a formula of the spreadsheet."""
    if isinstance(rule, Total):
        cells = ",".join(name(ref, column) for ref in rule.refs)
        return f'=IF(COUNT({cells})=0,"{NOT_GIVEN}",SUM({cells}))'
    if isinstance(rule, Part):
        row = ",".join(name(rule.ref, group) for group in groups)
        own = name(rule.ref, column)
        return (
            f'=IF(COUNT({row})<{len(groups)},"{NOT_GIVEN}",'
            f'IF(SUM({row})=0,"{NOBODY}",{own}/SUM({row})))'
        )
    if isinstance(rule, Difference):
        first, second = name(rule.first, column), name(rule.second, column)
        return f'=IF(COUNT({first},{second})<2,"{NOT_GIVEN}",100*({first}-{second}))'
    return _ratio_formula(rule, name) if column == RATIO else _rate_formula(rule, column, name)


def _rate_formula(rule: Likelihood, column: str, name: Name) -> str:
    events = ",".join(name(ref, column) for ref in rule.events)
    people, years = name(rule.people, column), len(rule.events)
    return (
        f'=IF(COUNT({events},{people})<{years + 1},"{NOT_GIVEN}",'
        f'IF({people}=0,"{NOBODY}",SUM({events})/({years}*{people})))'
    )


def _ratio_formula(rule: Likelihood, name: Name) -> str:
    over = ",".join(name(ref, rule.over) for ref in rule.events)
    under = ",".join(name(ref, rule.under) for ref in rule.events)
    top, bottom = name(rule.people, rule.over), name(rule.people, rule.under)
    needed = 2 * (len(rule.events) + 1)
    return (
        f'=IF(COUNT({over},{under},{top},{bottom})<{needed},"{NOT_GIVEN}",'
        f'IF(OR({top}=0,{bottom}=0),"{NOBODY}",'
        f'IF(SUM({over},{under})=0,"{NO_EVENTS}",'
        f'IF(SUM({under})=0,"{NOT_CALCULABLE}",'
        f"(SUM({over})*{bottom})/(SUM({under})*{top})))))"
    )
