"""The head and the foot of every document: whose it is, of which year, when it was due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.reports.documents.matters import staff_count
from dueregard.reports.documents.tables import day_words
from dueregard.vocabulary import OrganisationKind

if TYPE_CHECKING:
    from datetime import date

    from dueregard.editions.schema import Milestone
    from dueregard.reports.documents.material import Material

MARK = "INTERNAL"
_KEEP = (
    "Small numbers here can identify people: keep it with those who are allowed to know. A public "
    "version needs a release."
)
_OWN_REPORT = frozenset({"workforce_data", "stand_alone"})
"""What only the milestone of the year's report checks: a commissioner's, or a provider's."""


def header_facts(material: Material) -> tuple[tuple[str, str], ...]:
    """Return who reports on which year, in pairs."""
    annual = material.annual
    data_return = annual.data_return
    code = data_return.organisation.code
    facts = material.records.facts
    people = staff_count(annual)
    pairs = (
        ("Organisation code", code),
        ("Edition", annual.edition.title),
        ("People counted on", day_words(data_return.snapshot_date)),
        ("Events counted from", period_words(material)),
        ("Size", f"{people:,} staff" if people else ""),
        ("Board lead", facts.board_lead),
        ("Duty", duty_label(material)),
        ("Report due", due_words(material)),
        ("Made on", day_words(material.made_on)),
    )
    return tuple((name, words) for name, words in pairs if words)


def period_words(material: Material) -> str:
    """Return the period whose events are counted."""
    data_return = material.annual.data_return
    return f"{day_words(data_return.period_start)} to {day_words(data_return.period_end)}"


def duty_label(material: Material) -> str:
    """Return the label of the duty that a report on one's own staff answers."""
    kind = material.annual.data_return.organisation.kind
    bears_on = "provider" if kind is OrganisationKind.PROVIDER else "commissioner_as_employer"
    found = (duty for duty in material.annual.edition.duties if duty.bears_on == bears_on)
    return next((duty.label for duty in found), "")


def report_milestone(material: Material) -> Milestone | None:
    """Return the milestone by which the year's own report is due.

    None where the return looks at another year than its edition: no day is then known.
    """
    annual = material.annual
    if annual.data_return.snapshot_date != annual.edition.reporting.snapshot_date:
        return None
    kind = annual.data_return.organisation.kind
    actor = "provider" if kind is OrganisationKind.PROVIDER else "commissioner"
    found = [
        milestone
        for milestone in annual.edition.milestones
        if milestone.actor == actor and _OWN_REPORT & {check.key for check in milestone.checks}
    ]
    return min(found, key=lambda milestone: milestone.due, default=None)


def report_day(material: Material) -> date:
    """Return the day the report bears: the one on record, or the day it is made."""
    return material.records.facts.report_date or material.made_on


def due_words(material: Material) -> str:
    """Say by when the report was due and, where it is dated later, that it is late and why."""
    due = report_milestone(material)
    if due is None:
        return ""
    if report_day(material) <= due.due:
        return day_words(due.due)
    reason = material.records.facts.late_reason.rstrip(".") or "none is recorded"
    dated = day_words(report_day(material))
    return f"{day_words(due.due)}. It is late: dated {dated}. Reason: {reason}."


def closing(material: Material) -> tuple[str, ...]:
    """Return the foot of an internal document."""
    whose = f"INTERNAL. Made by Due Regard from the return of {material.organisation}."
    return (f"{whose} {_KEEP}",)
