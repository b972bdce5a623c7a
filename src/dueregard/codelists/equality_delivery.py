"""Which outcomes of the Equality Delivery System an indicator speaks to.

The standard and the Equality Delivery System are reported apart (guidance 03764, section 4); the
crosswalk only says where the data of one assist the other. It is this product's own.
"""

from __future__ import annotations

from typing import NamedTuple

from dueregard.codelists.files import read_rows
from dueregard.errors import EditionError

SCHEMES = ("EDS2", "EDS 2022")


class Outcome(NamedTuple):
    """An outcome of the Equality Delivery System, in our words."""

    scheme: str
    outcome: str
    goal: str
    words: str
    verified: str


class CrosswalkLine(NamedTuple):
    """An indicator beside an outcome that its data assist."""

    indicator: int
    outcome: Outcome


def load_outcomes(scheme: str) -> tuple[Outcome, ...]:
    """Return the outcomes of ``"EDS2"`` or ``"EDS 2022"``.

    Raises
    ------
    EditionError
        If there is no such scheme.
    """
    if scheme not in SCHEMES:
        raise EditionError(
            f"There is no Equality Delivery System '{scheme}'.",
            advice=f"Use one of {', '.join(SCHEMES)}.",
        )
    rows = (Outcome(**row) for row in read_rows("eds_outcomes"))
    return tuple(row for row in rows if row.scheme == scheme)


def load_crosswalk(scheme: str) -> tuple[CrosswalkLine, ...]:
    """Return every indicator with each outcome of a scheme that it speaks to."""
    outcomes = {outcome.outcome: outcome for outcome in load_outcomes(scheme)}
    return tuple(
        CrosswalkLine(int(row["indicator"]), outcomes[row["outcome"]])
        for row in read_rows("eds_crosswalk")
        if row["scheme"] == scheme
    )
