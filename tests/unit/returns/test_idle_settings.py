"""What organisation.toml says and nothing uses is told; what is used is not."""

from __future__ import annotations

from datetime import date

import pytest

from dueregard.operations.count_extracts import look

HEAD = 'edition = "2016"\n[organisation]\ncode = "X01"\nname = "Invented"\n'
FILE = '[files.staff]\npath = "staff.csv"\n'
GRADE = '{ equivalent = "6", author = "A. Person", date = 2016-04-01 }'
STAFF = (
    "staff_number,Background,part,pay_band,employment\n"
    "1,welsh,clinical,Local 6,bank\n2,N,clinical,5,employee\n"
)


def idle(folder, settings: str, staff: str = STAFF) -> list[tuple[str, int, str, str]]:
    (folder / "staff.csv").write_text(staff, encoding="utf-8")
    (folder / "organisation.toml").write_text(HEAD + settings + FILE, encoding="utf-8")
    codes = {"mapping_not_used", "exclusion_not_used"}
    found = look(folder, as_of=date(2016, 6, 1)).findings
    return [(one.code, one.line, one.column, one.value) for one in found if one.code in codes]


def test_entries_that_nothing_uses_are_named_with_their_line(tmp_path):
    """One used and one idle entry of each kind: the idle ones are found where they stand."""
    settings = (
        '[columns.staff]\nethnic_category = "Background"\nsex = "Gender at birth"\n'
        '[values.ethnic_category]\n"Welsh" = "A"\n"Cornish" = "A"\n'
        f'[grades]\n"Local 6" = {GRADE}\n"Local 9" = {GRADE}\n'
        "[include]\nbank_staff = false\nhonorary = false\n"
    )
    assert idle(tmp_path, settings) == [
        ("exclusion_not_used", 16, "[include] honorary", ""),
        ("mapping_not_used", 7, "[columns.staff]", "Gender at birth"),
        ("mapping_not_used", 10, "[values.ethnic_category]", "Cornish"),
        ("mapping_not_used", 13, "[grades]", "Local 9"),
    ]


def test_a_grade_reached_through_an_own_word_is_used(tmp_path):
    """A word may stand for a local grade, which then stands in no file itself."""
    settings = (
        '[columns.staff]\nethnic_category = "Background"\n'
        f'[values.ethnic_category]\n"Welsh" = "A"\n[values.pay_band]\n"L6" = "Local 6"\n'
        f'[grades]\n"Local 6" = {GRADE}\n'
    )
    assert idle(tmp_path, settings, STAFF.replace("Local 6", "L6")) == []


def test_nothing_is_called_idle_while_a_file_is_broken(tmp_path):
    """The broken file may be the one that uses the entry."""
    settings = '[values.sex]\n"Femme" = "F"\n[files.board]\npath = "absent.csv"\n'
    staff = STAFF.replace("Background", "ethnic_category").replace("welsh", "A")
    assert idle(tmp_path, settings, staff) == []
    (tmp_path / "absent.csv").write_text("ethnic_category,seat\nA,voting executive\n")
    assert [one[3] for one in idle(tmp_path, settings, staff)] == ["Femme"]


@pytest.mark.parametrize("listed", [True, False])
def test_words_typed_by_hand_use_a_mapping_too(tmp_path, listed):
    """A category of a typed table counts as a use of the mapping that reads it."""
    word = "Cornish" if listed else "A"
    (tmp_path / "counts.csv").write_text(f"population,category,n,base\nboard,{word},3,all\n")
    settings = '[values.ethnic_category]\n"Cornish" = "A"\n[files.counts]\npath = "counts.csv"\n'
    staff = STAFF.replace("Background", "ethnic_category").replace("welsh", "A")
    assert [one[3] for one in idle(tmp_path, settings, staff)] == ([] if listed else ["Cornish"])
