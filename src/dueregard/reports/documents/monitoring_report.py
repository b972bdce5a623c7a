"""The workforce equality monitoring report, in the form of the guidance's example.

Four sections in this order: workforce profile, recruitment, leavers, conclusions and
recommendations; then the nine indicators of the standard. Source: guidance 03764, Appendix 1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dueregard.reports.documents.conclusions import conclusions_section
from dueregard.reports.documents.data_quality import watched_table
from dueregard.reports.documents.header import MARK, closing, header_facts, period_words
from dueregard.reports.documents.leavers import leavers_section
from dueregard.reports.documents.matters import staff_count
from dueregard.reports.documents.outline import APPENDIX_1
from dueregard.reports.documents.overview import overview
from dueregard.reports.documents.recruitment import recruitment_section
from dueregard.reports.documents.tables import day_words
from dueregard.reports.documents.workforce_profile import profile_section
from dueregard.reports.pages.model import Bullets, Document, Paragraph, Section
from dueregard.vocabulary import Employment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_VOLUNTARY = (
    "What people say about themselves is given of their own will: when they apply, and later to "
    "the staff record. Where somebody did not say, that is respected and shown as unknown."
)


def monitoring_report(material: Material) -> Document:
    """Return the monitoring report of a year."""
    made = (
        profile_section(material),
        recruitment_section(material),
        leavers_section(material),
        _conclusions(material),
    )
    numbered = tuple(
        replace(section, title=f"{number}. {section.title}")
        for number, section in enumerate(made, start=1)
    )
    return Document(
        title=f"Workforce equality monitoring report: {period_words(material)}",
        subtitle=f"People as at {day_words(material.annual.data_return.snapshot_date)}",
        organisation=material.organisation,
        mark=MARK,
        facts=header_facts(material),
        opening=tuple(_opening(material)),
        sections=(*numbered, _indicators(material)),
        closing=closing(material),
        made_on=material.made_on,
        has_contents=False,
    )


def _opening(material: Material) -> Iterator[Block]:
    annual = material.annual
    snapshot = day_words(annual.data_return.snapshot_date)
    yield Paragraph(
        f"{material.organisation} had {staff_count(annual):,} people on {snapshot}. "
        f"{_who_is_in(material)}"
    )
    yield Paragraph("The report has these sections:")
    yield Bullets(tuple(heading.title for heading in APPENDIX_1), numbered=True)
    yield Paragraph(_VOLUNTARY)
    lines = _lineage(material)
    if lines:
        yield Paragraph("The files counted, and the systems they come from:")
        yield Bullets(lines)


def _who_is_in(material: Material) -> str:
    """Say who is counted as staff, and how many would be without the office holders."""
    annual = material.annual
    footings = {figure.key: figure for figure in annual.section("workforce").figures}
    holders = footings.get(f"workforce.headcount.{Employment.OFFICE_HOLDER}")
    board = annual.data_return.organisation.board_name
    number = 0 if holders is None or holders.value is None else round(holders.value)
    if not annual.data_return.inclusion.office_holders:
        beside = f" There are {number:,} of them." if number else ""
        return f"Members of the {board} without a contract of employment are not counted.{beside}"
    if not number:
        return f"Members of the {board} without a contract of employment are counted as staff."
    return (
        f"This includes {number:,} office holders, such as members of the {board} without a "
        f"contract of employment; without them there were {staff_count(annual) - number:,}."
    )


def _lineage(material: Material) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            f"{source.population.capitalize()}: {source.name}"
            + (f", from {source.system}." if source.system else ".")
            for source in material.annual.data_return.sources
        )
    )


def _conclusions(material: Material) -> Section:
    """Add to the conclusions what the example recommends first: to record better."""
    section = conclusions_section(material)
    better = Section("Recording better", "conclusions-recording", (watched_table(material),))
    return replace(section, sections=(*section.sections, better))


def _indicators(material: Material) -> Section:
    return Section(
        "The nine indicators of the standard",
        "indicators",
        (
            Paragraph("Each is set out with its counts and cautions in the annual report."),
            overview(material.annual),
        ),
    )
