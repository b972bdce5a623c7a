"""The app of support units."""

from __future__ import annotations

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Grants, boards, pools and comparisons."""

    name = "dueregard_web.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"
