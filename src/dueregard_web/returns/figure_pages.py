"""The figures of a year as the page shows them: the same words and tables as the report's."""

from __future__ import annotations

from datetime import date

from dueregard.indicators.annual import AnnualFigures
from dueregard.reports.documents.drawings import overview_charts
from dueregard.reports.documents.indicators import family_sections
from dueregard.reports.documents.material import Material
from dueregard.reports.documents.matters import matters, sureness
from dueregard.reports.documents.overview import overview
from dueregard.reports.pages.model import Callout, Section, Tone

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
