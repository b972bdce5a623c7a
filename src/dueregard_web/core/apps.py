"""The app of what every page needs."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page needs."""

    name = "dueregard_web.core"
    label = "core"
