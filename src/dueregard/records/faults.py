"""What is wrong in a record file, said with its file, line, column and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dueregard.errors import FileNotUsableError

SHOWN = 20
"""How many faults are told at once; more would only scroll away."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, what is wrong, and what to do.

    ``line`` is 0 and ``column`` is empty where the fault is the file's as a whole.
    """

    path: Path
    line: int
    column: str
    value: str
    problem: str
    advice: str

    @property
    def sentence(self) -> str:
        """The fault with its place, in a sentence."""
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        short = self.value if len(self.value) <= _LONGEST else f"{self.value[:_LONGEST]}..."
        value = f"{short!r} " if short else ""
        return f"{self.path}{line}{column}: {value}{self.problem}."


def refuse(faults: Sequence[Fault]) -> None:
    """Raise what is wrong as one error; do nothing where nothing is.

    Raises
    ------
    FileNotUsableError
        If there is a fault.
    """
    if not faults:
        return
    if len(faults) == 1:
        raise FileNotUsableError(faults[0].sentence, advice=faults[0].advice)
    told = [f"  {fault.sentence} {fault.advice}" for fault in faults[:SHOWN]]
    if len(faults) > SHOWN:
        told.append(f"  ... and {len(faults) - SHOWN} more")
    raise FileNotUsableError(
        "\n".join([f"{len(faults)} things in the records cannot be used:", *told]),
        advice="Mend them and run the command again; nothing was changed.",
    )


def suggestion(typed: str, known: Sequence[str]) -> str:
    """Name what may have been meant, or what there is."""
    near = get_close_matches(typed, known, 1, 0.5)
    if near:
        return f"Did you mean {near[0]!r}?"
    listed = ", ".join(known[:SHOWN])
    more = " and more" if len(known) > SHOWN else ""
    return f"There are: {listed}{more}." if known else "There is none yet: write it there first."
