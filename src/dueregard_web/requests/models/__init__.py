"""The table of freedom of information requests."""

from dueregard_web.requests.models.case import Case

__all__ = ["Case"]
