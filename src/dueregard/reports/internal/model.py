"""What the internal report's page is made of: words and tables, no computing left to do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as it is printed. The first column of each row is its header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def table(
    caption: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], note: str = ""
) -> TableView:
    """Return a table without the columns that no row fills; a page has no room for blanks."""
    filled = [number == 0 or any(row[number] for row in rows) for number, _ in enumerate(columns)]
    return TableView(
        caption=caption,
        columns=tuple(compress(columns, filled)),
        rows=tuple(tuple(compress(row, filled)) for row in rows),
        note=note,
    )


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator's section."""

    number: int
    title: str
    family: str
    definition: str
    sentence: str
    chance: str
    last_year: str
    cautions: tuple[str, ...]
    tables: tuple[TableView, ...]
    charts: tuple[str, ...]
    source: str
    pledge: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """Another section: sentences, tables and charts under a heading."""

    anchor: str
    title: str
    introduction: str
    tables: tuple[TableView, ...] = ()
    charts: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodView:
    """How the figures were made: rules, doubts, inclusion, sources, accounting."""

    edition: str
    duty: str
    rule_statement: str
    unverified: tuple[str, ...]
    switches: TableView
    inclusion: tuple[str, ...]
    sources: TableView
    accounting: TableView
    references: tuple[str, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole page."""

    organisation: str
    code: str
    board_name: str
    standard_name: str
    edition: str
    as_at: str
    period: str
    made_on: str
    size_words: str
    profile_words: str
    matters: tuple[str, ...]
    sureness: tuple[str, ...]
    established: tuple[str, ...]
    watch: tuple[str, ...]
    looks: str
    overview: TableView
    overview_charts: tuple[str, ...]
    families: tuple[tuple[str, tuple[IndicatorView, ...]], ...]
    sections: tuple[SectionView, ...]
    findings: TableView
    method: MethodView
