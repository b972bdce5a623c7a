"""What one row of a cube of raw values counts towards: the attributes of a cell, read once each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from dueregard.extracts.coding import Coder, Post
from dueregard.extracts.columns import Layout
from dueregard.vocabulary import Employment, Population, Seat

POST = ("part", "pay_band", "medical_grade", "staff_group", "occupational_group")
SEATS = ("seat", "voting", "executive")
FLAGS = ("shortlisted", "appointed", "started")

CUBE: dict[str, tuple[str, ...]] = {
    "staff": (*POST, "employment", *SEATS, "disciplinary", "training"),
    "applicants": (*POST, "route", "stage", *FLAGS),
    "disciplinary": (*POST, "employment"),
    "training": (*POST, "employment"),
    "starters": (*POST, "employment"),
    "leavers": (*POST, "employment"),
    "board": ("employment", *SEATS),
}
"""Which of our columns a cube keeps, by kind of file. Never the number of a person."""

ALSO: dict[str, dict[str, tuple[str, ...]]] = {
    "applicants": {
        "shortlisted": ("shortlisted", "stage"),
        "appointed": ("appointed", "stage", "started"),
    },
    "staff": {"disciplinary": ("disciplinary",), "training": ("training",)},
}
"""What else a kind of file counts, by the columns of which it needs one."""

Row = Mapping[str, str]


def also_counted(population: str, columns: Collection[str]) -> tuple[str, ...]:
    """Return the other populations that a file with these columns counts, even if nobody is in."""
    return tuple(
        other for other, needed in ALSO.get(population, {}).items() if set(needed) & set(columns)
    )


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a cell says beside its category and year."""

    population: str
    part: str = ""
    pay_band: str = ""
    staff_group: str = ""
    employment: str = ""
    seat: str = ""
    route: str = ""


@dataclass(slots=True)
class Noticed:
    """Values that could not be read, with how many people have each, by column."""

    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    unlisted_groups: Counter[str] = field(default_factory=Counter)
    without_part: int = 0
    not_shortlisted: list[Row] = field(default_factory=list)


class RowReader:
    """Reads the rows of one file's cube.

    Each distinct value is handed to its code list once, however many rows have it.
    """

    def __init__(self, coder: Coder, population: str, layout: Layout) -> None:
        self._population = population
        self._coder = coder
        self._posts: dict[tuple[str, ...], Post] = {}
        self._seats: dict[tuple[str, ...], str | None] = {}
        self._memo: dict[tuple[str, str], str | None] = {}
        self._parsers: dict[str, Callable[[str], str | None]] = {
            "employment": coder.employment(layout),
            "route": coder.route,
            "stage": coder.stage(layout),
            **{column: coder.flag(column) for column in (*FLAGS, "disciplinary", "training")},
        }
        self.noticed = Noticed()

    def attributes(self, row: Row, n: int) -> list[Attributes] | None:
        """Return every cell that so many people with these values count towards.

        ``None`` where a value cannot be read; it is then among what was noticed.
        """
        if self._population == "applicants":
            return self._applicants(row, n)
        if self._population == "board":
            return self._board(row, n)
        return self._workers(row, n)

    def _workers(self, row: Row, n: int) -> list[Attributes] | None:
        post = self._post(row, n)
        employment = self._read("employment", row, n)
        seat = self._seat(row, n) if self._population == "staff" else ""
        events = list(self._events(row, n)) if self._population == "staff" else []
        if post is None or employment is None or seat is None or None in events:
            return None
        if not post.part and self._population == "staff":
            self.noticed.without_part += n
        populations = [self._population, *(name for name in events if name)]
        return [
            Attributes(
                population,
                post.part,
                post.pay_band,
                post.staff_group,
                employment,
                seat if population == Population.STAFF else "",
            )
            for population in populations
        ]

    def _events(self, row: Row, n: int) -> Iterator[str | None]:
        """Name the events that a staff file flags beside each person."""
        for column in ("disciplinary", "training"):
            if column in row:
                flag = self._read(column, row, n)
                yield None if flag is None else column if flag == "yes" else ""

    def _applicants(self, row: Row, n: int) -> list[Attributes] | None:
        post = self._post(row, n)
        route = self._read("route", row, n) if "route" in row else ""
        stages = self._stages(row, n)
        if post is None or route is None or stages is None:
            return None
        return [
            Attributes(stage, post.part, post.pay_band, post.staff_group, route=route)
            for stage in stages
        ]

    def _stages(self, row: Row, n: int) -> list[str] | None:
        """Name how far an application went: each stage counts in all before it."""
        read = {column: self._read(column, row, n) for column in ("stage", *FLAGS) if column in row}
        if None in read.values():
            return None
        stage = read.get("stage", "")
        shortlisted = read.get("shortlisted") == "yes" or stage in {"shortlisted", "appointed"}
        appointed = read.get("appointed", read.get("started")) == "yes" or stage == "appointed"
        if appointed and not shortlisted:
            self.noticed.not_shortlisted.append(row)
        reached = (True, shortlisted, shortlisted and appointed)
        names = (Population.APPLICANTS, Population.SHORTLISTED, Population.APPOINTED)
        return [name.value for name, there in zip(names, reached, strict=True) if there]

    def _board(self, row: Row, n: int) -> list[Attributes] | None:
        seat = self._seat(row, n)
        employment = self._read("employment", row, n)
        if seat is None or employment is None:
            return None
        return [Attributes(Population.BOARD.value, employment=employment, seat=seat)]

    def _post(self, row: Row, n: int) -> Post | None:
        key = tuple(row.get(column, "") for column in POST)
        if key not in self._posts:
            self._posts[key] = self._coder.post({column: row.get(column, "") for column in POST})
        post = self._posts[key]
        if post.unlisted_group:
            self.noticed.unlisted_groups[post.unlisted_group] += n
        for column, value in post.unmapped:
            self.noticed.unmapped[column, value] += n
        return None if post.unmapped else post

    def _seat(self, row: Row, n: int) -> str | None:
        given = {column: row[column] for column in SEATS if column in row}
        key = tuple(given.values())
        if key not in self._seats:
            self._seats[key] = self._coder.seat(given)
        seat = self._seats[key]
        if seat is None or (seat == Seat.NONE and self._population == "board"):
            column = "seat" if row.get("seat") or "executive" not in row else "executive"
            self.noticed.unmapped[column, row.get(column, "")] += n
            return None
        return seat

    def _read(self, column: str, row: Row, n: int) -> str | None:
        if column not in row:
            return Employment.EMPLOYEE.value if self._defaults(column) else ""
        key = (column, row[column])
        if key not in self._memo:
            self._memo[key] = self._parsers[column](row[column])
        if self._memo[key] is None:
            self.noticed.unmapped[key] += n
        return self._memo[key]

    def _defaults(self, column: str) -> bool:
        return column == "employment" and self._population == "staff"
