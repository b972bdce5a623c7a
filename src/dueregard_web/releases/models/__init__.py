"""The tables of releases: what is proposed, who prepared and reviewed it, what was decided."""

from dueregard_web.releases.models.decision import MadeDecision
from dueregard_web.releases.models.disclosure_policy import DisclosurePolicy
from dueregard_web.releases.models.incident import Incident, Telling
from dueregard_web.releases.models.proposal import Preparer, Proposal
from dueregard_web.releases.models.review import ExceptionApproval, Review, SignedText

__all__ = [
    "DisclosurePolicy",
    "ExceptionApproval",
    "Incident",
    "MadeDecision",
    "Preparer",
    "Proposal",
    "Review",
    "SignedText",
    "Telling",
]
