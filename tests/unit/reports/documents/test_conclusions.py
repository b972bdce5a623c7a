"""Section 4 of the guidance's form: conclusions, causes, actions, groups below expectation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dueregard.records.conclusions import Cause, Conclusion
from dueregard.records.consideration import Decision
from dueregard.records.plans import Action
from dueregard.records.words import ActionState, CauseState, ConclusionState, Outcome
from dueregard.reports.documents.annual_report import annual_report
from dueregard.reports.documents.expected import below_expected
from dueregard.reports.documents.gathering import gather
from dueregard.reports.pages.model import Tone
from tests.unit.reports.documents.reading import (
    callouts,
    find_section,
    find_table,
    section_words,
    words_of,
)

CONCLUSION = Conclusion("C1", "It is a concern that few are shortlisted.", (2,), evidence=("E1",))


def with_records(material, **changes):
    return gather(replace(material, records=replace(material.records, **changes)))


@pytest.mark.requirement("R-232")
def test_a_conclusion_stands_with_figure_meaning_and_evidence(small):
    """What it rests on is printed beside it; one without evidence is refused as it stands."""
    whole = small.records.conclusions[0]
    words = section_words(find_section(annual_report(small), "conclusion-c1"))
    for part in (whole.text, whole.figure, whole.interpretation, "E1, E2"):
        assert part in words
    bare = with_records(small, conclusions=(replace(whole, evidence=()),), causes=())
    assert any(remark.code == "conclusion-without-evidence" for remark in bare.remarks)
    assert "names no evidence" in section_words(find_section(annual_report(bare), "conclusion-c1"))


@pytest.mark.requirement("R-233")
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CauseState.UNTESTED, "not tested yet"),
        (CauseState.TESTED, "tested, and plays a part"),
        (CauseState.RULED_OUT, "ruled out"),
    ],
)
def test_each_cause_is_printed_with_its_state(small, state, words):
    """Every other explanation says whether it was tested, and what came of it."""
    cause = Cause("K1", "C1", "No right to work.", state, done="Counted again.")
    document = annual_report(with_records(small, conclusions=(CONCLUSION,), causes=(cause,)))
    table = find_table(document, "What may lie behind C1")
    assert table.rows[0][:4] == ("K1", "No right to work.", words, "Counted again.")


@pytest.mark.requirement("R-233")
def test_a_conclusion_closed_over_an_untested_cause_is_not_let_stand(small):
    """It closes only when each of its causes has been looked into."""
    closed = replace(CONCLUSION, status=ConclusionState.CLOSED)
    cause = Cause("K1", "C1", "No right to work.")
    document = annual_report(with_records(small, conclusions=(closed,), causes=(cause,)))
    gaps = [text for one in callouts(document, Tone.GAP) for text in one.texts]
    assert "C1 is closed, but K1 was never tested." in gaps


def test_a_conclusion_without_causes_asks_for_them(small):
    document = annual_report(with_records(small, conclusions=(CONCLUSION,), causes=()))
    assert "other explanations" in [one.title for one in callouts(document, Tone.GAP)]


@pytest.mark.requirement("R-035")
def test_a_plan_that_only_notes_is_warned_of(small):
    """Every conclusion noted and nothing decided: the report doubts that any was considered."""
    noted = replace(CONCLUSION, status=ConclusionState.NOTED)
    document = annual_report(
        with_records(small, conclusions=(noted,), decisions=(), actions=(), causes=())
    )
    assert "a reader will doubt that there was any" in words_of(document)
    acted = replace(small, records=small.records)
    assert "a reader will doubt" not in words_of(annual_report(acted))


@pytest.mark.requirement("R-035")
def test_a_decision_shows_options_outcome_change_and_dissent(small):
    """What was weighed, what came of it, and who saw it differently are all printed."""
    decision = Decision(
        "D7",
        "How to shortlist.",
        options=("as it is", "two people"),
        outcome=Outcome.ACT,
        decision="Two people.",
        changed="The policy.",
        dissent="One member.",
    )
    document = annual_report(with_records(small, decisions=(decision,)))
    words = section_words(find_section(document, "principle-consideration"))
    for part in ("as it is; two people", "Two people.", "The policy.", "One member."):
        assert part in words


@pytest.mark.requirement("R-239")
def test_a_group_below_expectation_has_an_answer_or_is_open(small):
    """7 of 12 shortlisted are women where 21 of 29 applicants are; somebody has to decide on it."""
    found = {one.group: one for one in below_expected(small)}
    assert found["Women"].found == "shortlisted: 58.3% (7 of 12)"
    assert found["Women"].expected == "applicants: 72.4% (21 of 29)"

    def taken_up(**changes):
        document = annual_report(with_records(small, **changes))
        rows = {
            row[0]: row[3]
            for row in find_table(document, "Groups that are fewer than expected").rows
        }
        return rows["Women"]

    assert taken_up(decisions=(), actions=()) == "nothing yet"
    decided = Decision("D9", "On women.", group="Women", outcome=Outcome.ACT)
    assert taken_up(decisions=(decided,)) == "decision D9"


def test_less_than_a_person_is_no_shortfall(small):
    """58.3% of those shortlisted against 58.6% of applicants is nobody: it is not flagged."""
    assert "Married or in a civil partnership" not in {one.group for one in below_expected(small)}


def test_progress_on_last_years_actions_is_told_and_none_is_lost(small):
    """Actions carried on say how far they came; one that vanished is called lost."""
    carried = Action(
        "A1", "Act", since="2015", status=ActionState.STARTED, progress="Two of nine done."
    )
    vanished = Action("A2", "Vanished", owner="Chair")
    last = replace(small.records, actions=(replace(carried, since=""), vanished))
    material = replace(small, last_year=last, last_edition="2015")
    document = annual_report(with_records(material, actions=(carried,)))
    rows = {
        row[0]: row for row in find_table(document, "Progress on the actions of earlier years").rows
    }
    assert rows["A1"][-1] == "Two of nine done."
    assert "lost" in rows["A2"]


@pytest.mark.requirement("R-014")
def test_remarks_on_aims_reach_the_report(small):
    """An action that names no aim is remarked on by the checks of the records."""
    material = with_records(small, actions=(Action("A1", "Act"),))
    assert any(remark.code == "action-without-aim" for remark in material.remarks)
