"""From small counts to the figures of indicators 1 to 4: plain Python, for hand-written sides.

Both editions: 2015 (senior block; BME first in indicators 2 and 4) and 2025 (each pay row; White
first in 2 and 4). No intervals, no cautions, no sentences: the least that gives the numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

SENIOR = {"8a", "8b", "8c", "8d", "9", "vsm", "consultant", "senior_medical_manager"}
Cell = tuple[str, str, str, str, int]
"""Organisation, group (W, B, U), what, where, people."""


class Counts:
    """The counts of one organisation: for each thing counted and each place, people by group."""

    def __init__(self) -> None:
        self.places: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)

    def add(self, what: str, where: str, group: str, people: int) -> None:
        places = self.places[what]
        if where not in places:
            places[where] = {"W": 0, "B": 0, "U": 0}
        places[where][group] += people

    def groups(self, what: str) -> dict[str, int]:
        totals = {"W": 0, "B": 0, "U": 0}
        for row in self.places[what].values():
            for group, people in row.items():
                totals[group] += people
        return totals


def gather(cells: Iterable[Cell]) -> dict[str, Counts]:
    organisations: dict[str, Counts] = defaultdict(Counts)
    for organisation, group, what, where, people in cells:
        organisations[organisation].add(what, where, group, people)
    return organisations


def checksum(cells: Iterable[Cell]) -> str:
    """Add up every figure of every organisation into one line."""
    sums: dict[str, float] = defaultdict(float)
    organisations = gather(cells)
    for counts in organisations.values():
        for name, value in figures(counts):
            sums[name] += value
    parts = " ".join(f"{name}={sums[name]:.5f}" for name in sorted(sums))
    return f"organisations={len(organisations)} {parts}"


def figures(counts: Counts) -> Iterable[tuple[str, float]]:
    everybody = counts.groups("staff")
    senior = dict.fromkeys("WBU", 0)
    for place, row in sorted(counts.places["staff"].items()):
        yield from ((f"i1.{group}", share(row, group) or 0.0) for group in "WBU")
        if place.split("|")[1] in SENIOR:
            senior = {group: senior[group] + row[group] for group in "WBU"}
    if sum(senior.values()):
        block, whole = share(senior, "B"), share(everybody, "B")
        if block is not None and whole is not None:
            yield "i1.2015", block - whole
    for name, events, people in (
        ("i2", counts.groups("appointed"), counts.groups("shortlisted")),
        ("i3", counts.groups("disciplinary"), everybody),
        ("i4", counts.groups("training"), everybody),
    ):
        white_first, bme_first = ratio(events, people, "W", "B"), ratio(events, people, "B", "W")
        if name != "i3":  # the 2015 edition averages two years, and one is recorded here
            yield f"{name}.2015", bme_first
        yield f"{name}.2025", bme_first if name == "i3" else white_first


def share(row: dict[str, int], group: str) -> float | None:
    total = sum(row.values())
    if group != "U" and 2 * row["U"] >= total:
        return None
    return row[group] / total


def ratio(events: dict[str, int], people: dict[str, int], over: str, under: str) -> float:
    """Return the ratio, 0 where there is none: so much is unknown, nobody, or no event below."""
    for counts in (events, people):
        if 2 * counts["U"] >= sum(counts.values()) > 0:
            return 0.0
    if not (people["W"] and people["B"] and events[under]):
        return 0.0
    return (events[over] / people[over]) / (events[under] / people[under])
