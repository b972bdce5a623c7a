"""Whether a return hangs together: what must add up, and what cannot be larger than its whole.

Findings, never exceptions: a return with a doubt in it is still a return. Received figures have
checks of their own, in :mod:`dueregard.returns.received_checks`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from dueregard.extracts.findings import Finding
from dueregard.returns.data_return import Cell, DataReturn
from dueregard.returns.received_checks import check_received, check_received_again
from dueregard.vocabulary import Population, Seat

FILE = "return"
ETHNICITY = "ethnicity"
NOT_KNOWN = {"blank": "not recorded", "Z": "chose not to say", "99": "recorded as not known"}

_WITHIN = (
    (Population.APPOINTED, Population.SHORTLISTED),
    (Population.SHORTLISTED, Population.APPLICANTS),
)
_OF_STAFF = (Population.DISCIPLINARY, Population.TRAINING)


def check_return(
    data_return: DataReturn, previous: DataReturn | None = None
) -> tuple[Finding, ...]:
    """Return what does not fit together in a return, or with the return of the year before.

    Parameters
    ----------
    data_return
        The return of this year.
    previous
        Last year's, where there is one.
    """
    found = [
        *_unknown_ethnicity(data_return),
        *_parts_within_wholes(data_return),
        *_events_within_staff(data_return),
        *_characteristics_agree(data_return),
        *_board_within_workforce(data_return),
        *check_received(data_return),
    ]
    if previous is not None:
        found += [*_events_of_last_year(data_return, previous)]
        found += check_received_again(data_return, previous)
    return tuple(found)


def _totals(data_return: DataReturn, characteristic: str) -> dict[tuple[str, int], Counter[str]]:
    """Return how many people each category has, by population and year."""
    totals: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for cell in data_return.cells:
        if cell.characteristic == characteristic and not cell.item:
            totals[cell.population, cell.year][cell.category] += cell.n
    return totals


def _unknown_ethnicity(data_return: DataReturn) -> Iterator[Finding]:
    """Ask why ethnicity is not known; the three answers have three remedies."""
    for (population, year), counts in sorted(_totals(data_return, ETHNICITY).items()):
        total = counts.total()
        unknown = {words: counts[code] for code, words in NOT_KNOWN.items() if counts[code]}
        if unknown:
            parts = ", ".join(f"{n:,} {words}" for words, n in unknown.items())
            detail = f"{population} {year}: {parts}, of {total:,}"
            rows = sum(unknown.values())
            yield Finding(
                "ethnicity_not_known", FILE, column="ethnic_category", detail=detail, rows=rows
            )


def _parts_within_wholes(data_return: DataReturn) -> Iterator[Finding]:
    """Nobody is appointed who was not shortlisted, or shortlisted who did not apply."""
    for characteristic in {cell.characteristic for cell in data_return.cells}:
        totals = _totals(data_return, characteristic)
        for part, whole in _WITHIN:
            key, of = (part.value, data_return.reporting_year), whole.value
            outer = totals.get((of, data_return.reporting_year))
            if outer is None or key not in totals:
                continue
            yield from _larger(totals[key], outer, part.value, of, characteristic)


def _larger(
    inner: Counter[str], outer: Counter[str], part: str, whole: str, characteristic: str
) -> Iterator[Finding]:
    comparable = set(inner) <= set(outer)
    for category, n in sorted(inner.items()) if comparable else ():
        if n > outer[category]:
            detail = f"{n:,} {part}, {outer[category]:,} {whole} ({characteristic} {category})"
            yield Finding("counts_disagree", FILE, detail=detail)
    if inner.total() > outer.total():
        detail = f"{inner.total():,} {part}, {outer.total():,} {whole} ({characteristic})"
        yield Finding("counts_disagree", FILE, detail=detail)


def _events_within_staff(data_return: DataReturn) -> Iterator[Finding]:
    totals = _totals(data_return, ETHNICITY)
    staff = totals.get((Population.STAFF.value, data_return.reporting_year))
    for population in _OF_STAFF:
        events = totals.get((population.value, data_return.reporting_year))
        if staff and events and events.total() > staff.total():
            detail = f"{events.total():,} {population.value}, {staff.total():,} staff in post"
            yield Finding("counts_disagree", FILE, detail=detail)


def _characteristics_agree(data_return: DataReturn) -> Iterator[Finding]:
    """Compare the totals: counted by sex or by ethnicity, it is the same people."""
    sums: dict[tuple[str, int], dict[str, int]] = defaultdict(Counter)
    for cell in data_return.cells:
        if not cell.item:
            sums[cell.population, cell.year][cell.characteristic] += cell.n
    for (population, year), by_characteristic in sorted(sums.items()):
        people = by_characteristic.get(ETHNICITY)
        for characteristic, n in sorted(by_characteristic.items()):
            if people is not None and n != people:
                here = f"{population} {year}"
                detail = f"{here}: {people:,} people by ethnicity, {n:,} by {characteristic}"
                yield Finding("stale_base", FILE, detail=detail)


def _board_within_workforce(data_return: DataReturn) -> Iterator[Finding]:
    """Where staff carry seats too, the file of the board names the same number of members."""
    year = data_return.reporting_year
    seated = _seats(data_return.cells, Population.STAFF, year)
    board = _seats(data_return.cells, Population.BOARD, year)
    for seat in sorted(seated):
        if board and seated[seat] > board[seat]:
            detail = f"{seat}: {seated[seat]:,} in the staff file, {board[seat]:,} on the board"
            yield Finding("counts_disagree", FILE, detail=detail)


def _seats(cells: Iterable[Cell], population: Population, year: int) -> Counter[str]:
    seats: Counter[str] = Counter()
    for cell in cells:
        there = cell.population == population and cell.year == year
        if there and cell.characteristic == ETHNICITY and cell.seat != Seat.NONE:
            seats[cell.seat] += cell.n
    return seats


def _events_of_last_year(data_return: DataReturn, previous: DataReturn) -> Iterator[Finding]:
    """Compare what this return says of the year before with that year's own return."""
    if _is_restated(data_return):
        return
    year = previous.reporting_year
    now, then = _totals(data_return, ETHNICITY), _totals(previous, ETHNICITY)
    for population, of in sorted(set(now) & set(then)):
        if of != year or year == data_return.reporting_year:
            continue
        before, after = then[population, of].total(), now[population, of].total()
        if before != after:
            detail = f"{population} {of}: {before:,} in that year's return, {after:,} in this one"
            yield Finding("changed_since_last_year", FILE, detail=detail)


def _is_restated(data_return: DataReturn) -> bool:
    """Whether the return says in a note that last year was restated."""
    return any("restated" in note.lower() for note in data_return.notes)
