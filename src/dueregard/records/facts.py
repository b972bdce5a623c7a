"""The facts of a year that are said once, such as who signed the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.records.columns import column
from dueregard.records.words import SurveyMeans


@dataclass(frozen=True, slots=True)
class Facts:
    """What the reporting template of 2015 asks once, and how staff are heard without a survey.

    In the file each fact is a row of its own.
    """

    board_lead: str = column(
        "Name and title of the board's lead for the standard.", "A. Example, Chair", default=""
    )
    lead_manager: str = column(
        "Name and contact of the manager who put the report together.",
        "B. Example, b.example@example.org",
        default="",
    )
    commissioners: tuple[str, ...] = column(
        "The commissioners it was sent to.", "Example CCG; Other CCG", default=()
    )
    coordinating_commissioner: str = column(
        "Name and contact of the commissioner who co-ordinates.", "Example CCG", default=""
    )
    report_url: str = column(
        "The web address of the report and its action plan.",
        "https://www.example.org/wres/2016",
        default="",
    )
    report_date: date | None = column("The date of the report.", "2016-04-20", default=None)
    late_reason: str = column(
        "Why the report is late, where it is dated after it was due.",
        "The survey results came in June.",
        default="",
    )
    signed_off_by: str = column("Who signed it off for the board.", "A. Example, Chair", default="")
    signed_off_on: date | None = column("The day it was signed off.", "2016-04-26", default=None)
    briefing: str = column("The version of the briefing that is in force.", "2016-1", default="")
    survey_means: SurveyMeans = column(
        "How staff are heard where there is no national survey.",
        "listening_events",
        default=SurveyMeans.NOT_STATED,
    )
    survey_why: str = column(
        "Why this way was chosen.", "Too few staff for a survey to be confidential.", default=""
    )
    survey_decision: str = column("Id of the decision on it.", "D2", default="", names="decisions")
    eds_report: str = column(
        "Where the separate report on EDS2 is.", "https://www.example.org/eds2", default=""
    )
