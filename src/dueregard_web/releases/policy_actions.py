"""Setting the organisation's own policy for disclosure control."""

from __future__ import annotations

import hashlib

from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotNowError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, action, subject_of
from dueregard_web.releases.models import DisclosurePolicy
from dueregard_web.releases.moving import check_reason
from dueregard_web.releases.own_policy import Choices, policy_text
from dueregard_web.releases.policy_queries import policy_in_force


@action(Permission.SET_DISCLOSURE_POLICY, Event.DISCLOSURE_POLICY_SET)
def set_policy(acting: Acting, *, choices: Choices) -> Done[DisclosurePolicy]:
    """Set the thresholds from now on; what was audited before keeps those of its day."""
    check_reason(choices.reason)
    before = policy_in_force(acting)
    text = policy_text(acting.organisation, choices, day=acting.today)
    if before is not None and before.text == text:
        raise NotNowError("Nothing in this policy is new.", advice="Change something, or leave it.")
    made = DisclosurePolicy.objects.add(
        acting.organisation,
        text=text,
        threshold=choices.threshold,
        zeros=choices.zeros,
        reason=choices.reason,
        set_at=acting.now,
        set_by=acting.person,
    )
    return Done(
        made,
        subject_of(made),
        before=_sha256(before.text) if before else "",
        after=_sha256(text),
        reason=choices.reason,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
