"""Section 3 of the guidance's example report: who left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dueregard.reports.documents.material import title_of
from dueregard.reports.documents.outline import LEAVERS, OTHERS_TITLE
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.tables import day_words, stacked
from dueregard.reports.documents.workforce_profile import figure_blocks, figure_table
from dueregard.reports.pages.model import Paragraph, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.figures import Figure
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
            *_others(material),
        ),
    )


def _others(material: Material) -> Iterator[Section]:
    made = []
    for key in material.characteristics:
        figures = material.other(key, "leavers")
        rates = [] if figures is None else [_rate(one) for one in figures.figures if one.group]
        if figures is not None and rates:
            rows = replace(figures, figures=tuple(rates))
            made.append((title_of(key), figure_table(rows)))
    if made:
        joined = stacked("Leavers by other characteristics", made)
        yield Section(OTHERS_TITLE, f"{LEAVERS.anchor}-others", (joined,))


def _rate(figure: Figure) -> Figure:
    """Return a leaving rate under the name of its group alone."""
    return replace(figure, label=figure.label.rsplit(": ", 1)[-1])
