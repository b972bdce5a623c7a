"""What is open goes on into the next year; what was decided or shown stays where it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dueregard.records import (
    Acknowledgement,
    Action,
    Conclusion,
    Facts,
    Objective,
    RecordingTarget,
    Records,
    Target,
    ThirdParty,
    load_records,
    write_records,
)
from dueregard.records.carrying import carry_forward
from dueregard.records.progress import actions_by_aim, progress_on
from dueregard.records.words import ActionState, Aim, Kept, Recorded

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_open_actions_go_on_and_point_back():
    """What answered a conclusion of 2015 still says so; finished and stopped ones stay behind."""
    actions = tuple(Action(f"A{n}", "x", conclusions=("C1",), status=state)
                    for n, state in enumerate(ActionState))  # fmt: skip
    records = Records(conclusions=(Conclusion("C1", "y"),), actions=actions)
    carried = carry_forward(records, "2015")
    assert [one.status for one in carried.actions] == [ActionState.PLANNED, ActionState.STARTED]
    assert {one.conclusions for one in carried.actions} == {("2015/C1",)}
    assert {one.since for one in carried.actions} == {"2015"}
    assert carried.conclusions == ()
    again = carry_forward(carried, "2016")
    assert {one.conclusions for one in again.actions} == {("2015/C1",)}
    assert {one.since for one in again.actions} == {"2015"}


def test_a_target_keeps_its_objective_where_that_goes_on():
    """An objective that was met is last year's, and is pointed to as that."""
    objectives = (Objective("O1", "x"), Objective("O2", "y", status=Kept.MET))
    targets = (
        Target("T1", "g", "p", objective="O1"),
        Target("T2", "g", "p", objective="O2"),
        Target("T3", "g", "p", status=Kept.DROPPED),
    )
    recording = (RecordingTarget("R1", Recorded.LEAVERS, "ethnicity", action="A9"),)
    done = (Action("A9", "x", status=ActionState.DONE),)
    carried = carry_forward(
        Records(objectives=objectives, targets=targets, recording_targets=recording, actions=done),
        "2015",
    )
    assert [one.id for one in carried.objectives] == ["O1"]
    assert [one.objective for one in carried.targets] == ["O1", "2015/O2"]
    assert carried.recording_targets[0].action == "2015/A9"


def test_proof_has_to_be_given_anew():
    """Third parties, decision makers and offices go on without what they showed or signed."""
    records = Records(
        third_parties=(ThirdParty("P1", "Agency", able=("E1",), required=("E1",)),),
        acknowledgements=(
            Acknowledgement("A", "Chair", "1", date(2015, 3, 1)),
            Acknowledgement("A", "Chair", "2", date(2015, 4, 1)),
        ),
        facts=Facts("A, Chair", "B", report_url="https://x", signed_off_by="A", briefing="2"),
    )
    carried = carry_forward(records, "2015")
    assert carried.third_parties == (ThirdParty("P1", "Agency"),)
    assert carried.acknowledgements == (Acknowledgement("A", "Chair"),)
    assert carried.facts == Facts("A, Chair", "B")


@pytest.mark.parametrize("name", ["appendix-1", "small-commissioner", "trust"])
def test_what_is_carried_can_be_read_again(tmp_path, name):
    """No reference of the new year points to nothing."""
    carried = carry_forward(load_records(EXAMPLES / name), "2015")
    write_records(carried, tmp_path)
    assert load_records(tmp_path) == carried


def test_progress_knows_an_action_by_more_than_its_id():
    """An id that was used again for something else is no progress on the old action."""
    then = Action("A1", "Old", status=ActionState.STARTED)
    last = Records(actions=(then,))

    def now(action: Action) -> Action | None:
        return progress_on(last, Records(actions=(action,)), "2015")[0].now

    assert now(replace(then, status=ActionState.DONE)) is not None
    assert now(Action("A1", "Reworded", since="2015")) is not None
    assert now(Action("A1", "Something else", since="2016")) is None
    assert now(Action("A1", "Something else")) is None
    assert progress_on(last, Records(), "2015")[0].is_lost


@pytest.mark.requirement("R-014")
def test_actions_are_counted_by_aim():
    """An action that serves two aims counts for both; an aim that none serves counts 0."""
    actions = (
        Action("A1", "x", aims=(Aim.ADVANCE, Aim.FOSTER)),
        Action("A2", "y", aims=(Aim.FOSTER,)),
    )
    assert actions_by_aim(Records(actions=actions)) == {
        Aim.ELIMINATE: 0,
        Aim.ADVANCE: 1,
        Aim.FOSTER: 2,
    }
