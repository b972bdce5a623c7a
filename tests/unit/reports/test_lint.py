"""The linter finds each fault it names, and finds none in what the product says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.editions.loader import load_edition
from dueregard.indicators.annual import compute_annual, compute_characteristics
from dueregard.indicators.compute import compute_indicators
from dueregard.operations.count_extracts import count_organisation
from dueregard.reports.wording.lint import find_faults
from dueregard.reports.wording.sentences import chance, sentence
from tests.spec.tables import data_return

EXAMPLES = Path(__file__).parents[3] / "examples"


def headline(table, number=2):
    return compute_indicators(data_return(table), load_edition("2016"))[number - 1].headline


RATIO = headline("shortlisted W 40\nshortlisted B 9\nappointed W 15\nappointed B 1")
NONE = headline("staff W 40\nstaff B 9\ntraining W 0\ntraining B 0", 4)


@pytest.mark.parametrize(
    ("text", "figure", "fault"),
    [
        ("The ratio is 1.54%.", RATIO, "per cent sign"),
        ("White applicants were 154% times as likely.", RATIO, "per cent sign"),
        ("BME applicants were 0.66 more likely to be appointed.", RATIO, "so many times"),
        ("White and BME staff were treated equally.", NONE, "read as equality"),
        ("The ratio is nan times.", RATIO, "no number"),
        ("White staff were 1.00 times as likely as BME staff.", NONE, "could not be given"),
    ],
)
def test_each_fault_is_found_by_name(text, figure, fault):
    assert any(fault in words for words in find_faults(text, figure))


@pytest.mark.parametrize("name", ["appendix-1", "small-commissioner", "trust"])
def test_nothing_the_product_says_has_a_fault(name):
    """Every sentence about every figure of every shipped example passes."""
    counted = count_organisation(EXAMPLES / name, as_of=date(2026, 1, 1))
    edition = load_edition(counted.data_return.edition)
    annual = compute_annual(counted.data_return, edition)
    others = compute_characteristics(counted.data_return, edition)
    figures = [*annual.every_figure, *(figure for part in others for figure in part.figures)]
    for figure in figures:
        assert find_faults(f"{sentence(figure)} {chance(figure)}", figure) == ()
