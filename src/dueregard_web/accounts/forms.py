"""The form for signing in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """Asks for e-mail address and password; tells the lock-out whom somebody tried to be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        # The page has a link of its own; allauth's would be read as the mark-up that it is.
        self.fields["password"].help_text = ""

    def user_credentials(self) -> dict[str, Any]:
        """Return what is checked, with the name under which failures are counted."""
        credentials: dict[str, Any] = super().user_credentials()
        credentials["login"] = str(credentials.get("email", "")).lower()
        return credentials
