"""The tables of people."""

from dueregard_web.accounts.models.person import Person

__all__ = ["Person"]
