"""What is known of a proposal and of a person, looked up for exactly what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dueregard.releases.register import head_of
from dueregard.vocabulary import OrganisationKind
from dueregard_web.due_regard.queries import briefing_in_force, who_has_not_read
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import BY_GRANT, Permission, Role
from dueregard_web.releases.folders import entries_of
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.policies import (
    Condition,
    Facts,
    Move,
    exception_role,
    is_outsider,
    rules_for,
    unmet,
)
from dueregard_web.releases.printed import title_of_place
from dueregard_web.releases.queries import (
    agreements_of,
    approvals_of,
    is_frozen,
    live_reviews,
    signatures_of,
)
from dueregard_web.returns.queries import latest_count

Look = Callable[[Acting, Proposal], bool]


def _is_current(acting: Acting, proposal: Proposal) -> bool:
    counted = latest_count(acting, proposal.year)
    is_latest = counted is not None and counted.pk == proposal.counted_id
    return is_latest and head_of(entries_of(acting.organisation)) == proposal.register_head


def _leaves_one_from_inside(acting: Acting, proposal: Proposal) -> bool:
    outside = is_outsider(acting.roles, Permission.REVIEW_RELEASE)
    return not (outside and live_reviews(proposal).filter(is_outside=True).exists())


def _is_new_approver(acting: Acting, proposal: Proposal) -> bool:
    agreed = list(agreements_of(proposal))
    free = exception_role(acting.roles, frozenset(Role(one.role) for one in agreed))
    return free is not None and all(one.agreed_by_id != acting.person.pk for one in agreed)


def _is_not_begun(acting: Acting, proposal: Proposal) -> bool:
    entries = entries_of(acting.organisation)
    return all(one.candidate != proposal.candidate_sha256 for one in entries)


def _has_signed_risks(_: Acting, proposal: Proposal) -> bool:
    """Hold the phrases that are risks beside published figures against who has signed."""
    open_texts = {one["text_sha256"] for one in proposal.risks if not one["in_words_only"]}
    return open_texts <= {one.text_sha256 for one in signatures_of(proposal)}


def _deciders_have_read(acting: Acting, proposal: Proposal) -> bool:
    in_force = briefing_in_force(acting, proposal.year) is not None
    return in_force and not who_has_not_read(acting, proposal.year)


LOOKS: Mapping[Condition, Look] = {
    Condition.IS_AUDITED_SAFE: lambda _, one: bool(one.candidate) and one.found_out == 0,
    Condition.IS_CURRENT: _is_current,
    Condition.IS_NOT_FROZEN: lambda acting, _: not is_frozen(acting),
    Condition.IS_NO_PREPARER: lambda acting, one: (
        not one.preparers.filter(person=acting.person).exists()
    ),
    Condition.IS_NO_REVIEWER: lambda acting, one: (
        not live_reviews(one).filter(reviewed_by=acting.person).exists()
    ),
    # Only the reviewer can say; an action passes on what was said.
    Condition.HAS_NO_CONFLICT: lambda *_: True,
    Condition.LEAVES_ONE_FROM_INSIDE: _leaves_one_from_inside,
    Condition.IS_FROM_INSIDE: lambda acting, _: not acting.roles & BY_GRANT,
    Condition.IS_OF_THE_BODY: lambda acting, _: (
        acting.organisation.kind != OrganisationKind.SUPPORT_UNIT.value
    ),
    Condition.HAS_TWO_APPROVALS: lambda _, one: (
        approvals_of(one).values("reviewed_by").distinct().count() >= 2
    ),
    Condition.HAS_EXCEPTION: lambda _, one: bool(one.exception_reason),
    Condition.IS_NEW_APPROVER: _is_new_approver,
    Condition.IS_NOT_BEGUN: _is_not_begun,
    Condition.HAS_RISKS: lambda _, one: bool(one.risks),
    Condition.HAS_SIGNED_RISKS: _has_signed_risks,
    Condition.DECIDERS_HAVE_READ: _deciders_have_read,
}
"""How each condition is made sure of; none is believed."""


def facts_of(acting: Acting, proposal: Proposal, wanted: Iterable[Condition]) -> Facts:
    """Return what is known of a proposal and of this person; what is not asked for is not known."""
    return Facts(**{one.value: LOOKS[one](acting, proposal) for one in wanted})


def moves_of(acting: Acting, proposal: Proposal) -> dict[Move, Condition | None]:
    """Return what this person could do now, each with what stands in the way, if anything does."""
    rules = list(rules_for(proposal.known_state, acting.roles))
    wanted = {condition for rule in rules for condition in rule.conditions}
    facts = facts_of(acting, proposal, wanted)
    return {rule.move: unmet(rule, facts) for rule in rules}


def unread_by(acting: Acting, proposal: Proposal, missing: Condition | None) -> tuple[str, ...]:
    """Name who keeps the decision waiting because the briefing was not acknowledged."""
    if missing is not Condition.DECIDERS_HAVE_READ:
        return ()
    return who_has_not_read(acting, proposal.year)


def open_risks(proposal: Proposal) -> list[dict[str, Any]]:
    """Return the phrases for which nobody has signed."""
    signed = {one.text_sha256 for one in signatures_of(proposal)}
    return [one for one in risks_said(proposal) if one["text_sha256"] not in signed]


def risks_said(proposal: Proposal) -> list[dict[str, Any]]:
    """Return the phrases that may give somebody away, with their places as a page says them."""
    return [{**one, "title": title_of_place(one["place"])} for one in proposal.risks]
