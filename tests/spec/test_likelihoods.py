"""Indicators 2 to 4: relative likelihoods, their direction, window and every state."""

from __future__ import annotations

import math

import pytest

from dueregard.editions.loader import load_edition
from dueregard.figures import FigureState
from dueregard.indicators.compute import compute_indicators
from dueregard.vocabulary import Population
from tests.spec.tables import absent, data_return

RECRUITMENT = """
shortlisted  W  600
shortlisted  B  180
appointed    W  120
appointed    B   18
"""


def indicator(number, table, *, year=2016, **changes):
    results = compute_indicators(data_return(table, year=year, **changes), load_edition(str(year)))
    return next(result for result in results if result.number == number)


@pytest.mark.requirement("R-121")
@pytest.mark.parametrize(
    ("year", "value", "words"),
    [
        (2015, 0.5, "BME shortlisted applicants were 0.50 times as likely as White"),
        (2016, 2.0, "White shortlisted applicants were 2.00 times as likely as BME"),
    ],
)
def test_the_same_counts_say_the_same_in_either_direction(year, value, words):
    """The 2015 wording puts BME first, later editions White first; the conclusion is the same."""
    headline = indicator(2, RECRUITMENT, year=year).headline
    assert headline.value == value
    assert headline.direction.startswith(words)


def test_a_ratio_stands_beside_the_two_rates_it_is_made_of():
    """Rates of 0.200 and 0.100 are printed with the ratio of 2.00."""
    result = indicator(2, RECRUITMENT)
    assert result.figure("appointment.reference").value == 0.2
    assert result.figure("appointment.compared").value == 0.1


def test_the_two_year_window_is_an_average():
    """6 then 4 White cases of 1,000 and 3 then 2 BME of 250 give 0.005, 0.010 and 2.00."""
    table = """
    staff         W  1000
    staff         B   250
    disciplinary  W     4
    disciplinary  W     6  year=2015
    disciplinary  B     2
    disciplinary  B     3  year=2015
    """
    result = indicator(3, table)
    assert result.headline.value == 2.0
    assert result.figure("disciplinary.reference").value == 0.005
    assert result.figure("disciplinary.compared").value == 0.01


def test_one_year_never_stands_silently_for_two():
    """Without the year before, a two-year indicator says that a year is missing."""
    table = "staff W 90\nstaff B 10\ndisciplinary W 2"
    headline = indicator(3, table, windows={"disciplinary": (2016,)}).headline
    assert headline.state is FigureState.WINDOW_SHORT
    assert headline.value is None


STATES = [
    ("staff W 90\nstaff B 10\ntraining W 0\ntraining B 0", FigureState.NO_EVENTS),
    ("staff W 90\nstaff B 10\ntraining W 9\ntraining B 0", FigureState.ZERO_DENOMINATOR),
    ("staff W 90\nstaff B 10\ntraining W 0\ntraining B 3", FigureState.ZERO_NUMERATOR),
    ("staff W 90\ntraining W 9", FigureState.NO_GROUP),
    ("staff W 40\nstaff B 4\nstaff U 44\ntraining W 9", FigureState.UNKNOWN_DOMINANT),
    ("staff W 90\nstaff B 10\ntraining W 9\ntraining B 1", FigureState.CAUTION),
    ("staff W 900\nstaff B 100\ntraining W 90\ntraining B 10", FigureState.OK),
]


@pytest.mark.parametrize(("table", "state"), STATES)
def test_every_zero_has_a_state_of_its_own(table, state):
    """Zero cells are ordinary in a small body: each gives an answer in words, never nan."""
    headline = indicator(4, table).headline
    assert headline.state is state
    assert (headline.value is None) is not state.has_value
    assert headline.value is None or math.isfinite(headline.value)
    assert headline.reason or headline.value is not None


def test_no_events_are_not_evidence_of_equality():
    """Zero cases in both groups never become a ratio of 1."""
    headline = indicator(4, STATES[0][0]).headline
    assert "not evidence of equality" in headline.reason


def test_what_nobody_collected_says_so():
    """A body that has no training data gets a reason, not a zero."""
    reason = "Training outside the statutory list is not recorded centrally."
    headline = indicator(
        4, "staff W 90\nstaff B 10", absences=(absent(Population.TRAINING, reason),)
    ).headline
    assert headline.state is FigureState.NOT_COLLECTED
    assert headline.reason == reason


@pytest.mark.requirement("R-226")
def test_sixty_per_cent_unknown_gives_bounds_and_no_ratio():
    """12 of 20 starters unknown: no ratio, and the bounds of what it could have been."""
    table = """
    shortlisted  W  21
    shortlisted  B   1
    starters     W   8
    starters     B   0
    starters     U  12
    """
    headline = indicator(2, table, appointed_basis="started_proxy").headline
    assert headline.state is FigureState.UNKNOWN_DOMINANT
    assert "12 of 20 new starters (60%)" in headline.reason
    assert headline.bounds is not None
    assert math.isinf(headline.bounds.high)


@pytest.mark.requirement("R-225")
def test_starters_as_a_proxy_say_so():
    """New starters need not have come from these shortlists, and the figure says it."""
    table = RECRUITMENT.replace("appointed", "starters")
    headline = indicator(2, table, appointed_basis="started_proxy").headline
    assert headline.value == 2.0
    assert any("stand for people appointed" in caution.sentence for caution in headline.cautions)


def test_international_recruits_are_shown_with_and_without():
    """Where the route is recorded, the ratio without international recruits stands beside it."""
    table = """
    shortlisted  W  100  route=external
    shortlisted  B   50  route=external
    shortlisted  B   50  route=international
    appointed    W   20  route=external
    appointed    B    5  route=external
    appointed    B   25  route=international
    """
    result = indicator(2, table)
    assert result.headline.value == pytest.approx(0.2 / 0.3)
    assert result.figure("appointment.ratio.without_international").value == pytest.approx(2.0)


@pytest.mark.requirement("R-044")
def test_one_person_says_when_it_turns_the_reading():
    """One more BME appointment moves 0.9 past the line at 1, and the figure says that it flips."""
    table = "shortlisted W 100\nshortlisted B 10\nappointed W 20\nappointed B 2"
    one = indicator(2, table).headline.one_person
    assert one.one_more == pytest.approx(0.2 / 0.3)
    assert one.one_fewer == pytest.approx(2.0)
    assert one.flips


@pytest.mark.parametrize(("bme", "inside"), [(80, True), (79, False), (125, True), (126, False)])
def test_the_ends_of_the_four_fifths_band_are_inside(bme, inside):
    """100 of 1,000 White against 80 or 125 of 1,000 BME is 1.25 or 0.80: still inside."""
    table = f"shortlisted W 1000\nshortlisted B 1000\nappointed W 100\nappointed B {bme}"
    headline = indicator(2, table).headline
    assert headline.band.is_inside is inside
    assert headline.interval is not None


def test_the_four_fifths_band_is_not_held_against_small_numbers():
    table = "shortlisted W 40\nshortlisted B 9\nappointed W 15\nappointed B 1"
    assert indicator(2, table).headline.band is None


def test_the_band_cannot_be_shown_without_an_interval():
    from dataclasses import replace

    headline = indicator(2, RECRUITMENT).headline
    with pytest.raises(ValueError, match="without an interval"):
        replace(headline, interval=None)
