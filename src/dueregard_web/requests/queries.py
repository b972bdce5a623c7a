"""Reading requests: which there are, what can be asked for, what was said."""

from __future__ import annotations

from django.db.models import QuerySet

from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, check_may, reading, subject_of
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.policies import OUT
from dueregard_web.requests.models import Case
from dueregard_web.returns.models import Year


def cases_of(acting: Acting) -> QuerySet[Case]:
    """Return the requests of the organisation, the one that is due first at the top."""
    check_may(acting, Permission.READ_REQUESTS)
    return Case.objects.of(acting.organisation).select_related("year")


def find_case(acting: Acting, case_id: str, *, lock: bool = False) -> Case:
    """Return a request of the organisation.

    Raises
    ------
    NotHereError
        When there is none of this number here.
    """
    rows = Case.objects.of(acting.organisation).filter(pk=case_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise NotHereError("There is no such page, or none that you may see.")
    return found


@reading(Permission.READ_REQUESTS, Event.REQUEST_READ)
def read_case(acting: Acting, *, case_id: str) -> Done[Case]:
    """Return a request with its answer; a draft can hold numbers, so reading it is recorded."""
    case = find_case(acting, case_id)
    return Done(case, subject_of(case))


def knowing_proposal(acting: Acting, year: Year) -> Proposal | None:
    """Return the latest audited proposal of a year: it knows the numbers."""
    rows = Proposal.objects.of(acting.organisation).filter(year=year)
    return rows.exclude(candidate="").first()


def public_proposal(acting: Acting, year: Year) -> Proposal | None:
    """Return the latest version of a year that is public."""
    rows = Proposal.objects.of(acting.organisation).filter(year=year, state__in=OUT)
    return rows.order_by("-version").first()


def numbers_of(acting: Acting, year: Year) -> dict[str, str]:
    """Return what can be asked for: each number's key with what it counts."""
    check_may(acting, Permission.ANSWER_REQUEST)
    found = knowing_proposal(acting, year)
    return {} if found is None else dict(found.numbers)
