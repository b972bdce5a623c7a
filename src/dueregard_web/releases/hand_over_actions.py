"""What a release needs when a preparer leaves: the colleague stands where the preparer stood."""

from __future__ import annotations

from dueregard_web.accounts.models import Person
from dueregard_web.core.refusals import NotNowError
from dueregard_web.organisations.acting import Acting
from dueregard_web.releases.models import Preparer, Proposal
from dueregard_web.releases.policies import OPEN


def take_over_proposals(acting: Acting, leaver: Person, heir: Person) -> None:
    """Make somebody a preparer of every open proposal that a leaver has prepared.

    Who takes a proposal over has no say on it from then on, as if they had prepared it themselves.

    Raises
    ------
    NotNowError
        When the colleague has reviewed one of them: nobody reviews what is their own.
    """
    rows = Proposal.objects.of(acting.organisation).select_for_update(of=("self",))
    states = [state.value for state in OPEN]
    for proposal in rows.filter(state__in=states, preparers__person=leaver):
        if proposal.reviews.filter(reviewed_by=heir, voided_at=None).exists():
            raise NotNowError(
                f"{heir.name} has reviewed the release of {proposal.year.edition}, which "
                f"{leaver.name} prepared.",
                advice="Choose another colleague: nobody reviews what is their own.",
            )
        own = Preparer.objects.of(acting.organisation).filter(proposal=proposal)
        if not own.filter(person=heir).exists():
            Preparer.objects.add(
                acting.organisation, proposal=proposal, person=heir, first_at=acting.now
            )
