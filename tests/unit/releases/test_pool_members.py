"""A pool's release: the member that takes itself away, the late joiner, and what is hidden."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from dueregard.disclosure.policy import load_policy
from dueregard.editions.loader import load_edition
from dueregard.errors import UnsafeReleaseError
from dueregard.indicators.annual import compute_annual
from dueregard.operations.pool_release import member_numbers
from dueregard.releases.catalogue import catalogue_of
from dueregard.releases.choosing import State
from dueregard.releases.pool_members import (
    BECAUSE,
    MEMBERSHIP,
    OUTSIDER,
    Known,
    Membership,
    audit_members,
    membership_choice,
    membership_in,
    protect_members,
)
from dueregard.releases.proposal import Proposal, propose, shown_statements
from dueregard.releases.readers import Known as Said
from dueregard.returns.data_return import DataReturn
from dueregard.returns.pooling import Pool, pool_returns
from dueregard.returns.pooling_storage import PoolRecord
from tests.pooled_bodies import body

EDITION = load_edition("2016")
BODIES = (
    body("A", staff=(40, 9, 0), shortlisted=(20, 9, 0), appointed=(6, 3, 0)),
    body("B", staff=(50, 1, 0), shortlisted=(30, 1, 0), appointed=(9, 0, 0)),
    body("C", staff=(60, 1, 0), shortlisted=(31, 1, 0), appointed=(8, 1, 0)),
)
LATE = body("D", staff=(45, 2, 0), shortlisted=(14, 2, 0), appointed=(5, 1, 0))


def quiet(_: str) -> None:
    """Hear nothing."""


@cache
def pooled(codes: str) -> tuple[Pool, Proposal]:
    """Pool bodies, and propose a release as if nobody knew anything of a member."""
    returns = [one for one in (*BODIES, LATE) if one.organisation.code in codes]
    pool = pool_returns(returns, code="R", name="Region")
    return pool, proposal_of(pool)


def proposal_of(pool: Pool, said: Said = Said()) -> Proposal:  # noqa: B008 - frozen
    annual = compute_annual(pool.data_return, EDITION)
    policy = load_policy(None)
    return propose(annual, None, known=said, policy=policy, respondents_at_least=11, progress=quiet)


def known(pool: Pool, *returns: DataReturn, said: tuple = ()) -> Known:
    """Return the members with their own numbers."""
    whole = pool.data_return
    record = PoolRecord(whole.organisation.code, "Region", "2016", "", pool.members, {})
    numbers = {one.organisation.code: member_numbers(one, EDITION, record, {}) for one in returns}
    return Known(Membership(record.code, frozenset(numbers)), numbers, said)


def test_the_self_subtracting_member_finds_something_out_at_first() -> None:
    """Without the audit, A takes its 9 from the 11 BME staff: 2 are in the two other bodies."""
    pool, proposal = pooled("ABC")
    around = known(pool, *BODIES)
    lost = {one.reader: one.found_out for one in audit_members(proposal, around)}
    assert lost["pool member A"] > 0


@pytest.mark.slow
@pytest.mark.requirement("R-201")
def test_no_member_finds_anything_out_afterwards() -> None:
    """With the audit, no figure that is shown tells a member a small number of the others."""
    pool, proposal = pooled("ABC")
    around = known(pool, *BODIES)
    safe = protect_members(proposal, around, progress=quiet)
    assert [one.found_out for one in audit_members(safe, around)] == [0, 0, 0]
    hidden = [one for one in safe.choices if one.because == BECAUSE]
    assert any(one.item.key == "representation.all.compared" for one in hidden)


def test_only_what_tells_is_hidden() -> None:
    """Figures that tell no member anything stay, and nothing is shown that was not shown before."""
    pool, proposal = pooled("ABC")
    safe = protect_members(proposal, known(pool, *BODIES), progress=quiet)
    before = {one.item.key: one.print for one in proposal.choices}
    after = [one for one in safe.choices if one.item.key != MEMBERSHIP]
    assert all(one.print in {None, before[one.item.key]} for one in after)
    assert any(one.item.key == "workforce.headcount" and one.print for one in after)


def test_release_says_who_is_in_the_pool() -> None:
    """The members stand in the release, and the register can read them back from it."""
    own = Membership("R-abc", frozenset({"A", "B", "C"}))
    choice = membership_choice(own)
    assert choice.state is State.SHOWN
    assert choice.print.text == "3: A, B, C"
    assert membership_in(choice.print.statement) == own
    assert membership_in(replace(choice.print.statement, words="Head count is 12")) is None


@pytest.mark.slow
@pytest.mark.requirement("R-201")
def test_the_late_joiner_is_protected() -> None:
    """Held against the release of the pool before D joined, the new one tells nothing of D."""
    pool, proposal = pooled("ABC")
    first = protect_members(proposal, known(pool, *BODIES), progress=quiet)
    said = (*shown_statements(first.choices), *shown_statements(proposal.choices))
    more, later = pooled("ABCD")
    around = known(more, LATE, said=said)
    around = replace(around, own=replace(around.own, members=frozenset("ABCD")))
    at_first = {one.reader: one.found_out for one in audit_members(later, around)}
    assert at_first[OUTSIDER] > 0
    safe = protect_members(later, around, progress=quiet)
    assert all(one.found_out == 0 for one in audit_members(safe, around))


def test_earlier_pools_of_the_same_name_are_known_by_their_members() -> None:
    """An earlier pool is one of the same name with other members; the own one is none."""
    own = Membership("R-abc", frozenset({"A", "B", "C"}))
    others = [Membership("R-def", frozenset({"A", "B"})), Membership("S-abc", frozenset({"A"}))]
    said = tuple(membership_choice(one).print.statement for one in (own, *others))
    assert Known(own, {}, said).earlier() == others[:1]


def test_numbers_that_do_not_fit_are_refused() -> None:
    """A member with more people than the whole pool is no member of it."""
    pool, proposal = pooled("ABC")
    around = known(pool, *BODIES)
    wrong = {key: n + 1000 for key, n in around.numbers["A"].items()}
    with pytest.raises(UnsafeReleaseError, match="do not fit"):
        protect_members(proposal, replace(around, numbers={"A": wrong}), progress=quiet)


def test_members_numbers_are_named_as_the_pools() -> None:
    """A member's number stands under the key that the pool's has."""
    pool, _ = pooled("ABC")
    keys = set(catalogue_of(compute_annual(pool.data_return, EDITION)).ledger.quantities)
    numbers = known(pool, *BODIES).numbers["A"]
    assert len(set(numbers) & keys) > 0.9 * len(numbers)
    assert 9 in {n for key, n in numbers.items() if key.endswith("staff/all/compared")}


def test_a_joint_report_is_not_kept_from_its_two_bodies() -> None:
    """Who has decided to learn the other's counts is no reader to be kept from them."""
    pool, proposal = pooled("ABC")
    around = replace(known(pool, *BODIES), is_joint=True)
    safe = protect_members(proposal, around, progress=quiet)
    assert safe.choices[1:] == proposal.choices
    assert safe.choices[0].item.key == MEMBERSHIP
