"""The internal annual report: what a year shows, what follows from it, and how it was found.

The first page answers, in this order: who and which year, what matters most, what we will do, how
sure we are. Source: guidance 03764, sections 2.2.2 and 3.2, Appendix 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.reports.documents.actions import NO_ACTION, first_actions
from dueregard.reports.documents.conclusions import conclusions_section
from dueregard.reports.documents.data_quality import data_quality_section, findings_section
from dueregard.reports.documents.drawings import overview_charts
from dueregard.reports.documents.header import MARK, closing, header_facts
from dueregard.reports.documents.indicators import family_sections
from dueregard.reports.documents.leavers import leavers_section
from dueregard.reports.documents.matters import looks, matters, sureness
from dueregard.reports.documents.method import method_section
from dueregard.reports.documents.objectives import objectives_section
from dueregard.reports.documents.outline import (
    ACTIONS_TITLE,
    GLANCE,
    MATTERS_TITLE,
    SURENESS_TITLE,
)
from dueregard.reports.documents.overview import overview
from dueregard.reports.documents.principles import due_regard_section
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.recruitment import recruitment_section
from dueregard.reports.documents.several_years import years_section
from dueregard.reports.documents.training import training_section
from dueregard.reports.documents.workforce_profile import profile_section, seniority_section
from dueregard.reports.pages.model import (
    Bullets,
    Callout,
    Document,
    Links,
    Paragraph,
    Section,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

NO_MATTER = (
    "No difference to the disadvantage of one group stands out in these figures. That is not "
    "proof that there is none."
)
NOTHING_TO_WATCH = (
    "No indicator that could be given points to a disadvantage. That is not evidence that there "
    "is none."
)


def annual_report(material: Material, links: tuple[tuple[str, str], ...] = ()) -> Document:
    """Return the annual report.

    Parameters
    ----------
    material
        The figures and records of the year.
    links
        Reports that stand beside it and are never part of it, such as the one on EDS2.
    """
    edition = material.annual.edition
    return Document(
        title=f"{edition.standard.upper()} annual report {edition.reporting.year}",
        subtitle=f"{edition.standard_name}: the organisation's own workforce",
        organisation=material.organisation,
        mark=MARK,
        facts=header_facts(material),
        opening=tuple(first_page(material)),
        sections=_sections(material, links),
        closing=closing(material),
        made_on=material.made_on,
    )


def first_page(material: Material) -> Iterator[Block]:
    """Yield what matters most, what will be done, and how sure the figures are."""
    annual = material.annual
    yield from narrative_blocks(material.records, "summary")
    yield Callout(MATTERS_TITLE, matters(annual) or (NO_MATTER,), Tone.KEY)
    steps = first_actions(material)
    if steps:
        yield Callout(ACTIONS_TITLE, steps, Tone.KEY)
    else:
        yield Callout(ACTIONS_TITLE, (NO_ACTION,), Tone.GAP)
    yield Callout(SURENESS_TITLE, sureness(annual), Tone.CAUTION)


def _sections(material: Material, links: tuple[tuple[str, str], ...]) -> tuple[Section, ...]:
    """Return the sections in the order of the outline; those without content are left out."""
    annual = material.annual
    made = (
        _glance(material, links),
        *family_sections(material),
        seniority_section(material),
        years_section(annual),
        profile_section(material),
        recruitment_section(material),
        leavers_section(material),
        conclusions_section(material),
        data_quality_section(material),
        due_regard_section(material),
        objectives_section(material),
        training_section(material),
        findings_section(material),
        method_section(material),
    )
    return tuple(section for section in made if section is not None)


def _glance(material: Material, links: tuple[tuple[str, str], ...]) -> Section:
    annual = material.annual
    established = [
        f"{one.number}. {one.title}: {one.words}" for one in annual.standing_out.established
    ]
    watch = [f"{one.number}. {one.title}: {one.words}" for one in annual.standing_out.watch]
    return Section(
        title=GLANCE.title,
        anchor=GLANCE.anchor,
        new_page=True,
        blocks=(
            *narrative_blocks(material.records, "scope", lead="Who is in it."),
            overview(annual),
            *overview_charts(annual),
            *narrative_blocks(material.records, "comparison", lead="Compared with last year."),
            *narrative_blocks(material.records, "challenge-and-risk", lead="Challenge and risk."),
            *([Links(links)] if links else []),
        ),
        sections=(
            Section(
                "Established",
                "established",
                (
                    Paragraph(looks(annual)),
                    Bullets(tuple(established))
                    if established
                    else Paragraph(
                        "Nothing. In a small organisation that is to be expected, and says little."
                    ),
                ),
            ),
            Section(
                "To watch",
                "watch",
                (Bullets(tuple(watch)) if watch else Paragraph(NOTHING_TO_WATCH),),
            ),
        ),
    )
