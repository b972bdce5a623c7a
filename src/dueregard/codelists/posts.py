"""What kind of post it is: staff group, part of the workforce, seat on the board, footing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dueregard.codelists.files import read_pairs, read_rows
from dueregard.codelists.spelling import by_plain_label, plain
from dueregard.vocabulary import Employment, Part, Seat

_NOTHING = frozenset({"", "NULL", "NA", "N A"})
_YES = frozenset({"YES", "Y", "TRUE", "1", "VOTING"})
_NO = frozenset({"NO", "N", "FALSE", "0", "NON VOTING", "NONVOTING"})


class StaffGroup(NamedTuple):
    """A staff group of the Electronic Staff Record and the part it belongs to."""

    key: str
    label: str
    part: Part


@dataclass(frozen=True, slots=True)
class StaffGroups:
    """The staff groups, and the reading of recorded ones."""

    groups: tuple[StaffGroup, ...]
    names: Mapping[str, str]

    @classmethod
    def load(cls) -> StaffGroups:
        """Load the staff groups."""
        groups = tuple(
            StaffGroup(row["key"], row["label"], Part(row["part"]))
            for row in read_rows("staff_groups")
        )
        spellings = read_pairs("staff_group_names", "text", "key")
        spellings |= {group.label: group.key for group in groups}
        spellings |= {group.key.replace("_", " "): group.key for group in groups}
        return cls(groups, by_plain_label(spellings))

    def parse(self, text: str | None) -> StaffGroup | None:
        """Return the staff group of a recorded value, or None where somebody must decide."""
        key = self.names.get(plain(text or ""))
        return next((group for group in self.groups if group.key == key), None)


@dataclass(frozen=True, slots=True)
class PostWords:
    """The reading of parts, seats and footings from the words that systems use."""

    parts: Mapping[str, str]
    seats: Mapping[str, str]
    sides: Mapping[str, str]
    footings: Mapping[str, str]

    @classmethod
    def load(cls) -> PostWords:
        """Load the words."""
        return cls(
            parts=_spellings("part_names", (part.value for part in Part)),
            seats=_spellings("seat_names", (seat.value for seat in Seat)),
            sides=by_plain_label(read_pairs("seat_sides", "text", "side")),
            footings=_spellings("employment_names", (footing.value for footing in Employment)),
        )

    def parse_part(self, text: str | None) -> Part | None:
        """Return the part of the workforce, NOT_STATED for blanks, None for an unknown word."""
        value = plain(text or "")
        if value in _NOTHING:
            return Part.NOT_STATED
        return Part(self.parts[value]) if value in self.parts else None

    def parse_seat(self, text: str | None, voting: str | None = None) -> Seat | None:
        """Return the seat that a role and, where it is a column of its own, a vote amount to.

        None where the words leave open whether the member votes or is an executive: an executive
        director may do either, and the difference is what indicator 9 counts.
        """
        value = plain(text or "")
        if value in _NOTHING:
            return Seat.NONE
        if value in self.seats:
            return Seat(self.seats[value])
        side, vote = self.sides.get(value), _vote(voting)
        if side is None or vote is None:
            return None
        return Seat(f"{'voting' if vote else 'non_voting'}_{side}")

    def parse_employment(self, text: str | None) -> Employment | None:
        """Return the footing somebody works on, EMPLOYEE for blanks, None for an unknown word."""
        value = plain(text or "")
        if value in _NOTHING:
            return Employment.EMPLOYEE
        return Employment(self.footings[value]) if value in self.footings else None


def _vote(text: str | None) -> bool | None:
    value = plain(text or "")
    if value in _YES:
        return True
    return False if value in _NO else None


def _spellings(name: str, own: Iterable[str]) -> dict[str, str]:
    words = read_pairs(name, "text", "key")
    words |= {key.replace("_", " "): key for key in own if key}
    return by_plain_label(words)
