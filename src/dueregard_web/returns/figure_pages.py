"""The figures of a year as the page shows them: the same words and tables as the report's."""

from __future__ import annotations

from datetime import date

from dueregard.indicators.annual import AnnualFigures
from dueregard.reports.documents.drawings import overview_charts
from dueregard.reports.documents.indicators import family_sections
from dueregard.reports.documents.material import Material
from dueregard.reports.documents.matters import matters, sureness
from dueregard.reports.documents.overview import overview
from dueregard.reports.documents.tables import table
from dueregard.reports.pages.model import Callout, Paragraph, Section, Tone
from dueregard.returns.data_return import DataReturn
from dueregard.vocabulary import BaseKind

NOTHING = (
    "No difference to the disadvantage of one group stands out in these figures. That is not "
    "proof that there is none."
)


def figure_sections(annual: AnnualFigures, made_on: date) -> tuple[Section, ...]:
    """Return a year's figures as sections of a document."""
    first = Section(
        title="What stands out",
        anchor="stands-out",
        blocks=(
            Callout("What matters most", matters(annual) or (NOTHING,), Tone.KEY),
            Callout("How sure this is", sureness(annual), Tone.CAUTION),
            overview(annual),
            *overview_charts(annual),
        ),
    )
    return (first, *family_sections(Material(annual=annual, made_on=made_on)))


BASIS_WORDS = {
    "records": "Counted from records of people",
    "typed": "Typed by hand",
    "published": "Taken from a publication",
}
_BASE_WORDS = {
    BaseKind.ALL: "Everybody",
    BaseKind.KNOWN: "Only people whose group is known",
    BaseKind.UNKNOWN: "Not said",
}


def origin_section(data_return: DataReturn) -> Section:
    """Say where every count comes from, and what became of each row that was read."""
    bases = tuple(
        (population.replace("_", " ").capitalize(), _BASE_WORDS[kind])
        for population, kind in data_return.base_kinds.items()
    )
    rows = tuple(
        (line.file, line.population, line.fate, line.reason, f"{line.rows:,}")
        for line in data_return.accounting
    )
    blocks = (
        Paragraph(f"{BASIS_WORDS[data_return.counts_basis]}.", lead="The counts."),
        table("Whom the counts of each kind cover", ("Kind", "Covers"), bases),
        table("What became of each row", ("File", "Kind", "Fate", "Why", "Rows"), rows),
    )
    return Section("Where the counts come from", "origin", blocks)
