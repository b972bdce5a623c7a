"""A second auditor that shares nothing with the first: other unknowns, other solver, print only.

It reads a published CSV file and the hierarchy as JSON, takes the leaf cells as whole-number
unknowns, and asks scipy's solver for the most that a hidden cell can be.
"""

from __future__ import annotations

import csv
import itertools
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MOST = 10**6


class SecondAuditor:
    def __init__(self, published: Path, hierarchy: Path, *, share: str | None = None) -> None:
        self.trees = json.loads(hierarchy.read_text("utf-8"))
        self.names = list(self.trees)
        self.leaves = {
            name: self._leaves(tree, self._root(tree)) for name, tree in self.trees.items()
        }
        order = itertools.product(*(self.leaves[n][self._root(self.trees[n])] for n in self.names))
        self.place = {label: number for number, label in enumerate(order)}
        with published.open(encoding="utf-8") as file:
            self.rows = {tuple(r[n] for n in self.names): r for r in csv.DictReader(file)}
        self.matrix: list[np.ndarray] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for label, row in self.rows.items():
            self._count(label, row["n"])
            if share and row["percent"]:
                self._share(label, row["percent"], row["percent_state"], self.names.index(share))

    @staticmethod
    def _root(tree: dict[str, list[str]]) -> str:
        children = {child for kids in tree.values() for child in kids}
        return next(parent for parent in tree if parent not in children)

    def _leaves(self, tree: dict[str, list[str]], node: str) -> dict[str, list[str]]:
        if node not in tree:
            return {node: [node]}
        found: dict[str, list[str]] = {node: []}
        for child in tree[node]:
            below = self._leaves(tree, child)
            found.update(below)
            found[node] += below[child]
        return found

    def _indicator(self, label: tuple[str, ...]) -> np.ndarray:
        parts = (self.leaves[name][node] for name, node in zip(self.names, label, strict=True))
        row = np.zeros(len(self.place))
        row[[self.place[leaf] for leaf in itertools.product(*parts)]] = 1.0
        return row

    def _add(self, row: np.ndarray, low: float, high: float) -> None:
        self.matrix.append(row)
        self.low.append(low)
        self.high.append(high)

    def _count(self, label: tuple[str, ...], printed: str) -> None:
        low, high = (float(printed), float(printed)) if printed else (1.0, MOST)
        self._add(self._indicator(label), low, high)

    def _share(self, label: tuple[str, ...], printed: str, state: str, axis: int) -> None:
        tree = self.trees[self.names[axis]]
        parent = next(p for p, kids in tree.items() if label[axis] in kids)
        whole = self._indicator((*label[:axis], parent, *label[axis + 1 :]))
        low, high, closed = interval(printed, state)
        part = self._indicator(label)
        self._add(part * low.denominator * 1.0 - whole * low.numerator, 0.0, np.inf)
        top = 0.0 if closed else -1.0
        self._add(part * high.denominator * 1.0 - whole * high.numerator, -np.inf, top)

    def most(self, label: tuple[str, ...]) -> int:
        """Return the most that the cell can be, given all that is printed."""
        return round(-self._solve(-self._indicator(label)))

    def least(self, label: tuple[str, ...]) -> int:
        return round(self._solve(self._indicator(label)))

    def reaches(self, label: tuple[str, ...], count: int) -> bool:
        """Whether a whole-number table prints the same with the cell at ``count`` or more."""
        extra = LinearConstraint(self._indicator(label)[None], float(count), np.inf)
        return self._run(np.zeros(len(self.place)), [extra]).success

    def _solve(self, cost: np.ndarray) -> float:
        answer = self._run(cost, [])
        assert answer.success, answer.message
        return float(answer.fun)

    def _run(self, cost: np.ndarray, extra: list[LinearConstraint]):
        facts = LinearConstraint(np.array(self.matrix), np.array(self.low), np.array(self.high))
        size = len(self.place)
        return milp(
            cost,
            constraints=[facts, *extra],
            integrality=np.ones(size),
            bounds=Bounds(np.zeros(size), np.full(size, MOST)),
        )


def interval(printed: str, state: str) -> tuple[Fraction, Fraction, bool]:
    """Return the shares that print so: from, to, and whether the upper end belongs to them."""
    if "-" in printed:
        low, high = (Fraction(end) / 100 for end in printed.split("-"))
        return low, high, high == 1
    half = Fraction(1, 2) * Fraction(1, 10 ** len(printed.partition(".")[2]))
    if state == "coarsened":
        half = Fraction(5, 2)
    middle = Fraction(printed)
    return max(middle - half, Fraction(0)) / 100, (middle + half) / 100, False
