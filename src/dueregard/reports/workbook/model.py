"""A filled-in workbook: what was typed into it, and everything that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dueregard.reports.workbook.layout import Block, Line
from dueregard.reports.workbook.rules import NOT_GIVEN, Answer, Number, answer

Address = tuple[str, Block, str]
"""A row's reference, a set of columns, and a column in it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook's numbers.

    Parameters
    ----------
    lines
        Its rows.
    typed
        What stands in the cells that are typed; a cell that is not there is blank.
    notes
        Notes beside rows, by reference.
    """

    lines: tuple[Line, ...]
    typed: Mapping[Address, Number]
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_ref(self) -> dict[str, Line]:
        """The rows by their reference."""
        return {line.ref: line for line in self.lines if line.ref}

    def values(self) -> dict[Address, Answer | None]:
        """Return every cell: typed, used and computed; ``None`` where it is blank."""
        found: dict[Address, Answer | None] = {}
        for line in self.lines:
            for block in Block:
                for column in line.columns:
                    if line.rule is None:
                        found[line.ref, block, column] = self._typed(line.ref, block, column)
        for line in self.lines:
            self._compute(line, found)
        return found

    def _typed(self, ref: str, block: Block, column: str) -> Answer | None:
        if block is not Block.USED:
            return self.typed.get((ref, block, column))
        verified = self.typed.get((ref, Block.VERIFIED, column))
        current = self.typed.get((ref, Block.CURRENT, column), NOT_GIVEN)
        return current if verified is None else verified

    def _compute(self, line: Line, found: dict[Address, Answer | None]) -> None:
        if line.rule is None:
            return
        groups = tuple(column for column in line.columns if column != "ratio")
        for block in Block:
            if block is Block.VERIFIED:
                continue

            def get(ref: str, column: str, block: Block = block) -> Answer | None:
                return found.get((ref, block, column))

            for column in line.columns:
                found[line.ref, block, column] = answer(line.rule, column, get, groups)
