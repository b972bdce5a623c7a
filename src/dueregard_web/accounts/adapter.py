"""How allauth behaves here: nobody signs up by themselves, and signing in is on the trail."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest

SIGNED_IN_AT = "signed_in_at"
"""The moment of signing in, as kept in the session."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Refuse: an account is made when an invitation is accepted."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again who somebody is, but not of those who have just shown it to come in."""
        request = self.request
        age = request.now.timestamp() - request.session.get(SIGNED_IN_AT, 0)
        if age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app)
        return required

    def get_login_stages(self) -> list[str]:
        """Return the steps of signing in, with our own rule of when the second is asked for."""
        ours = "dueregard_web.accounts.sign_in_service.SecondStep"
        stages = super().get_login_stages()
        return [ours if one == "allauth.mfa.stages.AuthenticateStage" else one for one in stages]

    def add_message(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Show none of allauth's passing messages; the pages say what happened."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted: who reads the database cannot use them."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret under a key that comes from the installation's own."""
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret."""
        return _cipher().decrypt(encrypted_text.encode("ascii")).decode()


def _cipher() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dueregard second factors")
    key = derived.derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
