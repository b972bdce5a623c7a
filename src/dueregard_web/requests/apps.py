"""The app of freedom of information requests."""

from __future__ import annotations

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Freedom of information requests."""

    name = "dueregard_web.requests"
    label = "requests"
