"""The app of releases."""

from __future__ import annotations

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Releases and disclosure incidents."""

    name = "dueregard_web.releases"
    label = "releases"
