"""Section 2 of the guidance's example report: who applied, was shortlisted, was appointed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import FigureState
from dueregard.reports.documents.drawings import recruitment_charts
from dueregard.reports.documents.expected import below_expected_blocks
from dueregard.reports.documents.material import title_of
from dueregard.reports.documents.matrices import received_table, recruitment_table
from dueregard.reports.documents.outline import OTHERS_TITLE, RECRUITMENT
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.tables import day_words, stacked
from dueregard.reports.pages.model import Callout, Paragraph, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.indicators.annual import Section as Figures
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_BASE = "Unknown people are in the base of every share."
_PROXY = (
    "The records do not say who was appointed from the shortlist. People who started in the year "
    "stand for them, and may have come from other shortlists."
)


def recruitment_section(material: Material) -> Section:
    """Return recruitment by ethnicity, then by every other characteristic counted."""
    data_return = material.annual.data_return
    period = f"{day_words(data_return.period_start)} to {day_words(data_return.period_end)}"
    key = material.annual.edition.comparison.characteristic
    return Section(
        title=f"{RECRUITMENT.title}: {period}",
        anchor=RECRUITMENT.anchor,
        blocks=(*_before(material), *below_expected_blocks(material)),
        sections=(
            *_ethnicity(material, key),
            *_others(material),
        ),
    )


def _before(material: Material) -> Iterator[Block]:
    yield Paragraph(RECRUITMENT.introduction)
    if material.annual.data_return.appointed_basis == "started_proxy":
        yield Callout(
            "New starters stand for people appointed",
            (_PROXY,),
            Tone.CAUTION,
        )
    yield from narrative_blocks(material.records, "recruitment")


def _ethnicity(material: Material, key: str) -> Iterator[Section]:
    figures = material.annual.section("recruitment")
    blocks = (*recruitment_charts(material.annual), *_tables(figures), *_insufficient(figures))
    if not blocks:
        blocks = (Paragraph("No stage of recruitment was counted."),)
    yield Section(title_of(key), f"{RECRUITMENT.anchor}-{key}", blocks)


def _others(material: Material) -> Iterator[Section]:
    found = [
        (key, figures)
        for key in material.characteristics
        if (figures := material.other(key, "recruitment")) is not None
    ]
    made = [
        (title_of(key), counted)
        for key, figures in found
        if (counted := recruitment_table(figures.title, figures.figures)) is not None
    ]
    received = [received_table(figures.title, figures.figures) for _, figures in found]
    blocks = (
        *([stacked("Recruitment by other characteristics", made, _BASE)] if made else []),
        *(one for one in received if one is not None),
        *(block for _, figures in found for block in _insufficient(figures)),
    )
    if blocks:
        yield Section(OTHERS_TITLE, f"{RECRUITMENT.anchor}-others", blocks)


def _tables(figures: Figures) -> Iterator[Block]:
    for maker in (recruitment_table, received_table):
        made = maker(figures.title, figures.figures)
        if made is not None:
            yield made


def _insufficient(figures: Figures) -> Iterator[Block]:
    """Say where too many are unknown for a share to be given, and each caution once."""
    reasons = tuple(
        dict.fromkeys(
            figure.reason
            for figure in figures.figures
            if figure.state is FigureState.UNKNOWN_DOMINANT
        )
    )
    if reasons:
        yield Callout("information to compare the groups", reasons, Tone.GAP)
    said = tuple(dict.fromkeys(c.sentence for f in figures.figures for c in f.cautions))
    if said:
        yield Callout("Read with care", said, Tone.CAUTION)
