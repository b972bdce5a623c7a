"""A chart as it stands in the one-file HTML report."""

from __future__ import annotations

from xml.sax.saxutils import escape

from dueregard.editions.schema import Edition
from dueregard.reports.charts.of_figures import ratio_sides
from dueregard.reports.charts.values import Sides
from dueregard.reports.pages.model import Chart


def html_figure(chart: Chart) -> str:
    """Return a chart with its title above it, no wider than its page."""
    drawing = chart.svg.replace("<svg ", '<svg class="chart" ', 1)
    return f"<figure><figcaption>{escape(chart.title)}</figcaption>{drawing}</figure>"


def likelihood_sides(edition: Edition, over: str) -> Sides:
    """Return what the sides of 1 mean where the rate of the group ``over`` is on top."""
    rule = edition.comparison
    labels = {"reference": rule.reference.label, "compared": rule.compared.label}
    under = "compared" if over == "reference" else "reference"
    return ratio_sides(labels[over], labels[under])
