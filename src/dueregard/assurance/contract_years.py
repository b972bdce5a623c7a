"""Contract years of the NHS Standard Contract: from 1 April to 31 March, written 2015/16."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dueregard.errors import ConfigurationError

_WRITTEN = re.compile(r"(\d{4})[/-](\d{2}|\d{4})")


class ContractYear(NamedTuple):
    """A contract year, by the year in which it starts."""

    first: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.first, 4, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.first + 1, 3, 31)

    @property
    def slug(self) -> str:
        """The year as a part of an id or of an address: 2015-16."""
        return f"{self.first}-{(self.first + 1) % 100:02d}"

    def __str__(self) -> str:
        return f"{self.first}/{(self.first + 1) % 100:02d}"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


def contract_year_of(day: date) -> ContractYear:
    """Return the contract year in which a day lies."""
    return ContractYear(day.year if day.month >= 4 else day.year - 1)


def read_contract_year(text: str) -> ContractYear:
    """Read a contract year as it is written: 2015/16, 2015-16 or 2015/2016.

    Raises
    ------
    ConfigurationError
        The text is no contract year.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match:
        first, second = int(match[1]), match[2]
        if int(second) == (first + 1) % 10 ** len(second):
            return ContractYear(first)
    raise ConfigurationError(
        f"{text!r} is no contract year.", advice="Write the two years: 2015/16."
    )
