"""The internal annual report as one self-contained HTML file.

No network, no script, no font of its own; every page says INTERNAL, on the screen and in print.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dueregard.reports.internal.indicator_views import indicator_view
from dueregard.reports.internal.method import method_view
from dueregard.reports.internal.model import IndicatorView, ReportView, TableView, table
from dueregard.reports.internal.sections import (
    characteristic_views,
    course_views,
    section_views,
)
from dueregard.reports.internal.summary import looks, matters, overview, overview_charts, sureness
from dueregard.vocabulary import Profile

if TYPE_CHECKING:
    from datetime import date

    from dueregard.indicators.annual import AnnualFigures, Section
    from dueregard.indicators.standing_out import Standing

_FAMILIES = {
    "workforce": "Workforce indicators",
    "survey": "Staff survey indicators",
    "board": "Board indicator",
}


@dataclass(frozen=True, slots=True)
class ReportParts:
    """What a report is made from beside the figures.

    ``findings`` are one line per kind: code, what it means, how many times, which, what to do.
    """

    annual: AnnualFigures
    made_on: date
    rules_digest: str
    findings: tuple[tuple[str, str, str, str, str], ...] = ()
    other_characteristics: tuple[Section, ...] = ()


def report_view(parts: ReportParts) -> ReportView:
    """Turn figures into the words and tables of the page."""
    annual = parts.annual
    data_return, edition = annual.data_return, annual.edition
    sections = (
        *course_views(annual),
        *section_views(annual),
        *characteristic_views(parts.other_characteristics),
    )
    return ReportView(
        organisation=data_return.organisation.name,
        code=data_return.organisation.code,
        board_name=data_return.organisation.board_name,
        standard_name=edition.standard_name,
        edition=edition.edition,
        as_at=_day(data_return.snapshot_date),
        period=f"{_day(data_return.period_start)} to {_day(data_return.period_end)}",
        made_on=_day(parts.made_on),
        size_words=_size(annual),
        profile_words=_profile(annual),
        matters=matters(annual),
        sureness=sureness(annual),
        established=tuple(_standing(standing) for standing in annual.standing_out.established),
        watch=tuple(_standing(standing) for standing in annual.standing_out.watch),
        looks=looks(annual),
        overview=overview(annual),
        overview_charts=overview_charts(annual),
        families=_families(annual),
        sections=tuple(view for view in sections if view.tables or view.sentences),
        findings=_findings(parts),
        method=method_view(data_return, edition, parts.rules_digest, parts.made_on),
    )


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _size(annual: AnnualFigures) -> str:
    figures = annual.section("workforce").figures
    base = figures[0].bases[0] if figures and figures[0].bases else None
    return "" if base is None or base.numerator is None else f"{base.numerator:,} staff"


def _profile(annual: AnnualFigures) -> str:
    limit = int(annual.edition.thresholds.cautious_profile_below_people.value)
    if annual.profile is Profile.CAUTIOUS:
        return (
            f"Cautious profile: with fewer than {limit} staff a percentage can be one person. "
            "Read counts first; look at several years together; pool with similar bodies."
        )
    return f"Full profile: {limit} staff or more."


def _standing(standing: Standing) -> str:
    return f"{standing.number}. {standing.title}: {standing.words}"


def _families(annual: AnnualFigures) -> tuple[tuple[str, tuple[IndicatorView, ...]], ...]:
    pairs = zip(annual.indicators, annual.edition.indicators, strict=True)
    views = [indicator_view(result, rule, annual.edition) for result, rule in pairs]
    return tuple(
        (title, tuple(view for view in views if view.family == family))
        for family, title in _FAMILIES.items()
        if any(view.family == family for view in views)
    )


def _findings(parts: ReportParts) -> TableView:
    return table(
        caption="What was found in the files, and what to do about it",
        columns=("Code", "Finding", "Times", "Which", "What to do"),
        rows=parts.findings,
        note="Each place stands in findings.csv.",
    )


def render_report(view: ReportView) -> str:
    """Return the page as HTML text; the same view gives the same bytes."""
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = _drawing
    return environment.get_template("report.html.j2").render(view=view)


def _template(name: str) -> str:
    return (files("dueregard.reports.internal") / "templates" / name).read_text(encoding="utf-8")


def _drawing(svg: str) -> Markup:
    """Mark a chart as safe: :mod:`dueregard.reports.charts` escapes every word it draws."""
    return Markup(svg)  # noqa: S704 - made by our own charts module, which escapes its text
