"""Names of the numbers of one return: whose, of which day or period, by which definition."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.indicators.context import Context
    from dueregard.indicators.groups import GroupCounts
    from dueregard.releases.quantities import Ledger


@dataclass(frozen=True, slots=True)
class Trio:
    """Keys of one number of people, by group."""

    reference: str
    compared: str
    unknown: str
    total: str

    def of(self, group: Group) -> str:
        """Return the key of one group."""
        return {Group.REFERENCE: self.reference, Group.COMPARED: self.compared}.get(
            group, self.unknown
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """One return, the ledger that its numbers enter, and how they are named."""

    context: Context
    ledger: Ledger

    @property
    def _definition(self) -> str:
        """Tell definitions apart: other groups or other people included are other numbers."""
        grouping = self.context.rules.grouping
        members = sorted(f"{c}={g}" for c, g in grouping.members.items())
        text = "|".join((*members, repr(self.context.data_return.inclusion)))
        digest = hashlib.sha256(text.encode()).hexdigest()[:6]
        is_compared = grouping.characteristic == self.context.edition.comparison.characteristic
        return digest if is_compared else f"{grouping.characteristic}-{digest}"

    @property
    def code(self) -> str:
        """The organisation's code."""
        return self.context.data_return.organisation.code

    def on_the_day(self, what: str) -> str:
        """Name a number of people in post or on the board."""
        day = self.context.data_return.snapshot_date.isoformat()
        return f"{self.code}/{day}/{self._definition}/{what}"

    def in_the_period(self, what: str) -> str:
        """Name a number of people who met something in the period."""
        data_return = self.context.data_return
        span = f"{data_return.period_start.isoformat()}..{data_return.period_end.isoformat()}"
        return f"{self.code}/{span}/{self._definition}/{what}"

    def in_year(self, what: str, year: int) -> str:
        """Name a number of events of one reporting year."""
        return f"{self.code}/{year}/{self._definition}/{what}"

    def words(self, group: Group, of: str) -> str:
        """Say whom a number counts."""
        return f"{self.context.rules.grouping.adjective(group)} {of}"

    def trio(self, stem: str, words: str, counts: GroupCounts) -> Trio:
        """Enter the three groups and their total; each group is sensitive, the total is not."""
        keys = [
            self.ledger.put(
                f"{stem}/{group.value}",
                self.words(group, words),
                counts.of(group),
                is_sensitive=True,
            )
            for group in Group
        ]
        return Trio(
            keys[0], keys[1], keys[2], self.ledger.total(f"{stem}/total", f"all {words}", keys)
        )

    def sum_trio(self, stem: str, words: str, parts: list[Trio]) -> Trio:
        """Enter the sum of several trios, group by group."""
        keys = [
            self.ledger.total(
                f"{stem}/{group.value}",
                self.words(group, words),
                [part.of(group) for part in parts],
                is_sensitive=True,
            )
            for group in Group
        ]
        total = parts[0].total if len(parts) == 1 else f"{stem}/total"
        return Trio(keys[0], keys[1], keys[2], self.ledger.total(total, f"all {words}", keys))

    def trio_within(self, part: Trio, whole: Trio) -> None:
        """Say of each group and of the total that one is part of the other."""
        for group in Group:
            self.ledger.within(part.of(group), whole.of(group))
        self.ledger.within(part.total, whole.total)
