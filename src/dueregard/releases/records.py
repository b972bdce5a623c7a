"""How complete the records are: recorded, declared, and why the rest is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.indicators.groups import UNKNOWN_CODES
from dueregard.releases.items import Item, Kind, Term
from dueregard.releases.staff import RECORDS, known_of
from dueregard.vocabulary import Population, UnknownReason

if TYPE_CHECKING:
    from dueregard.releases.places import Scope, Trio
    from dueregard.returns.data_return import Cell


def record_items(
    scope: Scope, population: Population, trio: Trio, *, by_staff_group: bool = True
) -> list[Item]:
    """Return the recorded and declared rates of a population, overall and by staff group."""
    ledger, stem = scope.ledger, trio.total.rsplit("/", 1)[0]
    reasons = {
        reason: ledger.put(
            f"{stem}/unknown:{reason.value}",
            f"{population.value}: {reason.value}".replace("_", " "),
            count,
            is_sensitive=True,
        )
        for reason, count in scope.context.tally.unknown_reasons(population).items()
    }
    ledger.add_up(reasons.values(), trio.unknown)
    known = known_of(scope, trio, population.value)
    answered = [known, reasons[UnknownReason.DECLINED], reasons[UnknownReason.NOT_KNOWN]]
    recorded = ledger.total(f"{stem}/recorded", f"{population.value} recorded", answered)
    key = f"completeness.{population.value}"
    items = [
        _rate(f"{key}.all.recorded", recorded, trio.total),
        _rate(f"{key}.all.declared", known, trio.total),
    ]
    items += [
        Item(f"{key}.{reason.value}", "", "people", RECORDS, Kind.COUNT, (Term(q, q),))
        for reason, q in reasons.items()
    ]
    if population is not Population.STAFF or not by_staff_group:
        return items
    return [*items, *_by_staff_group(scope, population, trio, (recorded, known))]


def tells_by_being_there(key: str) -> bool:
    """Whether a figure is a line by staff group that is there only if somebody came or went."""
    words = key.split(".")
    moved = {f"{Population.STARTERS}", f"{Population.LEAVERS}"}
    return (
        words[0] == "completeness" and words[1] in moved and len(words) == 4 and words[2] != "all"
    )


def _rate(key: str, part: str, whole: str, row: str = "") -> Item:
    return Item(key, "", "people", RECORDS, Kind.SHARE, (Term(part, whole),), row=row)


def _by_staff_group(
    scope: Scope, population: Population, trio: Trio, overall: tuple[str, str]
) -> list[Item]:
    groups: dict[str, list[Cell]] = {}
    for cell in scope.context.tally.cells(population):
        groups.setdefault(cell.staff_group, []).append(cell)
    if set(groups) <= {""}:
        return []
    columns: tuple[list[str], ...] = ([], [], [])
    items: list[Item] = []
    for name, cells in groups.items():
        keys = _enter(scope, f"{trio.total.rsplit('/', 1)[0]}/group:{name or 'none'}", name, cells)
        for column, key in zip(columns, keys, strict=True):
            column.append(key)
        stem = f"completeness.{population.value}.{name}"
        if name:
            items.append(_rate(f"{stem}.recorded", keys[1], keys[0], name))
            items.append(_rate(f"{stem}.declared", keys[2], keys[0], name))
    for column, whole in zip(columns, (trio.total, *overall), strict=True):
        scope.ledger.add_up(column, whole)
    return items


def _enter(scope: Scope, stem: str, name: str, cells: list[Cell]) -> tuple[str, str, str]:
    """Enter the people of a staff group, those recorded and those declared."""
    ledger, words = scope.ledger, f"people in {name or 'no staff group'}".replace("_", " ")
    total = sum(cell.n for cell in cells)
    empty = {"blank", "not_separated"}
    recorded = sum(cell.n for cell in cells if cell.category not in empty)
    declared = sum(cell.n for cell in cells if cell.category not in UNKNOWN_CODES)
    keys = (
        ledger.put(f"{stem}/total", words, total),
        ledger.put(f"{stem}/recorded", f"{words}, recorded", recorded),
        ledger.put(f"{stem}/declared", f"{words}, declared", declared),
    )
    ledger.within(keys[2], keys[1])
    ledger.rest(keys[0], keys[1], f"{words}, not recorded")
    ledger.rest(keys[0], keys[2], f"{words}, not declared")
    return keys
