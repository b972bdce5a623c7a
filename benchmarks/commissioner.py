"""How long a commissioner of 56 people waits: from its files to its report, whole process.

Beside it stand the floors: what it costs to start Python at all, to import what a report cannot do
without, and to print the help.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.measure import ROOT, Side, side_by_side, table

EXAMPLE = ROOT / "benchmarks" / ".data" / "commissioner-56"
FLOOR = "import click, duckdb, jinja2, msgspec, narwhals, yaml"


def main(repeats: int = 5) -> str:
    prepare()
    python = sys.executable
    sides = (
        Side("dueregard report (56 people)", (python, "-m", "dueregard", "report", str(EXAMPLE))),
        Side("dueregard check (56 people)", (python, "-m", "dueregard", "check", str(EXAMPLE))),
        Side("floor: imports of what a report needs", (python, "-c", FLOOR)),
        Side("dueregard --help", (python, "-m", "dueregard", "--help")),
        Side("floor: python -c pass", (python, "-c", "pass")),
    )
    title = f"One commissioner, 56 people; median of {repeats} after a warm-up"
    return table(title, side_by_side(sides, repeats, same_output=False), sides[2].name)


def prepare() -> None:
    """Make the commissioner anew, as its user would."""
    from dueregard.operations.make_example import Request, make_example

    shutil.rmtree(EXAMPLE, ignore_errors=True)
    make_example(Request(Path(EXAMPLE), size=56, seed=56))


if __name__ == "__main__":
    print(main())
