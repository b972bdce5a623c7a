"""Invented years and releases for tests of forms and tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from dueregard.disclosure.released import (
    Approval,
    Line,
    ReleasedState,
    content_digest,
    release_tables,
)
from dueregard.indicators.annual import AnnualFigures, compute_annual
from dueregard.indicators.compute import Earlier
from dueregard.operations.write_report import compute_figures
from dueregard.reports.publication.model import Publication
from dueregard.vocabulary import OrganisationKind
from tests.factories import example_folder

DAY = date(2016, 4, 20)
COUNTED = date(2026, 1, 5)
ABOUT = {
    "organisation": "Invented CCG",
    "code": "EX001",
    "standard": "Workforce Race Equality Standard",
    "edition": "2016",
    "snapshot_date": "2016-03-31",
    "period_start": "2015-04-01",
    "period_end": "2016-03-31",
}
LINES = (
    ("workforce.headcount", "Head count", "people", "this", "shown", "250"),
    ("representation.all.compared", "Whole workforce: BME", "staff", "this", "suppressed", ""),
    ("completeness.staff.all.declared", "Declared", "people", "this", "coarsened", "90-100%"),
    ("appointment.ratio", "Relative likelihood", "applicants", "this", "shown", "1.21"),
    ("appointment.reference", "White", "applicants", "this", "shown", "42.9% (30 of 70)"),
    ("appointment.reference", "White", "applicants", "last", "coarsened", "40%"),
    ("training.ratio", "Relative likelihood", "staff", "this", "not collected", ""),
    ("board.voting.vs_workforce", "Board less workforce", "board", "this", "withheld", ""),
    ("harassment_public.gap", "Gap", "staff who answered", "this", "coarsened", "-3 points"),
)


@cache
def year(size: int = 56, edition: str = "2016", kind: str = "commissioner") -> AnnualFigures:
    """Return the figures of an invented organisation's year."""
    with TemporaryDirectory() as place:
        folder = example_folder(
            Path(place) / "year", size=size, edition=edition, kind=OrganisationKind(kind)
        )
        return compute_figures(folder, as_of=COUNTED).annual


@cache
def second_year() -> AnnualFigures:
    """Return a year with a year before it: the same people, counted a year earlier."""
    now, before = year(150), year(130)
    shift = {"year": now.data_return.reporting_year - 1}
    earlier = replace(
        before.data_return,
        edition="2016",
        cells=tuple(cell._replace(year=cell.year - 1) for cell in before.data_return.cells),
        period_start=date(2014, 4, 1),
        period_end=date(2015, 3, 31),
        snapshot_date=date(2015, 3, 31),
        windows={
            population: tuple(one - 1 for one in years)
            for population, years in before.data_return.windows.items()
        },
    )
    assert earlier.reporting_year == shift["year"]
    history = (Earlier(earlier, now.edition),)
    return compute_annual(now.data_return, now.edition, history)


def publication(rows: tuple[tuple[str, ...], ...] = LINES) -> Publication:
    """Return a publication of these released lines."""
    lines = tuple(
        Line(key, label, base, "Figures", when, ReleasedState(state), text)
        for key, label, base, when, state, text in rows
    )
    approval = Approval(
        content_digest(lines, ABOUT), ("B. One", "C. Two"), "D. Signer", "A. Author", DAY
    )
    return Publication(ABOUT, release_tables(lines, ABOUT, approval), "", "", 1, "2016-05-01")
