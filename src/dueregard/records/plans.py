"""What an organisation means to do: actions, objectives and targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.records.columns import column
from dueregard.records.words import ActionState, Aim, Kept, Recorded


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done, by whom, by when, and how it will be known to have worked.

    Source: guidance, section 2.2.2 (steps to improve the metrics) and Appendix 1.
    """

    id: str = column("A short name of its own.", "A1")
    text: str = column(
        "What will be done.", "Rewrite the person specifications for bands 7 and up."
    )
    owner: str = column("Who answers for it.", "Head of Human Resources", default="")
    due: date | None = column("The day it is to be done by.", "2016-09-30", default=None)
    measure: str = column(
        "How you will know that it worked.",
        "Shortlisting of BME applicants within 5 points of others.",
        default="",
    )
    indicators: tuple[int, ...] = column(
        "The indicators of the standard it should move.", "2", default=()
    )
    aims: tuple[Aim, ...] = column(
        "The aims of the Equality Duty that it serves.", "advance", default=()
    )
    conclusions: tuple[str, ...] = column(
        "Ids of the conclusions it answers.", "C1", default=(), names="conclusions"
    )
    status: ActionState = column("How far it has come.", "planned", default=ActionState.PLANNED)
    progress: str = column("What has been done so far.", "Two of nine rewritten.", default="")
    done_on: date | None = column("The day it was finished.", "2016-08-12", default=None)
    review_on: date | None = column(
        "The day to look whether it worked.", "2017-03-31", default=None
    )
    library: str = column(
        "Its entry in the library of actions, where it came from there.",
        "person-specifications",
        default="",
        names="library",
    )
    since: str = column("The edition of the year it was first planned in.", "2015", default="")
    group: str = column("The group of people it is for.", "BME applicants", default="")


@dataclass(frozen=True, slots=True)
class Objective:
    """An equality objective, which a public body must set at least every four years.

    Source: Equality Act 2010 (Specific Duties) Regulations 2011; guidance, section 2.2.
    """

    id: str = column("A short name of its own.", "O1")
    text: str = column("The objective.", "A workforce as diverse as the people we serve.")
    measure: str = column("How it is measured.", "Share of BME staff, each year.", default="")
    owner: str = column("Who answers for it.", "Accountable Officer", default="")
    set_on: date | None = column("The day it was set.", "2015-04-01", default=None)
    review_on: date | None = column("The day it is looked at again.", "2017-04-01", default=None)
    indicators: tuple[int, ...] = column("The indicators it is followed by.", "1; 9", default=())
    aims: tuple[Aim, ...] = column(
        "The aims of the Equality Duty that it serves.", "advance; foster", default=()
    )
    status: Kept = column("Whether it still stands.", "open", default=Kept.OPEN)
    progress: str = column("How far it has come.", "No change yet.", default="")


@dataclass(frozen=True, slots=True)
class Target:
    """A share of a group in a place of the workforce, to be reached by a day.

    Source: guidance, Example 2, question 3 (targets for senior leadership and the board).
    """

    id: str = column("A short name of its own.", "T1")
    group: str = column("The group of people.", "BME")
    place: str = column("The place in the workforce.", "Governing Body")
    baseline: int | None = column("People of the group there now.", "1", default=None)
    people: int | None = column("All people there now.", "12", default=None)
    target_percent: float | None = column(
        "The share to be reached, in per cent.", "25", default=None, between=(0, 100)
    )
    due: date | None = column("The day it is to be reached by.", "2018-03-31", default=None)
    openings: int | None = column(
        "Posts there that you expect to fill by that day.", "4", default=None
    )
    owner: str = column("Who answers for it.", "Chair", default="")
    objective: str = column(
        "Id of the objective it belongs to.", "O1", default="", names="objectives"
    )
    baseline_on: date | None = column("The day of the baseline.", "2016-03-31", default=None)
    status: Kept = column("Whether it still stands.", "open", default=Kept.OPEN)


@dataclass(frozen=True, slots=True)
class RecordingTarget:
    """How many people's details should be recorded: one population and one characteristic.

    Source: guidance, Appendix 1, first recommendation.
    """

    id: str = column("A short name of its own.", "R1")
    population: Recorded = column("Whose details.", "current")
    characteristic: str = column("Which detail.", "ethnicity")
    recorded: int | None = column("People for whom it is recorded now.", "44", default=None)
    people: int | None = column("All people there now.", "56", default=None)
    target_percent: float | None = column(
        "The share to be reached, in per cent.", "95", default=None, between=(0, 100)
    )
    due: date | None = column("The day it is to be reached by.", "2016-03-31", default=None)
    owner: str = column("Who answers for it.", "Head of Human Resources", default="")
    action: str = column("Id of the action that should do it.", "A1", default="", names="actions")
    status: Kept = column("Whether it still stands.", "open", default=Kept.OPEN)
