"""Released figures as tables, each as it was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.editions.schema import Indicator, RelativeLikelihood
from dueregard.reports.charts.values import number_in
from dueregard.reports.documents.tables import table
from dueregard.reports.publication.told import Told, group_key, headline_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dueregard.disclosure.released import ReleasedFigure
    from dueregard.reports.pages.model import Table


def figures_table(told: Told, caption: str, figures: Iterable[ReleasedFigure]) -> Table | None:
    """Return figures, a line each, with last year's beside them; None where there are none."""
    rows = [(one.label, one.printed, told.text(one.key, "last"), one.base) for one in figures]
    return table(caption, ("Figure", "This year", "Last year", "Of whom"), rows) if rows else None


def categories_table(told: Told, figures: Iterable[ReleasedFigure]) -> Table | None:
    """Return one line for each category: of all staff, and of staff who are known."""
    lines: dict[str, dict[str, ReleasedFigure]] = {}
    for one in figures:
        stem, base = one.key.rsplit(".", 1)
        lines.setdefault(stem, {})[base] = one
    if not lines:
        return None
    rows = [
        (
            next(iter(line.values())).label.rsplit(", of ", 1)[0],
            *(line[base].printed if base in line else "" for base in ("of_all", "of_known")),
        )
        for line in lines.values()
    ]
    what = told.edition.comparison.characteristic
    columns = ("Category", "Of all staff", f"Of staff whose {what} is known")
    return table(f"Staff by {what}", columns, rows)


def groups_table(told: Told, caption: str, figures: Iterable[ReleasedFigure]) -> Table | None:
    """Return one line for each part of the pay scale, a column for each group."""
    lines: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for one in figures:
        stem, group = one.key.rsplit(".", 1)
        lines.setdefault(stem, {})[group] = one.printed
        names[stem] = one.label.rsplit(":", 1)[0]
    if not lines:
        return None
    rule = told.edition.comparison
    columns = ("Posts", rule.reference.label, rule.compared.label, rule.unknown.label)
    groups = ("reference", "compared", "unknown")
    rows = [
        (names[stem], *(line.get(group, "") for group in groups)) for stem, line in lines.items()
    ]
    return table(caption, columns, rows)


def overview(told: Told) -> Table:
    """Return the indicators, always a line each, as far as they were released."""
    reference, compared = told.labels
    rows = [
        (
            f"{rule.number}. {rule.title}",
            told.text(group_key(rule, "reference")),
            told.text(group_key(rule, "compared")),
            _comparison(told, rule, "this"),
            _comparison(told, rule, "last"),
        )
        for rule in told.edition.indicators
    ]
    columns = ("Indicator", reference, compared, "Comparison", "Last year")
    return table("The indicators on one table", columns, rows)


def _comparison(told: Told, rule: Indicator, year: str) -> str:
    """Return a headline as it stands in a table; nothing where it is a group's own share."""
    key = headline_key(rule)
    if key == group_key(rule, "compared") and year == "this":
        return ""
    text = told.text(key, year)
    is_ratio = isinstance(rule.method, RelativeLikelihood) and number_in(text) is not None
    return f"{text} times" if is_ratio else text
