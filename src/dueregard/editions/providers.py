"""When a provider is small, as the edition defines it.

The income that counts is expected, for the contract year, and added up over all NHS commissioners
and all contracts based on the NHS Standard Contract (guidance 03764, section 3.1). One commissioner
rarely sees all of it: contracts it knows of can prove that a provider is not small, never that it
is.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dueregard.editions.schema import Edition


def is_small_income(edition: Edition, pounds: Decimal) -> bool:
    """Return whether an aggregate income expected for the contract year makes a provider small.

    Parameters
    ----------
    edition
        The edition in force.
    pounds
        The whole of the expected income; exactly the limit is still small.
    """
    return pounds <= Decimal(str(edition.thresholds.small_provider_income_at_most_gbp.value))


def is_proved_not_small(edition: Edition, known_contracts: Iterable[Decimal]) -> bool:
    """Return whether the contracts somebody knows of already exceed the limit together.

    ``False`` proves nothing: other commissioners may pay the same provider, so it is presumed to
    be in scope until it says what it expects.
    """
    return not is_small_income(edition, sum(known_contracts, Decimal(0)))
