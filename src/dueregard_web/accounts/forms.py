"""The form for signing in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """Asks for e-mail address and password; tells the lock-out whom somebody tried to be."""

    def user_credentials(self) -> dict[str, Any]:
        """Return what is checked, with the name under which failures are counted."""
        credentials: dict[str, Any] = super().user_credentials()
        credentials["login"] = str(credentials.get("email", "")).lower()
        return credentials
