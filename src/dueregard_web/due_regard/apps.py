"""The app of: due regard and documents."""

from __future__ import annotations

from django.apps import AppConfig


class DueRegardConfig(AppConfig):
    """Due regard and documents."""

    name = "dueregard_web.due_regard"
    label = "due_regard"
    default_auto_field = "django.db.models.BigAutoField"
