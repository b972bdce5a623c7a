"""The tables of assurance: versions of records, which of them hold, and who sees which provider."""

from dueregard_web.assurance.models.access import ProviderAccess
from dueregard_web.assurance.models.ledger_record import LedgerHead, LedgerRecord

__all__ = ["LedgerHead", "LedgerRecord", "ProviderAccess"]
