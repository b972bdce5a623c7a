"""The app of the first page."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The first page."""

    name = "dueregard_web.home"
    label = "home"
