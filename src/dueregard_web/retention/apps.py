"""The app of retention and erasure."""

from __future__ import annotations

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Retention and erasure."""

    name = "dueregard_web.retention"
    label = "retention"
