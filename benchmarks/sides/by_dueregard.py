"""The task as a user of ours does it: ``dueregard count`` on the files, then the figures.

``plain`` finishes like the hand-written sides, on the cells of the collection that was written.
``figures`` makes every figure of indicators 1 to 4 in both editions instead, with states, bounds,
intervals, cautions and sentences: what the others do not do, and what it costs.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.sides.finish import Cell, checksum
from dueregard.__main__ import main as dueregard

GROUPS = {"group:reference": "W", "group:compared": "B"}
EDITIONS = ("2015", "2025")


def main(folder: Path, ending: str, mode: str) -> None:
    with tempfile.TemporaryDirectory() as out:
        count(folder, ending, Path(out))
        print(checksum(cells(Path(out))) if mode == "plain" else figures(Path(out)))


def count(folder: Path, ending: str, out: Path) -> None:
    staff, applicants = (str(folder / f"{name}.{ending}") for name in ("staff", "applicants"))
    words = ["count", staff, "--applicants", applicants, "--edition", "2025", "--out", str(out)]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = dueregard(words)
    if code:
        raise SystemExit(said.getvalue())


def cells(folder: Path) -> Iterator[Cell]:
    import duckdb

    rows = duckdb.sql(
        f"SELECT organisation, population, category, part || '|' || pay_band, sum(n)::INT "
        f"FROM '{folder / 'returns.parquet'}' WHERE characteristic = 'ethnicity' "
        f"AND employment NOT IN ('bank', 'honorary') AND population <> 'applicants' GROUP BY ALL"
    ).fetchall()
    for organisation, population, category, place, people in rows:
        where = place if population == "staff" else ""
        yield organisation, GROUPS.get(category, "U"), population, where, people


def figures(folder: Path) -> str:
    from dueregard.editions.loader import load_edition
    from dueregard.indicators.compute import figures_of
    from dueregard.indicators.context import context_of
    from dueregard.returns.collection import load_collection

    editions = [load_edition(name) for name in EDITIONS]
    made: dict[str, int] = defaultdict(int)
    for data_return in load_collection(folder):
        for edition in editions:
            context = context_of(data_return, edition)
            for indicator in edition.indicators[:4]:
                for figure in figures_of(context, indicator):
                    made[figure.state.value] += 1
    return "figures by state: " + states(made.items())


def states(counted: Iterable[tuple[str, int]]) -> str:
    return " ".join(f"{state}={number}" for state, number in sorted(counted))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
