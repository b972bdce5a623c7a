"""Parts of several actions on a release, each recorded by the action it is part of."""

from __future__ import annotations

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.acting import Acting
from dueregard_web.releases.models import ExceptionApproval, Preparer, Proposal, Review


def void_reviews(acting: Acting, proposal: Proposal) -> None:
    """Make what was said of another content count no more."""
    for model in (Review, ExceptionApproval):
        rows = model.objects.of(acting.organisation)
        rows.filter(proposal=proposal, voided_at=None).update(voided_at=acting.now)


def prepared_by(acting: Acting, proposal: Proposal, *people: Person) -> None:
    """Remember who had a part in preparing a proposal."""
    for person in people:
        known = Preparer.objects.of(acting.organisation).filter(proposal=proposal, person=person)
        if not known.exists():
            Preparer.objects.add(
                acting.organisation, proposal=proposal, person=person, first_at=acting.now
            )
