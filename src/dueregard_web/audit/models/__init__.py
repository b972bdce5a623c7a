"""The tables of the audit trail."""

from dueregard_web.audit.models.audit_event import AuditEvent
from dueregard_web.audit.models.trail_head import TrailHead

__all__ = ["AuditEvent", "TrailHead"]
