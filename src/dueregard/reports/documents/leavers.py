"""Section 3 of the guidance's example report: who left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.reports.documents.material import title_of
from dueregard.reports.documents.outline import LEAVERS
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.tables import day_words
from dueregard.reports.documents.workforce_profile import figure_blocks
from dueregard.reports.pages.model import Paragraph, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.reports.documents.material import Material


def leavers_section(material: Material) -> Section:
    """Return the leavers by ethnicity, then by every other characteristic counted."""
    data_return = material.annual.data_return
    period = f"{day_words(data_return.period_start)} to {day_words(data_return.period_end)}"
    key = material.annual.edition.comparison.characteristic
    return Section(
        title=f"{LEAVERS.title}: {period}",
        anchor=LEAVERS.anchor,
        blocks=(
            Paragraph(LEAVERS.introduction),
            *narrative_blocks(material.records, "leavers"),
        ),
        sections=(
            Section(
                title_of(key),
                f"{LEAVERS.anchor}-{key}",
                tuple(figure_blocks(material.annual.section("leavers"))),
            ),
            *(part for other in material.characteristics for part in _other(material, other)),
        ),
    )


def _other(material: Material, key: str) -> Iterator[Section]:
    figures = material.other(key, "leavers")
    if figures is not None:
        anchor = f"{LEAVERS.anchor}-{key.replace('_', '-')}"
        yield Section(title_of(key), anchor, tuple(figure_blocks(figures)))
