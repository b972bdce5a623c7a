"""Which pay row a recorded grade belongs to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.codelists.pay_bands import LocalGrades, PayBands
from dueregard.errors import ConfigurationError

BANDS = PayBands.load()

READ = {
    "8a": ["Band 8a", "8 Range A", "XR08", "8A", "band 8 - range a", "AfC Band 8a",
           "NHS|XR08|Review Body Band 8 - Range A", "XN08 Non Review Body Band 8 Range A"],
    "6": ["6", "06", "Band 6", "Review Body Band 6", "AfC 6", "6.0", "Grade 6", " band  6 "],
    "9": ["Band 9", "XR12", "9"],
    "under_1": ["Under Band 1", "under_1", "Below band 1"],
    "vsm": ["VSM", "Very Senior Manager", "vsm"],
    "consultant": ["Consultant", "Locum consultant"],
    "senior_medical_manager": ["Senior medical manager", "Medical Director"],
    "career_grade": ["Specialty Doctor", "Staff Grade", "Associate Specialist"],
    "trainee": ["Specialty Registrar", "FY1", "Foundation Year 2"],
    "other_medical": ["Salaried GP", "other_medical"],
    "": ["", None, "NULL", "N/A", "  "],
}  # fmt: skip
NOT_READ = ["8", "Band 8", "Band 10", "Band 0", "Band 5a", "Nurse Consultant",
            "Consultant Nurse", "Scale K", "XR08 Review Body Band 7", "XR13", "Band 66", "8e",
            "-6", "6.5", "Spot"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"), [(text, key) for key, texts in READ.items() for text in texts]
)
def test_grades_that_are_read(text, key) -> None:
    """The many ways of writing a band, and the names of medical grades."""
    assert BANDS.parse(text) == key


@pytest.mark.parametrize("text", NOT_READ)
def test_grades_that_somebody_must_decide(text) -> None:
    """Band 8 without its letter, grades of other scales and consultants of other professions."""
    assert BANDS.parse(text) is None


def test_local_grade_is_put_beside_a_band() -> None:
    """A grade of one's own reads as the band that a named person put it beside."""
    local = LocalGrades("A. Person", date(2016, 4, 1), {"Local 6": "6", "GP lead": "other_medical"})
    own = PayBands.load([local])
    assert [own.parse(text) for text in ("local 6", "GP Lead", "7")] == ["6", "other_medical", "7"]
    assert BANDS.parse("Local 6") is None


def test_local_grade_needs_author_and_row() -> None:
    """A mapping without an author, or to no pay row, is refused."""
    with pytest.raises(ConfigurationError, match="does not say who made it"):
        LocalGrades(" ", date(2016, 4, 1), {})
    with pytest.raises(ConfigurationError, match="'10', which is no pay row"):
        PayBands.load([LocalGrades("A. Person", date(2016, 4, 1), {"Top": "10"})])


@given(st.text(max_size=30))
def test_parse_is_total(text) -> None:
    """Any text gives a pay row, nothing recorded, or None."""
    assert BANDS.parse(text) in {None, "", *BANDS.keys}


def test_every_row_reads_back() -> None:
    """Each key and each label reads as its own row."""
    for band in BANDS.bands:
        assert BANDS.parse(band.key) == band.key
        if band.key != "other":
            assert BANDS.parse(band.label) == band.key
