"""``python -m benchmarks.pooling``: pools, halves and a national comparison, timed.

Three jobs, each from files to the end: 30 commissioners' returns into a pool; 2,000 cells of 200
bodies split, added and opened; 250 organisations with three years each into a page for each.
"""

from __future__ import annotations

import json
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.national_generator import make_nation
from dueregard.benchmarks.peers import PeerRule
from dueregard.editions.loader import load_edition
from dueregard.extracts.reader import digest
from dueregard.operations.compare_bodies import compare_nation, nation_of
from dueregard.operations.count_extracts import count_organisation
from dueregard.operations.count_nation import NationalFiles, count_nation
from dueregard.operations.make_example import Request, make_example
from dueregard.operations.pool_bodies import pool_bodies
from dueregard.returns.pooling_shares import add, split
from dueregard.returns.storage import write_return

DATA = Path(__file__).parent / ".data"
TODAY = date(2017, 6, 1)
YEARS = ("2016", "2017", "2018")


@contextmanager
def timed(words: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    spent = f"{time.perf_counter() - wall:6.2f} s, {time.process_time() - cpu:6.2f} s of CPU"
    print(f"{words:<58}{spent}", flush=True)


def commissioners(folder: Path, bodies: int = 30) -> list[Path]:
    """Make and count commissioners of 30 to 300 staff, once."""
    draw = random.Random(7)
    places = []
    for number in range(bodies):
        place, size = folder / f"c{number:02d}", draw.randint(30, 300)
        places.append(place / "return")
        if not (place / "return" / "return.json").exists():
            make_example(Request(place, size=size, seed=100 + number))
            settings = place / "organisation.toml"
            lines = settings.read_text().splitlines()
            coded = [f'code = "Q{number:02d}"' if x.startswith("code =") else x for x in lines]
            settings.write_text("\n".join(coded) + "\n")
            write_return(count_organisation(place, as_of=TODAY).data_return, place / "return")
    return places


def bench_pool() -> None:
    places = commissioners(DATA / "pool30")
    words = "30 commissioners' returns into a pool"
    with tempfile.TemporaryDirectory() as folder, timed(words):
        pool_bodies(places, Path(folder) / "pool", code="R", name="Region", as_of=TODAY)


def bench_halves(bodies: int = 200, cells: int = 2000) -> None:
    counts = [[secrets.randbelow(300) for _ in range(cells)] for _ in range(bodies)]
    with timed(f"{bodies} bodies x {cells:,} cells split, added and opened"):
        halves = [split(own) for own in counts]
        sums = [add([pair[side] for pair in halves], cells) for side in (0, 1)]
        whole = add(sums, cells)
    if list(whole) != [sum(column) for column in zip(*counts, strict=True)]:
        raise SystemExit("The sum of the halves is not the plain sum.")


def collections(folder: Path, scale: float) -> list[Path]:
    """Count a nation once, and make two more years of it with other counts."""
    nation = make_nation(DATA, scale=scale)
    first = folder / YEARS[0]
    if not first.exists():
        count_nation(
            NationalFiles(nation.staff("parquet"), nation.applicants("parquet")), YEARS[0], first
        )
    return [first, *(_next_year(first, folder / year, year) for year in YEARS[1:])]


def _next_year(first: Path, place: Path, year: str) -> Path:
    if place.exists():
        return place
    place.mkdir(parents=True)
    later, window = int(year) - int(YEARS[0]), load_edition(year).reporting
    made = place / "returns.parquet"
    duckdb.sql(
        f"""COPY (SELECT * REPLACE (year + {later} AS year,
            n + CAST(hash(rowid_, {later}) % 3 AS BIGINT) AS n)
            FROM (SELECT *, row_number() OVER () AS rowid_
                  FROM read_parquet('{first / "returns.parquet"}')))
            TO '{made}' (FORMAT parquet)"""
    )
    duckdb.sql(
        f"""COPY (SELECT * EXCLUDE (rowid_) FROM read_parquet('{made}'))
            TO '{made}.2' (FORMAT parquet)"""
    )
    Path(f"{made}.2").replace(made)
    meta = json.loads((first / "returns.json").read_text())
    meta |= {
        "edition": year,
        "cells_sha256": digest(made),
        "snapshot_date": window.snapshot_date.isoformat(),
        "period_start": window.period_start.isoformat(),
        "period_end": window.period_end.isoformat(),
    }
    (place / "returns.json").write_text(json.dumps(meta))
    return place


def bench_nation(scale: float) -> None:
    years = collections(DATA / f"nation-years-{scale:g}", scale)
    with tempfile.TemporaryDirectory() as folder:
        with timed("250 organisations x 3 years into comparison pages"):
            profiles = nation_of(years)
            files = compare_nation(profiles, Path(folder), rule=PeerRule(), as_of=TODAY)
        print(f"  {len(files)} pages, {sum(file.stat().st_size for file in files):,} bytes")


def main(arguments: list[str]) -> None:
    jobs: dict[str, Callable[[], None]] = {
        "pool": bench_pool,
        "halves": bench_halves,
        "nation": lambda: bench_nation(0.01 if "--quick" in arguments else 1.0),
    }
    wanted = [name for name in jobs if name in arguments] or list(jobs)
    for name in wanted:
        jobs[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
