"""One at a time: whoever changes who may do what in an organisation waits for whoever is at it."""

from __future__ import annotations

from dueregard_web.organisations.models import Organisation


def lock(organisation: Organisation) -> None:
    """Hold an organisation until the transaction ends.

    Taken before any row of a role, an invitation or the trail, so that two never wait for each
    other. What is counted after it, such as administrators, is what holds.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
