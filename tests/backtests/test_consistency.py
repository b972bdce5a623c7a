"""Figures printed without their counts: is each possible, and do they fit together?"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dueregard.editions.loader import load_edition
from dueregard.figures import Name
from dueregard.indicators.compute import Earlier, compute_indicators
from dueregard.indicators.groups import GroupCounts
from dueregard.indicators.likelihoods import LikelihoodInputs, likelihood_figure
from dueregard.indicators.rules import rules_of
from dueregard.operations.count_extracts import look
from dueregard.printing import times
from dueregard.returns.checks import check_return
from dueregard.returns.data_return import Received
from dueregard.statistics.feasibility import possible_bases, possible_numerators
from dueregard.vocabulary import BaseKind, Group
from tests.spec.tables import data_return

TODAY = date(2026, 1, 1)
SETTINGS = """edition = "2022"
[organisation]
code = "EX1"
name = "Invented Trust"
kind = "provider"
[files.received]
path = "received.csv"
"""
DATA = Path(__file__).parent / "data" / "consistency.csv"
Case = dict[str, str]


def cases() -> dict[str, Case]:
    with DATA.open(newline="", encoding="utf-8") as stream:
        return {case["id"]: case for case in csv.DictReader(stream)}


REACHABLE = "is the printed % reachable from the printed denominator?"
ABOUT_A_BASE = [case["id"] for case in cases().values() if case["check"] == REACHABLE]
BY_A_TEST_OF_ITS_OWN = {
    "EFF19-sum",
    "WRES22-vsm-change",
    "WRES21-vsm-restated",
    "WRES22-headcount",
    "WRES18-trustcount",
    "NCIC23-2-unit",
    "BEXL24-2-derive",
    "BEXL24-2-derive-asc",
}


def test_no_row_of_the_file_goes_untested():
    """Each row is tested by its own test or by the one about bases."""
    assert set(cases()) == {*ABOUT_A_BASE, *BY_A_TEST_OF_ITS_OWN}


@pytest.mark.requirement("T-08", "R-228", "R-230")
@pytest.mark.parametrize("case_id", ABOUT_A_BASE)
def test_a_percentage_is_possible_for_its_base_or_it_is_not(case_id):
    """Whole numbers of people decide: 14.1 % of 161 is nobody, the others are one number each."""
    case = cases()[case_id]
    words = re.search(r"of (\d+) \D*: ([\d.]+)%", case["inputs"])
    assert words is not None
    found = possible_numerators(words[2], int(words[1]))
    assert len(found) == (1 if case["verdict"] == "pass" else 0)


@pytest.mark.requirement("T-08")
def test_the_base_behind_14_1_per_cent_leaves_some_of_the_161_out():
    """From 100 to 161 only five bases give 14.1 %, each a multiple of seven steps."""
    bases = [people for people, _ in possible_bases("14.1", 100, 161)]
    assert bases == [128, 135, 142, 149, 156]


def test_two_shares_that_add_to_99_9_were_cut_and_not_rounded():
    """79.2 and 20.7 cannot both be rounded shares of the same people; both can be cut ones."""

    def both(rounding: str) -> bool:
        return any(
            people - events in possible_numerators("20.7", people, rounding=rounding)
            for people, fitting in possible_bases("79.2", 1, 400, rounding=rounding)
            for events in fitting
        )

    assert not both("half-up")
    assert both("truncated")


def test_the_trusts_left_between_the_two_lines_are_the_printed_share():
    """231 less 135 and 41 are 55, and only 55 of 231 print as 23.8 %."""
    assert possible_numerators("23.8", 231) == [231 - 135 - 41]


def test_a_growing_group_and_growing_share_leave_no_room_for_a_growing_workforce():
    """27,500 more BME staff at the printed shares would need everybody else to have shrunk."""
    now, before = 383_706, 383_706 - 27_500
    largest_now, smallest_before = 1_588_844, 1_586_664
    assert _fits("24.2", now, largest_now)
    assert not _fits("24.2", now, largest_now + 1)
    assert _fits("22.4", before, smallest_before)
    assert not _fits("22.4", before, smallest_before - 1)
    assert 0 < largest_now - smallest_before < 27_500


def _fits(percentage: str, events: int, people: int) -> bool:
    return events in possible_numerators(percentage, people)


@pytest.mark.parametrize(
    ("case_id", "shortlisted", "appointed"),
    [("BEXL24-2-derive", 54, 49), ("BEXL24-2-derive-asc", 44, 35)],
)
def test_a_ratio_follows_from_shares_alone_where_nobody_is_unknown(case_id, shortlisted, appointed):
    """Shares of the shortlisted and of the appointed give the ratio, in both directions."""
    people = GroupCounts(100 - shortlisted, shortlisted)
    events = GroupCounts(100 - appointed, appointed)
    rules = rules_of(load_edition("2025"))
    ratios = []
    for over in (Group.COMPARED, Group.REFERENCE):
        inputs = LikelihoodInputs(events, people, over, "being appointed", "appointed", "people")
        value = likelihood_figure(rules, inputs, Name("r", "r", "w")).value
        assert value is not None
        ratios.append(times(value))
    wanted = f"BME vs White {ratios[0]}; White vs BME {ratios[1]}"
    assert cases()[case_id]["recomputed"] == wanted


def test_a_difference_of_two_years_is_the_difference_of_their_people():
    """341 and 290 very senior managers of 2022 and 2021 stand side by side, 51 apart."""
    row = "part=non_clinical pay_band=vsm employment=employee"
    now, before = (
        data_return(f"staff B {people} {row}\nstaff W 2500 {row}", year=year)
        for year, people in ((2022, 341), (2021, 290))
    )
    earlier = Earlier(before, load_edition("2021"))
    result = compute_indicators(now, load_edition("2022"), earlier)[0]
    key = "representation.non_clinical.vsm.compared"
    then = result.before(key)
    assert then is not None
    numbers = [one.bases[0].numerator for one in (result.figure(key), then)]
    assert numbers == [341, 290]
    assert cases()["WRES22-vsm-change"]["recomputed"] == str(numbers[0] - numbers[1])


def restated(text: str, year: int) -> Received:
    """A number of senior managers of 2021 as the report of some year prints it."""
    return Received(
        "staff", "ethnicity", "group:compared", "vsm", text, float(text), "score", 0, None,
        BaseKind.ALL, f"national report {year}", None, 2021,
    )  # fmt: skip


def test_a_year_told_otherwise_a_year_later_is_asked_about():
    """298 in one report and 290 in the next: a question, unless the return says it is restated."""
    case = cases()["WRES21-vsm-restated"]
    assert case["verdict"] == "RESTATED"
    then = data_return("", year=2021, received=(restated(case["published"], 2021),))
    now = data_return("", year=2022, received=(restated(case["recomputed"], 2022),))
    found = [one.code for one in check_return(now, then)]
    assert "changed_since_last_year" in found
    said = replace(now, notes=("The 2021 figure was restated.",))
    assert "changed_since_last_year" not in {one.code for one in check_return(said, then)}


@pytest.mark.parametrize("printed", ["1.54%", "1.25%", "17.16%"])
def test_a_per_cent_sign_on_a_ratio_is_found(tmp_path, printed):
    """A ratio says how many times as likely; each of the three printed values is asked about."""
    assert printed in cases()["NCIC23-2-unit"]["inputs"]
    (tmp_path / "organisation.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "received.csv").write_text(
        f"population,category,item,value,unit\nappointed,group:reference,ratio,{printed},ratio\n",
        encoding="utf-8",
    )
    looked = look(tmp_path, as_of=TODAY)
    assert not looked.faults
    assert [one.value for one in looked.findings if one.code == "unit_confused"] == [printed]
    assert "%" not in times(float(printed.removesuffix("%")))
