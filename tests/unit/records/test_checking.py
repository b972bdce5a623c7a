"""The checks say what fails, what is overdue and what is missing, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dueregard.records import (
    Accreditation,
    Acknowledgement,
    Action,
    Cause,
    Conclusion,
    Decision,
    EdsOutcome,
    Evidence,
    Facts,
    FormAnswer,
    Objective,
    OwnMeasure,
    Policy,
    RecordingTarget,
    Records,
    Target,
    ThirdParty,
)
from dueregard.records.checking import (
    Answer,
    Circumstances,
    LowerThanExpected,
    Remark,
    Weight,
    answer_to,
    check_records,
    post_decision,
    unbriefed,
)
from dueregard.records.library import RECORDING_FIELDS
from dueregard.records.narratives import read_narrative
from dueregard.records.words import (
    AccreditationState,
    ActionState,
    Aim,
    CauseState,
    ConclusionState,
    DecisionState,
    HowFar,
    Kept,
    Measured,
    Outcome,
    Principle,
    SurveyMeans,
)
from dueregard.vocabulary import SurveySource

TODAY = date(2016, 5, 1)
PAST = date(2016, 4, 1)
FAR = date(2017, 5, 1)
ALL = tuple(Aim)

DECISION = Decision(
    "D1",
    "How to shortlist",
    conclusions=("C1",),
    options=("a", "b"),
    outcome=Outcome.ACT,
    decision="a",
    changed="The policy",
    dissent="none",
    constitution="Section 4a",
    aims=ALL,
    evidence=("E1",),
    decided_by=("The board",),
    decided_on=PAST,
    review_on=FAR,
    status=DecisionState.CLOSED,
)
CONCLUSION = Conclusion(
    "C1",
    "Few are shortlisted",
    (2,),
    "ethnicity",
    "BME applicants",
    "3 of 20",
    "Small",
    ALL,
    ("E1",),
)
ACTION = Action("A1", "Act", "Head", FAR, "It works", (2,), ALL, ("C1",), review_on=FAR)


def whole() -> Records:
    """Records in which nothing is missing, overdue or doubtful."""
    return Records(
        acknowledgements=(Acknowledgement("A", "Chair", "1", PAST),),
        evidence=tuple(
            Evidence(f"E{n}", "Paper", "", one, PAST) for n, one in enumerate(Principle, start=1)
        ),
        conclusions=(CONCLUSION,),
        causes=(Cause("K1", "C1", "Chance", CauseState.RULED_OUT, "Tested", PAST),),
        decisions=(DECISION,),
        actions=(ACTION,),
        objectives=(Objective("O1", "x", "y", "Chair", PAST, FAR, (1,), ALL),),
        targets=(Target("T1", "BME", "board", 1, 12, 25.0, FAR, 4, "Chair", "O1", PAST),),
        recording_targets=tuple(
            RecordingTarget(f"R{population}{n}", population, detail, 9, 10, 95.0, FAR)
            for population, details in RECORDING_FIELDS.items()
            for n, detail in enumerate(details)
        ),
        policies=(Policy("L1", "Policy", owner="Head", review_on=FAR),),
        third_parties=(ThirdParty("P1", "Agency", "Pay", ("E1",), ("E2",), ("E3",)),),
        accreditations=(
            Accreditation("M1", "Mark", AccreditationState.HELD, PAST, FAR, "Head", ("E1",)),
        ),
        own_measures=(
            OwnMeasure(Measured.TRAINING, n=9, of=10, measured_on=PAST),
            OwnMeasure(Measured.VIOLENCE_PUBLIC, n=1, of=10, measured_on=PAST),
        ),
        form_answers=tuple(FormAnswer(n, HowFar.YES, HowFar.NO) for n in range(1, 7)),
        eds2=(EdsOutcome("3.1"),),
        facts=Facts("A, Chair", "B", report_url="https://x", signed_off_by="A",
                    signed_off_on=date(2016, 4, 20), briefing="1"),
        narratives={
            name: read_narrative(name, "Text")
            for name in ("completeness", "comparison", "self-reporting-taken",
                         "self-reporting-planned")
        },
    )  # fmt: skip


def found(records: Records, **circumstances) -> list[Remark]:
    return list(check_records(records, Circumstances(as_of=TODAY, **circumstances)))


def codes(records: Records, **circumstances) -> set[tuple[str, str]]:
    return {(one.code, one.record) for one in found(records, **circumstances)}


def test_whole_records_have_no_remark():
    """A check that always has something to say would not be read."""
    assert found(whole()) == []


def test_empty_records_are_gaps_and_nothing_worse():
    """Nothing written fails nothing: each thing that is not there is missing."""
    remarks = found(Records())
    assert {one.weight for one in remarks} == {Weight.MISSING}
    files = {one.file for one in remarks}
    assert {"conclusions.csv", "actions.csv", "objectives.csv", "evidence.csv"} <= files
    assert all(one.sentence.endswith(".") and one.advice.endswith(".") for one in remarks)


@pytest.mark.requirement("R-232")
def test_a_conclusion_without_evidence_fails():
    """Each conclusion rests on something that can be looked up."""
    records = replace(whole(), conclusions=(replace(CONCLUSION, evidence=()),))
    (remark,) = found(records)
    assert (remark.weight, remark.code) == (Weight.FAILS, "conclusion-without-evidence")
    assert remark.record == "C1"


@pytest.mark.requirement("R-233")
@pytest.mark.parametrize("state", CauseState)
def test_a_conclusion_closes_only_when_its_causes_are_settled(state):
    """An untested cause keeps a conclusion open; a tested one or one ruled out does not."""
    closed = replace(CONCLUSION, status=ConclusionState.CLOSED, closed_on=PAST)
    causes = (Cause("K1", "C1", "One", CauseState.TESTED, "Done"), Cause("K2", "C1", "Two", state))
    remarks = codes(replace(whole(), conclusions=(closed,), causes=causes))
    untested = state is CauseState.UNTESTED
    assert (("conclusion-closed-untested", "C1") in remarks) == untested
    assert (("cause-without-test", "K2") in remarks) == (not untested)


@pytest.mark.requirement("R-035")
def test_a_plan_in_which_everything_is_noted_is_doubtful():
    """Noting everything changes nothing; one real answer is enough to lift the warning."""
    noted = tuple(
        replace(CONCLUSION, id=f"C{n}", status=ConclusionState.NOTED) for n in range(1, 4)
    )
    records = replace(whole(), conclusions=noted, decisions=(), actions=())
    assert ("all-noted", "") in codes(records)
    by_decision = replace(DECISION, outcome=Outcome.NOTED, conclusions=("C1", "C2", "C3"))
    opened = tuple(replace(one, status=ConclusionState.OPEN) for one in noted)
    records = replace(whole(), conclusions=opened, decisions=(by_decision,), actions=())
    assert ("all-noted", "") in codes(records)
    assert ("all-noted", "") not in codes(replace(records, actions=(ACTION,)))
    decided = replace(by_decision, outcome=Outcome.NO_CHANGE, conclusions=("C2",))
    assert ("all-noted", "") not in codes(replace(records, decisions=(decided,)))


def test_what_answers_a_conclusion():
    """An action or a decision to do or not to do answers; noting and silence are told apart."""
    alone = Records(conclusions=(CONCLUSION,))
    assert answer_to(CONCLUSION, alone) is Answer.NONE
    noted = replace(CONCLUSION, status=ConclusionState.NOTED)
    assert answer_to(noted, alone) is Answer.NOTED
    assert answer_to(noted, replace(alone, actions=(ACTION,))) is Answer.ACTED_ON
    undecided = replace(DECISION, outcome=Outcome.UNDECIDED)
    assert answer_to(CONCLUSION, replace(alone, decisions=(undecided,))) is Answer.NONE


@pytest.mark.requirement("R-014")
def test_an_action_names_an_aim():
    """An action without one of the three aims is told, one with any is not."""
    without = replace(ACTION, aims=())
    assert codes(replace(whole(), actions=(without,))) == {("action-without-aim", "A1")}
    for aim in Aim:
        assert codes(replace(whole(), actions=(replace(ACTION, aims=(aim,)),))) == set()


@pytest.mark.requirement("R-010")
def test_a_decision_cannot_be_closed_without_the_constitution():
    """Closed with it blank fails; open with it blank is only a gap."""
    blank = replace(DECISION, constitution="")
    (remark,) = found(replace(whole(), decisions=(blank,)))
    assert (remark.weight, remark.code) == (Weight.FAILS, "decision-closed-incomplete")
    assert "NHS Constitution" in remark.sentence
    opened = replace(blank, status=DecisionState.OPEN)
    (remark,) = found(replace(whole(), decisions=(opened,)))
    assert remark.weight is Weight.MISSING


@pytest.mark.parametrize(
    "column", ["options", "decision", "changed", "dissent", "aims", "decided_by", "decided_on"]
)
@pytest.mark.requirement("R-035")
def test_a_closed_decision_leaves_nothing_open(column):
    """Options, decision, what changed and dissent are all said before a decision is closed."""
    blank = replace(
        DECISION, **{column: None if column == "decided_on" else type(getattr(DECISION, column))()}
    )
    remarks = found(replace(whole(), decisions=(blank,)))
    assert Weight.FAILS in {one.weight for one in remarks}


@pytest.mark.requirement("R-032")
@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
def test_evidence_after_the_decision_is_post_decision(days, late):
    """Before and on the day is in time; a day later is justification."""
    considered = date.fromordinal(PAST.toordinal() + days)
    evidence = tuple(replace(one, considered_on=considered) for one in whole().evidence)
    records = replace(whole(), evidence=evidence)
    assert [(d.id, e.id) for d, e in post_decision(records)] == ([("D1", "E1")] if late else [])
    sentences = [one.sentence for one in found(records) if one.code == "post-decision"]
    assert bool(sentences) == late
    assert all("post-decision" in one for one in sentences)


@pytest.mark.requirement("R-030")
def test_nobody_signs_off_unbriefed():
    """The briefing in force has to be acknowledged by each, and before the report is signed."""
    late = Acknowledgement("B", "Member", "1", date(2016, 4, 21))
    old = Acknowledgement("C", "Member", "0", PAST)
    never = Acknowledgement("D", "Member")
    both = Acknowledgement("C", "Member", "1", PAST)
    records = replace(whole(), acknowledgements=(*whole().acknowledgements, late, old, never))
    assert unbriefed(records) == ("B", "C", "D")
    (remark,) = found(records)
    assert (remark.weight, remark.code) == (Weight.FAILS, "signed-off-unbriefed")
    unsigned = replace(records, facts=replace(records.facts, signed_off_on=None))
    assert unbriefed(unsigned) == ("C", "D")
    assert unbriefed(replace(records, acknowledgements=(old, both))) == ()


@pytest.mark.requirement("R-016")
@pytest.mark.parametrize(
    ("due", "code"),
    [
        (date(2016, 4, 30), "objective-overdue"),
        (date(2016, 5, 1), "objective-soon"),
        (date(2016, 6, 30), "objective-soon"),
        (date(2016, 7, 1), ""),
    ],
)
def test_an_objective_past_its_review_is_overdue(due, code):
    """The day itself is still in time; two months ahead it is announced."""
    objective = replace(whole().objectives[0], review_on=due)
    expected = {(code, "O1")} if code else set()
    assert codes(replace(whole(), objectives=(objective,))) == expected
    met = replace(objective, status=Kept.MET)
    assert codes(replace(whole(), objectives=(met,))) == set()


@pytest.mark.requirement("R-208")
def test_an_overdue_policy_is_told():
    """A policy past its review is overdue; one that was dropped is not."""
    policy = replace(whole().policies[0], review_on=PAST)
    assert codes(replace(whole(), policies=(policy,))) == {("policy-overdue", "L1")}
    dropped = replace(policy, status=Kept.DROPPED)
    assert codes(replace(whole(), policies=(dropped,))) == set()


@pytest.mark.requirement("R-238")
def test_an_expired_accreditation_is_overdue():
    """A mark that ended is told with its day; one that is only wanted has no end."""
    expired = replace(whole().accreditations[0], expires_on=PAST)
    (remark,) = found(replace(whole(), accreditations=(expired,)))
    assert (remark.weight, remark.due) == (Weight.OVERDUE, PAST)
    assert remark.sentence == "Mark ended on 2016-04-01."
    wanted = replace(expired, status=AccreditationState.WANTED)
    assert codes(replace(whole(), accreditations=(wanted,))) == set()


@pytest.mark.requirement("R-036")
@pytest.mark.parametrize("slot", ["able", "required", "in_practice"])
def test_one_missing_proof_of_a_third_party_is_amber(slot):
    """Able, required and in practice are three slots, and none stands for another."""
    party = replace(whole().third_parties[0], **{slot: ()})
    assert codes(replace(whole(), third_parties=(party,))) == {("third-party-amber", "P1")}


@pytest.mark.requirement("R-034")
@pytest.mark.parametrize("source", SurveySource)
def test_without_a_survey_something_else_is_decided(source):
    """Only where there is no survey is a decision asked for, and one that decides something."""
    records = whole()
    expected = source is SurveySource.NONE
    remarks = found(records, survey_source=source)
    assert (Weight.FAILS in {one.weight for one in remarks}) == expected
    facts = replace(
        records.facts,
        survey_means=SurveyMeans.LISTENING_EVENTS,
        survey_why="Few staff",
        survey_decision="D1",
    )
    assert found(replace(records, facts=facts), survey_source=source) == []
    undecided = replace(DECISION, outcome=Outcome.UNDECIDED, status=DecisionState.OPEN)
    remarks = found(replace(records, facts=facts, decisions=(undecided,)), survey_source=source)
    assert ("survey-undecided" in {one.code for one in remarks}) == expected


@pytest.mark.requirement("R-239")
def test_a_group_lower_than_expected_is_answered():
    """A decision or an open action about the group answers it; a finished action does not."""
    lower = (LowerThanExpected("bme APPLICANTS", 2), LowerThanExpected("Younger applicants"))
    records = replace(whole(), decisions=(), actions=())
    said = [one.sentence for one in found(records, lower=lower) if one.code == "lower-unanswered"]
    assert len(said) == 2
    assert "Indicator 2" in said[0]
    young = Decision("D9", "x", group="younger applicants", outcome=Outcome.NO_CHANGE)
    records = replace(whole(), decisions=(DECISION, young))
    assert not {c for c, _ in codes(records, lower=lower)} & {"lower-unanswered"}
    done = replace(ACTION, status=ActionState.DONE)
    records = replace(whole(), decisions=(), actions=(done,))
    assert ("lower-unanswered", "") in codes(records, lower=lower[:1])
    records = replace(records, actions=(ACTION,))
    assert ("lower-unanswered", "") not in codes(records, lower=lower[:1])


@pytest.mark.requirement("R-235")
def test_each_population_and_detail_of_the_guidance_is_asked_for():
    """Current staff and starters: four details each; leavers: two. One left out is told."""
    assert {population: len(details) for population, details in RECORDING_FIELDS.items()} == {
        "current": 4,
        "starters": 4,
        "leavers": 2,
    }
    for gone in whole().recording_targets:
        rest = tuple(one for one in whole().recording_targets if one != gone)
        (remark,) = found(replace(whole(), recording_targets=rest))
        assert remark.code == "recording-untargeted"
        assert gone.population.removesuffix("s") in remark.sentence
        assert gone.characteristic in remark.sentence


@pytest.mark.requirement("R-206")
def test_a_target_that_needs_more_posts_than_there_are_is_doubtful():
    """25 % of 12 with one there now is two appointments; one post is not enough."""
    target = replace(whole().targets[0], openings=1)
    assert codes(replace(whole(), targets=(target,))) == {("target-unreachable", "T1")}


def test_overdue_actions_come_before_gaps_and_the_oldest_first():
    """What is most pressing is read first."""
    actions = (
        replace(ACTION, id="A1", due=date(2016, 3, 2)),
        replace(ACTION, id="A2", due=date(2016, 3, 1)),
        replace(ACTION, id="A3", due=date(2016, 5, 2)),
        replace(ACTION, id="A4", owner=""),
        replace(ACTION, id="A5", due=PAST, status=ActionState.DONE, progress="Done"),
    )
    conclusions = (replace(CONCLUSION, evidence=()),)
    remarks = found(replace(whole(), actions=actions, conclusions=conclusions))
    assert [(one.weight, one.record) for one in remarks] == [
        (Weight.FAILS, "C1"),
        (Weight.OVERDUE, "A2"),
        (Weight.OVERDUE, "A1"),
        (Weight.SOON, "A3"),
        (Weight.MISSING, "A4"),
    ]


@pytest.mark.requirement("R-038")
def test_the_duty_goes_on_after_a_decision_is_carried_out():
    """A finished action and a decision are looked at again, last year's decisions as well."""
    done = replace(ACTION, status=ActionState.DONE, progress="Done", review_on=PAST)
    assert codes(replace(whole(), actions=(done,))) == {("action-review-overdue", "A1")}
    unset = replace(done, review_on=None)
    assert codes(replace(whole(), actions=(unset,))) == {("action-without-review", "A1")}
    reviewed = replace(DECISION, review_on=PAST)
    assert codes(replace(whole(), decisions=(reviewed,))) == {("decision-review-overdue", "D1")}
    last = Records(decisions=(reviewed,))
    assert codes(whole(), last_year=last, last_edition="2015") == {
        ("decision-review-overdue", "2015/D1")
    }


def test_an_open_action_of_last_year_is_not_forgotten():
    """It is named again this year or told; a finished one may go."""
    last = Records(
        actions=(
            replace(ACTION, text="Then"),
            replace(ACTION, id="A7"),
            replace(ACTION, id="A8", status=ActionState.DONE),
        )
    )
    kept = replace(ACTION, text="Then, in other words", since="2015")
    records = replace(whole(), actions=(kept,))
    assert codes(records, last_year=last, last_edition="2015") == {("action-lost", "A7")}


def test_each_brown_principle_has_evidence_or_a_gap():
    """Six principles; the one that nothing speaks to is named."""
    for number, principle in enumerate(Principle):
        rest = tuple(one for n, one in enumerate(whole().evidence) if n != number)
        remarks = found(replace(whole(), evidence=rest))
        assert [one.sentence for one in remarks if one.code == "principle-without-evidence"] == [
            f"No evidence speaks to the Brown principle of {principle.value}."
        ]
