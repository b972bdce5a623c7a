"""The reference tables, and seeded tables like them: a commissioner, a trust, a region."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from dueregard.disclosure.reading import CountTable, read_hierarchy, read_table
from dueregard.disclosure.shape import TableShape, build_dimension

FOLDER = Path(__file__).parent / "disclosure"
NAMES = {path.name[:2]: path.stem for path in FOLDER.glob("*.json")}
CATEGORIES = ["White", "BME", "Unknown"]
BANDS = ["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "VSM", "Med"]
CLUSTERS = {"B1-4": 4, "B5-7": 3, "B8a-b": 2, "B8c-VSM": 4, "Med": 1}


def reference_table(key: str) -> CountTable:
    name = NAMES[key]
    return read_table(FOLDER / f"{name}.csv", read_hierarchy(FOLDER / f"{name}.json"))


def known_leaks() -> list[dict[str, str]]:
    with (FOLDER / "leaks.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pattern_path(key: str, tool: str) -> Path:
    return FOLDER / "patterns" / f"{NAMES[key]}.{tool}.csv"


def seeded_table(kind: str, seed: int) -> CountTable:
    """Return an invented table: ``commissioner``, ``clusters``, ``trust`` or ``region``."""
    rng = np.random.default_rng([seed, len(kind)])
    if kind == "region":
        return _region(rng)
    staff = 5000 if kind == "trust" else int(rng.integers(45, 90))
    weights = rng.dirichlet(np.array([1, 6, 5, 5, 8, 8, 7, 5, 3, 2, 1, 0.6, 0.5, 3]))
    bme, unknown = rng.uniform(0.06, 0.2), rng.uniform(0.03, 0.15)
    groups = np.array([1 - bme - unknown, bme, unknown])
    clinical = rng.uniform(0.2, 0.8, len(BANDS))
    chances = groups[:, None, None] * weights[None, :, None]
    chances = chances * np.stack([clinical, 1 - clinical], axis=1)[None]
    counts = rng.multinomial(staff, chances.ravel()).reshape(3, len(BANDS), 2)
    names = BANDS
    if kind == "clusters":
        edges = np.cumsum([0, *CLUSTERS.values()])[:-1]
        counts, names = np.add.reduceat(counts, edges, axis=1), list(CLUSTERS)
    return _table({"eth": CATEGORIES, "band": names, "clin": ["Clin", "NonClin"]}, counts)


def _region(rng: np.random.Generator) -> CountTable:
    counts = []
    for staff in rng.integers(35, 300, 30):
        bme, unknown = rng.uniform(0.04, 0.3), rng.uniform(0.02, 0.12)
        groups = np.array([1 - bme - unknown, bme, unknown])
        bands = rng.dirichlet(np.array([6, 9, 6, 4, 2]))
        counts.append(rng.multinomial(staff, np.outer(groups, bands).ravel()).reshape(3, 5))
    organisations = [f"C{number:02}" for number in range(30)]
    dimensions = {"org": organisations, "eth": CATEGORIES, "band": list(CLUSTERS)}
    return _table(dimensions, np.array(counts))


def _table(dimensions: dict[str, list[str]], counts: np.ndarray) -> CountTable:
    shape = TableShape(tuple(build_dimension(n, {"T": kids}) for n, kids in dimensions.items()))
    return CountTable(shape, shape.add_up(counts.ravel().astype(np.int64)))
