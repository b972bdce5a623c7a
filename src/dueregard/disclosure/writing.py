"""A protected table as a CSV file: every cell, totals included, in one form."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.disclosure.view import (
    COARSENED,
    HIDDEN,
    PERCENT_COLUMN,
    PERCENT_STATE_COLUMN,
    SHOWN,
    STATE_COLUMN,
)
from dueregard.placing import place

if TYPE_CHECKING:
    from dueregard.disclosure.protect import Protection


def release_rows(protection: Protection) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of the published table.

    A hidden cell's ``n`` is empty. A percentage's state is ``shown``, ``coarsened`` (the nearest
    five, or a band of ten points) or ``hidden``; on the parent total itself, and where there is
    nobody to take a share of, both are empty.
    """
    plan = protection.plan
    shape, values = plan.problem.shape, plan.problem.values
    header = [*(d.name for d in shape.dimensions), "n", STATE_COLUMN]
    hidden = protection.hidden
    rows = [
        [*shape.label(cell), *(("", HIDDEN) if hidden[cell] else (str(values[cell]), SHOWN))]
        for cell in range(shape.size)
    ]
    if protection.column is None:
        return header, rows
    printed = _percentages(protection)
    header += [PERCENT_COLUMN, PERCENT_STATE_COLUMN]
    return header, [[*row, *printed.get(cell, ("", ""))] for cell, row in enumerate(rows)]


def _percentages(protection: Protection) -> dict[int, tuple[str, str]]:
    plan = protection.plan
    problem, exact = plan.problem, plan.precisions[0]
    printed: dict[int, tuple[str, str]] = {}
    parts, wholes = problem.shape.shares(str(protection.column))
    for part, whole in zip(parts.tolist(), wholes.tolist(), strict=True):
        count, base = int(problem.values[part]), int(problem.values[whole])
        if base > 0:
            # Zeros and full shares follow from the zeros that are published anyway.
            printed[part] = (exact.text(exact.slot(count, base)), SHOWN)
    for share, part in enumerate(plan.parts.tolist()):
        printed[part] = ("", HIDDEN)
        for level, precision in enumerate(plan.precisions):
            if protection.shown[plan.figure(share, level)]:
                slot = int(plan.truth[level, share])
                printed[part] = (precision.text(slot), SHOWN if level == 0 else COARSENED)
    return printed


def write_release(protection: Protection, path: Path) -> None:
    """Write the published table, whole or not at all."""
    header, rows = release_rows(protection)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    place(Path(path), stream.getvalue())
