"""Organisations made by Hypothesis, as files on disk and as rows for the second opinion."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from tests.oracle.opinion import Files, Row
from tests.oracle.words import BANDS, EDITIONS, GRADES, SURVEY

CODES = [*"ABCDEFGHJKLMNPRS", "CP", "C3", "GC", "PC", "SC", "LA", "a", " h ", "n"]
UNKNOWN = ["", "Z", "99", "NA", "NULL", "N/A", "NK", "X", "NS", "Not stated", "z", " "]
ITEMS = [item for items in SURVEY.values() for item in items]

SEATS = [
    f"{voting}_{executive}"
    for voting in ("voting", "non_voting")
    for executive in ("executive", "non_executive")
]


@dataclass(frozen=True)
class Made:
    """An organisation: its edition, its files, and what its settings say."""

    edition: str
    files: Files


def write(made: Made, folder: Path) -> None:
    """Write the organisation's folder; a file that was not given is declared not collected."""
    settings = [
        f'edition = "{made.edition}"',
        "[organisation]",
        'code = "EX1"\nname = "Invented"\nkind = "provider"',
        "[include]",
        f"office_holders = {str(made.files.office_holders).lower()}",
        f"bank_staff = {str(made.files.bank_staff).lower()}",
        '[survey]\nsource = "local"\nreason = "A survey of its own."',
    ]
    if made.files.population_percent is not None:
        settings += [
            '[population_served]\nname = "Somewhere"',
            f"compared_percent = {float(made.files.population_percent)}",
            'age_base = "all ages"\ncensus_year = 2021\nsource = "invented"',
        ]
    missing = []
    for name, rows in made.files.rows.items():
        if rows is None:
            missing.append(f'{name} = "It is not kept."')
            continue
        settings.append(f'[files.{name}]\npath = "{name}.csv"')
        if name == "disciplinary":
            settings.append("covers_from = 2010-01-01")
        _write_rows(folder / f"{name}.csv", COLUMNS[name], rows)
    settings += ["[not_collected]", *missing]
    (folder / "organisation.toml").write_text("\n".join(settings) + "\n", encoding="utf-8")


def _write_rows(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)


EVENT = ["staff_number", "ethnic_category", "date"]
COLUMNS = {
    "staff": [
        "staff_number",
        "ethnic_category",
        "part",
        "pay_band",
        "medical_grade",
        "employment",
        "seat",
    ],
    "applicants": [
        "applicant_number",
        "ethnic_category",
        "route",
        "date",
        "shortlisted",
        "appointed",
    ],
    "disciplinary": EVENT,
    "training": EVENT,
    "board": ["ethnic_category", "seat"],
    "survey": ["ethnic_category", *ITEMS],
}


def ethnic(unknown_weight: int) -> st.SearchStrategy[str]:
    """Draw a recorded category; the weight says how much is unknown."""
    return st.sampled_from(CODES + UNKNOWN * unknown_weight)


def days_around(edition: str) -> st.SearchStrategy[str]:
    """Draw days within the year, in the year before, on their edges and just outside."""
    start, end = (str(day) for day in EDITIONS[edition]["period"])  # type: ignore[union-attr]
    year = int(start[:4])
    edges = [start, end, f"{year - 1}-04-01", f"{year}-03-31", f"{year + 1}-04-01"]
    inside = [f"{year}-07-14", f"{year + 1}-01-02", f"{year - 1}-12-31"]
    return st.sampled_from(edges + inside * 2 + [f"{year - 1}-03-31"])


@st.composite
def organisations(draw: st.DrawFn, largest: int = 80) -> Made:
    """Make an organisation of any small size, with any of its files missing."""
    edition = draw(st.sampled_from(sorted(EDITIONS)))
    category = ethnic(draw(st.sampled_from([0, 1, 1, 3])))
    day = days_around(edition)
    rows: dict[str, list[Row] | None] = {"staff": _staff(draw, category, largest)}
    rows["applicants"] = _some(draw, _applicant(category, day), largest, "applicant_number")
    numbers = [row["staff_number"] for row in rows["staff"] or []]
    event = st.fixed_dictionaries({"staff_number": st.sampled_from([*numbers, "999"]), "date": day})
    known = {row["staff_number"]: row["ethnic_category"] for row in rows["staff"] or []}
    for name in ("disciplinary", "training"):
        rows[name] = _events(draw, event, known, largest)
    seat = st.sampled_from(SEATS)
    member = st.fixed_dictionaries({"ethnic_category": category, "seat": seat})
    rows["board"] = _some(draw, member, 14)
    answer = st.sampled_from(["yes", "no", "no", "dont_know", ""])
    rows["survey"] = _some(
        draw,
        st.fixed_dictionaries({"ethnic_category": category} | dict.fromkeys(ITEMS, answer)),
        largest,
    )
    files = Files(
        rows,
        office_holders=draw(st.booleans()),
        bank_staff=draw(st.booleans()),
        population_percent=draw(st.sampled_from([None, Fraction(29, 10), Fraction(25, 2)])),
    )
    return Made(edition, files)


def _staff(draw: st.DrawFn, category: st.SearchStrategy[str], largest: int) -> list[Row]:
    ordinary = st.tuples(
        st.sampled_from(["non_clinical", "clinical"]),
        st.sampled_from([*BANDS, "6", "7", "8a", ""]),
        st.just(""),
    )
    medical = st.tuples(st.just("medical"), st.just(""), st.sampled_from(GRADES))
    person = st.builds(
        lambda code, post, employment: {
            "ethnic_category": code,
            "part": post[0],
            "pay_band": post[1],
            "medical_grade": post[2],
            "employment": employment,
            "seat": "",
        },
        category,
        st.one_of(ordinary, ordinary, medical),
        st.sampled_from(["employee"] * 4 + ["bank", "office_holder", "honorary"]),
    )
    people = draw(st.lists(person, min_size=1, max_size=largest))
    return [{"staff_number": str(place)} | one for place, one in enumerate(people, start=1000)]


def _applicant(
    category: st.SearchStrategy[str], day: st.SearchStrategy[str]
) -> st.SearchStrategy[Row]:
    yes_or_no = st.sampled_from(["yes", "no", "Yes", "No", "Y", "N"])
    return st.fixed_dictionaries(
        {
            "ethnic_category": category,
            "route": st.sampled_from(["external", "internal", "international", "external", ""]),
            "date": day,
            "shortlisted": yes_or_no,
            "appointed": yes_or_no,
        }
    )


def _some(
    draw: st.DrawFn, row: st.SearchStrategy[Row], largest: int, number: str = ""
) -> list[Row] | None:
    """Draw the rows of a file, or no file; a file may be there and empty."""
    if draw(st.integers(0, 9)) == 0:
        return None
    drawn = draw(st.lists(row, max_size=largest))
    if not number:
        return drawn
    return [{number: str(place)} | one for place, one in enumerate(drawn, start=1)]


def _events(
    draw: st.DrawFn, event: st.SearchStrategy[Row], known: dict[str, str], largest: int
) -> list[Row] | None:
    """Draw events of people in post, each with the category that the staff file has for them."""
    drawn = _some(draw, event, largest // 2)
    if drawn is None:
        return None
    return [one | {"ethnic_category": known.get(one["staff_number"], "Z")} for one in drawn]
