"""Somebody who signs in: a name, an e-mail address, a password; roles are kept elsewhere."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac


class People(BaseUserManager["Person"]):
    """Finds people by their e-mail address, in whatever case it is written."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person of an e-mail address."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an account.

    ``is_keeper`` marks those who look after the installation: they add organisations and invite
    their first administrators, and see nothing of any organisation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_keeper = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    session_generation = models.PositiveIntegerField(default=0)
    """Goes up when the person signs out everywhere; sessions of older generations end."""
    wants_task_letters = models.BooleanField(default=True)
    """Whether an e-mail says, once a day at most, that something waits."""

    objects = People()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return str(self.id)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie a session to the password and to the generation of sessions."""
        value = f"{self.password}|{self.session_generation}"
        salt = "dueregard_web.accounts.Person.session"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()
