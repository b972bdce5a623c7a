"""Lays out the form: the same fields in the same order, whoever fills them in.

What differs between the internal and the public form is only who answers: the year's figures, or
the release. Both come here as an :class:`Answers`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dueregard.editions.schema import Edition, Indicator
from dueregard.reports.template.measures import DECLARED, HEAD_COUNT, compared_share, measures_of
from dueregard.reports.template.model import (
    NOT_APPLICABLE,
    NOT_GIVEN,
    DataLine,
    Field,
    FieldState,
    IndicatorEntry,
    Particulars,
    Template,
)
from dueregard.vocabulary import Audience

HEADER_AND_BACKGROUND = {
    "H1": "Name of organisation",
    "H2": "Date of report (month and year)",
    "H3": "Name and title of the Board lead for the WRES",
    "H4": "Name and contact of the lead manager who compiled this report",
    "H5": "Names of the commissioners it was sent to",
    "H6": "Name and contact of the co-ordinating commissioner it was sent to",
    "H7": "Unique web address of this report and its action plan",
    "H8": "Signed off on behalf of the Board by, and on",
    "1a": "Any issues of completeness of the data",
    "1b": "Any matters of reliability when comparing with previous years",
    "2a": "Total number of staff employed at the date of the report",
    "2b": "Proportion of {compared} staff employed at that date",
    "3a": "Proportion of total staff who have self-reported their ethnicity",
    "3b": "Steps taken in the last reporting period to improve self-reporting",
    "3c": "Steps planned in the current reporting period to improve self-reporting",
    "4a": "Period that the workforce data refer to",
}
CLOSING = {
    "6": "Other factors or data to take into account",
    "7": "Action plan agreed by the Board, with next steps and milestones (attach or link)",
}
FURTHER = {
    "S1": "Workforce in scope: staff who provide NHS services, how they were told apart, how many",
    "S2": "Own assessment of the challenge and the risks",
}
NARRATIVE = "Implications of the data and background"
ACTION = "Action taken and planned, with links to EDS2 evidence or equality objectives"


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers for the figures of a form.

    Parameters
    ----------
    figure
        A figure's text by its key, of the reporting year or (``last``) of the year before.
    completeness, comparability
        What the figures themselves say on fields 1a and 1b; empty where they may not speak.
    period
        Field 4a.
    """

    figure: Callable[[str, bool], tuple[str, FieldState]]
    completeness: str
    comparability: str
    period: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose form it is.

    Parameters
    ----------
    on_itself
        Whether it is a commissioner's form on its own workforce, which is sent to nobody.
    """

    organisation: str
    audience: Audience
    made_on: date
    on_itself: bool


def lay_out(
    heading: Heading,
    edition: Edition,
    given: Particulars,
    answers: Answers,
    notes: tuple[str, ...],
) -> Template:
    """Return the form, filled in."""
    texts = _texts(heading, given, answers, edition)
    labels = {"compared": edition.comparison.compared.label}
    main = tuple(
        _field(code, question.format(**labels), texts[code])
        for code, question in HEADER_AND_BACKGROUND.items()
    )
    late = lateness(edition, given, on_itself=heading.on_itself)
    return Template(
        organisation=heading.organisation,
        edition=edition.edition,
        audience=heading.audience,
        header=main[:8],
        background=main[8:],
        indicators=tuple(_entry(edition, one, given, answers) for one in edition.indicators),
        closing=tuple(_field(code, words, texts[code]) for code, words in CLOSING.items()),
        further=tuple(_field(code, words, texts[code]) for code, words in FURTHER.items()),
        notes=(*notes, *([late] if late else [])),
        made_on=heading.made_on,
    )


Text = str | tuple[str, FieldState]


def _texts(
    heading: Heading, given: Particulars, answers: Answers, edition: Edition
) -> dict[str, Text]:
    nobody = (NOT_APPLICABLE, FieldState.NOT_APPLICABLE)
    day = given.report_date
    return {
        "H1": heading.organisation,
        "H2": "" if day is None else f"{day:%B %Y}",
        "H3": given.board_lead,
        "H4": given.lead_manager,
        "H5": nobody if heading.on_itself else "; ".join(given.commissioners),
        "H6": nobody if heading.on_itself else given.coordinating_commissioner,
        "H7": given.address,
        "H8": _signature(given),
        "1a": given.completeness or answers.completeness,
        "1b": given.comparability or answers.comparability,
        "2a": answers.figure(HEAD_COUNT, False),
        "2b": answers.figure(compared_share(edition), False),
        "3a": answers.figure(DECLARED, False),
        "3b": given.steps_taken,
        "3c": given.steps_planned,
        "4a": answers.period,
        "6": given.other_factors,
        "7": given.action_plan,
        "S1": given.scope,
        "S2": given.challenges,
    }


def _signature(given: Particulars) -> str:
    day = given.signed_off_on
    parts = (given.signed_off_by, "" if day is None else long_day(day))
    return ", ".join(part for part in parts if part)


def _field(code: str, question: str, text: Text) -> Field:
    answer, state = text if isinstance(text, tuple) else (text, FieldState.FILLED)
    if not answer.strip():
        return Field(code, question, NOT_GIVEN, FieldState.NOT_GIVEN)
    return Field(code, question, answer.strip(), state)


def _entry(
    edition: Edition, indicator: Indicator, given: Particulars, answers: Answers
) -> IndicatorEntry:
    number = indicator.number
    measures = measures_of(edition, indicator)
    return IndicatorEntry(
        number=number,
        title=indicator.title,
        definition=indicator.definition,
        lines=tuple(
            DataLine(
                f"5.{number}.{place}",
                one.key,
                one.words,
                answers.figure(one.key, False)[0],
                answers.figure(one.key, True)[0],
            )
            for place, one in enumerate(measures, start=1)
        ),
        narrative=_field(f"5.{number}.iii", NARRATIVE, given.narratives.get(number, "")),
        action=_field(f"5.{number}.iv", _action(indicator), given.actions.get(number, "")),
    )


def _action(indicator: Indicator) -> str:
    if not indicator.eds_outcomes:
        return ACTION
    return f"{ACTION} (EDS2 outcomes {', '.join(indicator.eds_outcomes)})"


def due_day(edition: Edition, *, on_itself: bool) -> date | None:
    """Return when a body's own report is due: its last milestone on a report."""
    actor = "commissioner" if on_itself else "provider"
    own = [one for one in edition.milestones if one.actor == actor and "report" in one.title]
    return max((one.due for one in own), default=None)


def lateness(edition: Edition, given: Particulars, *, on_itself: bool) -> str:
    """Say that a report is dated after the day it was due, and why; empty where it is not."""
    due, day = due_day(edition, on_itself=on_itself), given.report_date
    if due is None or day is None or day <= due:
        return ""
    reason = given.late_reason.strip() or "No reason is given."
    return f"This report is dated {long_day(day)}, after {long_day(due)}, when it was due. {reason}"


def long_day(day: date) -> str:
    """Return a day in words: 1 May 2016."""
    return f"{day.day} {day:%B %Y}"
