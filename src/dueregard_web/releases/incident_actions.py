"""What is done about a disclosure incident: freeze, take down, tell, learn.

Opening one freezes every release. Nobody needs anybody else to take a version down.
"""

from __future__ import annotations

from datetime import datetime

from dueregard.errors import DueRegardError
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotNowError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, action, subject_of
from dueregard_web.releases.incident_words import COMMISSIONER, TELLINGS, TOLD_COMMISSIONER
from dueregard_web.releases.models import Incident, Telling
from dueregard_web.releases.moving import (
    check_move,
    check_reason,
    check_words,
    still_open,
    take_down,
)
from dueregard_web.releases.policies import OUT, Move
from dueregard_web.releases.queries import find_proposal, released_proposals


@action(Permission.HANDLE_INCIDENT, Event.INCIDENT_OPENED)
def open_incident(
    acting: Acting, *, what: str, aware_at: datetime, proposal_id: str = ""
) -> Done[Incident]:
    """Open an incident: from now on nothing is released, and the clock of 72 hours runs."""
    check_words(what, "What happened")
    if aware_at > acting.now:
        raise DueRegardError("This moment lies in the future.", advice="Enter an earlier one.")
    known = {str(one.pk): one for one in released_proposals(acting)}
    made = Incident.objects.add(
        acting.organisation,
        proposal=known.get(proposal_id),
        what=what,
        aware_at=aware_at,
        opened_at=acting.now,
        opened_by=acting.person,
    )
    return Done(made, subject_of(made))


@action(Permission.HANDLE_INCIDENT, Event.INCIDENT_TOLD)
def note_telling(  # noqa: PLR0913 - who was told, how and when
    acting: Acting,
    *,
    incident_id: str,
    kind: str,
    words: str,
    told_at: datetime,
    late_because: str = "",
) -> Done[Telling]:  # fmt: skip
    """Note who was told of an incident, and when; after the 72 hours also why it is late."""
    incident = still_open(acting, incident_id)
    if kind not in TELLINGS:
        raise DueRegardError("Nobody of this kind is told.", advice="Choose from the list.")
    if told_at > acting.now:
        raise DueRegardError("This moment lies in the future.", advice="Enter an earlier one.")
    if told_at < incident.aware_at:
        raise DueRegardError(
            "This moment lies before anybody knew of it.", advice="Enter a later one."
        )
    if kind == TOLD_COMMISSIONER and told_at > incident.due_at:
        check_reason(late_because, "Why the Information Commissioner was told late")
    made = Telling.objects.add(
        acting.organisation,
        incident=incident,
        kind=kind,
        words=words,
        late_because=late_because.strip(),
        told_at=told_at,
        noted_at=acting.now,
        noted_by=acting.person,
    )
    return Done(made, subject_of(incident), reason=kind)


@action(Permission.HANDLE_INCIDENT, Event.RELEASE_TAKEN_DOWN)
def take_down_release(acting: Acting, *, incident_id: str) -> Done[None]:
    """Take the version of an incident out of what is public, at once and on one's own."""
    incident = still_open(acting, incident_id)
    if incident.proposal is None:
        raise NotNowError("This incident is about no public version.")
    proposal = find_proposal(
        acting, incident.proposal.year.edition, incident.proposal.pk, lock=True
    )
    check_move(acting, proposal, Move.TAKE_DOWN)
    take_down(acting, proposal, "Taken down while we look into it.")
    return Done(None, subject_of(proposal), before=proposal.entry_sha256)


@action(Permission.HANDLE_INCIDENT, Event.INCIDENT_CLOSED)
def close_incident(
    acting: Acting, *, incident_id: str, learnt: str, kept_because: str = ""
) -> Done[None]:
    """Close an incident, which ends the freeze.

    It has to be noted whether the Information Commissioner was told, and the version that it is
    about has to be down, unless somebody says why it stays.
    """
    incident = still_open(acting, incident_id)
    check_reason(learnt)
    if not incident.tellings.filter(kind__in=COMMISSIONER).exists():
        raise NotNowError(
            "Nothing says whether the Information Commissioner was told.",
            advice="Note when they were told, or why they did not have to be.",
        )
    if incident.proposal is not None and incident.proposal.known_state in OUT:
        check_reason(kept_because, "The version was not taken down. Why it stays public")
        incident.kept_because = kept_because
    incident.closed_at, incident.closed_by = acting.now, acting.person
    incident.learnt = learnt
    incident.save()
    return Done(None, subject_of(incident), reason=learnt)
