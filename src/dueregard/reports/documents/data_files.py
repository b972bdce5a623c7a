"""The figures as CSV and JSON, for people who go on working with them inside the organisation."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import TYPE_CHECKING

from dueregard.formulas import guarded
from dueregard.reports.wording.printed import printed, printed_range
from dueregard.reports.wording.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.figures import Base, Figure
    from dueregard.indicators.annual import AnnualFigures, Section

COLUMNS = (
    "indicator",
    "key",
    "label",
    "group",
    "row",
    "unit",
    "state",
    "value",
    "printed",
    "numerator",
    "denominator",
    "base",
    "second_numerator",
    "second_denominator",
    "second_base",
    "lowest",
    "highest",
    "interval_low",
    "interval_high",
    "interval_method",
    "p_value",
    "one_more",
    "one_fewer",
    "previous",
    "previous_state",
    "direction",
    "reason",
    "cautions",
    "source",
)
SCHEMA = "dueregard-figures-1"


def rows(annual: AnnualFigures, others: tuple[Section, ...] = ()) -> Iterator[dict[str, object]]:
    """Yield every figure as a flat row, indicators first; absent numbers are empty, never 0."""
    for result in annual.indicators:
        for figure in result.figures:
            before = result.before(figure.key)
            yield {**_row(figure, result.key), **_previous(before)}
    for section in (*annual.sections, *others):
        for figure in section.figures:
            yield {**_row(figure, section.key), **_previous(None)}


def _row(figure: Figure, indicator: str) -> dict[str, object]:
    bounds, one = figure.bounds, figure.one_person
    return {
        "indicator": indicator,
        "key": figure.key,
        "label": figure.label,
        "group": figure.group,
        "row": figure.row,
        "unit": figure.unit.value,
        "state": figure.state.value,
        "value": figure.value,
        "printed": printed(figure),
        **_base(figure.bases[:1], ""),
        **_base(figure.bases[1:2], "second_"),
        "lowest": None if bounds is None else _finite(bounds.low),
        "highest": None if bounds is None else _finite(bounds.high),
        **_chance(figure),
        "one_more": None if one is None else one.one_more,
        "one_fewer": None if one is None else one.one_fewer,
        "direction": figure.direction,
        "reason": figure.reason,
        "cautions": " ".join(caution.sentence for caution in figure.cautions),
        "source": figure.source,
    }


def _base(bases: tuple[Base, ...], prefix: str) -> dict[str, object]:
    base = bases[0] if bases else None
    return {
        f"{prefix}numerator": None if base is None else base.numerator,
        f"{prefix}denominator": None if base is None else base.denominator,
        f"{prefix}base": "" if base is None else base.words,
    }


def _chance(figure: Figure) -> dict[str, object]:
    interval, evidence = figure.interval, figure.evidence
    return {
        "interval_low": None if interval is None else _finite(interval.low),
        "interval_high": None if interval is None else _finite(interval.high),
        "interval_method": "" if interval is None else interval.method,
        "p_value": None if evidence is None else evidence.p_value,
    }


def _previous(before: Figure | None) -> dict[str, object]:
    return {
        "previous": None if before is None else before.value,
        "previous_state": "" if before is None else before.state.value,
    }


def _finite(value: float) -> float | None:
    """Return the number, or nothing for an open end: infinity is no JSON number."""
    return None if math.isinf(value) else value


def figures_csv(annual: AnnualFigures, others: tuple[Section, ...] = ()) -> str:
    """Return the figures as CSV text with the columns of :data:`COLUMNS`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows(annual, others):
        writer.writerow({column: _cell(row[column]) for column in COLUMNS})
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else value


def figures_json(annual: AnnualFigures, others: tuple[Section, ...] = ()) -> str:
    """Return the figures as JSON text; ``docs/reference/figures.md`` documents the schema."""
    data_return = annual.data_return
    document = {
        "schema": SCHEMA,
        "audience": "internal",
        "organisation": {
            "code": data_return.organisation.code,
            "name": data_return.organisation.name,
            "kind": data_return.organisation.kind.value,
        },
        "standard": annual.edition.standard,
        "edition": annual.edition.edition,
        "snapshot_date": data_return.snapshot_date.isoformat(),
        "period_start": data_return.period_start.isoformat(),
        "period_end": data_return.period_end.isoformat(),
        "profile": annual.profile.value,
        "indicators": [
            {
                "number": result.number,
                "key": result.key,
                "family": result.family,
                "title": result.title,
                "computed": result.is_computed,
                "reason_code": "" if result.headline.state.has_value else result.headline.state,
                "sentence": sentence(result.headline),
                "bounds": printed_range(result.headline),
                "year_on_year": result.year_on_year.kind,
                "year_on_year_reason": result.year_on_year.reason,
            }
            for result in annual.indicators
        ],
        "figures": list(rows(annual, others)),
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
