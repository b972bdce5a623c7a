"""The app of: long work."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work."""

    name = "dueregard_web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
