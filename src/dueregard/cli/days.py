"""Which day does a command speak of? The clock is read here and nowhere deeper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def as_of_option(meaning: str = "The day of it") -> Callable[[_Command], _Command]:
    """Return the option ``--as-of``; `meaning` says in the help what the day is."""
    return click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), help=f"{meaning}; today if left out."
    )


def day_of(as_of: datetime | None = None) -> date:
    """Return the day that was asked for, or the user's own today."""
    return date.today() if as_of is None else as_of.date()  # noqa: DTZ011 - a user's own day
