"""The sections beside the nine indicators: workforce, seniority, recruitment, leavers, records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import Figure, Unit
from dueregard.reports.internal.matrices import (
    completeness_table,
    profile_table,
    received_table,
    recruitment_table,
)
from dueregard.reports.internal.model import SectionView, TableView, table
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
    return table(
        caption=f"{course.number}. {course.title}",
        columns=("Year", *labels),
        rows=tuple(rows),
        note=" ".join(note.strip() for note in notes),
    )


def section_view(section: Section) -> SectionView:
    """Return one section as tables of its figures, with the reasons where it has none."""
    return SectionView(
        anchor=section.key.replace(".", "-"),
        title=section.title,
        introduction=_INTRODUCTIONS.get(section.key, ""),
        tables=_tables(section),
        sentences=_sentences(section),
    )


def characteristic_view(key: str, sections: tuple[Section, ...]) -> SectionView:
    """Return everything about one other characteristic under one heading."""
    title = key.replace("_", " ").capitalize()
    return SectionView(
        anchor=f"characteristic-{key}",
        title=f"Other characteristics: {title.lower()}",
        introduction="",
        tables=tuple(table for section in sections for table in _tables(section)),
    )


def characteristic_views(sections: tuple[Section, ...]) -> tuple[SectionView, ...]:
    """Return one section for each other characteristic, never two of them crossed."""
    by_key: dict[str, list[Section]] = {}
    for section in sections:
        by_key.setdefault(section.key.split(".", 1)[0], []).append(section)
    return tuple(characteristic_view(key, tuple(group)) for key, group in by_key.items())


_MATRICES = {
    "profile": (profile_table,),
    "recruitment": (recruitment_table, received_table),
    "completeness": (completeness_table,),
}


def _tables(section: Section) -> tuple[TableView, ...]:
    makers = _MATRICES.get(section.key.rsplit(".", 1)[-1])
    if makers is not None:
        made = (maker(section.title, section.figures) for maker in makers)
        return tuple(table for table in made if table is not None)
    return (figure_table(section),) if _has_numbers(section) else ()


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
    if all(figure.unit is Unit.PEOPLE for figure in section.figures):
        people = tuple((figure.label, printed(figure)) for figure in section.figures)
        return table(section.title, ("Figure", "People"), people)
    columns = ("Figure", "Counts", "Value", "If unknown were known", "One person")
    return table(section.title, columns, tuple(map(_row, section.figures)))


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.label,
        counts(figure),
        printed(figure),
        printed_range(figure),
        one_person(figure),
    )
