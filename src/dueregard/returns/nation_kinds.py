"""Numbers for what the cells of a nation say: millions of counts carry numbers, not words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dueregard.returns.counting_values import Attributes
from dueregard.returns.data_return import Cell

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.engine import Engine

ORGANISATION = "organisation"
COLUMNS = (ORGANISATION, *Cell._fields)
_CODED = ("part", "pay_band", "staff_group", "employment", "seat", "route")


class Kinds:
    """The numbers given so far; the files of one nation share them."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str | int, ...], int] = {}
        self._categories: dict[str, int] = {}

    def cell(self, year: int, one: Attributes) -> int:
        """Return the number of a cell's attributes, category left out."""
        return self._cells.setdefault(_said(year, one), len(self._cells))

    def category(self, code: str) -> int:
        """Return the number of a category."""
        return self._categories.setdefault(code, len(self._categories))

    def tables(self, engine: Engine) -> tuple[nw.LazyFrame[Any], nw.LazyFrame[Any]]:
        """Return what the numbers stand for, with places that sort as the words do."""
        heads = {head: place for place, head in enumerate(sorted({key[:2] for key in self._cells}))}
        ordered = sorted(self._cells)
        cells = engine.table(
            ("cell", "head", "tail", "population", "year", *_CODED),
            ((self._cells[key], heads[key[:2]], at, *key) for at, key in enumerate(ordered)),
            integers=("cell", "head", "tail", "year"),
        )
        codes = enumerate(sorted(self._categories))
        categories = engine.table(
            ("kind", "middle", "category"),
            ((self._categories[code], at, code) for at, code in codes),
            integers=("kind", "middle"),
        )
        return cells, categories


def _said(year: int, one: Attributes) -> tuple[str | int, ...]:
    return (
        one.population,
        year,
        one.part,
        one.pay_band,
        one.staff_group,
        one.employment,
        one.seat,
        one.route,
    )
