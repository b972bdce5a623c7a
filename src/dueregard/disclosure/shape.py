"""The frame of a hierarchical table: its dimensions, its cells and the sums that bind them.

A published table holds one cell for every combination of nodes, totals included. Cells are numbered
in row-major order of the nodes, so the frame costs no dictionary of labels even for a national
table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dueregard.errors import FileNotUsableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Dimension:
    """One way in which a table is cut, as a tree of nodes.

    Parameters
    ----------
    name
        The column that holds the node, for example ``band``.
    nodes
        Names, the root first and each parent before its children.
    parents
        Position of each node's parent; -1 for the root.
    """

    name: str
    nodes: tuple[str, ...]
    parents: tuple[int, ...]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Position of each node by its name."""
        return {node: position for position, node in enumerate(self.nodes)}

    @cached_property
    def families(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Each parent with its children, as positions."""
        children: dict[int, list[int]] = {}
        for child, parent in enumerate(self.parents):
            if parent >= 0:
                children.setdefault(parent, []).append(child)
        return tuple((parent, tuple(family)) for parent, family in children.items())

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """Positions of the nodes without children."""
        inner = {parent for parent, _ in self.families}
        return tuple(p for p in range(len(self.nodes)) if p not in inner)

    @cached_property
    def membership(self) -> Integers:
        """Matrix of nodes by leaves: 1 where the leaf lies under the node."""
        matrix = np.zeros((len(self.nodes), len(self.leaves)), dtype=np.int64)
        for column, leaf in enumerate(self.leaves):
            node = leaf
            while node >= 0:
                matrix[node, column] = 1
                node = self.parents[node]
        return matrix


def build_dimension(name: str, families: Mapping[str, Sequence[str]]) -> Dimension:
    """Build a dimension from ``{parent: [children]}``.

    Parameters
    ----------
    name
        The dimension's column.
    families
        Children of each parent. Exactly one parent is nobody's child: the root.

    Returns
    -------
    Dimension
        Nodes in the order root, then each family where it is met.

    Raises
    ------
    FileNotUsableError
        A node has two parents, no root or several roots are found, or a node is its own ancestor.
    """
    parent_of: dict[str, str] = {}
    for parent, children in families.items():
        for child in children:
            if child in parent_of:
                raise FileNotUsableError(
                    f"Dimension {name}: {child!r} is listed twice in the hierarchy.",
                    advice="Give every node exactly one parent.",
                )
            parent_of[child] = parent
    roots = [parent for parent in families if parent not in parent_of]
    if len(roots) != 1:
        raise FileNotUsableError(
            f"Dimension {name}: the hierarchy has {len(roots)} roots, and needs exactly one.",
            advice="Put every node under one total, usually called T.",
        )
    return _walk(name, roots[0], families, len(parent_of) + 1)


def _walk(name: str, root: str, families: Mapping[str, Sequence[str]], expected: int) -> Dimension:
    nodes, parents, waiting = [root], [-1], [0]
    while waiting:
        parent = waiting.pop(0)
        for child in families.get(nodes[parent], ()):
            nodes.append(child)
            parents.append(parent)
            waiting.append(len(nodes) - 1)
    if len(nodes) != expected:
        raise FileNotUsableError(
            f"Dimension {name}: part of the hierarchy does not hang under the root {root!r}.",
            advice="Look for a node that is its own ancestor.",
        )
    return Dimension(name, tuple(nodes), tuple(parents))


@dataclass(frozen=True)
class Sums:
    """Rows of the form parent - children = 0, in compressed form.

    Parameters
    ----------
    starts
        Where each row begins in ``cells``; one longer than the number of rows.
    cells
        Cell numbers, the parent first in each row.
    """

    starts: Integers
    cells: Integers

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def signs(self) -> Integers:
        """Coefficient of each entry: 1 for the parent, -1 for a child."""
        signs = -np.ones(len(self.cells), dtype=np.int64)
        signs[self.starts[:-1]] = 1
        return signs

    @cached_property
    def rows(self) -> Integers:
        """Row number of each entry."""
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.starts))


@dataclass(frozen=True)
class TableShape:
    """The frame of a table: every combination of the nodes of its dimensions."""

    dimensions: tuple[Dimension, ...]

    @cached_property
    def extent(self) -> tuple[int, ...]:
        """Number of nodes in each dimension."""
        return tuple(len(dimension.nodes) for dimension in self.dimensions)

    @cached_property
    def size(self) -> int:
        """Number of cells, totals included."""
        return int(np.prod(self.extent))

    @cached_property
    def grid(self) -> Integers:
        """Cell numbers, arranged by node positions."""
        return np.arange(self.size, dtype=np.int64).reshape(self.extent)

    @cached_property
    def leaf_cells(self) -> Integers:
        """Numbers of the cells that no other cell is a part of."""
        return self.grid[np.ix_(*(d.leaves for d in self.dimensions))].ravel()

    @cached_property
    def sums(self) -> Sums:
        """Every parent as the sum of its children, one dimension at a time."""
        blocks: list[Integers] = []
        for axis, dimension in enumerate(self.dimensions):
            across = np.moveaxis(self.grid, axis, 0).reshape(len(dimension.nodes), -1)
            blocks.extend(across[[parent, *kids]].T for parent, kids in dimension.families)
        widths = [np.full(len(block), block.shape[1], dtype=np.int64) for block in blocks]
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.concatenate(widths))])
        return Sums(starts, np.concatenate([block.ravel() for block in blocks]))

    def label(self, cell: int) -> tuple[str, ...]:
        """Return the node names of a cell, in the order of the dimensions."""
        where = np.unravel_index(cell, self.extent)
        return tuple(d.nodes[p] for d, p in zip(self.dimensions, where, strict=True))

    def words(self, cell: int) -> str:
        """Return the cell's name for a reader, for example ``eth=BME, band=8a, clin=T``."""
        names = zip(self.dimensions, self.label(cell), strict=True)
        return ", ".join(f"{dimension.name}={node}" for dimension, node in names)

    def cell(self, label: Sequence[str]) -> int:
        """Return the number of the cell with these node names.

        Raises
        ------
        KeyError
            A name is not a node of its dimension.
        """
        where = [d.positions[node] for d, node in zip(self.dimensions, label, strict=True)]
        return int(self.grid[tuple(where)])

    def shares(self, column: str) -> tuple[Integers, Integers]:
        """Return part and whole of every category's share of its parent, in one dimension.

        Raises
        ------
        ValueError
            There is no dimension of this name.
        """
        axis = [dimension.name for dimension in self.dimensions].index(column)
        across = np.moveaxis(self.grid, axis, 0)
        pairs = [(kid, up) for up, kids in self.dimensions[axis].families for kid in kids]
        return (
            np.concatenate([across[child].ravel() for child, _ in pairs]),
            np.concatenate([across[parent].ravel() for _, parent in pairs]),
        )

    def add_up(self, leaf_values: Integers) -> Integers:
        """Return the value of every cell from the values of the leaf cells.

        Parameters
        ----------
        leaf_values
            One value for each of ``leaf_cells``, in that order.
        """
        cube = leaf_values.reshape([len(d.leaves) for d in self.dimensions])
        for axis, dimension in enumerate(self.dimensions):
            cube = np.moveaxis(np.tensordot(dimension.membership, cube, axes=(1, axis)), 0, axis)
        return np.ascontiguousarray(cube).ravel()
