"""Two editions compared: what changed, and what may still be set side by side."""

from __future__ import annotations

from itertools import pairwise, permutations

import msgspec
import pytest

from dueregard.editions.differences import ComparabilityKind, comparability, differences
from dueregard.editions.loader import available_editions, load_edition
from dueregard.editions.switches import resolve

EDITIONS = {name: load_edition(name) for name in available_editions()}

# The table of breaks, from the published changes of the standard; every other pair is the same.
BREAKS = {
    ("2015", "2016", 1): "recount",
    ("2015", "2016", 9): "recount",
    ("2019", "2020", 3): "recount",
    ("2021", "2022", 7): "broken",
}


@pytest.mark.requirement("R-153")
@pytest.mark.parametrize(("earlier", "later"), list(pairwise(EDITIONS)))
def test_breaks_between_neighbouring_editions(earlier, later) -> None:
    """Exactly the known changes of definition are marked, each with a reason."""
    for number in range(1, 10):
        found = comparability(number, EDITIONS[earlier], EDITIONS[later])
        assert found.kind.value == BREAKS.get((earlier, later, number), "same")
        assert found.prints_break == bool(found.reason) == (found.kind.value != "same")


@pytest.mark.parametrize("number", [2, 4])
def test_turned_ratio_is_no_break(number) -> None:
    """The ratio of 2016 stands the other way up than that of 2015; the counts are the same."""
    first, second = EDITIONS["2015"], EDITIONS["2016"]
    assert first.indicator(number).method.over != second.indicator(number).method.over
    assert comparability(number, first, second).kind is ComparabilityKind.SAME


def test_breaks_are_seen_over_any_distance() -> None:
    """A break between two years stands between all years on either side of it."""
    for earlier, later in permutations(EDITIONS, 2):
        low, high = sorted((earlier, later))
        for number in range(1, 10):
            crossed = any(low <= a and b <= high for a, b, n in BREAKS if n == number)
            found = comparability(number, EDITIONS[earlier], EDITIONS[later])
            assert found.prints_break == crossed


def test_kept_answers_can_be_counted_again() -> None:
    """Where the earlier return has each answer, the base of indicator 7 is recounted."""
    found = comparability(7, EDITIONS["2021"], EDITIONS["2022"], answers_kept=True)
    assert found.kind is ComparabilityKind.RECOUNT
    assert "don't know" in found.reason


def test_choice_can_make_a_break() -> None:
    """A window chosen by the organisation counts as the definition it is."""
    chosen = resolve(EDITIONS["2019"], {"i3_window": 1})
    assert comparability(3, chosen, EDITIONS["2020"]).kind is ComparabilityKind.SAME
    assert comparability(3, EDITIONS["2018"], chosen).kind is ComparabilityKind.RECOUNT


def test_other_standard_is_never_comparable() -> None:
    """Two standards have numbers in common and nothing else."""
    other = msgspec.structs.replace(EDITIONS["2016"], standard="another")
    assert comparability(2, EDITIONS["2016"], other).kind is ComparabilityKind.BROKEN


def test_edition_differs_from_itself_in_nothing() -> None:
    """No differences where there are none."""
    assert all(differences(one, one, sources=True) == [] for one in EDITIONS.values())


def test_differences_name_fields_by_number_and_id() -> None:
    """A changed field is named as a switch would name it."""
    found = {one.path: (one.earlier, one.later) for one in differences(*pair("2021", "2022"))}
    assert found["indicators.7.method.base_answers"] == (["yes", "no"], ["yes", "no", "dont_know"])
    assert not any(".source" in path or path.startswith("documents") for path in found)


def test_what_stands_on_one_side_is_said_once() -> None:
    """A milestone that was dropped is one line with its title, not one for each field."""
    found = {one.path: one for one in differences(*pair("2015", "2016"))}
    assert found["milestones.M1"].earlier.startswith("Publish the baseline")
    assert found["milestones.M1"].later is None


def pair(earlier, later):
    return EDITIONS[earlier], EDITIONS[later]
