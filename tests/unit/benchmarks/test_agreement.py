"""Whether the bodies of a pool say the same as their sum."""

from __future__ import annotations

import pytest

from dueregard.benchmarks.agreement import agreement_of, agreements_of
from dueregard.benchmarks.measures import Measure, Tallied, measures_of
from dueregard.editions.loader import load_edition
from dueregard.returns.pooling import pool_returns
from tests.pooled_bodies import body


def of(*pairs: tuple[tuple[int, int], tuple[int, int]]):
    """Compare strata with their sum."""
    whole = [tuple(map(sum, zip(*(pair[g] for pair in pairs), strict=True))) for g in (0, 1)]
    tallied = Tallied("x", "X", Measure.LIKELIHOOD, 2016, whole[1], whole[0])
    return agreement_of(tallied, pairs)


@pytest.mark.requirement("R-201")
def test_simpsons_case_is_flagged() -> None:
    """Treatment of kidney stones: better in both strata, worse in the sum (Charig and others 1986).

    BMJ 292:879, doi 10.1136/bmj.292.6524.879: 81 of 87 and 192 of 263 against 234 of 270 and 55 of
    80.
    """
    found = of(((81, 87), (234, 270)), ((192, 263), (55, 80)))
    assert found.is_reversed
    assert found.pooling.crude == pytest.approx(273 / 350 / (289 / 350))
    assert found.pooling.within > 1 > found.pooling.crude


def test_what_shows_only_together_is_said() -> None:
    """Eight bodies with 3 of 10 against 15 of 25: none is conclusive alone, the pool is."""
    found = of(*[((3, 10), (15, 25))] * 8)
    assert found.alone == 0
    assert found.p_value < 0.001
    assert found.seen_only_together
    assert found.interval.upper < 1


def test_one_body_that_shows_it_is_counted() -> None:
    """What one body shows by itself is not said to be seen only together."""
    found = of(((2, 40), (30, 60)), ((3, 10), (15, 25)))
    assert found.alone == 1
    assert not found.seen_only_together


def test_bodies_too_small_are_not_tested_for_differences() -> None:
    """Heterogeneity needs five expected in each cell; below, nothing is said."""
    assert of(((1, 5), (4, 20)), ((0, 3), (6, 30))).heterogeneity is None


def test_differences_between_large_bodies_are_found() -> None:
    """Ratios of 0.5 and 2 are no chance differences: nearly all of I squared."""
    found = of(((50, 500), (100, 500)), ((100, 500), (50, 500)))
    assert found.heterogeneity < 1e-6
    assert found.share_of_differences > 0.9


def test_bodies_that_agree_have_no_differences_beyond_chance() -> None:
    """The same ratio in each body leaves nothing to explain."""
    assert of(((50, 500), (100, 500)), ((50, 500), (100, 500))).share_of_differences == 0


def test_ratios_point_as_the_edition_has_them() -> None:
    """Appointment is White over BME, so that above 1 is worse for BME applicants."""
    parts = [
        body(c, staff=(50 + n, 6, 0), shortlisted=(20, 10, 0), appointed=(8, 2, 0))
        for n, c in enumerate("ABC")
    ]
    whole = pool_returns(parts, code="R", name="R").data_return
    (found,) = (a for a in agreements_of(whole, parts) if a.tallied.key == "appointment")
    assert found.pooling.crude == pytest.approx((8 / 20) / (2 / 10))
    assert found.pooling.same_direction == 3


def test_measures_of_a_return() -> None:
    """Each measure is the tally of its groups; a share is over everybody, unknown included."""
    one = body(
        "A",
        staff=(30, 3, 2),
        applicants=(20, 10, 0),
        shortlisted=(8, 2, 0),
        appointed=(3, 1, 0),
        board=(9, 1, 0),
    )
    found = {m.key: m for m in measures_of(one, load_edition("2016"))}
    assert found["recruitment.applicants"].compared == (10, 30)
    assert found["recruitment.success"].reference == (8, 20)
    assert found["appointment"].compared == (1, 2)
    staff = next(m for m in found.values() if m.title == "BME share of staff in post")
    assert staff.compared == (3, 35)


def test_measure_with_too_many_unknown_is_left_out() -> None:
    """Where an indicator refuses a figure, there is nothing to compare either."""
    one = body("A", staff=(30, 3, 2), applicants=(5, 1, 60))
    assert "recruitment.applicants" not in {m.key for m in measures_of(one, load_edition("2016"))}
