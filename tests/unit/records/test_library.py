"""The library of actions holds what the guidance's example recommends, ready to be chosen."""

from __future__ import annotations

import pytest

from dueregard.records import Records, load_records, write_records
from dueregard.records.library import LIBRARY, RECORDING_FIELDS
from dueregard.records.words import Recorded


@pytest.mark.requirement("R-236")
def test_the_four_recommendations_on_recruitment_can_be_chosen(tmp_path):
    """Specifications, competencies, feedback and local people: all lead to indicator 2."""
    names = (
        "person-specifications",
        "equality-competencies",
        "interview-feedback",
        "local-applicants",
    )
    chosen = tuple(LIBRARY[name].action(f"A{n}") for n, name in enumerate(names, start=1))
    assert all(2 in action.indicators for action in chosen)
    write_records(Records(actions=chosen), tmp_path)
    assert load_records(tmp_path).actions == chosen
    assert [action.library for action in chosen] == list(names)


@pytest.mark.requirement("R-235")
def test_recording_has_an_action_for_each_population():
    """Current staff, starters and leavers, each with the details that the guidance names."""
    entries = {entry.population: entry for entry in LIBRARY.values() if entry.population}
    assert set(entries) == set(Recorded)
    for population, entry in entries.items():
        assert entry.characteristics == RECORDING_FIELDS[population]
        assert all(detail in entry.text for detail in entry.characteristics)


def test_an_entry_leaves_to_the_organisation_what_is_its_own():
    """Owner, day and conclusion are not proposed by anybody else."""
    for entry in LIBRARY.values():
        action = entry.action("A1")
        assert (action.owner, action.due, action.conclusions) == ("", None, ())
        assert action.aims
