"""A year's figures with all their cautions for 250 organisations: the cost after counting.

The floor beside it is the same nine indicators as bare divisions, without states, bounds,
intervals, tests or words: what the caution costs.
"""

from __future__ import annotations

import random
import resource
import time
from datetime import date

from dueregard.editions.loader import load_edition
from dueregard.indicators.compute import compute_indicators
from dueregard.returns.data_return import (
    Cell,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    SurveyRef,
)
from dueregard.vocabulary import OrganisationKind, SurveySource

ORGANISATIONS = 250
SEED = 2025
BANDS = ("2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "vsm")
ITEMS = ("harassment_public", "harassment_staff", "fair_progression", "discrimination")
SIZES = {"A": 10, "J": 2, "blank": 1}


def make_return(rng: random.Random) -> DataReturn:
    cells = []
    for category, size in SIZES.items():
        add = _adder(cells, category)
        for part in ("clinical", "non_clinical"):
            for band in BANDS:
                add("staff", rng.randint(0, size * 9), part=part, pay_band=band)
        add("shortlisted", rng.randint(size * 6, size * 40))
        add("appointed", rng.randint(0, size * 6))
        add("training", rng.randint(0, size * 5))
        add("disciplinary", rng.randint(0, size))
        add("board", rng.randint(0, size), seat="voting_executive")
        for item in ITEMS:
            for answer in ("yes", "no", "dont_know"):
                add("survey", rng.randint(0, size * 9), item=item, answer=answer)
    return DataReturn(
        organisation=OrganisationRef("X01", "Invented", OrganisationKind.PROVIDER),
        standard="wres",
        edition="2025",
        snapshot_date=date(2025, 3, 31),
        period_start=date(2024, 4, 1),
        period_end=date(2025, 3, 31),
        inclusion=InclusionRule(office_holders=True, bank_staff=False),
        survey=SurveyRef(SurveySource.NATIONAL),
        cells=tuple(cells),
    )


def _adder(cells: list[Cell], category: str):
    blank = dict.fromkeys(set(Cell._fields) - {"population", "year", "characteristic", "n"}, "")

    def add(population: str, n: int, **attributes: str) -> None:
        told = {**blank, "category": category, **attributes}
        cells.append(
            Cell(population=population, year=2025, characteristic="ethnicity", n=n, **told)
        )

    return add


def bare_figures(data_return: DataReturn) -> list[float]:
    """Compute the nine comparisons as bare divisions."""
    sums: dict[tuple[str, str, str], int] = {}
    for cell in data_return.cells:
        key = (cell.population, cell.item + cell.answer + cell.part + cell.pay_band, cell.category)
        sums[key] = sums.get(key, 0) + cell.n
    totals: dict[tuple[str, str], int] = {}
    for (population, _, category), n in sums.items():
        totals[population, category] = totals.get((population, category), 0) + n
    rate = {
        key: totals.get((events, key), 0) / max(1, totals.get((people, key), 0))
        for events, people in (("appointed", "shortlisted"), ("training", "staff"))
        for key in SIZES
    }
    return [rate["A"] / rate["J"] if rate["J"] else 0.0, *sums.values()]


def main(repeats: int = 5) -> str:
    rng = random.Random(SEED)
    returns = [make_return(rng) for _ in range(ORGANISATIONS)]
    edition = load_edition("2025")
    compute_indicators(returns[0], edition)
    ours, floor = [], []
    for _ in range(repeats):
        ours.append(_cpu(lambda: [compute_indicators(one, edition) for one in returns]))
        floor.append(_cpu(lambda: [bare_figures(one) for one in returns]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"Figures of {ORGANISATIONS} organisations x 9 indicators, CPU seconds, "
        f"median of {repeats} (peak {peak:.0f} MiB)\n"
        f"  all figures with states, bounds, intervals, tests: {sorted(ours)[repeats // 2]:.2f}\n"
        f"  bare divisions:                                    {sorted(floor)[repeats // 2]:.2f}"
    )


def _cpu(job) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


if __name__ == "__main__":
    print(main())
