"""Pooling is addition: in any order, in any grouping, and a member can be taken away again."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dueregard.returns.data_return import DataReturn, OrganisationRef
from dueregard.returns.pooling import add_returns, pool_returns
from dueregard.vocabulary import OrganisationKind
from tests.pooled_bodies import body

counts = st.tuples(st.integers(0, 40), st.integers(0, 9), st.integers(0, 5))
WHOLE = OrganisationRef("R", "Region", OrganisationKind.COMMISSIONER)


@st.composite
def bodies(draw: st.DrawFn, least: int = 3, most: int = 6) -> list[DataReturn]:
    """Draw bodies, the number of each of whose staff differs, so that none is another's twin."""
    number = draw(st.integers(least, most))
    return [
        body(
            f"B{place}",
            staff=(50 + place, *draw(counts)[1:]),
            staff_8a=draw(counts),
            shortlisted=draw(counts),
        )
        for place in range(number)
    ]


def tally(*returns: DataReturn) -> Counter[tuple[object, ...]]:
    """Add cells up with a plain counter; a count of nought is no count."""
    sums: Counter[tuple[object, ...]] = Counter()
    for one in returns:
        for cell in one.cells:
            sums[tuple(cell[:-1])] += cell.n
    return +sums


@given(bodies(), st.randoms(use_true_random=False))
def test_order_does_not_matter(returns: list[DataReturn], random) -> None:
    """However the bodies are shuffled, the pool is the same to the last byte."""
    shuffled = random.sample(returns, len(returns))
    first = pool_returns(returns, code="R", name="Region")
    assert pool_returns(shuffled, code="R", name="Region") == first


@given(bodies(least=4))
def test_grouping_does_not_matter(returns: list[DataReturn]) -> None:
    """Adding sums of bodies gives the same counts as adding all of them at once."""
    halves = [add_returns(returns[:2], WHOLE), add_returns(returns[2:], WHOLE)]
    assert add_returns(halves, WHOLE).cells == add_returns(returns, WHOLE).cells


@given(bodies())
def test_pool_is_the_plain_sum(returns: list[DataReturn]) -> None:
    """Each count of the pool is what a plain counter gives."""
    assert tally(pool_returns(returns, code="R", name="Region").data_return) == tally(*returns)


@given(bodies(least=4))
def test_pool_minus_a_member_is_the_pool_of_the_others(returns: list[DataReturn]) -> None:
    """What a member can work out by taking itself away is the pool of the others."""
    whole = tally(pool_returns(returns, code="R", name="Region").data_return)
    others = tally(pool_returns(returns[1:], code="R", name="Region").data_return)
    whole.subtract(tally(returns[0]))
    assert +whole == others
