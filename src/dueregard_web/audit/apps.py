"""The app of the audit trail."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "dueregard_web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
