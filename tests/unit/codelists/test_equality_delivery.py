"""The crosswalk from indicators to the Equality Delivery System."""

from __future__ import annotations

import pytest

from dueregard.codelists.equality_delivery import load_crosswalk, load_outcomes
from dueregard.editions.loader import available_editions, load_edition
from dueregard.errors import EditionError


def test_outcomes_of_both_schemes() -> None:
    """EDS2 has 18 outcomes under four goals, EDS 2022 has 11 in three domains."""
    assert (len(load_outcomes("EDS2")), len(load_outcomes("EDS 2022"))) == (18, 11)
    assert len({one.goal for one in load_outcomes("EDS2")}) == 4
    assert len({one.goal for one in load_outcomes("EDS 2022")}) == 3
    with pytest.raises(EditionError, match="no Equality Delivery System 'EDS3'"):
        load_outcomes("EDS3")


def test_eds2_crosswalk_stays_in_goals_3_and_4() -> None:
    """The guidance of 2015 names goals 3 and 4, and every indicator speaks to one of them."""
    lines = load_crosswalk("EDS2")
    assert {line.indicator for line in lines} == set(range(1, 10))
    assert {line.outcome.outcome[0] for line in lines} == {"3", "4"}


@pytest.mark.parametrize("name", available_editions())
def test_editions_and_crosswalk_agree(name) -> None:
    """The outcomes an edition names for an indicator are those of the crosswalk of its time."""
    scheme = "EDS2" if int(name) < 2023 else "EDS 2022"
    lines = {(line.indicator, line.outcome.outcome) for line in load_crosswalk(scheme)}
    edition = load_edition(name)
    assert lines == {(one.number, eds) for one in edition.indicators for eds in one.eds_outcomes}
