"""Counts first, figure second, plain sentence third; a ratio is never dressed as a percentage."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.editions.loader import load_edition
from dueregard.indicators.compute import compute_indicators
from dueregard.reports.wording.printed import printed_range
from dueregard.reports.wording.sentences import chance, sentence
from tests.spec.tables import data_return

EDITION = load_edition("2016")


def headline(table, number, **changes):
    return compute_indicators(data_return(table, **changes), EDITION)[number - 1].headline


def recruited(white, bme):
    (a, n_a), (b, n_b) = white, bme
    table = f"shortlisted W {n_a}\nshortlisted B {n_b}\nappointed W {a}\nappointed B {b}"
    return headline(table, 2)


def test_below_one_a_ratio_stays_times_as_likely():
    """0.66 is "0.66 times as likely", never "0.66 more likely"."""
    said = sentence(recruited((33, 100), (50, 100)))
    assert "0.66 times as likely" in said
    assert "more likely" not in said


def test_a_ratio_of_one_is_equally_likely():
    assert "equally likely" in sentence(recruited((20, 100), (20, 100)))


@pytest.mark.requirement("R-224", "R-044")
def test_a_share_says_its_counts_and_what_one_person_changes():
    """3 of 41: the counts, the percentage, and the two percentages one person away."""
    said = sentence(headline("staff W 38\nstaff B 3", 1))
    assert said.startswith("3 of 41 staff in post on 31 March 2016 (7.3%).")
    assert "One person more or fewer would make this 9.8% or 4.9%." in said


def test_no_events_say_that_they_prove_nothing():
    said = sentence(headline("staff W 50\nstaff B 6\ntraining W 0\ntraining B 0", 4))
    assert "not evidence of equality" in said


@pytest.mark.requirement("R-226")
def test_bounds_are_said_where_a_figure_cannot_be():
    """Twelve of twenty starters unknown: a share anywhere from 0 % to 60 %."""
    annual = headline("staff W 8\nstaff B 0\nstaff U 12", 1)
    assert printed_range(annual) == "0.0% to 60.0%"
    assert "0.0% to 60.0%" in sentence(annual)


@pytest.mark.requirement("T-08")
def test_the_guidance_example_gives_no_size():
    """21 of 129 White and 1 of 23 BME applicants shortlisted: 3.7 times, from 0.8 to 66."""
    figure = recruited((21, 129), (1, 23))
    assert sentence(figure).startswith("21 of 129 White shortlisted applicants; 1 of 23 BME")
    assert "anything from 0.8 to 66 times, so no size can be given" in chance(figure)


def test_a_fact_has_no_interval():
    """People in post are counted, not sampled: nothing is said about chance."""
    assert chance(headline("staff W 38\nstaff B 3", 1)) == ""


COUNT = st.integers(0, 40)


@given(COUNT, COUNT, COUNT, COUNT)
def test_no_sentence_puts_a_per_cent_sign_on_a_ratio(a, b, rest_a, rest_b):
    """Whatever the counts, a ratio has no per cent sign and no "more likely"."""
    figure = recruited((a, a + rest_a), (b, b + rest_b))
    said = f"{figure.direction} {chance(figure)}"
    assert "more likely" not in said
    assert not re.search(r"[0-9]%", said)
    assert "nan" not in said
