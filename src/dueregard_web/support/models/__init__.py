"""The tables of pools and of figures of similar organisations."""

from dueregard_web.support.models.peer_profile import PeerProfile
from dueregard_web.support.models.pool import Pool
from dueregard_web.support.models.pool_member import MemberDecision, PoolMember

__all__ = ["MemberDecision", "PeerProfile", "Pool", "PoolMember"]
