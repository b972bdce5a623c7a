"""Whether conclusions rest on evidence, were looked behind, and are followed by anything."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from dueregard.records.checking.remarks import Circumstances, LowerThanExpected, Remark, Weight
from dueregard.records.conclusions import Conclusion
from dueregard.records.consideration import Decision
from dueregard.records.model import Records
from dueregard.records.plans import Action
from dueregard.records.progress import OPEN
from dueregard.records.words import CauseState, ConclusionState, Outcome

_FILE = "conclusions.csv"


class Answer(StrEnum):
    """What follows from a conclusion."""

    ACTED_ON = "acted_on"
    """An action or a decision to do, find out or deliberately change nothing answers it."""
    NOTED = "noted"
    NONE = "none"


def answer_to(conclusion: Conclusion, records: Records) -> Answer:
    """Say what follows from a conclusion in the records."""
    outcomes = {one.outcome for one in records.decisions if conclusion.id in one.conclusions}
    decided = outcomes - {Outcome.NOTED, Outcome.UNDECIDED}
    if decided or any(conclusion.id in one.conclusions for one in records.actions):
        return Answer.ACTED_ON
    noted = conclusion.status is ConclusionState.NOTED or Outcome.NOTED in outcomes
    return Answer.NOTED if noted else Answer.NONE


def check_conclusions(records: Records, circumstances: Circumstances) -> Iterator[Remark]:
    """Check conclusions and their causes (guidance, section 2.2.2 and Appendix 1)."""
    if not records.conclusions:
        yield Remark(
            Weight.MISSING,
            "no-conclusions",
            _FILE,
            "",
            "Nothing is concluded from the figures yet.",
            f"Write what you conclude in {_FILE}, with the figure it rests on.",
        )
    for conclusion in records.conclusions:
        yield from _standing(conclusion, records)
        yield from _closing(conclusion, records)
    yield from _all_noted(records)
    for lower in circumstances.lower:
        if not is_answered(lower, records):
            yield _unanswered(lower)


def is_answered(lower: LowerThanExpected, records: Records) -> bool:
    """Whether a group that is lower than expected has a decision or an open action.

    It answers when it names the group or the indicator, or belongs to a conclusion that does.
    """
    about = {one.id for one in records.conclusions if _names(one, lower)}
    answers: list[Decision | Action] = [
        *(one for one in records.decisions if one.outcome is not Outcome.UNDECIDED),
        *(one for one in records.actions if one.status in OPEN),
    ]
    return any(_names(one, lower) or not about.isdisjoint(one.conclusions) for one in answers)


def _names(record: Conclusion | Decision | Action, lower: LowerThanExpected) -> bool:
    return record.group.casefold() == lower.group.casefold() or lower.indicator in record.indicators


def _standing(conclusion: Conclusion, records: Records) -> Iterator[Remark]:
    """Check what every conclusion needs."""
    name = f"Conclusion {conclusion.id}"
    if not conclusion.evidence:
        yield _remark(
            Weight.FAILS,
            "conclusion-without-evidence",
            conclusion,
            f"{name} names no evidence.",
            "Put the id of what it rests on in its column evidence.",
        )
    for column, sentence in (
        ("aims", f"{name} names none of the three aims of the Equality Duty."),
        ("figure", f"{name} does not say which figure it rests on."),
        ("interpretation", f"{name} does not say what its figure may mean."),
    ):
        if not getattr(conclusion, column):
            advice = f"Fill in its column {column}."
            yield _remark(
                Weight.MISSING, f"conclusion-without-{column}", conclusion, sentence, advice
            )
    if not any(cause.conclusion == conclusion.id for cause in records.causes):
        yield _remark(
            Weight.MISSING,
            "conclusion-without-causes",
            conclusion,
            f"{name} has no possible causes listed.",
            "Write in causes.csv what else could explain it, and how each can be tested.",
        )
    if answer_to(conclusion, records) is Answer.NONE:
        yield _remark(
            Weight.MISSING,
            "conclusion-unanswered",
            conclusion,
            f"Nothing follows from {name[0].lower()}{name[1:]} yet.",
            "Answer it with an action or a decision, or say that it is only noted.",
        )


def _closing(conclusion: Conclusion, records: Records) -> Iterator[Remark]:
    """Check what a closed conclusion needs."""
    if conclusion.status is not ConclusionState.CLOSED:
        return
    own = [cause for cause in records.causes if cause.conclusion == conclusion.id]
    untested = [cause.id for cause in own if cause.state is CauseState.UNTESTED]
    if untested:
        yield _remark(
            Weight.FAILS,
            "conclusion-closed-untested",
            conclusion,
            f"Conclusion {conclusion.id} is closed while causes are untested: "
            f"{', '.join(untested)}.",
            "Test them or rule them out first, or open it again.",
        )
    for cause in own:
        if cause.state is not CauseState.UNTESTED and not cause.done:
            yield Remark(
                Weight.DOUBTFUL,
                "cause-without-test",
                "causes.csv",
                cause.id,
                f"Cause {cause.id} is {cause.state.replace('_', ' ')}, and nothing says how.",
                "Write what was done to test it in its column done.",
            )
    if conclusion.closed_on is None:
        yield _remark(
            Weight.MISSING,
            "conclusion-closed-undated",
            conclusion,
            f"Conclusion {conclusion.id} is closed, and no day is given.",
            "Fill in its column closed_on.",
        )


def _all_noted(records: Records) -> Iterator[Remark]:
    answers = {answer_to(one, records) for one in records.conclusions}
    if answers == {Answer.NOTED}:
        yield Remark(
            Weight.DOUBTFUL,
            "all-noted",
            _FILE,
            "",
            "Every conclusion is only noted: nothing in this plan would change anything.",
            "Due regard must be able to influence what is done (Brown principles, real "
            "consideration). Answer at least one with an action or a reasoned decision.",
        )


def _unanswered(lower: LowerThanExpected) -> Remark:
    what = f"{lower.group} are lower than expected"
    if lower.indicator:
        title = f" ({lower.title})" if lower.title else ""
        what = f"Indicator {lower.indicator}{title} points to a disadvantage of {lower.group}"
    names = f"the group {lower.group!r}"
    return Remark(
        Weight.MISSING,
        "lower-unanswered",
        "decisions.csv",
        "",
        f"{what}, with no decision and no open action.",
        f"Record one with {f'the indicator {lower.indicator}' if lower.indicator else names}.",
    )


def _remark(
    weight: Weight, code: str, conclusion: Conclusion, sentence: str, advice: str
) -> Remark:
    return Remark(weight, code, _FILE, conclusion.id, sentence, advice)
