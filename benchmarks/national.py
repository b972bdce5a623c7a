"""A national year, side by side: ours, a hand-written DuckDB query, pandas; Parquet and CSV.

Every side is a whole process from start to exit and ends by printing a checksum of its figures; a
run in which two sides disagree is refused.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.measure import ROOT, Side, side_by_side, table
from benchmarks.national_generator import Nation, make_nation

DATA = ROOT / "benchmarks" / ".data"
PEERS = DATA / "peers"
REFERENCE = "DuckDB SQL by hand, finish in plain Python"


def main(repeats: int = 5, scale: float = 1.0) -> None:
    nation = make_nation(DATA, scale=scale)
    for ending in ("parquet", "csv"):
        print(compare(nation, ending, repeats), end="\n\n", flush=True)


def compare(nation: Nation, ending: str, repeats: int) -> str:
    summaries = side_by_side(sides(nation.folder, ending), repeats)
    printed = {one.line for one in summaries if one.line.startswith("organisations=")}
    if len(printed) != 1:
        raise SystemExit("The sides disagree:\n" + "\n".join(sorted(printed)))
    title = f"A national year from {ending}; median of {repeats} after a warm-up, one checksum"
    return table(title, summaries, REFERENCE)


def sides(folder: Path, ending: str) -> tuple[Side, ...]:
    words = (str(folder), ending)
    module = (sys.executable, "-m")
    both = os.pathsep.join((str(ROOT), str(PEERS)))
    ours = (*module, "benchmarks.sides.by_dueregard", *words)
    # What full figures cost does not depend on the files that were counted.
    full = (Side("dueregard count, then full figures", (*ours, "figures")),)
    return (
        Side("dueregard count, then the same finish", (*ours, "plain")),
        *(full if ending == "parquet" else ()),
        Side(REFERENCE, (*module, "benchmarks.sides.by_duckdb", *words)),
        Side("pandas", (*module, "benchmarks.sides.by_pandas", *words), {"PYTHONPATH": both}),
    )


if __name__ == "__main__":
    main()
