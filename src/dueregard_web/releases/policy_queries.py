"""Which policy for disclosure control holds here."""

from __future__ import annotations

from django.db.models import QuerySet

from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.releases.models import DisclosurePolicy


def policy_in_force(acting: Acting) -> DisclosurePolicy | None:
    """Return the organisation's own policy; none where the software's own holds."""
    return DisclosurePolicy.objects.of(acting.organisation).first()


def policies_of(acting: Acting) -> QuerySet[DisclosurePolicy]:
    """Return every policy that was ever set, the one in force first."""
    check_may(acting, Permission.SEE_YEAR)
    return DisclosurePolicy.objects.of(acting.organisation).select_related("set_by")
