"""Disclosure control beside its peers: cells hidden, leaks under the strict rule, seconds.

    python benchmarks/disclosure.py [--tables a3 a1 b1 c2] [--percentages] [--seeds 3] [--acro DIR]

Peers' patterns were recorded once (tests/reference/disclosure/patterns) and are attacked here in
the same run as our own. ``--acro`` names a virtual environment in which the package ``acro`` is
installed; without it that line is left out and said to be.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from dueregard.disclosure.audit import audit
from dueregard.disclosure.policy import load_policy
from dueregard.disclosure.protect import protect
from dueregard.disclosure.reading import CountTable, read_pattern
from dueregard.disclosure.view import Intruder, view_of_pattern
from tests.reference.disclosure_tables import FOLDER, NAMES, reference_table, seeded_table

THRESHOLD = 5
ACRO = """
import sys, warnings, logging
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
import pandas as pd
from acro import ACRO
rows = pd.read_csv(sys.argv[1])
people = rows.loc[rows.index.repeat(rows.n)]
keys = [c for c in rows.columns if c != "n"]
a = ACRO(suppress=True)
table = a.crosstab(people[keys[0]], [people[k] for k in keys[1:]])
print(int(table.isna().sum().sum()), int((rows.n.between(1, 4)).sum()))
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


def ours(name: str, table: CountTable, share: str | None) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    made = protect(table, load_policy(), threshold=THRESHOLD, lowest=1, percentages=share)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    note = f"{made.status}, bound {made.pattern.bound}, wall {wall:.1f} s"
    if share:
        note = f"worth {made.worth:.1f}, wall {wall:.1f} s"
    line(name + (" + shares" if share else ""), table, made.hidden, f"{cpu:.2f}", note)


def acro_line(key: str, environment: Path | None) -> None:
    if environment is None:
        print(f"{key}: acro left out (give --acro DIR, an environment that holds it)")
        return
    command = [str(environment / "bin" / "python"), "-c", ACRO, str(FOLDER / f"{NAMES[key]}.csv")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{key}: acro did not run: {done.stderr.strip().splitlines()[-1:]}")
        return
    hidden, small = done.stdout.split()[-2:]
    print(f"{key}: acro hides {hidden} leaf cells ({small} hold 1 to 4), none to protect others")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", nargs="*", default=["a3", "a1", "b1", "c2"])
    parser.add_argument("--percentages", action="store_true")
    parser.add_argument("--seeds", type=int, default=0)
    parser.add_argument("--acro", type=Path)
    chosen = parser.parse_args()
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
        acro_line(key, chosen.acro)
    for seed in range(100, 100 + chosen.seeds):
        for kind in ("clusters", "commissioner", "trust", "region"):
            ours(f"{kind} {seed}", seeded_table(kind, seed), None)
            if chosen.percentages:
                ours(f"{kind} {seed}", seeded_table(kind, seed), "eth")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
