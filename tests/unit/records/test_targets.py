"""A target in per cent is people, appointments and posts."""

from __future__ import annotations

import pytest

from dueregard.records import RecordingTarget, Target
from dueregard.records.targets import (
    feasibility,
    recording_gap,
    recording_sentence,
    target_sentence,
)
from dueregard.records.words import Recorded


def board(baseline, people, percent, openings=None) -> Target:
    return Target("T1", "BME members", "the board", baseline, people, percent, openings=openings)


@pytest.mark.requirement("R-206")
@pytest.mark.parametrize(
    ("baseline", "people", "percent", "wanted", "appointments"),
    [
        (1, 12, 25, 3, 2),
        (0, 13, 25, 4, 4),
        (3, 10, 30, 3, 0),
        (5, 10, 30, 3, 0),
        (0, 3, 33.3, 1, 1),
        (0, 1000, 0.1, 1, 1),
        (0, 7, 0, 0, 0),
        (2, 7, 100, 7, 5),
    ],
)
def test_a_target_is_said_in_people(baseline, people, percent, wanted, appointments):
    """The least whole number of people that is at least the share, and how many more it takes."""
    found = feasibility(board(baseline, people, percent))
    assert (found.wanted, found.appointments) == (wanted, appointments)
    assert 100 * wanted / people >= percent - 1e-9
    assert wanted == 0 or 100 * (wanted - 1) / people < percent


@pytest.mark.requirement("R-206")
def test_the_sentence_has_people_and_per_cent():
    """Both ways of saying it stand side by side, with what it takes."""
    assert target_sentence(board(1, 12, 25, 4)) == (
        "BME members in the board: from 1 of 12 (8.3%) to 3 of 12 (25.0% or more). "
        "That takes at least 2 appointments from this group, of 4 posts that are expected."
    )
    assert "it cannot be reached" in target_sentence(board(1, 12, 25, 1))
    assert "It is reached already." in target_sentence(board(3, 12, 25))
    assert "say how many posts" in target_sentence(board(1, 12, 25))
    assert "a number is missing" in target_sentence(board(None, 12, 25))


@pytest.mark.parametrize("target", [board(None, 12, 25), board(0, 0, 25), board(0, 12, None)])
def test_nothing_is_made_up_for_a_missing_number(target):
    """Without baseline, people or share there is no feasibility, and never a 0."""
    assert feasibility(target) is None


@pytest.mark.requirement("R-235")
def test_recording_is_measured_against_its_target():
    """Progress is said in people: how many are still to be asked."""
    target = RecordingTarget("R1", Recorded.STARTERS, "ethnicity", 14, 20, 95)
    assert recording_gap(target) == 5
    assert recording_sentence(target) == (
        "Ethnicity of new starters: recorded for 14 of 20 (70.0%); 5 more to reach 95.0%."
    )
    met = RecordingTarget("R1", Recorded.LEAVERS, "disability", 19, 20, 95)
    assert recording_gap(met) == 0
    assert recording_sentence(met).endswith("the target of 95.0% is met.")
    uncounted = RecordingTarget("R1", Recorded.CURRENT, "disability")
    assert recording_gap(uncounted) is None
    assert "nobody has counted" in recording_sentence(uncounted)
