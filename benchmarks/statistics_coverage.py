"""How often do ratio intervals hold the true ratio? Exact coverage, by adding up all tables.

Run ``python -m benchmarks.statistics_coverage`` for the settings of the documentation, and with
``--all`` for every pair of group sizes up to 12. No simulation: every table's probability is added.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterable

from dueregard.statistics.ratios import ratio_interval
from dueregard.statistics.significance import two_group_test
from dueregard.statistics.special import binomial_term

RISKS = (0.02, 0.05, 0.1, 0.2, 0.4)
RATIOS = (0.5, 0.8, 1.0, 1.25, 2.0)
SIZES = ((3, 40), (5, 50), (10, 50), (25, 50))
BANDS = (
    (5, 50, 0.2),
    (50, 50, 0.2),
    (10, 100, 0.05),
    (200, 1800, 0.01),
    (1000, 3000, 0.01),
    (500, 2000, 0.2),
)
METHODS = (
    "scas",
    "miettinen-nurminen",
    "koopman",
    "mover-r-wilson",
    "katz",
    "adjusted-log",
)

Ends = dict[tuple[int, int], tuple[float, float]]


def interval_ends(n1: int, n2: int, method: str, level: float = 0.95) -> Ends:
    """Give the interval of every table of two groups of these sizes."""
    ends = {}
    for x1 in range(n1 + 1):
        for x2 in range(n2 + 1):
            found = ratio_interval((x1, n1), (x2, n2), method=method, level=level)
            ends[x1, x2] = (found.lower, found.upper)
    return ends


def binomial(people: int, rate: float) -> list[float]:
    """Give the probability of each count, from whole-number coefficients."""
    return [
        math.comb(people, k) * rate**k * (1.0 - rate) ** (people - k) for k in range(people + 1)
    ]


def coverage(ends: Ends, sizes: tuple[int, int], risk: float, ratio: float) -> float:
    """Add up the probability of the tables whose interval holds the true ratio."""
    first, second = binomial(sizes[0], risk * ratio), binomial(sizes[1], risk)
    return math.fsum(
        first[x1] * second[x2]
        for (x1, x2), (lower, upper) in ends.items()
        if lower <= ratio <= upper
    )


def settings(risks: Iterable[float], ratios: Iterable[float]) -> list[tuple[float, float]]:
    """Give the pairs of second-group risk and ratio whose first-group risk is below 1."""
    return [(risk, ratio) for risk in risks for ratio in ratios if risk * ratio < 1.0]


def summary(n1: int, n2: int, method: str) -> tuple[float, float]:
    """Give the smallest and the mean coverage over the settings of the documentation."""
    ends = interval_ends(n1, n2, method)
    found = [coverage(ends, (n1, n2), *setting) for setting in settings(RISKS, RATIOS)]
    return min(found), math.fsum(found) / len(found)


def print_table(line: Callable[[str], None]) -> None:
    """Print worst case and mean of each method for each pair of sizes."""
    line("| sizes | " + " | ".join(METHODS) + " |")
    line("|---" * (len(METHODS) + 1) + "|")
    for n1, n2 in SIZES:
        cells = (summary(n1, n2, method) for method in METHODS)
        line(f"| {n1}, {n2} | " + " | ".join(f"{a:.3f} ({b:.3f})" for a, b in cells) + " |")


def small_groups(method: str, largest: int = 12) -> list[tuple[float, tuple[int, int]]]:
    """Give the coverage at every setting for all pairs of sizes up to the largest, lowest first."""
    found: list[tuple[float, tuple[int, int]]] = []
    for n1 in range(1, largest + 1):
        for n2 in range(1, largest + 1):
            ends = interval_ends(n1, n2, method)
            pairs = settings(RISKS, RATIOS)
            found.extend((coverage(ends, (n1, n2), *pair), (n1, n2)) for pair in pairs)
    return sorted(found)


def print_small_groups(line: Callable[[str], None]) -> None:
    """Print worst case, mean and the share of settings below .94 for all sizes up to 12."""
    line("| method | worst case | sizes there | mean | settings below .94 |\n|---|---|---|---|---|")
    for method in METHODS:
        found = small_groups(method)
        values = [value for value, _ in found]
        worst, sizes = found[0]
        below = sum(value < 0.94 for value in values)
        mean = math.fsum(values) / len(values)
        line(
            f"| {method} | {worst:.3f} | {sizes[0]}, {sizes[1]} | {mean:.3f} "
            f"| {below} of {len(values):,} |"
        )


def outside_band(n1: int, n2: int, rate: float) -> float:
    """Give the chance that equal rates show a ratio outside 0.80 to 1.25, or none at all."""
    first = [binomial_term(x, n1, rate) for x in range(n1 + 1)]
    second = [binomial_term(x, n2, rate) for x in range(n2 + 1)]
    inside = 0.0
    for x1, p1 in enumerate(first):
        if x1:
            # 0.8 <= (x1/n1)/(x2/n2) <= 1.25 in whole numbers.
            low, high = math.ceil(4 * x1 * n2 / (5 * n1)), math.floor(5 * x1 * n2 / (4 * n1))
            inside += p1 * math.fsum(second[low : high + 1])
    return 1.0 - inside


def size_of_test(n1: int, n2: int, method: str, level: float = 0.95) -> float:
    """Give the largest chance, over common rates, that a test rejects though rates are equal."""
    rejected = [
        (x1, x2)
        for x1 in range(n1 + 1)
        for x2 in range(n2 + 1)
        if two_group_test((x1, n1), (x2, n2), method=method).p_value <= 1.0 - level
    ]
    largest = 0.0
    for step in range(1, 200):
        first, second = binomial(n1, step / 200), binomial(n2, step / 200)
        largest = max(largest, math.fsum(first[a] * second[b] for a, b in rejected))
    return largest


def print_band_and_sizes(line: Callable[[str], None]) -> None:
    """Print what the four-fifths band and the tests do when nothing is different."""
    line("| sizes | rate | outside 0.80-1.25 |\n|---|---|---|")
    for n1, n2, rate in BANDS:
        line(f"| {n1:,}, {n2:,} | {rate:.0%} | {outside_band(n1, n2, rate):.0%} |")
    line("| sizes | Fisher | Fisher mid-p |\n|---|---|---|")
    for n1, n2 in SIZES[1:]:
        found = [size_of_test(n1, n2, method) for method in ("fisher", "fisher-mid-p")]
        line(f"| {n1}, {n2} | {found[0]:.3f} | {found[1]:.3f} |")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--equal", action="store_true", help="band and tests at equal rates")
    parser.add_argument("--all", action="store_true", help="every pair of sizes up to 12")
    chosen = parser.parse_args()
    if chosen.equal:
        print_band_and_sizes(print)
    elif chosen.all:
        print_small_groups(print)
    else:
        print_table(print)


if __name__ == "__main__":
    main()
