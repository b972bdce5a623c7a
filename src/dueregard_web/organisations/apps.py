"""The app of: organisations and roles."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations and roles."""

    name = "dueregard_web.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to accounts that can be opened by a sign-in service from now on."""
        from allauth.socialaccount.signals import (  # noqa: PLC0415 - needs loaded apps
            social_account_added,
        )

        from dueregard_web.organisations.joining import (  # noqa: PLC0415 - as above
            record_connection,
        )

        social_account_added.connect(record_connection, dispatch_uid="trail")
