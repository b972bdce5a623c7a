"""Which category belongs to which of the three groups, and what the groups are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.errors import ReturnError
from dueregard.vocabulary import Group, UnknownReason

if TYPE_CHECKING:
    from dueregard.editions.schema import Comparison

UNKNOWN_CODES: dict[str, UnknownReason] = {
    "blank": UnknownReason.BLANK,
    "Z": UnknownReason.DECLINED,
    "99": UnknownReason.NOT_KNOWN,
    "not_separated": UnknownReason.NOT_SEPARATED,
}
_GROUP_CODES = {f"group:{group.value}": group for group in Group}


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """How many people are in each group.

    ``not_separated`` of the unknown are people of whom the source only says that they are not in
    the compared group or not known: a publication's "none of 56", say.
    """

    reference: int = 0
    compared: int = 0
    unknown: int = 0
    not_separated: int = 0

    @property
    def total(self) -> int:
        """Everybody, unknown included."""
        return self.reference + self.compared + self.unknown

    @property
    def known(self) -> int:
        """Those whose group is known."""
        return self.reference + self.compared

    @property
    def unknown_share(self) -> float:
        """Share of everybody whose group is not known; 0 where there is nobody."""
        return self.unknown / self.total if self.total else 0.0

    def of(self, group: Group) -> int:
        """Return the count of one group."""
        if group is Group.REFERENCE:
            return self.reference
        return self.compared if group is Group.COMPARED else self.unknown

    def __add__(self, other: GroupCounts) -> GroupCounts:
        return GroupCounts(
            self.reference + other.reference,
            self.compared + other.compared,
            self.unknown + other.unknown,
            self.not_separated + other.not_separated,
        )


@dataclass(frozen=True, slots=True)
class Grouping:
    """A characteristic, its three groups and the categories that make them up."""

    characteristic: str
    members: dict[str, Group]
    labels: dict[Group, str]
    adjectives: dict[Group, str]

    def group_of(self, category: str) -> Group:
        """Return the group of a category, or raise :class:`ReturnError` if none claims it."""
        group = self.members.get(category) or _GROUP_CODES.get(category)
        if group is not None:
            return group
        if category in UNKNOWN_CODES:
            return Group.UNKNOWN
        raise ReturnError(
            f"The return counts people under the {self.characteristic} category {category!r}, "
            "which belongs to no group of this edition.",
            advice="Mend the code in the source, or map it in organisation.toml, and count again.",
        )

    def label(self, group: Group) -> str:
        """Return the group's name for a table ("White", "BME", "Not known")."""
        return self.labels[group]

    def adjective(self, group: Group) -> str:
        """Return the group's name before a noun ("White", "BME", "unknown ethnicity")."""
        return self.adjectives[group]


def grouping_of(comparison: Comparison) -> Grouping:
    """Build the grouping that an edition compares."""
    rules = {
        Group.REFERENCE: comparison.reference,
        Group.COMPARED: comparison.compared,
        Group.UNKNOWN: comparison.unknown,
    }
    return Grouping(
        characteristic=comparison.characteristic,
        members={code: group for group, rule in rules.items() for code in rule.categories},
        labels={group: rule.label for group, rule in rules.items()},
        adjectives={group: rule.adjective for group, rule in rules.items()},
    )
