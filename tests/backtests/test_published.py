"""Percentages that public bodies printed, held against the counts they printed beside them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dueregard.editions.loader import load_edition
from dueregard.figures import Figure, Name
from dueregard.indicators.groups import GroupCounts
from dueregard.indicators.rules import rules_of
from dueregard.indicators.shares import share_figure
from dueregard.printing import percent
from dueregard.statistics.feasibility import possible_numerators
from dueregard.vocabulary import Group

DATA = Path(__file__).parent / "data" / "published.csv"
MEASURES = {
    "pct_white": ("white", Group.REFERENCE),
    "pct_bme": ("bme", Group.COMPARED),
    "pct_unknown": ("unknown", Group.UNKNOWN),
}
Case = dict[str, str]


def cases() -> list[Case]:
    with DATA.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def asked(case: Case) -> tuple[int, int]:
    """Return the numerator and base of the percentage that was printed."""
    group, _ = MEASURES[case["measure"]]
    return int(case[f"{group}_num"]), int(case[f"{group}_den"])


def counts_of(case: Case) -> GroupCounts:
    """Return the counts printed; where only one group was, everybody else is somebody else."""
    events, people = asked(case)
    given = {group: int(case[f"{group}_num"] or 0) for group in ("white", "bme", "unknown")}
    rest = "bme" if case["measure"] == "pct_white" else "white"
    if sum(given.values()) < people:
        given[rest] += people - sum(given.values())
    counts = GroupCounts(given["white"], given["bme"], given["unknown"])
    assert counts.of(MEASURES[case["measure"]][1]) == events
    assert counts.total == people
    return counts


def figure_of(case: Case) -> Figure:
    """Compute the share as indicator 1 does."""
    rules = rules_of(load_edition("2019"))
    name = Name("backtest", case["id"], "people counted by the publisher")
    return share_figure(rules, counts_of(case), MEASURES[case["measure"]][1], name)


def decimals_of(case: Case) -> int:
    return len(case["published_value"].partition(".")[2])


def printed(case: Case) -> str:
    value = figure_of(case).value
    assert value is not None
    return percent(value, decimals_of(case)).removesuffix("%")


def by_verdict(verdict: str) -> list[object]:
    return [pytest.param(case, id=case["id"]) for case in cases() if case["agrees"] == verdict]


def test_every_published_row_has_a_verdict_that_is_tested():
    """No row of the file escapes the tests below."""
    verdicts = [case["agrees"] for case in cases()]
    assert len(verdicts) == 19
    assert set(verdicts) == {"yes", "rounding", "no"}


@pytest.mark.parametrize("case", by_verdict("yes"))
def test_a_percentage_that_agrees_is_printed_to_the_last_decimal(case):
    """The product prints what the publisher printed."""
    assert printed(case) == case["published_value"]


@pytest.mark.parametrize("case", by_verdict("rounding"))
def test_a_percentage_that_was_cut_is_explained_as_cut(case):
    """Rounded it would differ in its last decimal; cut it is just what was printed."""
    events, people = asked(case)
    assert printed(case) != case["published_value"]
    assert events not in possible_numerators(case["published_value"], people)
    cut = possible_numerators(case["published_value"], people, rounding="truncated")
    assert events in cut


@pytest.mark.parametrize("case", by_verdict("no"))
def test_a_percentage_that_does_not_follow_fits_no_way_of_rounding(case):
    """Neither rounding nor cutting turns the printed counts into the printed percentage."""
    events, people = asked(case)
    assert printed(case) != case["published_value"]
    assert events not in possible_numerators(case["published_value"], people, rounding="any")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases()])
def test_the_value_before_rounding_is_the_one_on_file(case):
    """The unrounded share agrees with the value worked out by hand, to its four decimals."""
    value = figure_of(case).value
    assert value is not None
    assert percent(value, 4) == f"{case['recomputed']}%"


def test_unknown_people_stay_in_the_base_of_indicator_1():
    """Of 7,422 staff, 990 + 6,307 + 125 give 13, 85 and 2 %: the unknown are part of the base."""
    rows = [case for case in cases() if case["id"].startswith("NCIC25")]
    assert {printed(case) for case in rows} == {"13", "85", "2"}
    known_only = GroupCounts(6307, 990, 0)
    rules = rules_of(load_edition("2025"))
    share = share_figure(rules, known_only, Group.REFERENCE, Name("k", "k", "known only"))
    assert share.value is not None
    assert percent(share.value, 0) == "86%"


@pytest.mark.requirement("T-08", "R-228")
def test_seventy_per_cent_of_161_applicants_is_not_one_number_of_people():
    """112 and 113 both print as 70 %, so the count cannot be read back from the percentage."""
    assert possible_numerators("70", 161) == [112, 113]
