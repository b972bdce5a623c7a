"""Disclosure control beside its peers: cells hidden, leaks under the strict rule, seconds.

    python -m benchmarks.disclosure [--tables a3 a1 b1 c2] [--percentages] [--seeds 3] [--acro DIR]

Peers' patterns were recorded once (tests/reference/disclosure/patterns) and are attacked here in
the same run as our own. ``--acro`` names a virtual environment in which the package ``acro`` is
installed; without it that line is left out and said to be. ``--national`` adds the national table:
protected, attacked, and every small cell's interval found.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reference")]

from disclosure_tables import (  # noqa: E402 - found by the path above, whatever else is named tests
    FOLDER,
    NAMES,
    reference_table,
    seeded_table,
)

from dueregard.disclosure.audit import audit  # noqa: E402 - as above
from dueregard.disclosure.policy import load_policy  # noqa: E402 - as above
from dueregard.disclosure.protect import protect  # noqa: E402 - as above
from dueregard.disclosure.reading import CountTable, read_pattern  # noqa: E402 - as above
from dueregard.disclosure.view import Intruder, view_of_pattern  # noqa: E402 - as above

THRESHOLD = 5
ACRO = """
import itertools, json, logging, sys, time, warnings
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
import pandas as pd
from acro import ACRO
rows = pd.read_csv(sys.argv[1], dtype=str)
rows["n"] = rows["n"].astype(int)
keys = [c for c in rows.columns if c != "n"]
people = rows.loc[rows.index.repeat(rows["n"])].reset_index(drop=True)
people["T"] = "T"
a = ACRO(suppress=True)
a.sdc_checks.risk_appetite["safe_threshold"] = int(sys.argv[2])
hidden, started = [], time.process_time()
for size in range(1, len(keys) + 1):
    for chosen in itertools.combinations(keys, size):
        down, across = chosen[0], list(chosen[1:]) or ["T"]
        table = a.crosstab(people[down], [people[k] for k in across])
        shown = {}
        for row in table.index:
            for column in table.columns:
                found = table.loc[row, column]
                names = column if isinstance(column, tuple) else (column,)
                if found == found:
                    shown[(row, *names)] = found
        for label, count in people.groupby(list(chosen)).size().items():
            label = label if isinstance(label, tuple) else (label,)
            full = label if len(chosen) > 1 else (*label, "T")
            if count and full not in shown:
                at = dict(zip(chosen, label))
                hidden.append([at.get(k, "T") for k in keys])
print(json.dumps({"hidden": hidden, "seconds": time.process_time() - started}))
"""


def attacked(table: CountTable, hidden: np.ndarray) -> tuple[int, int, float]:
    view = view_of_pattern(table, hidden, threshold=THRESHOLD, lowest=1, intruder=Intruder.RULE)
    small = np.flatnonzero(hidden & (table.values < THRESHOLD))
    started = time.process_time()
    found = audit(view, THRESHOLD, targets=small, intervals=False)
    return found.exact, len(found.leaks), time.process_time() - started


def line(name: str, table: CountTable, hidden: np.ndarray, seconds: str, note: str) -> None:
    secondary = hidden & (table.values >= THRESHOLD)
    exact, unsafe, audit_seconds = attacked(table, hidden)
    print(
        f"{name:34} {int(secondary.sum()):6} {int(table.values[secondary].sum()):9} "
        f"{exact:6} {unsafe:7} {seconds:>9} {audit_seconds:7.2f}  {note}"
    )


def ours(name: str, table: CountTable, share: str | None) -> np.ndarray:
    wall, cpu = time.perf_counter(), time.process_time()
    made = protect(table, load_policy(), threshold=THRESHOLD, lowest=1, percentages=share)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    note = f"{made.status}, bound {made.pattern.bound}, wall {wall:.1f} s"
    if share:
        note = f"worth {made.worth:.1f}, wall {wall:.1f} s"
    line(name + (" + shares" if share else ""), table, made.hidden, f"{cpu:.2f}", note)
    return made.hidden


def acro_line(key: str, table: CountTable, environment: Path | None) -> None:
    """Take every table of one, two or three ways that acro prints, and the totals beside them."""
    if environment is None:
        print(f"{key} acro: left out (give --acro DIR, an environment that holds it)")
        return
    python = str(environment / "bin" / "python")
    command = [python, "-c", ACRO, str(FOLDER / f"{NAMES[key]}.csv"), str(THRESHOLD)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{key} acro: did not run: {done.stderr.strip().splitlines()[-1:]}")
        return
    answer = json.loads(done.stdout.splitlines()[-1])
    hidden = np.zeros(table.shape.size, dtype=np.bool_)
    hidden[[table.shape.cell(label) for label in answer["hidden"]]] = True
    line(f"{key} acro, threshold {THRESHOLD}", table, hidden, f"{answer['seconds']:.2f}", "")


def national() -> None:
    """Protect the national table, attack the result, and find every small cell's interval."""
    table = reference_table("d1")
    hidden = ours("d1 dueregard", table, None)
    view = view_of_pattern(table, hidden, threshold=THRESHOLD, lowest=1, intruder=Intruder.RULE)
    small = np.flatnonzero(hidden & (table.values < THRESHOLD))
    wall, cpu = time.perf_counter(), time.process_time()
    found = audit(view, THRESHOLD, targets=small)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"d1 {len(small)} intervals: cpu {cpu:.1f} s, wall {wall:.1f} s; {found.undecided} open")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", nargs="*", default=["a3", "a1", "b1", "c2"])
    parser.add_argument("--percentages", action="store_true")
    parser.add_argument("--seeds", type=int, default=0)
    parser.add_argument("--acro", type=Path)
    parser.add_argument("--national", action="store_true")
    chosen = parser.parse_args()
    print(f"{datetime.now(tz=UTC).date()}, {platform.machine()}, {os.cpu_count()} cores, "
          f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"{'table, method':34} {'second':>6} {'value':>9} {'exact':>6} {'unsafe':>7} "
          f"{'cpu s':>9} {'audit s':>7}")  # fmt: skip
    for key in chosen.tables:
        table = reference_table(key)
        for path in sorted((FOLDER / "patterns").glob(f"{NAMES[key]}.*.csv")):
            hidden = read_pattern(path, table.shape)
            line(f"{key} {path.name.split('.')[1]}", table, hidden, "recorded", "")
        ours(f"{key} dueregard", table, None)
        if chosen.percentages:
            ours(f"{key} dueregard", table, "eth")
        acro_line(key, table, chosen.acro)
    for seed in range(100, 100 + chosen.seeds):
        for kind in ("clusters", "commissioner", "trust", "region"):
            ours(f"{kind} {seed}", seeded_table(kind, seed), None)
            if chosen.percentages:
                ours(f"{kind} {seed}", seeded_table(kind, seed), "eth")
    if chosen.national:
        national()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
