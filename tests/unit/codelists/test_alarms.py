"""The three alarms of a mapping."""

from __future__ import annotations

from dueregard.codelists.alarms import find_unknown_exclusions, find_unmapped, find_unused
from dueregard.codelists.ethnicity import EthnicCategories


def test_unmapped_values_come_commonest_first() -> None:
    """A value that the list does not know is named with its rows; known ones are silent."""
    counts = {"A": 90, "T": 2, "British": 7, "": 4, "Q": 2}
    found = find_unmapped("ethnic_2001", EthnicCategories.load().parse, counts)
    assert [(one.value, one.rows) for one in found] == [("British", 7), ("Q", 2), ("T", 2)]


def test_unused_mapping_is_named() -> None:
    """An entry that no value uses is named; case and spaces make no difference."""
    found = find_unused("pay_bands", {"Local 6": "6", "Local 7": "7"}, ["LOCAL  6", "5"])
    assert [(one.text, one.code) for one in found] == [("Local 7", "7")]


def test_exclusion_of_nothing_is_named() -> None:
    """An exclusion that matches no value is named: what it meant may have another name now."""
    found = find_unknown_exclusions("staff_groups", ["Hosted", "Lodger"], ["Hosted ", "Own"])
    assert [one.text for one in found] == ["Lodger"]
