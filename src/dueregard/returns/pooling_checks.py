"""Whether returns may be added: the same rules, nobody counted twice, every row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn

from dueregard.errors import ReturnError
from dueregard.returns.checks import check_return
from dueregard.returns.data_return import DataReturn
from dueregard.vocabulary import SurveySource

FEWEST = 3
"""In a pool of two each body learns the other's counts by taking its own away."""
_MOST = 10**9


def named(data_return: DataReturn) -> str:
    """Name a body with its code."""
    return f"{data_return.organisation.name} ({data_return.organisation.code})"


def check_addable(returns: Sequence[DataReturn], *, is_joint: bool = False) -> None:
    """Refuse returns that cannot be added.

    Parameters
    ----------
    returns
        In any order.
    is_joint
        Whether two bodies report jointly.

    Raises
    ------
    ReturnError
        Says which of them, why, and what to do.
    """
    _check_number(returns, is_joint=is_joint)
    _check_bodies(returns)
    for one in returns:
        check_whole(one)
    for what, value, advice in _RULES:
        _check_alike(returns, what, value, advice)
    _check_surveys(returns)


def _refuse(message: str, advice: str) -> NoReturn:
    raise ReturnError(message, advice=advice)


def _check_number(returns: Sequence[DataReturn], *, is_joint: bool) -> None:
    if len(returns) == 2 and not is_joint:
        _refuse(
            "A pool of two bodies is refused: each of them would learn the other's counts by "
            "taking its own away.",
            "Add a third body, or report jointly by a decision of each of the two (--joint FILE).",
        )
    if len(returns) < 2 or (is_joint and len(returns) != 2):
        fewest = "exactly two bodies" if is_joint else f"{FEWEST} bodies or more"
        _refuse(f"{len(returns)} returns were given; it takes {fewest}.", "Give a folder for each.")


def _check_bodies(returns: Sequence[DataReturn]) -> None:
    """Nobody is counted twice: not a body, not a body and its successor, not the same counts."""
    codes = Counter(one.organisation.code for one in returns)
    for code, times in sorted(codes.items()):
        if times > 1:
            _refuse(f"The body {code} is given {times} times.", "Give each body's return once.")
    for one in returns:
        for before in one.organisation.predecessors:
            if before in codes:
                _refuse(
                    f"{named(one)} took over the staff of {before}, and both are given.",
                    "Give the successor's return or its predecessors', not both.",
                )
    seen: dict[tuple[object, ...], DataReturn] = {}
    for one in returns:
        other = seen.setdefault(one.cells, one)
        if other is not one and one.cells:
            _refuse(
                f"{named(one)} and {named(other)} have the very same counts.",
                "One of the two folders holds the other body's return: count it again.",
            )


def check_whole(data_return: DataReturn) -> None:
    """Refuse a return whose own sums do not come out.

    Raises
    ------
    ReturnError
        A count is negative, rows are lost between file and cells, or totals of the same people
        differ.
    """
    whom = named(data_return)
    if not data_return.cells:
        _refuse(f"The return of {whom} holds no counts.", "Count its files first.")
    if any(not 0 <= cell.n <= _MOST for cell in data_return.cells):
        _refuse(f"The return of {whom} holds a number that is no count of people.", _COUNT_AGAIN)
    for population, name, rows, told in _accounts(data_return):
        if rows != told:
            _refuse(
                f"The return of {whom} does not account for every row of {name} ({population}): "
                "not as many are counted, or left out with a reason, as were read.",
                _COUNT_AGAIN,
            )
    stale = [one.detail for one in check_return(data_return) if one.code == "stale_base"]
    if stale:
        _refuse(
            f"In the return of {whom} the same people have two totals.",
            f"{_COUNT_AGAIN} 'dueregard check' shows where.",
        )


_COUNT_AGAIN = "Have it counted again from the files."


def _accounts(data_return: DataReturn) -> Iterator[tuple[str, str, int, int]]:
    """Yield for each file how many rows it had, and how many have a fate."""
    told: Counter[tuple[str, str]] = Counter()
    for line in data_return.accounting:
        told[line.population, line.file] += line.rows
    for source in data_return.sources:
        key = (source.population, source.name)
        if key in told:
            yield *key, source.rows, told[key]


def _check_alike(
    returns: Sequence[DataReturn], what: str, value: Callable[[DataReturn], object], advice: str
) -> None:
    first = returns[0]
    for other in returns[1:]:
        if value(other) != value(first):
            _refuse(
                f"{named(first)} and {named(other)} have different {what}: "
                f"{value(first)} and {value(other)}.",
                advice,
            )


def _check_surveys(returns: Sequence[DataReturn]) -> None:
    """Answers to different questionnaires are not answers to one."""
    having = [one for one in returns if one.survey.source is not SurveySource.NONE]
    if having:
        _check_alike(
            having, "survey sources", lambda one: one.survey.source.value, "Pool surveys of a kind."
        )


def _inclusion(data_return: DataReturn) -> str:
    rule = data_return.inclusion
    counted = {
        "office holders": rule.office_holders,
        "bank staff": rule.bank_staff,
        "honorary staff": rule.honorary,
    }
    return ", ".join(f"{'with' if yes else 'without'} {who}" for who, yes in counted.items())


def _switches(data_return: DataReturn) -> str:
    chosen = (f"{key} = {value}" for key, value in sorted(data_return.switches.items()))
    return ", ".join(chosen) or "none set"


def _windows(data_return: DataReturn) -> str:
    covered = (
        f"{population} {', '.join(map(str, sorted(years)))}"
        for population, years in sorted(data_return.windows.items())
    )
    return "; ".join(covered) or "this year only"


_SAME = "Have the returns counted by the same rules: agree on organisation.toml first."
_RULES: tuple[tuple[str, Callable[[DataReturn], object], str], ...] = (
    ("standards", lambda one: one.standard, "Pool each standard by itself."),
    ("editions", lambda one: one.edition, "Pool each edition by itself."),
    ("snapshot dates", lambda one: one.snapshot_date.isoformat(), _SAME),
    ("periods", lambda one: f"{one.period_start} to {one.period_end}", _SAME),
    ("inclusion rules", _inclusion, _SAME),
    ("switches", _switches, _SAME),
    ("years of events", _windows, _SAME),
    ("bases of 'appointed'", lambda one: one.appointed_basis, _SAME),
)
