"""What does not fit together is found, and what fits is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dueregard.operations.count_extracts import count_organisation
from dueregard.returns.checks import check_return
from dueregard.returns.data_return import Cell, Received
from dueregard.returns.received_checks import ratio_problem
from dueregard.vocabulary import BaseKind

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def whole():
    return count_organisation(EXAMPLES / "small-commissioner", as_of=date(2026, 1, 1)).data_return


def cell(population: str, category: str, n: int, characteristic: str = "ethnicity", **more) -> Cell:
    blank = dict.fromkeys(Cell._fields, "")
    named = {"population": population, "category": category, "n": n, "year": 2016}
    return Cell(**{**blank, **named, "characteristic": characteristic, **more})


def shown(population: str, category: str, text: str, **more) -> Received:
    unit = more.pop("unit", "share")
    number = float(text.rstrip("%"))
    return Received(
        population=population,
        characteristic="ethnicity",
        category=category,
        item=more.pop("item", "share"),
        text=text,
        value=number / 100 if unit == "share" else number,
        unit=unit,
        decimals=len(text.rstrip("%").partition(".")[2]),
        base=more.pop("base", None),
        base_kind=more.pop("base_kind", BaseKind.UNKNOWN),
        source="a page",
        year=more.pop("year", 2016),
    )


def codes(data_return, previous=None) -> set[str]:
    return {one.code for one in check_return(data_return, previous)} - {"ethnicity_not_known"}


def test_a_counted_return_hangs_together(whole):
    """Nothing is found where everything was counted from records."""
    assert codes(whole) == set()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([cell("shortlisted", "A", 3), cell("appointed", "A", 4)], "counts_disagree"),
        ([cell("applicants", "A", 3), cell("shortlisted", "A", 5)], "counts_disagree"),
        ([cell("staff", "A", 3), cell("disciplinary", "A", 4)], "counts_disagree"),
        ([cell("staff", "A", 3), cell("staff", "F", 4, "sex")], "stale_base"),
        (
            [
                cell("staff", "A", 1, seat="voting_executive"),
                cell("board", "A", 1, seat="voting_non_executive"),
            ],
            "counts_disagree",
        ),
    ],
)
def test_counts_that_do_not_add_up(whole, cells, code):
    """A part larger than its whole, and two totals of the same people, are found."""
    assert codes(replace(whole, cells=tuple(cells))) == {code}


def test_figures_that_fit_are_left_alone(whole):
    """Rates and their ratio, within rounding, are no finding."""
    received = (
        shown("appointed", "group:reference", "20.0%", item="appointment", base=600),
        shown("appointed", "group:compared", "10.0%", item="appointment", base=180),
        shown("appointed", "", "2.00", item="appointment", unit="ratio"),
    )
    assert codes(replace(whole, received=received)) == set()


@pytest.mark.requirement("T-08")
@pytest.mark.parametrize(
    ("received", "code"),
    [
        ([shown("applicants", "group:compared", "14.1%", base=161)], "percentage_impossible"),
        (
            [shown("staff", "A", "70%", base=50), shown("staff", "B", "10%", base=60)],
            "stale_base",
        ),
        ([shown("staff", "A", "70%"), shown("staff", "B", "40%")], "counts_disagree"),
        ([shown("staff", "A", "50%", base=30, base_kind=BaseKind.ALL)], "stale_base"),
        (
            [
                shown("appointed", "group:reference", "20.0%", item="x"),
                shown("appointed", "group:compared", "10.0%", item="x"),
                shown("appointed", "", "0.50", item="x", unit="ratio"),
            ],
            "columns_swapped",
        ),
        (
            [
                shown("appointed", "group:reference", "20.0%", item="x"),
                shown("appointed", "group:compared", "10.0%", item="x"),
                shown("appointed", "", "3.10", item="x", unit="ratio"),
            ],
            "ratio_disagrees",
        ),
    ],
)
def test_received_figures_that_cannot_be(whole, received, code):
    """Each way in which printed figures go wrong has its finding."""
    assert codes(replace(whole, received=tuple(received))) == {code}


@pytest.mark.parametrize(
    ("ratio", "over", "under", "problem"),
    [
        ("1.7", "1.2", "0.7", ""),
        ("1.8", "1.2", "0.7", ""),
        ("2.0", "1.2", "0.7", "ratio_disagrees"),
        ("0.58", "1.2", "0.7", "columns_swapped"),
        ("0.17", "1.2", "0.7", "ratio_disagrees"),
    ],
)
def test_a_ratio_follows_from_its_rates_within_their_rounding(ratio, over, under, problem):
    """1.2 and 0.7 may be anything from 1.15 over 0.75 to 1.25 over 0.65, and no more."""
    assert ratio_problem(ratio, over, under) == problem


def test_last_year_is_what_last_year_said_unless_restated(whole):
    """A changed count or figure for the year before is found; a stated restatement is not."""
    before = replace(
        whole,
        period_end=date(2015, 3, 31),
        cells=(cell("disciplinary", "A", 2, year=2015),),
        received=(shown("staff", "A", "70%", year=2015, item="x"),),
    )
    now = replace(
        whole,
        cells=(cell("disciplinary", "A", 3, year=2015),),
        received=(shown("staff", "A", "71%", year=2015, item="x"),),
    )
    found = [one for one in check_return(now, before) if one.code == "changed_since_last_year"]
    assert len(found) == 2
    restated = replace(now, notes=("2015 was restated after a merger.",))
    assert "changed_since_last_year" not in codes(restated, before)
    assert "changed_since_last_year" not in codes(
        replace(now, cells=before.cells, received=()), before
    )
