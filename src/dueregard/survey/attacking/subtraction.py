"""What can be worked out from the results by taking known numbers away from printed ones.

Two attackers: anybody, who takes the groups that are shown from a total that is shown too; and the
people of one body, who tell each other what they ticked and take themselves out of the pool.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULTS = "results"
_WHOLE = {"all", "total", "everybody"}


@dataclass(frozen=True, slots=True)
class Recovered:
    """A small number that the results give away: where, and by which way."""

    place: str
    people: int
    by: str


@dataclass(frozen=True, slots=True)
class TrueCell:
    """What is true of one group and item: how many of it answered, by body."""

    by_body: Mapping[str, int]

    @property
    def people(self) -> int:
        """Of all bodies."""
        return sum(self.by_body.values())


def find_recovered(
    folder: Path, truth: Mapping[tuple[str, str], TrueCell], threshold: int
) -> tuple[Recovered, ...]:
    """Return every number below the threshold that can be worked out from the results.

    Parameters
    ----------
    folder
        The dumps; results lie in ``results``.
    truth
        By item and group.
    threshold
        Fewest people that may be known of.
    """
    found: list[Recovered] = []
    for path in sorted((folder / RESULTS).rglob("*.json")):
        for item in _items(json.loads(path.read_bytes())):
            found += _from_total(item, truth, threshold)
            found += _without_own(item, truth, threshold)
    return tuple(found)


def _items(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Find whatever names an item and gives numbers by group, however it is nested."""
    if isinstance(node, dict):
        if "item" in node and isinstance(node.get("groups"), dict):
            yield node
        for value in node.values():
            yield from _items(value)
    elif isinstance(node, list):
        for value in node:
            yield from _items(value)


def _from_total(
    item: Mapping[str, Any], truth: Mapping[tuple[str, str], TrueCell], threshold: int
) -> list[Recovered]:
    shown = {name: one["base"] for name, one in item["groups"].items()}
    wholes = [base for name, base in shown.items() if name in _WHOLE]
    known = {name: base for name, base in shown.items() if name not in _WHOLE}
    hidden = [g for i, g in truth if i == item["item"] and g not in known]
    if not wholes or not hidden:
        return []
    rest = wholes[0] - sum(known.values())
    real = sum(truth[item["item"], group].people for group in hidden)
    if rest != real or not 0 < rest < threshold:
        return []
    return [Recovered(f"{item['item']}, {' and '.join(hidden)}", rest, "the total less the rest")]


def _without_own(
    item: Mapping[str, Any], truth: Mapping[tuple[str, str], TrueCell], threshold: int
) -> list[Recovered]:
    found = []
    for group, one in item["groups"].items():
        cell = truth.get((item["item"], group))
        for body, own in sorted(cell.by_body.items()) if cell else ():
            rest = one["base"] - own
            if own and rest < threshold:
                found.append(Recovered(f"{item['item']}, {group}", rest, f"less those of {body}"))
    return found
