"""Several years together: counts side by side, flows pooled, and the two lists."""

from __future__ import annotations

import pytest

from dueregard.editions.loader import load_edition
from dueregard.figures import FigureState
from dueregard.indicators.annual import compute_annual
from dueregard.indicators.compute import Earlier
from dueregard.reports.wording.sentences import chance
from tests.spec.tables import data_return


def year(number, table):
    return Earlier(data_return(table, year=number), load_edition(str(number)))


def annual(tables, last=2019):
    years = [year(last - len(tables) + 1 + place, table) for place, table in enumerate(tables)]
    *history, now = years
    return compute_annual(now.data_return, now.edition, tuple(history))


def course(found, number):
    return next(course for course in found.courses if course.number == number)


@pytest.mark.requirement("R-045")
def test_four_falls_of_one_person_raise_watch_and_never_significance():
    """A small body that loses one BME member of staff each year is told to watch, no more."""
    found = annual([f"staff W 45\nstaff B {count}" for count in (6, 5, 4, 3, 2)])
    seen = course(found, 1)
    assert seen.is_watched
    assert "4 changes in a row, each falling, by one person each time: watch." in seen.words
    assert "significant" not in seen.words
    assert found.standing_out.established == ()


def test_people_in_post_are_never_pooled_as_if_they_were_new():
    """A stock is shown year by year; only flows and surveys are added up."""
    table = (
        "staff W 45\nstaff B 5\nshortlisted W 40\nshortlisted B 10\nappointed W 8\nappointed B 1"
    )
    found = annual([table, table, table])
    assert course(found, 1).pooled is None
    pooled = course(found, 2).pooled
    assert [(base.numerator, base.denominator) for base in pooled.bases] == [(24, 120), (3, 30)]
    assert pooled.value == pytest.approx(2.0)


def test_windows_that_overlap_do_not_count_a_case_twice():
    """Pooled years add each year's own cases, although the edition averages two years."""
    table = "staff W 90\nstaff B 10\ndisciplinary W 2\ndisciplinary B 1"
    pooled = course(annual([table, table, table]), 3).pooled
    assert [base.numerator for base in pooled.bases] == [3, 6]


def test_an_established_difference_survives_the_number_of_looks():
    """A difference that chance does not explain is established; its list allows for all looks."""
    table = "shortlisted W 600\nshortlisted B 180\nappointed W 120\nappointed B 18"
    found = annual([table])
    assert [standing.number for standing in found.standing_out.established] == [2]
    assert found.standing_out.watch == ()


@pytest.mark.requirement("R-045")
def test_a_disadvantage_that_is_not_established_is_watched():
    """What cannot be shown this year is not ignored: it says what would settle it."""
    table = "shortlisted W 40\nshortlisted B 9\nappointed W 15\nappointed B 1"
    standing = annual([table, table]).standing_out
    assert standing.established == ()
    words = standing.watch[0].words
    assert "Last year pointed the same way." in words
    assert "would settle it" in words


def test_a_question_that_no_answer_could_settle_says_so():
    """With 20 BME of 100 staff and one case in all, even the worst outcome proves nothing."""
    table = "staff W 80\nstaff B 20\ndisciplinary B 1"
    headline = annual([table], last=2022).indicators[2].headline
    assert headline.state is FigureState.ZERO_DENOMINATOR
    assert not headline.evidence.is_testable
    assert "No result with these numbers could be conclusive." in chance(headline)


def test_equal_groups_are_on_neither_list():
    """Nothing is watched where nothing points to a disadvantage."""
    table = "shortlisted W 40\nshortlisted B 20\nappointed W 10\nappointed B 5"
    standing = annual([table]).standing_out
    assert standing.established == standing.watch == ()
    assert standing.looked_at == 1


def test_none_in_the_compared_group_is_not_passed_over():
    """None of 10 BME staff had training that 9 of 90 White staff had: no ratio, and watched."""
    found = annual(["staff W 90\nstaff B 10\ntraining W 9"])
    assert [standing.number for standing in found.standing_out.watch] == [4]
    assert "no event among the 10 BME staff" in found.standing_out.watch[0].words


def test_none_in_the_compared_group_is_no_disadvantage_where_the_event_is_unwelcome():
    """No BME case and two White cases point to no disadvantage of BME staff."""
    found = annual(["staff W 90\nstaff B 10\ndisciplinary W 2"], last=2022)
    assert found.standing_out.watch == ()
