"""Section 1 of the guidance's example report: who works here, by each characteristic counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import CautionKind, Figure, Unit
from dueregard.reports.documents.drawings import seniority_charts
from dueregard.reports.documents.material import title_of
from dueregard.reports.documents.matrices import profile_table
from dueregard.reports.documents.matters import one_person_caution
from dueregard.reports.documents.outline import OTHERS_TITLE, PROFILE, SENIORITY, WITHIN
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Callout, Paragraph, Section, Table, Tone
from dueregard.reports.wording.printed import counts, one_person, printed, printed_range
from dueregard.reports.wording.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.indicators.annual import Section as Figures
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block


def profile_section(material: Material) -> Section:
    """Return the workforce profile: head count, ethnicity, other characteristics, population."""
    annual = material.annual
    snapshot = day_words(annual.data_return.snapshot_date)
    return Section(
        title=f"{PROFILE.title} as at {snapshot}",
        anchor=PROFILE.anchor,
        blocks=tuple(_head_count(material)),
        sections=(
            _ethnicity(material),
            *_other_characteristics(material),
        ),
    )


def _head_count(material: Material) -> Iterator[Block]:
    annual = material.annual
    yield Paragraph(PROFILE.introduction)
    caution = one_person_caution(annual)
    if caution:
        yield Callout("Small numbers", (caution,), Tone.CAUTION)
    yield from figure_blocks(annual.section("workforce"))
    if annual.data_return.inclusion.office_holders:
        yield Paragraph(
            "Office holders, such as members of the board without a contract of employment, are "
            "counted as staff here. The table gives them apart, so that the count without them "
            "can be read off."
        )


def _ethnicity(material: Material) -> Section:
    annual = material.annual
    key = annual.edition.comparison.characteristic
    profile = profile_table(f"Staff by {key}", annual.section("profile").figures)
    return Section(
        title=title_of(key),
        anchor=f"{PROFILE.anchor}-{key}",
        blocks=(
            *([] if profile is None else [profile]),
            *figure_blocks(annual.section("population")),
            *figure_blocks(annual.section("disparity")),
        ),
    )


def _other_characteristics(material: Material) -> Iterator[Section]:
    found = (material.other(key, "profile") for key in material.characteristics)
    made = [profile_table(part.title, part.figures) for part in found if part is not None]
    blocks = tuple(one for one in made if one is not None)
    if blocks:
        yield Section(OTHERS_TITLE, f"{PROFILE.anchor}-others", blocks)


def seniority_section(material: Material) -> Section:
    """Return the senior employed posts and the board apart from each other."""
    section = material.annual.section("seniority")
    return Section(
        title=SENIORITY.title,
        anchor=SENIORITY.anchor,
        blocks=(
            Paragraph(SENIORITY.introduction),
            *seniority_charts(material.annual),
            *figure_blocks(section, cautions=True),
        ),
    )


def figure_blocks(section: Figures, *, cautions: bool = False) -> Iterator[Block]:
    """Set a section's figures as a table; where it has no number, its reasons as sentences."""
    if not section.figures:
        return
    if section.key in WITHIN:
        yield Paragraph(WITHIN[section.key])
    if not any(figure.bases for figure in section.figures):
        for words in dict.fromkeys(sentence(figure) for figure in section.figures):
            yield Paragraph(words)
        return
    yield figure_table(section)
    said = tuple(
        dict.fromkeys(
            caution.sentence
            for figure in section.figures
            for caution in figure.cautions
            if caution.kind is not CautionKind.SMALL_NUMBERS
        )
    )
    if said and (cautions or section.key == "disparity"):
        yield Callout("Read with care", said, Tone.CAUTION)


def figure_table(section: Figures) -> Table:
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
