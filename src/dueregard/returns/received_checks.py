"""Whether figures that came without their counts can be true, and agree with each other.

Published figures go wrong in a handful of ways: a percentage no whole number of people gives, a
ratio of rounded rates, a lost digit, swapped columns, a base of another date, a per cent sign on a
ratio. Each check works on what was printed, with the rounding that printing allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from dueregard.errors import ReturnError
from dueregard.extracts.findings import Finding
from dueregard.returns.data_return import DataReturn, Received

FILE = "return"
REFERENCE, COMPARED = "group:reference", "group:compared"
Range = tuple[float, float]


def check_received(data_return: DataReturn) -> list[Finding]:
    """Return what cannot be true of the received figures of a return."""
    received = data_return.received
    return [
        *(finding for one in received for finding in impossible_percentage(one)),
        *_ratios_follow(received),
        *_shares_add_up(received),
        *_one_base(received),
        *_bases_agree_with_cells(data_return),
    ]


def check_received_again(data_return: DataReturn, previous: DataReturn) -> list[Finding]:
    """Return what this return says otherwise of last year than last year's return did."""
    if any("restated" in note.lower() for note in data_return.notes):
        return []
    then = {_key(one): one for one in previous.received}
    found = []
    for one in data_return.received:
        before = then.get(_key(one))
        stated_again = one.year == previous.reporting_year != data_return.reporting_year
        if before is not None and stated_again and before.text != one.text:
            detail = f"{_name(one)} {one.year}: {before.text} then, {one.text} now"
            found.append(Finding("changed_since_last_year", FILE, detail=detail))
    return found


def impossible_percentage(one: Received) -> Iterator[Finding]:
    """Find a percentage that no whole number of people gives over its base."""
    from dueregard.statistics.feasibility import (  # noqa: PLC0415 - received figures are rare
        neighbours,
        possible_numerators,
    )

    if one.unit != "share" or not one.base:
        return
    text = percent_text(one)
    try:
        fitting = possible_numerators(text, one.base, rounding="any")
        low, high = neighbours(text, one.base)
    except ReturnError:
        detail = f"{_name(one)}: {one.text} is no percentage of {one.base:,}"
        yield Finding("percentage_impossible", FILE, value=one.text, detail=detail)
        return
    if not fitting:
        near = " and ".join(f"{100 * n / one.base:.{one.decimals}f}%" for n in (low, high))
        detail = f"{_name(one)}: {one.text} of {one.base:,}; the nearest are {near}"
        yield Finding("percentage_impossible", FILE, value=one.text, detail=detail)


def percent_text(one: Received) -> str:
    """Return a received share as the percentage that was printed."""
    text = one.text.strip()
    return text if text.endswith("%") or one.value > 1 else f"{100 * one.value:.{one.decimals}f}%"


def ratio_problem(ratio: str, over: str, under: str) -> str:
    """Say what is wrong with a printed ratio of two printed rates.

    Parameters
    ----------
    ratio
        The ratio as printed.
    over, under
        The rates as printed, over which the ratio stands and under it.

    Returns
    -------
    str
        Empty where the ratio follows from the rates within their rounding; else
        ``"columns_swapped"`` where it is the ratio the other way round, or ``"ratio_disagrees"``.
    """
    shown, top, bottom = map(printed_range, (ratio, over, under))
    if _overlap(shown, _quotient(top, bottom)):
        return ""
    is_swapped = _overlap(shown, _quotient(bottom, top))
    return "columns_swapped" if is_swapped else "ratio_disagrees"


def printed_range(text: str) -> Range:
    """Return the lowest and highest number that would be printed so."""
    bare = Decimal(text.strip().removesuffix("%").strip())
    exponent = bare.as_tuple().exponent
    half = Decimal(1).scaleb(int(exponent)) / 2
    return float(bare - half), float(bare + half)


def _ratios_follow(received: Iterable[Received]) -> Iterator[Finding]:
    """Check each ratio against the rates of the two groups, where both came."""
    by_item: dict[tuple[str, str, int | None], dict[str, Received]] = defaultdict(dict)
    for one in received:
        place = "ratio" if one.unit == "ratio" else one.category
        by_item[one.population, one.item, one.year][place] = one
    for figures in by_item.values():
        if {"ratio", REFERENCE, COMPARED} <= set(figures):
            yield from _ratio_follows(figures)


def _ratio_follows(figures: dict[str, Received]) -> Iterator[Finding]:
    ratio, reference, compared = (figures[name] for name in ("ratio", REFERENCE, COMPARED))
    # A ratio whose category names a group has that group's rate on top; White first otherwise.
    over, under = (compared, reference) if ratio.category == COMPARED else (reference, compared)
    problem = ratio_problem(ratio.text, over.text, under.text)
    if problem:
        detail = f"{_name(ratio)}: {ratio.text} from {over.text} and {under.text}"
        yield Finding(problem, FILE, value=ratio.text, detail=detail)


def _shares_add_up(received: Iterable[Received]) -> Iterator[Finding]:
    """Find shares of one base that add up to more than the whole, beyond their rounding."""
    by_base: dict[tuple[object, ...], list[Received]] = defaultdict(list)
    for one in received:
        if one.unit == "share" and one.item == "share":
            key = (one.population, one.characteristic, one.item, one.year)
            by_base[key].append(one)
    for shares in by_base.values():
        total = sum(Decimal(percent_text(one).removesuffix("%").strip()) for one in shares)
        slack = sum(Decimal(1).scaleb(-one.decimals) / 2 for one in shares)
        if total - slack > 100:
            detail = f"{_name(shares[0])}: the shares add up to {total}%"
            yield Finding("counts_disagree", FILE, detail=detail)


def _one_base(received: Iterable[Received]) -> Iterator[Finding]:
    """Shares of one population are of one base."""
    by_population: dict[tuple[object, ...], list[Received]] = defaultdict(list)
    for one in received:
        if one.base and one.item == "share":
            by_population[one.population, one.characteristic, one.year].append(one)
    for figures in by_population.values():
        bases = sorted({one.base for one in figures if one.base})
        for first, second in combinations(bases, 2):
            detail = f"{_name(figures[0])}: {first:,} people and {second:,}"
            yield Finding("stale_base", FILE, detail=detail)


def _bases_agree_with_cells(data_return: DataReturn) -> Iterator[Finding]:
    """Compare a base of everybody with the number of people that the cells have."""
    people: dict[tuple[str, str], int] = defaultdict(int)
    for cell in data_return.cells:
        if not cell.item and cell.year == data_return.reporting_year:
            people[cell.population, cell.characteristic] += cell.n
    for one in data_return.received:
        counted = people.get((one.population, one.characteristic))
        is_all = one.base_kind == "all" and one.base is not None
        if is_all and counted and one.item == "share" and one.base != counted:
            detail = f"{_name(one)}: a base of {one.base:,}, and {counted:,} counted"
            yield Finding("stale_base", FILE, value=one.text, detail=detail)


def _quotient(top: Range, bottom: Range) -> Range:
    low, high = max(top[0], 0.0), top[1]
    return low / bottom[1], high / bottom[0] if bottom[0] > 0 else float("inf")


def _overlap(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _key(one: Received) -> tuple[object, ...]:
    return (one.population, one.characteristic, one.category, one.item, one.unit)


def _name(one: Received) -> str:
    return f"{one.population} {one.item} {one.category}".strip()
