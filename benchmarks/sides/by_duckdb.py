"""The task as somebody at home in SQL writes it: two DuckDB queries, a finish in plain Python."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.sides.finish import Cell, checksum

GROUP = """CASE WHEN ethnic_category IN ('', 'Z', '99') OR ethnic_category IS NULL THEN 'U'
    WHEN left(ethnic_category, 1) IN ('A', 'B', 'C') THEN 'W' ELSE 'B' END"""
PLACE = "part || '|' || coalesce(nullif(medical_grade, ''), pay_band)"


def main(folder: Path, ending: str) -> None:
    read = "read_parquet" if ending == "parquet" else "read_csv"
    options = "" if ending == "parquet" else ", all_varchar = true, header = true"
    staff, applicants = (
        f"{read}('{folder / name}.{ending}'{options})" for name in ("staff", "applicants")
    )
    engine = duckdb.connect()
    people = engine.execute(
        f"""SELECT organisation, {GROUP}, {PLACE}, disciplinary, training, count(*)::INT
            FROM {staff} WHERE employment NOT IN ('bank', 'honorary') GROUP BY ALL"""
    ).fetchall()
    shortlisted = engine.execute(
        f"""SELECT organisation, {GROUP}, appointed, count(*)::INT FROM {applicants}
            WHERE shortlisted = 'yes' AND date BETWEEN '2024-04-01' AND '2025-03-31'
            GROUP BY ALL"""
    ).fetchall()
    print(checksum([*staff_cells(people), *applicant_cells(shortlisted)]))


def staff_cells(rows: list[tuple[str, str, str, str, str, int]]) -> Iterator[Cell]:
    for organisation, group, place, entered, trained, people in rows:
        yield organisation, group, "staff", place, people
        if entered == "yes":
            yield organisation, group, "disciplinary", "", people
        if trained == "yes":
            yield organisation, group, "training", "", people


def applicant_cells(rows: list[tuple[str, str, str, int]]) -> Iterator[Cell]:
    for organisation, group, appointed, people in rows:
        yield organisation, group, "shortlisted", "", people
        if appointed == "yes":
            yield organisation, group, "appointed", "", people


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
