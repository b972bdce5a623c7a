"""What a public page says beside its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dueregard.disclosure.released import ReleasedFigure, ReleasedTable
from dueregard.records.model import Records


@dataclass(frozen=True, slots=True)
class Issue:
    """An earlier publication of the same edition: its number, its day, what became of it."""

    version: int
    day: str
    what: str


@dataclass(frozen=True, slots=True)
class Openness:
    """How and why it was decided what to publish: the public is told that much.

    Parameters
    ----------
    verdict
        ``publish``, ``publish_safe`` or ``narrative_only``.
    reasons
        The reasons, as they were decided.
    decided_by, decided_on
        The office and body that answers for it, and the day.
    correction
        What this version puts right.
    earlier
        The versions before.
    rules_sha256
        Of the edition's rules that the figures were made with.
    """

    verdict: str = ""
    reasons: tuple[str, ...] = ()
    decided_by: str = ""
    decided_on: str = ""
    correction: str = ""
    earlier: tuple[Issue, ...] = ()
    rules_sha256: str = ""


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
    openness
        The decision behind it.
    records
        What of the organisation's records was let out; see :mod:`dueregard.releases.texts`.
    """

    about: Mapping[str, str]
    tables: tuple[ReleasedTable, ...]
    narrative: str
    board_exception: str
    version: int
    published_on: str
    openness: Openness = Openness()
    records: Records = field(default_factory=Records)

    @property
    def has_two_years(self) -> bool:
        """Whether last year's figures stand beside this year's."""
        return len({figure.year for table in self.tables for figure in table.figures}) > 1


def figures_of(publication: Publication) -> Iterator[tuple[str, ReleasedFigure]]:
    """Yield every released figure with the title of its table."""
    for table in publication.tables:
        for figure in table.figures:
            yield table.title, figure
