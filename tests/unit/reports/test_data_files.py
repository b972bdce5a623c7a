"""The figures as data: every column documented, nothing absent written as 0, no formulas."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from dueregard.editions.loader import load_edition
from dueregard.figures import FigureState
from dueregard.indicators.annual import compute_annual
from dueregard.reports.documents.data_files import COLUMNS, figures_csv, figures_json
from tests.spec.tables import data_return

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "figures.md"
TABLE = """
staff        A  30  part=clinical pay_band=7
staff        J   3  part=clinical pay_band=7
shortlisted  A  20
shortlisted  J   4
appointed    A   5
"""


def annual():
    return compute_annual(data_return(TABLE), load_edition("2016"))


def test_every_column_and_state_is_documented():
    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))
    assert set(COLUMNS) <= named
    assert {state.value for state in FigureState} <= named


def test_both_files_say_the_same():
    rows = list(csv.DictReader(io.StringIO(figures_csv(annual()))))
    document = json.loads(figures_json(annual()))
    assert [row["key"] for row in rows] == [figure["key"] for figure in document["figures"]]
    assert len({row["key"] for row in rows}) == len(rows)
    assert len(document["indicators"]) == 9


def test_an_absent_number_is_empty_and_never_zero():
    for row in csv.DictReader(io.StringIO(figures_csv(annual()))):
        state = FigureState(row["state"])
        assert (row["value"] == "") is not state.has_value
        assert row["reason"] or state.has_value


def test_the_same_figures_give_the_same_bytes():
    assert figures_csv(annual()) == figures_csv(annual())
    assert figures_json(annual()) == figures_json(annual())


def test_no_cell_can_run_as_a_formula():
    """A text that a spreadsheet would run is quoted; a signed number stays a number."""
    made = data_return(TABLE, absences=())
    text = figures_csv(compute_annual(made, load_edition("2016")))
    for row in csv.reader(io.StringIO(text)):
        assert all(not cell or cell[0] not in "=@" for cell in row)
