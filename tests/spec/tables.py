"""Returns written as small tables: one line for each cell, as a reader would set them out.

    staff        A   120  part=clinical pay_band=7
    shortlisted  W   600

``W``, ``B`` and ``U`` stand for a count known only by group (``U`` for declined).
"""

from __future__ import annotations

from datetime import date

from dueregard.returns.data_return import (
    Absence,
    Cell,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    SurveyRef,
)
from dueregard.vocabulary import OrganisationKind, Population, SurveySource

GROUPS = {"W": "group:reference", "B": "group:compared", "U": "Z"}
BLANK = dict.fromkeys(
    ("part", "pay_band", "staff_group", "employment", "seat", "route", "item", "answer"), ""
)


def cells(table: str, year: int, characteristic: str = "ethnicity") -> tuple[Cell, ...]:
    return tuple(
        cell(line.split(), year, characteristic) for line in table.strip().splitlines() if line
    )


def cell(words: list[str], year: int, characteristic: str) -> Cell:
    population, category, n, *attributes = words
    told = dict(word.split("=", 1) for word in attributes)
    return Cell(
        population=population,
        year=int(told.pop("year", year)),
        characteristic=characteristic,
        category=GROUPS.get(category, category),
        n=int(n),
        **{**BLANK, **told},
    )


def data_return(table: str, *, year: int = 2016, **changes) -> DataReturn:
    told = {
        "organisation": OrganisationRef("X99", "Invented CCG", OrganisationKind.COMMISSIONER),
        "standard": "wres",
        "edition": str(year),
        "snapshot_date": date(year, 3, 31),
        "period_start": date(year - 1, 4, 1),
        "period_end": date(year, 3, 31),
        "inclusion": InclusionRule(office_holders=True, bank_staff=False),
        "survey": SurveyRef(SurveySource.LOCAL),
        "cells": cells(table, year),
        "windows": {"disciplinary": (year, year - 1)},
    }
    return DataReturn(**{**told, **changes})


def absent(population: Population, reason: str) -> Absence:
    return Absence(population, reason)
