"""Questions asked of a return's cells: how many people of each group have these attributes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dueregard.indicators.groups import UNKNOWN_CODES, GroupCounts, Grouping
from dueregard.vocabulary import Employment, Group, Population, UnknownReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dueregard.returns.data_return import Cell, DataReturn


def _everybody(_: Cell) -> bool:
    return True


def excluded_employments(data_return: DataReturn) -> frozenset[str]:
    """Return the footings that this return's inclusion rule leaves out."""
    rule = data_return.inclusion
    switches = {
        Employment.OFFICE_HOLDER: rule.office_holders,
        Employment.BANK: rule.bank_staff,
        Employment.HONORARY: rule.honorary,
    }
    return frozenset(kind.value for kind, included in switches.items() if not included)


class Tally:
    """A return's cells for one characteristic, indexed for counting.

    The inclusion rule (office holders, bank, honorary staff) is applied here once, so that every
    figure counts the same people; :meth:`everybody` looks past it for totals with and without.
    """

    def __init__(self, data_return: DataReturn, grouping: Grouping) -> None:
        self.data_return = data_return
        self.grouping = grouping
        self.year = data_return.reporting_year
        self._excluded = excluded_employments(data_return)
        self._included: dict[tuple[str, int], list[Cell]] = {}
        self._totals: dict[Population, GroupCounts] = {}
        self._all: dict[tuple[str, int], list[Cell]] = defaultdict(list)
        for cell in data_return.cells:
            if cell.characteristic == grouping.characteristic:
                self._all[cell.population, cell.year].append(cell)

    def everybody(self, population: Population, *, year: int | None = None) -> list[Cell]:
        """Return the cells of a population, whatever the footing."""
        return self._all.get((population.value, self.year if year is None else year), [])

    def cells(self, population: Population, *, year: int | None = None) -> list[Cell]:
        """Return the cells of a population that the inclusion rule counts."""
        key = (population.value, self.year if year is None else year)
        if key not in self._included:
            self._included[key] = self._include(population, self._all.get(key, []))
        return self._included[key]

    def _include(self, population: Population, cells: list[Cell]) -> list[Cell]:
        if population in {Population.BOARD, Population.SURVEY}:
            return cells
        return [cell for cell in cells if cell.employment not in self._excluded]

    def total(self, population: Population) -> GroupCounts:
        """Return how many people of each group a population of this year has; counted once."""
        if population not in self._totals:
            self._totals[population] = self.group(self.cells(population))
        return self._totals[population]

    def count(
        self,
        population: Population,
        where: Callable[[Cell], bool] = _everybody,
        *,
        year: int | None = None,
    ) -> GroupCounts:
        """Return how many people of each group satisfy ``where``."""
        return self.group(cell for cell in self.cells(population, year=year) if where(cell))

    def group(self, cells: Iterable[Cell]) -> GroupCounts:
        """Add cells up by group."""
        by_category: dict[str, int] = {}
        for cell in cells:
            by_category[cell.category] = by_category.get(cell.category, 0) + cell.n
        sums = dict.fromkeys(Group, 0)
        for category, n in by_category.items():
            sums[self.grouping.group_of(category)] += n
        return GroupCounts(
            reference=sums[Group.REFERENCE],
            compared=sums[Group.COMPARED],
            unknown=sums[Group.UNKNOWN],
            not_separated=by_category.get("not_separated", 0),
        )

    def unknown_reasons(
        self, population: Population, where: Callable[[Cell], bool] = _everybody
    ) -> dict[UnknownReason, int]:
        """Return why the unknown are unknown; the three reasons are never merged."""
        reasons = dict.fromkeys(UnknownReason, 0)
        for cell in self.cells(population):
            if not where(cell) or self.grouping.group_of(cell.category) is not Group.UNKNOWN:
                continue
            reasons[UNKNOWN_CODES.get(cell.category, UnknownReason.NOT_KNOWN)] += cell.n
        return reasons

    def is_collected(self, population: Population) -> bool:
        """Whether the return looked at this population at all."""
        if any(absence.population is population for absence in self.data_return.absences):
            return False
        sources = {source.population for source in self.data_return.sources}
        return population.value in sources or any(key[0] == population.value for key in self._all)

    def is_counted(self, population: Population) -> bool:
        """Whether the return holds cells of this population for this characteristic."""
        return bool(self._all.get((population.value, self.year)))

    def why_absent(self, population: Population) -> str:
        """Return the reason given for a population that is not in the return."""
        for absence in self.data_return.absences:
            if absence.population is population:
                return absence.reason
        return f"No {population.value} were given for this return."

    def covers(self, population: Population, year: int) -> bool:
        """Whether events of that reporting year were looked for."""
        window = self.data_return.windows.get(population.value)
        if window is not None:
            return year in window
        return year == self.year or (population.value, year) in self._all
