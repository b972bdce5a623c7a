"""The steps of a year, in order: what each is, and how far it has come. Nothing here knows Django.

Each app that adds a step to the year has a function that gives it; the page of the year and the
first page list what comes of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from dueregard_web.core.tasks import TaskState
from dueregard_web.organisations.policies import Permission


@dataclass(frozen=True, slots=True)
class YearState:
    """What is known of a year: enough to say what is next."""

    has_settings: bool
    files: int
    lost: int
    is_counting: bool
    stops: int
    findings: int
    is_counted: bool
    typed: int = 0
    """Lines of counts that were typed and not counted since."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a year's list: its page, who may open it, and its state."""

    title: str
    page: str
    permission: Permission
    state: TaskState | None
    hint: str = ""


def first_steps(state: YearState) -> tuple[Step, ...]:
    """Return the steps from settings to figures."""
    return (
        Step(
            "Say what you count and compare with",
            "year_settings",
            Permission.START_YEAR,
            TaskState.DONE if state.has_settings else TaskState.TO_DO,
        ),
        Step(
            "Upload the extracts or type the counts, and count",
            "files",
            Permission.IMPORT_RECORDS,
            _upload_state(state),
            _upload_hint(state),
        ),
        Step(
            "Read the findings",
            "findings",
            Permission.IMPORT_RECORDS,
            _findings_state(state),
            f"{state.findings:,} to read" if state.findings else "",
        ),
        Step(
            "Read the figures",
            "figures",
            Permission.SEE_SMALL_NUMBERS,
            TaskState.TO_DO if state.is_counted else None,
            "" if state.is_counted else "Comes after the count",
        ),
    )


def _upload_state(state: YearState) -> TaskState:
    if state.is_counting:
        return TaskState.WAITING
    if state.lost or state.stops:
        return TaskState.STOPPED
    if state.files or state.typed or not state.is_counted:
        return TaskState.TO_DO
    return TaskState.DONE


def _upload_hint(state: YearState) -> str:
    if state.is_counting:
        return "The count is running"
    if state.lost:
        return "The program was stopped: files have to be uploaded again"
    if state.stops:
        return "Findings stop the count"
    if state.files:
        return f"{state.files} waiting to be counted"
    if state.typed:
        return f"Typed counts are waiting to be counted: {state.typed} lines"
    return "" if state.is_counted else "No file yet"


def _findings_state(state: YearState) -> TaskState | None:
    if state.stops:
        return TaskState.STOPPED
    if state.findings:
        return TaskState.TO_DO
    return TaskState.DONE if state.is_counted else None
