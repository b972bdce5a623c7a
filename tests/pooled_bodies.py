"""Bodies with known counts, for tests of pools and comparisons. All of them are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dueregard.editions.loader import load_edition
from dueregard.returns.data_return import (
    AccountingLine,
    Cell,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    SourceFile,
    SurveyRef,
)
from dueregard.vocabulary import BaseKind, OrganisationKind, SurveySource

GROUPS = ("group:reference", "group:compared", "blank")
Counts = tuple[int, int, int]
"""White, BME, not known."""


def cell(population: str, category: str, n: int, **more: str | int) -> Cell:
    """Make a cell of the year 2016."""
    blank = dict.fromkeys(Cell._fields, "")
    known = {"population": population, "year": 2016, "characteristic": "ethnicity"}
    return Cell(**(blank | known | {"category": category, "n": n} | more))


def cells_of(population: str, counts: Counts, **more: str | int) -> list[Cell]:
    """Make the cells of the three groups."""
    return [cell(population, c, n, **more) for c, n in zip(GROUPS, counts, strict=True)]


def body(code: str, *, predecessors: tuple[str, ...] = (), **people: Counts) -> DataReturn:
    """Make a body's return: staff=(White, BME, not known), shortlisted=..., and so on.

    Staff sit in band 5, non-clinical, unless ``staff_8a`` gives more of them.
    """
    rules = load_edition("2016")
    cells: list[Cell] = []
    for name, counts in people.items():
        population = name.removesuffix("_8a")
        more: dict[str, str] = {}
        if population == "staff":
            more = {"part": "non_clinical", "pay_band": "8a" if name.endswith("_8a") else "5"}
        cells += cells_of(population, counts, **more)
    rows = dict.fromkeys(sorted({one.population for one in cells}), 0)
    for one in cells:
        rows[one.population] += one.n
    return DataReturn(
        organisation=OrganisationRef(
            code, f"Invented {code}", OrganisationKind.COMMISSIONER, predecessors=predecessors
        ),
        standard=rules.standard,
        edition="2016",
        snapshot_date=date(2016, 3, 31),
        period_start=date(2015, 4, 1),
        period_end=date(2016, 3, 31),
        inclusion=InclusionRule(office_holders=True, bank_staff=False),
        survey=SurveyRef(SurveySource.NONE, "No survey."),
        cells=tuple(sorted(cells)),
        sources=tuple(SourceFile(p, f"{p}.csv", "0" * 64, n) for p, n in rows.items()),
        accounting=tuple(AccountingLine(p, f"{p}.csv", "counted", "", n) for p, n in rows.items()),
        base_kinds=dict.fromkeys(rows, BaseKind.ALL),
    )


def with_code(one: DataReturn, code: str) -> DataReturn:
    """Return the same counts as those of another body."""
    return replace(one, organisation=replace(one.organisation, code=code))
