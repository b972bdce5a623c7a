"""The app of: people and how they prove who they are."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and how they prove who they are."""

    name = "dueregard_web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what happens to accounts."""
        from dueregard_web.accounts.recording import connect  # noqa: PLC0415 - needs loaded apps

        connect()
