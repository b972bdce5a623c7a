"""A whole nation of invented records: 250 organisations, from a seed.

The records come from DuckDB's hash of a row's number, so they are the same whatever the number of
threads. The column names are those of the product's own layout.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import duckdb

ORGANISATIONS = 250
STAFF = 1_500_000
APPLICANTS = 5_000_000

ETHNIC = (
    ("A", 640), ("B", 20), ("C", 55), ("C3", 6), ("CP", 14), ("D", 8), ("E", 6), ("F", 8), ("G", 7),
    ("H", 60), ("J", 24), ("K", 6), ("L", 38), ("M", 16), ("N", 46), ("P", 9), ("PC", 2), ("R", 10),
    ("S", 18), ("SC", 4), ("GC", 2), ("Z", 26), ("99", 8), ("", 30), ("LA", 1),
)  # fmt: skip
BANDS = (
    ("1", 4), ("2", 160), ("3", 120), ("4", 90), ("5", 210), ("6", 180), ("7", 100), ("8a", 40),
    ("8b", 16), ("8c", 9), ("8d", 5), ("9", 3), ("vsm", 3),
)  # fmt: skip
MEDICAL = (("consultant", 50), ("career_grade", 12), ("trainee", 38))
GROUPS = ("nursing_midwifery", "allied_health", "additional_clinical_services")
ROUTES = (("external", 72), ("internal", 24), ("international", 4))


@dataclass(frozen=True)
class Nation:
    """Where the files of one generated nation are."""

    folder: Path

    def staff(self, ending: str) -> Path:
        return self.folder / f"staff.{ending}"

    def applicants(self, ending: str) -> Path:
        return self.folder / f"applicants.{ending}"

    @property
    def complete(self) -> bool:
        return (self.folder / "complete").exists()


def make_nation(folder: Path, *, seed: int = 2015, scale: float = 1.0) -> Nation:
    """Write the nation's Parquet and CSV files unless they are there already."""
    nation = Nation(folder / f"seed-{seed}-scale-{scale:g}")
    if nation.complete:
        return nation
    nation.folder.mkdir(parents=True, exist_ok=True)
    engine = duckdb.connect()
    engine.execute("SET enable_progress_bar = false")
    _make_sizes(engine, seed, scale)
    _write(engine, nation, "staff", _staff_select(seed))
    _write(engine, nation, "applicants", _applicants_select(seed))
    (nation.folder / "complete").touch()
    return nation


def _write(engine: duckdb.DuckDBPyConnection, nation: Nation, name: str, select: str) -> None:
    engine.execute(f"CREATE OR REPLACE TEMP TABLE made AS {select}")
    engine.execute(f"COPY made TO '{nation.folder / name}.parquet' (FORMAT parquet)")
    # Systems write nothing between two commas; the engine would write quotation marks.
    blanks = "SELECT COLUMNS(*)::VARCHAR FROM made"
    plain = f"SELECT nullif(COLUMNS(*), '') FROM ({blanks})"
    engine.execute(f"COPY ({plain}) TO '{nation.folder / name}.csv' (FORMAT csv, HEADER)")


def _make_sizes(engine: duckdb.DuckDBPyConnection, seed: int, scale: float) -> None:
    """Give each organisation its head count and applicants; a quarter are tiny."""
    chance = random.Random(seed)
    tiny = ORGANISATIONS // 4
    weights = [chance.lognormvariate(0, 0.7) for _ in range(ORGANISATIONS - tiny)]
    small = [chance.randrange(18, 90) for _ in range(tiny)]
    engine.execute("CREATE TEMP TABLE sizes (organisation VARCHAR, staff INT, applicants INT)")
    for place, size in enumerate([*small, *_spread(weights, round(STAFF * scale) - sum(small))]):
        applicants = round(size * APPLICANTS / STAFF)
        engine.execute("INSERT INTO sizes VALUES (?, ?, ?)", [f"R{place:03d}", size, applicants])


def _spread(weights: list[float], people: int) -> list[int]:
    shares = [int(weight / sum(weights) * people) for weight in weights]
    shares[-1] += people - sum(shares)
    return shares


def _pick(choices: tuple[tuple[str, int], ...], draw: str) -> str:
    """Write the SQL that takes one of weighted choices by a number that is spread evenly."""
    total = sum(weight for _, weight in choices)
    arms, reached = [], 0
    for value, weight in choices:
        reached += weight
        arms.append(f"WHEN {draw} % {total} < {reached} THEN '{value}'")
    return f"CASE {' '.join(arms)} END"


def _draw(column: int, seed: int) -> str:
    return f"hash(row_number * 64 + {column} + {seed * 1_000_000_007}::BIGINT)"


def _rows(number: str) -> str:
    return (
        f"SELECT organisation, row_number() OVER (ORDER BY organisation) AS row_number "
        f"FROM (SELECT organisation, unnest(range({number})) FROM sizes)"
    )


def _staff_select(seed: int) -> str:
    medical = f"({_draw(1, seed)} % 100 < 10)"
    clinical = f"({_draw(2, seed)} % 100 < 60)"
    groups = tuple((group, 1) for group in GROUPS)
    return f"""
    SELECT organisation,
        CAST(20000000 + row_number AS VARCHAR) AS staff_number,
        {_pick(ETHNIC, _draw(3, seed))} AS ethnic_category,
        CASE WHEN {medical} THEN 'medical' WHEN {clinical} THEN 'clinical'
             ELSE 'non_clinical' END AS part,
        CASE WHEN {medical} THEN '' ELSE {_pick(BANDS, _draw(4, seed))} END AS pay_band,
        CASE WHEN {medical} THEN {_pick(MEDICAL, _draw(4, seed))} ELSE '' END AS medical_grade,
        CASE WHEN {medical} THEN 'medical_dental'
             WHEN {clinical} THEN {_pick(groups, _draw(5, seed))}
             ELSE 'administrative_clerical' END AS staff_group,
        {_pick((("employee", 93), ("bank", 6), ("honorary", 1)), _draw(6, seed))} AS employment,
        CASE WHEN {_draw(7, seed)} % 4000 = 0 THEN 'voting_executive' ELSE '' END AS seat,
        {_pick((("F", 76), ("M", 24)), _draw(8, seed))} AS sex,
        {_pick((("N", 80), ("Y", 6), ("Z", 14)), _draw(9, seed))} AS disability,
        CASE WHEN {_draw(10, seed)} % 1000 < 11 THEN 'yes' ELSE 'no' END AS disciplinary,
        CASE WHEN {_draw(11, seed)} % 100 < 33 THEN 'yes' ELSE 'no' END AS training,
        CAST(DATE '2007-03-31' - CAST({_draw(12, seed)} % 18000 AS INT) AS DATE) AS date_of_birth
    FROM ({_rows("staff")})"""


def _applicants_select(seed: int) -> str:
    seed += 1
    shortlisted = f"({_draw(2, seed)} % 100 < 22)"
    appointed = f"({_draw(3, seed)} % 100 < 24)"
    return f"""
    SELECT organisation,
        CAST(700000 + row_number AS VARCHAR) AS applicant_number,
        {_pick(ETHNIC, _draw(1, seed))} AS ethnic_category,
        CASE WHEN {shortlisted} THEN 'yes' ELSE 'no' END AS shortlisted,
        CASE WHEN {shortlisted} AND {appointed} THEN 'yes' ELSE 'no' END AS appointed,
        {_pick(BANDS, _draw(4, seed))} AS pay_band,
        {_pick(ROUTES, _draw(5, seed))} AS route,
        CAST(DATE '2024-04-01' + CAST({_draw(6, seed)} % 365 AS INT) AS DATE) AS date
    FROM ({_rows("applicants")})"""
