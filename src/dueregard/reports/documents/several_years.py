"""Several years of one indicator side by side, and those that may be added up, added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.reports.documents.drawings import course_chart
from dueregard.reports.documents.outline import YEARS
from dueregard.reports.documents.tables import table
from dueregard.reports.pages.model import Paragraph, Section
from dueregard.reports.wording.sentences import chance, sentence

if TYPE_CHECKING:
    from dueregard.indicators.annual import AnnualFigures
    from dueregard.indicators.years import Course
    from dueregard.reports.pages.model import Table


def years_section(annual: AnnualFigures) -> Section | None:
    """Return the section on several years, where there are several."""
    if not annual.courses:
        return None
    rule = annual.edition.comparison
    labels = (rule.reference.label, rule.compared.label)
    return Section(
        title=YEARS.title,
        anchor=YEARS.anchor,
        blocks=(
            Paragraph(YEARS.introduction),
            *(
                block
                for course in annual.courses
                for block in (course_chart(course, annual), _course_table(course, labels))
            ),
        ),
    )


def _course_table(course: Course, labels: tuple[str, str]) -> Table:
    rows = tuple(
        (
            str(year.year),
            *(f"{events:,} of {people:,}" for events, people in (year.reference, year.compared)),
        )
        for year in course.years
    )
    notes = [course.words, *(f"Break: {reason}" for reason in course.left_out)]
    if course.pooled is not None:
        notes.append(f"{course.pooled.label}: {sentence(course.pooled)} {chance(course.pooled)}")
    note = " ".join(note.strip() for note in notes)
    return table(f"{course.number}. {course.title}", ("Year", *labels), rows, note)
