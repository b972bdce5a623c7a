"""The census of 2011 by local authority, with its base always said."""

from __future__ import annotations

import pytest

from dueregard.errors import ConfigurationError
from dueregard.geography.files import read_rows
from dueregard.geography.population import (
    ALL_AGES,
    WORKING_AGE,
    age_base_of,
    find_base_differences,
    load_population,
    pool_populations,
)

ROWS = read_rows("la_ethnic_2011_qs201ew")


def test_north_somerset() -> None:
    """Table QS201EW has 202,566 people in North Somerset, 2.7 % of them in BME groups."""
    found = load_population("North Somerset")
    assert (found.code, found.total, found.compared) == ("E06000024", 202_566, 5_490)
    assert round(100 * found.compared_share, 1) == 2.7
    assert found.reference_share + found.compared_share == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("area", ["E06000024", "e06000024", "north somerset", " North  Somerset "])
def test_area_by_code_or_name(area) -> None:
    """An area is found by its code or its name, however it is typed."""
    assert load_population(area).geography == "North Somerset"


def test_inverted_name() -> None:
    """City of Bristol and Bristol, City of are one place."""
    assert load_population("City of Bristol") == load_population("Bristol, City of")


@pytest.mark.requirement("R-229")
def test_population_carries_its_base() -> None:
    """Geography, age base, census year and source go with every population."""
    found = load_population("Leicester")
    assert (found.geography, found.age_base, found.census_year) == ("Leicester", "all ages", 2011)
    assert "QS201EW" in found.source
    assert "Open Government Licence v3.0" in found.source


@pytest.mark.requirement("R-229")
@pytest.mark.parametrize("age_base", ["working age", "16-64", "aged 16 to 64", "adults"])
def test_wrong_age_base_is_refused(age_base) -> None:
    """The table of all ages is never given out for another age base."""
    with pytest.raises(ConfigurationError, match="people of all ages, not of the age base"):
        load_population("North Somerset", age_base=age_base)


@pytest.mark.requirement("R-229")
def test_shares_of_different_bases_are_flagged() -> None:
    """2.9 % of working age and 2.7 % of all ages are shares of different people."""
    assert find_base_differences("16-64", 2011, "all ages", 2011) == (
        "One share is of working age, the other of all ages.",
    )
    assert len(find_base_differences("16-64", 2011, "all ages", 2021)) == 2
    assert find_base_differences("All ages", 2011, "all people", 2011) == ()
    assert (age_base_of("16 to 64"), age_base_of("ALL")) == (WORKING_AGE, ALL_AGES)


@pytest.mark.parametrize(
    ("area", "near"), [("Nrth Somerset", "North Somerset"), ("Corby Town", "Corby")]
)
def test_near_names_are_offered(area, near) -> None:
    """A misspelt area is refused with the names nearest to it."""
    with pytest.raises(ConfigurationError, match="no local authority") as caught:
        load_population(area)
    assert near in caught.value.advice


def test_areas_add_up() -> None:
    """Two areas together have the people of both; none may come twice."""
    bristol, somerset = load_population("Bristol, City of"), load_population("North Somerset")
    both = pool_populations([bristol, somerset])
    assert both.total == bristol.total + somerset.total
    assert both.compared == bristol.compared + somerset.compared
    with pytest.raises(ConfigurationError, match="comes twice"):
        pool_populations([bristol, bristol])
    with pytest.raises(ConfigurationError, match="are none"):
        pool_populations([])


def test_table_is_whole() -> None:
    """348 authorities of England and Wales with 18 categories and 56,075,912 people."""
    codes = {row["la_code"] for row in ROWS}
    assert len(codes) == len(ROWS) == 348
    counts = [[int(n) for k, n in row.items() if k not in ("la_code", "la_name")] for row in ROWS]
    assert {len(line) for line in counts} == {18}
    assert sum(map(sum, counts)) == 56_075_912
