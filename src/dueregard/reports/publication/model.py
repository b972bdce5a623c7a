"""What a public page says beside its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dueregard.disclosure.released import ReleasedFigure, ReleasedTable


@dataclass(frozen=True, slots=True)
class Publication:
    """A public report.

    Parameters
    ----------
    about
        Organisation, standard, edition and dates.
    tables
        Released tables; empty for a narrative.
    narrative
        What the organisation says, without numbers.
    board_exception
        Why the board's figures are shown, where they are by a signed exception.
    version, published_on
        Of this publication.
    """

    about: Mapping[str, str]
    tables: tuple[ReleasedTable, ...]
    narrative: str
    board_exception: str
    version: int
    published_on: str

    @property
    def has_two_years(self) -> bool:
        """Whether last year's figures stand beside this year's."""
        return len({figure.year for table in self.tables for figure in table.figures}) > 1


def figures_of(publication: Publication) -> Iterator[tuple[str, ReleasedFigure]]:
    """Yield every released figure with the title of its table."""
    for table in publication.tables:
        for figure in table.figures:
            yield table.title, figure
