"""The project's own list of requirements, and which of them are owed by now."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
STRENGTHS = ("law", "expected", "suggested", "context", "example", "trap")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the guidance asks, or one trap in its text.

    Parameters
    ----------
    id
        Stable for ever: retired rather than renumbered.
    strength
        One of ``STRENGTHS``: from what the law or the contract demands to what only an example
        shows.
    section
        Where it stands in the guidance (NHS England, 20 July 2015, gateway 03764).
    summary
        What is asked, in our own words.
    """

    id: str
    strength: str
    section: str
    summary: str


def load_register() -> dict[str, Requirement]:
    """Read the whole list, by id."""
    with (HERE / "register.csv").open(encoding="utf-8", newline="") as file:
        requirements = [Requirement(**row) for row in csv.DictReader(file)]
    return {requirement.id: requirement for requirement in requirements}


def load_owed() -> dict[str, str]:
    """Read which ids are owed, each with the stage of the work that owes it."""
    with (HERE / "owed.csv").open(encoding="utf-8", newline="") as file:
        return {
            identifier: row["stage"]
            for row in csv.DictReader(file)
            for identifier in row["ids"].split()
        }
