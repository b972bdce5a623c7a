"""What the contract asks of a provider, clause by clause, and how well each clause was read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.editions.loader import available_editions, load_edition, load_edition_file
from dueregard.errors import EditionError

TRUSTS = ("nhs_trust", "foundation_trust")
CLAUSES_2015 = {
    # id: clause, small provider, rhythm, kinds (none named: every kind)
    "eds": ("SC13.5.1", "bound", "yearly", TRUSTS),
    "wres": ("SC13.5.2", "exempt", "yearly", ()),
    "staff_survey": ("SC12.3.2", "exempt", "yearly", ()),
    "survey_report": ("SC12.4", "as_contract_says", "each_survey", ()),
    "constitution": ("SC1.3", "bound", "continuing", ()),
    "employment_practice": ("GC5.1", "bound", "continuing", ()),
    "equality_awareness": ("GC5.3.5", "bound", "continuing", ()),
    "accuracy": ("SC28.5", "bound", "continuing", ()),
}


@pytest.mark.requirement("T-04")
def test_clauses_of_2015() -> None:
    """Four duties have four scopes, and the general conditions bind everybody (section 3.1)."""
    found = {
        one.id: (one.clause, one.small, one.rhythm, tuple(one.kinds))
        for one in load_edition("2015").contract_duties
    }
    assert found == CLAUSES_2015
    assert {one.source.verified for one in load_edition("2015").contract_duties} == {"yes"}


@pytest.mark.parametrize("name", available_editions()[1:])
def test_later_clauses_are_marked_as_unread(name) -> None:
    """From 2016/17 only the form of contract that the WRES binds was read; the rest was not."""
    duties = {one.id: one for one in load_edition(name).contract_duties}
    assert duties.keys() == CLAUSES_2015.keys()
    assert duties["wres"].forms == ("full_length",)
    assert duties["wres"].spared_forms == ("shorter_form",)
    assert duties["wres"].source.verified == "partly"
    assert {one.source.verified for key, one in duties.items() if key != "wres"} == {"no"}


@pytest.mark.requirement("R-191")
@pytest.mark.parametrize("name", available_editions())
def test_inspection_looks_always_from_april_2016(name) -> None:
    """The day from which the CQC always considers the standard is data with its section."""
    inspection = load_edition(name).inspection
    assert inspection is not None
    assert inspection.always_from == date(2016, 4, 1)
    assert inspection.source.document == "03764"


def test_a_duty_that_both_stands_and_is_spared_is_refused(tmp_path) -> None:
    """A form of contract named on both sides would make the duty's scope a matter of luck."""
    from dueregard.editions.loader import read_edition_text

    text = read_edition_text("2016").replace(
        "spared_forms: [shorter_form]", "spared_forms: [full_length]"
    )
    own = Path(tmp_path / "own.yaml")
    own.write_text(text, encoding="utf-8")
    with pytest.raises(EditionError, match="'wres' must stand in a form of contract"):
        load_edition_file(own)


def test_two_duties_of_one_name_are_refused(tmp_path) -> None:
    """Each duty has a name of its own."""
    from dueregard.editions.loader import read_edition_text

    own = Path(tmp_path / "own.yaml")
    own.write_text(read_edition_text("2016").replace("id: accuracy", "id: constitution"), "utf-8")
    with pytest.raises(EditionError, match="contract_duties have the id constitution"):
        load_edition_file(own)
