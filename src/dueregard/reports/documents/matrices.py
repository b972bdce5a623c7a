"""Compact tables: many figures of one kind set out as rows and columns of one table.

A figure's key says where it belongs; nothing is computed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.reports.documents.tables import table
from dueregard.reports.wording.printed import count_of, printed, printed_range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dueregard.figures import Figure
    from dueregard.reports.pages.model import Table

_STAGES = {
    "applicants": "Of applicants",
    "shortlisted": "Of those shortlisted",
    "appointed": "Of those appointed",
    "starters": "Of new starters",
    "success": "Shortlisting success rate",
}
_UNKNOWN = ("blank", "declined", "not_known", "not_separated")
UNKNOWN_LABELS = ("Nothing recorded", "Chose not to say", "Recorded as not known", "Not separated")


def cell(figure: Figure | None) -> str:
    """Print a figure in one cell: percentage, counts, and bounds where people are unknown."""
    if figure is None:
        return ""
    counted = count_of(figure.bases[0]) if figure.bases and figure.value is not None else ""
    extent = printed_range(figure) if figure.value is None else ""
    parts = (printed(figure), f"({counted})" if counted else "", extent)
    # A cell breaks between its parts, never inside "52 of 56".
    return " ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts if part)


def _label(figure: Figure) -> str:
    return figure.label.rsplit(": ", 1)[-1]


def recruitment_table(title: str, figures: Iterable[Figure]) -> Table | None:
    """Return one line for each group: its share of each stage, and its success rate."""
    lines: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        stage = figure.key.split(".")[1]
        if ".received." not in figure.key:
            lines.setdefault(_label(figure), {})[stage] = figure
    stages = [stage for stage in _STAGES if any(stage in line for line in lines.values())]
    if not stages:
        return None
    return table(
        caption=title,
        columns=("Group", *(_STAGES[stage] for stage in stages)),
        rows=tuple(
            (label, *(cell(line.get(stage)) for stage in stages)) for label, line in lines.items()
        ),
        note="Unknown people are in the base of every share.",
    )


def received_table(title: str, figures: Iterable[Figure]) -> Table | None:
    """Return percentages that came as percentages, with what is known of their base."""
    rows = tuple(
        (figure.label, printed(figure), figure.bases[0].words, figure.source)
        for figure in figures
        if ".received." in figure.key
    )
    columns = ("Figure", "As received", "Over which people", "Source")
    return table(f"{title}, as received", columns, rows) if rows else None


def profile_table(title: str, figures: Iterable[Figure]) -> Table | None:
    """Return one line for each category: people, share of everybody, share of those known."""
    lines: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        stem, base = figure.key.rsplit(".", 1)
        lines.setdefault(stem, {})[base] = figure
    rows = tuple(
        (
            line["of_all"].label.removesuffix(", of all staff"),
            str(line["of_all"].bases[0].numerator),
            printed(line["of_all"]),
            printed(line["of_known"]),
        )
        for line in lines.values()
    )
    columns = ("Category", "People", "Of all staff", "Of staff who are known")
    return table(title, columns, rows) if rows else None


def completeness_table(title: str, figures: Iterable[Figure]) -> Table | None:
    """Return recorded and declared rates for each population, overall and by staff group."""
    rates: dict[tuple[str, str], dict[str, Figure]] = {}
    reasons: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        population, rest = figure.key.removeprefix("completeness.").split(".", 1)
        if rest in _UNKNOWN:
            reasons.setdefault(population, {})[rest] = figure
        elif figure.bases or figure.row:
            kind = rest.rsplit(".", 1)[-1]
            rates.setdefault((population, figure.row), {})[kind] = figure
    rows = tuple(
        (
            f"{population.capitalize()}: {staff_group or 'everybody'}",
            cell(pair.get("recorded")),
            cell(pair.get("declared")),
            *_reasons(reasons.get(population, {}) if not staff_group else {}),
        )
        for (population, staff_group), pair in rates.items()
    )
    columns = ("People", "Recorded", "Declared", *UNKNOWN_LABELS)
    return table(title, columns, rows) if rows else None


def _reasons(reasons: dict[str, Figure]) -> tuple[str, ...]:
    return tuple(printed(reasons[name]) if name in reasons else "" for name in _UNKNOWN)
