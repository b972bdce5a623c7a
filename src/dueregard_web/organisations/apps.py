"""The app of: organisations and roles."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations and roles."""

    name = "dueregard_web.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
