"""The sections beside the nine indicators: workforce, seniority, recruitment, leavers, records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import Figure, Unit
from dueregard.reports.internal.model import SectionView, TableView
from dueregard.reports.wording.printed import counts, one_person, printed, printed_range
from dueregard.reports.wording.sentences import chance, sentence

if TYPE_CHECKING:
    from dueregard.indicators.annual import AnnualFigures, Section
    from dueregard.indicators.years import Course

_INTRODUCTIONS = {
    "workforce": "Who is counted as staff, and who stands beside the count.",
    "seniority": (
        "The most senior employed posts and the board apart from each other: a representative "
        "board can stand above senior posts that are not. Members of the board are left out of "
        "the posts."
    ),
    "population": "The population that the board and the workforce are compared with.",
    "disparity": "How each group thins out from one tier of pay bands to the next.",
    "recruitment": (
        "Two measures that are easily confused. A share says how many of a stage are of one "
        "group; a success rate says how many of a group's applicants reached the next stage."
    ),
    "leavers": "People who left in the period, over the head count.",
    "completeness": (
        "Recorded: something stands in the record, a refusal included. Declared: the "
        "characteristic is known. The reasons for not knowing are kept apart, because the "
        "remedies differ: collect it, respect it, or ask why."
    ),
}


def section_views(annual: AnnualFigures) -> tuple[SectionView, ...]:
    """Return the sections that have anything to say."""
    return tuple(section_view(section) for section in annual.sections if section.figures)


def course_views(annual: AnnualFigures) -> tuple[SectionView, ...]:
    """Return the section on several years, where there are several."""
    if not annual.courses:
        return ()
    rule = annual.edition.comparison
    return (
        SectionView(
            anchor="years",
            title="Several years together",
            introduction=(
                "Each year is counted on this year's definition. Flows and surveys are also added "
                "up; people in post are largely the same from year to year and are not."
            ),
            tables=tuple(
                _course_table(course, (rule.reference.label, rule.compared.label))
                for course in annual.courses
            ),
        ),
    )


def _course_table(course: Course, labels: tuple[str, str]) -> TableView:
    rows = [
        (
            str(year.year),
            *(f"{events} of {people}" for events, people in (year.reference, year.compared)),
        )
        for year in course.years
    ]
    notes = [course.words, *(f"Break: {reason}" for reason in course.left_out)]
    if course.pooled is not None:
        notes.append(f"{course.pooled.label}: {sentence(course.pooled)} {chance(course.pooled)}")
    return TableView(
        caption=f"{course.number}. {course.title}",
        columns=("Year", *labels),
        rows=tuple(rows),
        note=" ".join(note.strip() for note in notes),
    )


def section_view(section: Section) -> SectionView:
    """Return one section as a table of its figures, with the reason where it has none."""
    return SectionView(
        anchor=section.key.replace(".", "-"),
        title=section.title,
        introduction=_INTRODUCTIONS.get(section.key, ""),
        tables=(figure_table(section),) if _has_numbers(section) else (),
        sentences=_sentences(section),
    )


def _has_numbers(section: Section) -> bool:
    return any(figure.bases for figure in section.figures)


def _sentences(section: Section) -> tuple[str, ...]:
    """Return sentences for what has no number, and for each caution, once."""
    if not _has_numbers(section):
        return tuple(dict.fromkeys(sentence(figure) for figure in section.figures))
    said = [caution.sentence for figure in section.figures for caution in figure.cautions]
    return tuple(dict.fromkeys(said)) if section.key in {"disparity", "recruitment"} else ()


def figure_table(section: Section) -> TableView:
    """Return a section's figures, a line each."""
    shares = any(figure.unit is not Unit.PEOPLE for figure in section.figures)
    columns = ("Figure", "Counts", "Value", "If unknown were known", "One person")
    rows = tuple(_row(figure) for figure in section.figures)
    if not shares:
        return TableView(section.title, ("Figure", "People"), tuple((r[0], r[2]) for r in rows))
    return TableView(section.title, columns, rows)


def _row(figure: Figure) -> tuple[str, ...]:
    label = f"{figure.label} ({figure.row})" if _needs_row(figure) else figure.label
    return (label, counts(figure), printed(figure), printed_range(figure), one_person(figure))


def _needs_row(figure: Figure) -> bool:
    return figure.key.startswith("completeness.") and bool(figure.row)
