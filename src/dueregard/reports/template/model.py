"""The Reporting Template 2015: every field in order, each with its answer and what state it is in.

Field list: NHS England, WRES Reporting Template 2015, as its headings were reproduced by Kernow
CCG in 2020; the fields that page does not show are general knowledge of the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dueregard.vocabulary import Audience

NOT_GIVEN = "Not given"
NOT_APPLICABLE = "N/A"
NOT_PUBLISHED = "not published"


class FieldState(StrEnum):
    """Whether a field has an answer, and if not, why."""

    FILLED = "filled"
    NOT_GIVEN = "not given"
    """Somebody has yet to write it."""
    NOT_APPLICABLE = "not applicable"
    HIDDEN = "hidden"
    """The public may know that it is not shown, and no more."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its number, its question and its answer."""

    code: str
    question: str
    answer: str
    state: FieldState = FieldState.FILLED


@dataclass(frozen=True, slots=True)
class DataLine:
    """A measure of an indicator with the data of two years; ``key`` names its figure."""

    code: str
    key: str
    measure: str
    reporting_year: str
    previous_year: str


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """Field 5 for one indicator: its data, what they mean, and what is done about them."""

    number: int
    title: str
    definition: str
    lines: tuple[DataLine, ...]
    narrative: Field
    action: Field


@dataclass(frozen=True, slots=True)
class Template:
    """A whole form.

    Parameters
    ----------
    organisation, edition, audience
        Whose, of which edition, and for whom.
    header
        H1 to H8.
    background
        1a to 4a.
    indicators
        Field 5, one entry for each indicator.
    closing
        6 and 7.
    further
        Beside the form: what the technical guidance asks of a report and the form does not.
    notes
        Cautions that belong to the whole form.
    made_on
        The day it was filled in.
    """

    organisation: str
    edition: str
    audience: Audience
    header: tuple[Field, ...]
    background: tuple[Field, ...]
    indicators: tuple[IndicatorEntry, ...]
    closing: tuple[Field, ...]
    further: tuple[Field, ...]
    notes: tuple[str, ...]
    made_on: date

    @property
    def fields(self) -> Iterator[Field]:
        """Yield every field with one answer, in the order of the form."""
        yield from (*self.header, *self.background)
        for entry in self.indicators:
            yield from (entry.narrative, entry.action)
        yield from (*self.closing, *self.further)

    @property
    def lines(self) -> Iterator[DataLine]:
        """Yield every line of data, in the order of the form."""
        for entry in self.indicators:
            yield from entry.lines

    def answers(self) -> dict[str, str]:
        """Return every answer by its field's number; data by line and year (``5.1.1.i``)."""
        data = {
            code: text
            for line in self.lines
            for code, text in (
                (f"{line.code}.i", line.reporting_year),
                (f"{line.code}.ii", line.previous_year),
            )
        }
        return {**{one.code: one.answer for one in self.fields}, **data}


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a form needs beside figures; whatever is left out stands as not given.

    Parameters
    ----------
    report_date
        The date of the report.
    board_lead, lead_manager
        Names with title or contact.
    commissioners, coordinating_commissioner
        To whom the report was sent.
    address
        Unique web address of the report and action plan.
    signed_off_by, signed_off_on
        On behalf of the Board.
    completeness, comparability, steps_taken, steps_planned
        Fields 1a, 1b, 3b and 3c.
    narratives, actions
        By indicator number.
    other_factors, action_plan
        Fields 6 and 7.
    scope, challenges
        Which workforce is in scope and how it was told apart; the organisation's own assessment
        of challenge and risk.
    late_reason
        Why the report is late, where it is.
    """

    report_date: date | None = None
    board_lead: str = ""
    lead_manager: str = ""
    commissioners: tuple[str, ...] = ()
    coordinating_commissioner: str = ""
    address: str = ""
    signed_off_by: str = ""
    signed_off_on: date | None = None
    completeness: str = ""
    comparability: str = ""
    steps_taken: str = ""
    steps_planned: str = ""
    narratives: Mapping[int, str] = field(default_factory=dict)
    actions: Mapping[int, str] = field(default_factory=dict)
    other_factors: str = ""
    action_plan: str = ""
    scope: str = ""
    challenges: str = ""
    late_reason: str = ""


NOTHING_GIVEN = Particulars()
