"""Our intervals and tests beside scipy's and statsmodels', on the same tables in one run.

Run ``python -m benchmarks.statistics_peers``. Processor time, median of five rounds taken in turn;
agreement is counted on the tables for which the other gives a finite answer without an error.
"""

from __future__ import annotations

import math
import random
import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)

from dueregard.statistics.bounds import ratio_bounds
from dueregard.statistics.differences import difference_interval
from dueregard.statistics.intervals import proportion_interval
from dueregard.statistics.odds import odds_ratio_interval
from dueregard.statistics.pooled_significance import stratified_test
from dueregard.statistics.ratios import ratio_interval
from dueregard.statistics.sensitivity import one_person
from dueregard.statistics.significance import proportion_test, two_group_test

Table = tuple[tuple[int, int], tuple[int, int]]
Numbers = tuple[float, ...]
ROUNDS = 5
AGREE = 1e-6


@dataclass(frozen=True)
class Pair:
    """The same question asked of us and of a peer."""

    name: str
    peer: str
    ours: Callable[[Table], Numbers]
    theirs: Callable[[Table], Numbers]
    tables: int = 300


def draw(number: int, seed: int, largest: int = 60) -> list[Table]:
    """Draw tables as small bodies have them, zero cells included."""
    chance = random.Random(seed)
    tables: list[Table] = []
    for _ in range(number):
        n1, n2 = chance.randint(2, largest // 3), chance.randint(2, largest)
        rate = chance.choice((0.03, 0.1, 0.3))
        x1 = sum(chance.random() < rate for _ in range(n1))
        x2 = sum(chance.random() < rate for _ in range(n2))
        tables.append(((x1, n1), (x2, n2)))
    return tables


def ends(found: object) -> Numbers:
    return (found.lower, found.upper)  # type: ignore[attr-defined]


def cells(table: Table) -> list[list[int]]:
    return [[x, n - x] for x, n in table]


def by_column(table: Table) -> list[list[int]]:
    return [[x for x, _ in table], [n - x for x, n in table]]


def score(compare: str) -> Callable[[Table], Numbers]:
    return lambda t: tuple(
        confint_proportions_2indep(*t[0], *t[1], compare=compare, method="score", correction=True)
    )


PAIRS = [
    Pair(
        "Wilson", "statsmodels",
        lambda t: ends(proportion_interval(t[1])),
        lambda t: tuple(proportion_confint(*t[1], method="wilson")),
    ),
    Pair(
        "Clopper-Pearson", "statsmodels",
        lambda t: ends(proportion_interval(t[1], method="clopper-pearson")),
        lambda t: tuple(proportion_confint(*t[1], method="beta")),
    ),
    Pair(
        "exact binomial test", "scipy",
        lambda t: (proportion_test(t[1], 0.2, method="exact-binomial").p_value,),
        lambda t: (stats.binomtest(*t[1], 0.2).pvalue,),
    ),
    Pair(
        "Fisher", "scipy",
        lambda t: (two_group_test(*t, method="fisher").p_value,),
        lambda t: (stats.fisher_exact(cells(t)).pvalue,),
    ),
    Pair(
        "Boschloo", "scipy",
        lambda t: (two_group_test(*t, method="boschloo").p_value,),
        lambda t: (stats.boschloo_exact(by_column(t)).pvalue,),
        tables=15,
    ),
    Pair(
        "Barnard, pooled", "scipy",
        lambda t: (two_group_test(*t, method="barnard").p_value,),
        lambda t: (stats.barnard_exact(by_column(t)).pvalue,),
        tables=15,
    ),
    Pair(
        "Newcombe 10", "statsmodels",
        lambda t: ends(difference_interval(*t, method="newcombe")),
        lambda t: tuple(
            confint_proportions_2indep(*t[0], *t[1], compare="diff", method="newcomb")
        ),
    ),
    Pair(
        "Miettinen-Nurminen ratio", "statsmodels",
        lambda t: ends(ratio_interval(*t, method="miettinen-nurminen")), score("ratio"),
    ),
    Pair(
        "Miettinen-Nurminen difference", "statsmodels",
        lambda t: ends(difference_interval(*t, method="miettinen-nurminen")), score("diff"),
    ),
    Pair(
        "Miettinen-Nurminen odds ratio", "statsmodels",
        lambda t: ends(odds_ratio_interval(*t)), score("odds-ratio"),
    ),
    Pair(
        "Katz ratio", "scipy",
        lambda t: ends(ratio_interval(*t, method="katz")),
        lambda t: tuple(
            stats.contingency.relative_risk(*t[0], *t[1]).confidence_interval(0.95)
        ),
    ),
    Pair(
        "Mantel-Haenszel test, 2 strata", "statsmodels",
        lambda t: (stratified_test([t, ((4, 16), (5, 79))], method="cmh").p_value,),
        lambda t: (
            StratifiedTable([_array(t), _array(((4, 16), (5, 79)))]).test_null_odds().pvalue,
        ),
    ),
]  # fmt: skip


def _array(table: Table) -> object:
    import numpy as np

    return np.array(cells(table), dtype=float)


def answer(function: Callable[[Table], Numbers], table: Table) -> Numbers | None:
    """Give the numbers, or ``None`` for an error or a nan."""
    try:
        found = tuple(float(number) for number in function(table))
    except (ValueError, ZeroDivisionError, RuntimeError, FloatingPointError):
        return None
    return None if any(math.isnan(number) for number in found) else found


def agree(ours: Numbers, theirs: Numbers) -> bool:
    return all(
        a == b or abs(a - b) <= AGREE * max(1.0, abs(a)) for a, b in zip(ours, theirs, strict=True)
    )


def seconds(function: Callable[[Table], Numbers], tables: list[Table]) -> float:
    started = time.process_time()
    for table in tables:
        answer(function, table)
    return time.process_time() - started


def compare(pair: Pair) -> str:
    """Give one line of the table: agreement, differences, no answers, and time."""
    tables = draw(pair.tables, 20)
    counts = {"agree": 0, "differ": 0, "none": 0}
    for table in tables:
        ours, theirs = answer(pair.ours, table), answer(pair.theirs, table)
        if ours is None:
            raise RuntimeError(f"{pair.name} has no answer for {table}.")
        kind = "none" if theirs is None else "agree" if agree(ours, theirs) else "differ"
        counts[kind] += 1
    rounds = [(seconds(pair.ours, tables), seconds(pair.theirs, tables)) for _ in range(ROUNDS)]
    ours_time = statistics.median(a for a, _ in rounds) / len(tables) * 1e6
    theirs_time = statistics.median(b for _, b in rounds) / len(tables) * 1e6
    return (
        f"| {pair.name} | {pair.peer} | {counts['agree']} | {counts['differ']} | {counts['none']} "
        f"| {ours_time:,.0f} | {theirs_time:,.0f} | {ours_time / theirs_time:.3f} |"
    )


def a_national_year() -> float:
    """Take the time for 250 organisations and 9 indicators with every caution."""
    tables = draw(2250, 4, largest=300)
    started = time.process_time()
    for first, second in tables:
        ratio_interval(first, second)
        two_group_test(first, second)
        one_person(first, second)
        ratio_bounds(first, second, (2, 15))
    return time.process_time() - started


def main() -> None:
    """Print the comparison."""
    warnings.simplefilter("ignore")
    print(f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}")
    print("| what | peer | agree | differ | peer fails | our us | peer us | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for pair in PAIRS:
        print(compare(pair), flush=True)
    case = ((2, 2), (7, 40))
    koopman = ratio_interval(*case, method="koopman")
    theirs = confint_proportions_2indep(
        2, 2, 7, 40, compare="ratio", method="score", correction=False
    )
    print(f"2/2 v 7/40, Koopman: ours {koopman.lower:.2f} to {koopman.upper:.2f}, ", end="")
    print(f"statsmodels {theirs[0]:.2f} to {theirs[1]:.2f} (published method: 1.70 to 11.4)")
    print(f"250 organisations x 9 indicators with all cautions: {a_national_year():.2f} s")


if __name__ == "__main__":
    main()
