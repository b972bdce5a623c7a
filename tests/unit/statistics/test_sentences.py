"""Small numbers as a board reads them."""

from __future__ import annotations

import math

import pytest

from dueregard.statistics.bounds import share_bounds
from dueregard.statistics.differences import difference_interval
from dueregard.statistics.feasibility import neighbours, possible_bases, possible_numerators
from dueregard.statistics.intervals import proportion_interval
from dueregard.statistics.ratios import ratio_interval
from dueregard.statistics.results import Interval
from dueregard.statistics.sensitivity import one_person
from dueregard.statistics.sentences import (
    Names,
    say_answers,
    say_bases,
    say_bounds,
    say_chance,
    say_end,
    say_gap,
    say_likelihood,
    say_possible,
    say_proportion,
    say_range,
    say_significance,
    say_times,
    say_trend,
    say_watch,
)
from dueregard.statistics.trend import trend_test, watch


def likelihood(one, two, **names):
    return say_likelihood(one, two, ratio_interval(one, two), one_person(one, two), Names(**names))


def test_counts_come_first_and_the_percentage_second():
    """3 of 41: the counts, the percentage, what one person does, and how far chance goes."""
    fact = say_proportion((3, 41))
    assert fact == ("3 of 41 (7.3%).\nOne person more or fewer would make this 9.8% or 4.9%.")
    process = say_proportion((3, 41), proportion_interval((3, 41), method="mid-p"))
    assert process.startswith(fact)
    assert "between 2% and 19% from year to year" in process


def test_none_and_all_can_only_move_one_way():
    """Nobody can be fewer than none or more than all."""
    assert say_proportion((0, 20)).endswith("One person more would make this 5.0%.")
    assert say_proportion((20, 20)).endswith("One person fewer would make this 95.0%.")


def test_answers_name_the_silent():
    """12 of 20 who answered, and 35 who did not."""
    said = say_answers((12, 20), 55, proportion_interval((12, 20), population=55))
    assert said.startswith("12 of 20 who answered (60.0%).\n35 did not answer")
    assert "85% or 22%" in said
    assert say_answers((12, 20), 20, proportion_interval((12, 20), population=20)) == (
        "12 of 20 who answered (60.0%)."
    )


def test_likelihood_names_its_direction_and_gives_no_size():
    """21 of 129 against 1 of 23, said whole."""
    assert likelihood((21, 129), (1, 23), outcome="shortlisted").split("\n") == [
        "White 21 of 129 (16.3%), BME 1 of 23 (4.3%).",
        "White people were 3.7 times as likely as BME people.",
        "One more BME person shortlisted would make it 1.9.",
        "The figures fit anything from 0.8 to 66 times, so no size can be given.",
        "At the White rate there would be 4 BME; there is 1.",
        "3 outcomes the other way would close it.",
    ]


def test_below_1_is_as_likely_and_never_more_likely():
    """0.66 is said as 0.66 times as likely."""
    said = likelihood((33, 500), (50, 500))
    assert "0.66 times as likely" in said
    assert "more likely" not in said


@pytest.mark.parametrize("tables", [((200, 1000), (400, 2000)), ((1002, 5000), (1000, 5000))])
def test_1_00_is_equally_likely(tables):
    """A ratio that prints as 1.00 is called equally likely."""
    assert "White and BME people were equally likely." in likelihood(*tables)


def test_one_empty_group_has_no_ratio():
    """None of 5 against 4 of 51: no ratio, but what one case would make of it."""
    said = likelihood((0, 5), (4, 51), first="BME", second="White")
    assert (
        "A ratio cannot be given; one BME person with the outcome would make it 2.6 times." in said
    )
    assert "at most 7.3" in said
    other = likelihood((4, 51), (0, 5))
    assert "one BME person with the outcome would make it 0.39 times" in other
    assert "at least 0.1" in other


def test_no_events_are_not_equality():
    """Without events nothing is called equal and no interval is shown."""
    said = likelihood((0, 5), (0, 9))
    assert said.endswith("a ratio cannot be given, and nothing follows from that.")
    assert "equal" not in said
    assert "fit" not in said


def test_a_full_smaller_group_can_only_have_one_fewer():
    """Where everybody had the event, one person fewer is said."""
    assert "One BME person fewer with the outcome would make it" in likelihood((30, 60), (5, 5))
    assert "would leave no ratio" in likelihood((30, 60), (1, 1))


def test_a_ratio_never_carries_a_per_cent_sign():
    """Only the line with the counts has percentages."""
    for tables in (((21, 129), (1, 23)), ((0, 5), (4, 51)), ((30, 40), (1, 60))):
        assert "%" not in "".join(likelihood(*tables).split("\n")[1:])


CLEAR_BUT_WIDE = (
    "The figures fit anything from 1.4 to 29 times: the direction shows, but no size can be given."
)


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (0.0, math.inf, "The figures fit any ratio at all."),
        (1.4, 2.9, "The figures fit anything from 1.4 to 2.9 times."),
        (1.4, 29.0, CLEAR_BUT_WIDE),
        (0.9, 1.1, "The figures fit anything from 0.9 to 1.1 times, all close to equally likely."),
        (0.5, 1.1, "The figures fit anything from 0.5 to 1.1 times, so no size can be given."),
    ],
)
def test_range_says_what_it_leaves_open(lower, upper, words):
    """Wide, clear, close and open ranges are told apart."""
    assert say_range(Interval(1.5, lower, upper, 0.95, "scas")) == words


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(3.744, "3.7"), (2.55, "2.6"), (0.655, "0.66"), (1.04, "1.04"), (0.97, "0.97"),
     (9.96, "10.0"), (12.4, "12"), (781.2, "781"), (1234.0, "1,234"), (math.inf, "without limit")],
)  # fmt: skip
def test_times_have_as_many_digits_as_help(ratio, words):
    """One decimal, none above ten, two where one would mislead; halves go up."""
    assert say_times(ratio) == words


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (0.787, "0.8"),
        (0.0, "0"),
        (0.97, "0.97"),
        (0.0123, "0.01"),
        (0.00034, "0.0003"),
        (66.2, "66"),
    ],
)
def test_ends_are_shorter(end, words):
    """Ends of a range have one decimal, or their first digit."""
    assert say_end(end) == words


@pytest.mark.parametrize(
    ("p_value", "words"),
    [
        (0.153, "about 15 times in 100"),
        (0.01, "about once in 100"),
        (0.0032, "about 3 times in 1,000"),
        (0.0001, "less than once in 1,000 times"),
        (1.0, "nearly always"),
    ],
)
def test_chance_is_said_in_whole_times(p_value, words):
    """A p-value is a number of times in 100 or in 1,000."""
    assert say_chance(p_value) == words


def test_an_untestable_question_is_called_so():
    """Where no result could have been conclusive, not significant would be a wrong word."""
    assert say_significance(0.6, is_testable=False) == (
        "With so few events no result could have been conclusive."
    )
    assert "15 times in 100" in say_significance(0.153, is_testable=True)


def test_gap_is_in_points_and_says_who_is_higher():
    """12 of 20 against 40 of 90, and its mirror image."""
    found = say_gap((12, 20), (40, 90), difference_interval((12, 20), (40, 90)))
    assert "Gap 15.6 points, First group higher; 4 answers the other way would close it." in found
    assert found.endswith("The figures fit any gap from −9 to 38 points.")
    back = say_gap((40, 90), (12, 20), difference_interval((40, 90), (12, 20)))
    assert "Gap 15.6 points, second group higher" in back


def test_gap_of_nothing():
    """Equal shares have no gap, and no events show nothing."""
    assert "No gap in these figures." in say_gap(
        (5, 10), (10, 20), difference_interval((5, 10), (10, 20))
    )
    assert say_gap((0, 10), (0, 20), difference_interval((0, 10), (0, 20))).endswith(
        "No events in either group, and nothing follows from that."
    )


@pytest.mark.requirement("R-045")
def test_watch_is_said_apart_from_significance():
    """Four falls of one person are a watch and are not called significant."""
    years = [(6, 52), (5, 52), (4, 52), (3, 51), (2, 51)]
    said = say_trend(years, watch(years), trend_test(years).p_value)
    assert "Watch: 4 falls in a row, each of one person." in said
    assert "not a significant result" in said
    assert say_watch(watch(years[:2])) == "1 fall of one person; 3 in a row are a reason to watch."
    assert say_watch(watch([(3, 50), (3, 50)])) == "The last two years show no direction."
    assert say_watch(watch([(3, 50), (5, 50), (8, 50)])).startswith("2 rises in a row;")


@pytest.mark.requirement("R-226")
def test_bounds_are_said_from_where_to_where():
    """12 of 20 not known: from 0 % to 60 %."""
    assert say_bounds(12, 20, share_bounds(0, 8, 12)) == (
        "12 of 20 are not known. The BME share is somewhere from 0% to 60%."
    )
    assert say_bounds(0, 20, share_bounds(3, 17, 0)) == (
        "Everybody is known: the BME share is 15.0%."
    )
    assert say_bounds(1, 20, share_bounds(3, 16, 1)).startswith("1 of 20 is not known.")


@pytest.mark.requirement("T-08")
def test_an_impossible_percentage_names_its_neighbours():
    """14.1 % of 161 is impossible, and the bases that could give it are named."""
    said = say_possible("14.1", 161, possible_numerators("14.1", 161), neighbours("14.1", 161))
    assert said == (
        "14.1% of 161 is impossible: 22 of 161 would be 13.7%, 23 of 161 would be 14.3%."
    )
    bases = say_bases(possible_bases("14.1", 100, 161), 100, 161)
    assert bases.endswith("128 (18), 135 (19), 142 (20), 149 (21), 156 (22).")
    assert say_bases([], 4, 5) == "No base from 4 to 5 could give it."


def test_possible_percentages():
    """One number that fits is named, several as a range."""
    assert say_possible("4.5", 22, [1], (0, 1)) == "4.5% of 22 is 1 of 22."
    several = possible_numerators("12", 2000)
    assert say_possible("12", 2000, several, (240, 240)) == (
        "12% of 2,000 is one of 20 numbers, from 230 to 249."
    )
    assert say_bases([(200, [24]), (300, [35, 36]), (900, [104, 105, 106])], 200, 900).endswith(
        "200 (24), 300 (35 or 36), 900 (104 to 106)."
    )
