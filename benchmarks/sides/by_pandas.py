"""The task as an analyst writes it: pandas, group by, the same finish in plain Python."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.sides.finish import checksum

START, END = date(2024, 4, 1), date(2025, 3, 31)
COLUMNS = {
    "staff": [
        "organisation",
        "ethnic_category",
        "part",
        "pay_band",
        "medical_grade",
        "employment",
        "disciplinary",
        "training",
    ],
    "applicants": ["organisation", "ethnic_category", "date", "shortlisted", "appointed"],
}


def main(folder: Path, ending: str) -> None:
    staff = read(folder, "staff", ending)
    staff = staff[~staff["employment"].isin(["bank", "honorary"])]
    pay = staff["medical_grade"].where(staff["medical_grade"] != "", staff["pay_band"])
    staff = staff.assign(group=groups(staff), where=staff["part"] + "|" + pay)
    cells = counted(staff, "staff", ["where"])
    for what in ("disciplinary", "training"):
        cells += counted(staff[staff[what] == "yes"], what)
    applicants = read(folder, "applicants", ending)
    shortlisted = applicants[applicants["shortlisted"] == "yes"]
    days = shortlisted["date"]
    first, last = (START, END) if ending == "parquet" else (str(START), str(END))
    shortlisted = shortlisted[(days >= first) & (days <= last)]
    shortlisted = shortlisted.assign(group=groups(shortlisted))
    cells += counted(shortlisted, "shortlisted")
    cells += counted(shortlisted[shortlisted["appointed"] == "yes"], "appointed")
    print(checksum(cells))


def read(folder: Path, name: str, ending: str) -> pd.DataFrame:
    path = folder / f"{name}.{ending}"
    if ending == "parquet":
        return pd.read_parquet(path, columns=COLUMNS[name], dtype_backend="pyarrow")
    return pd.read_csv(path, usecols=COLUMNS[name], dtype=str, keep_default_na=False)


def groups(rows: pd.DataFrame) -> pd.Series:
    """Map each distinct code once."""
    codes = rows["ethnic_category"]
    return codes.map({code: group_of(code) for code in codes.unique()})


def group_of(code: str) -> str:
    if code in {"", "Z", "99"}:
        return "U"
    return "W" if code[0] in "ABC" else "B"


def counted(
    rows: pd.DataFrame, what: str, by: list[str] | None = None
) -> list[tuple[str, str, str, str, int]]:
    sizes = rows.groupby(["organisation", "group", *(by or [])]).size()
    return [
        (key[0], key[1], what, key[2] if by else "", int(people)) for key, people in sizes.items()
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
