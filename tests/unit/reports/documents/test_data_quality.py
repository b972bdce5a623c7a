"""What the records do not tell: by group, three unknowns apart, and what is still needed."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from dueregard.indicators.annual import compute_annual
from dueregard.records.plans import RecordingTarget
from dueregard.records.words import Recorded
from dueregard.reports.documents.annual_report import annual_report
from dueregard.reports.documents.further_information import gaps
from dueregard.reports.documents.gathering import gather
from dueregard.vocabulary import SurveySource
from tests.unit.reports.documents.conftest import EXAMPLES, material_from
from tests.unit.reports.documents.reading import find_section, find_table, section_words


def without_column(folder: Path, file: str, column: str) -> Path:
    shutil.copytree(EXAMPLES / "small-commissioner", folder)
    path = folder / "data" / file
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    place = rows[0].index(column)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([row[:place] + row[place + 1 :] for row in rows])
    return folder


@pytest.mark.requirement("R-031")
@pytest.mark.parametrize(
    ("file", "column", "missing"),
    [
        ("staff.csv", "disability", "Disability of staff"),
        ("leavers.csv", "religion", "Religion or belief of leavers"),
        ("applicants.csv", "sexual_orientation", "Sexual orientation of applicants"),
        ("staff.csv", "staff_group", "Staff groups"),
        ("staff.csv", "pay_band", "Pay bands of staff"),
    ],
)
def test_a_dropped_column_is_a_gap_and_no_crash(tmp_path, small, file, column, missing):
    """What no column holds any more is listed as information still needed."""
    assert missing not in {gap.missing for gap in gaps(small)}
    material = material_from(without_column(tmp_path / "year", file, column))
    table = find_table(annual_report(material), "What further information is needed")
    assert missing in {row[0] for row in table.rows}


@pytest.mark.requirement("R-227")
def test_recording_is_set_out_by_staff_group(small):
    """Medical staff declare least: 2 of 5, against 36 of 40 administrative staff."""
    table = find_table(annual_report(small), "How often ethnicity is recorded and declared")
    rows = {row[0]: row for row in table.rows}
    assert rows["Staff: Medical and Dental"][2].replace("\xa0", " ") == "40.0% (2 of 5)"
    assert rows["Staff: Administrative and Clerical"][2].replace("\xa0", " ") == "90.0% (36 of 40)"


@pytest.mark.requirement("R-234")
def test_three_unknowns_are_kept_apart(small):
    """Nothing recorded, chose not to say, recorded as not known: three columns, 4, 4 and 1."""
    table = find_table(annual_report(small), "How often ethnicity is recorded and declared")
    assert table.columns[3:] == ("Nothing recorded", "Chose not to say", "Recorded as not known")
    assert table.rows[0][3:] == ("4", "4", "1")


@pytest.mark.requirement("R-235")
def test_recording_is_followed_for_three_populations(small):
    """Staff and starters on four details, leavers on two: where each stands, and its target."""
    targets = (
        RecordingTarget("R1", Recorded.CURRENT, "ethnicity", target_percent=80.0, owner="HR"),
        RecordingTarget("R2", Recorded.LEAVERS, "Ethnicity", target_percent=95.0, owner="HR"),
    )
    records = replace(small.records, recording_targets=targets)
    document = annual_report(gather(replace(small, records=records)))
    rows = {
        row[:2]: row
        for row in find_table(document, "Recording: where it stands, and where it should be").rows
    }
    people = {"Staff in post": 4, "New starters": 4, "Leavers": 2}
    assert Counter(words for _, words in rows) == people
    assert rows["Ethnicity", "Staff in post"][-1] == "yes"
    assert rows["Ethnicity", "Leavers"][-1] == "not yet"
    assert rows["Disability", "Staff in post"][3] == "no target set"


@pytest.mark.requirement("R-033")
def test_workforce_and_survey_are_both_there_or_their_absence_has_a_reason(small, appendix):
    """Without a survey the four lines stay, each with the reason."""
    for material in (small, appendix):
        document = annual_report(material)
        for number in range(1, 9):
            words = section_words(find_section(document, f"indicator-{number}"))
            headline = material.annual.indicators[number - 1].headline
            assert headline.value is not None or headline.reason in words
    reasons = {gap.missing: gap.why for gap in gaps(appendix)}
    assert reasons["What staff say in a survey"] == "The published extract holds no staff survey."


def test_no_survey_and_no_population_are_gaps(small):
    """What nobody asked staff, and whom nobody compared the board with, is said."""
    survey = replace(small.annual.data_return.survey, source=SurveySource.NONE, reason="")
    data_return = replace(small.annual.data_return, survey=survey, population_served=())
    annual = compute_annual(data_return, small.annual.edition)
    missing = {gap.missing for gap in gaps(replace(small, annual=annual))}
    assert {"What staff say in a survey", "The population served"} <= missing
