"""The tables of organisations, of who works for them, and of invitations."""

from dueregard_web.organisations.models.access_grant import AccessGrant
from dueregard_web.organisations.models.emergency_access import EmergencyAccess
from dueregard_web.organisations.models.invitation import Invitation
from dueregard_web.organisations.models.membership import Membership
from dueregard_web.organisations.models.organisation import Organisation
from dueregard_web.organisations.models.owned import Owned, OwnedManager, UnscopedError

__all__ = [
    "AccessGrant",
    "EmergencyAccess",
    "Invitation",
    "Membership",
    "Organisation",
    "Owned",
    "OwnedManager",
    "UnscopedError",
]
