"""Charts as small SVG drawings, each with a title and a description in words.

A drawing is made from printed texts only (:mod:`dueregard.reports.charts.values`), so that the
internal report and the public one use the same pen. One function for each kind of question:

* :func:`draw_representation`: the compared group's share by pay band
* :func:`draw_likelihoods`: how many times as likely, and how sure
* :func:`draw_pairs`: what both groups answered
* :func:`draw_differences`: gaps in percentage points
* :func:`draw_trend`: over the years
* :func:`draw_funnel`: among organisations of its size
* :func:`draw_overview`: all indicators in one picture

Each returns a :class:`dueregard.reports.pages.model.Chart`. No script, no font, no network.
"""

from __future__ import annotations

from dueregard.reports.charts.differences import draw_differences
from dueregard.reports.charts.funnel import draw_funnel
from dueregard.reports.charts.likelihoods import draw_likelihoods
from dueregard.reports.charts.limits import funnel_lines
from dueregard.reports.charts.overview import draw_overview
from dueregard.reports.charts.pairs import draw_pairs
from dueregard.reports.charts.representation import draw_representation
from dueregard.reports.charts.trend import draw_trend
from dueregard.reports.charts.values import (
    NOT_SHOWN,
    Break,
    Caption,
    Difference,
    Extent,
    Limit,
    Line,
    Measure,
    Pair,
    Panel,
    Peer,
    Ratio,
    Series,
    Share,
    Sides,
    Year,
)

__all__ = [
    "NOT_SHOWN",
    "Break",
    "Caption",
    "Difference",
    "Extent",
    "Limit",
    "Line",
    "Measure",
    "Pair",
    "Panel",
    "Peer",
    "Ratio",
    "Series",
    "Share",
    "Sides",
    "Year",
    "draw_differences",
    "draw_funnel",
    "draw_likelihoods",
    "draw_overview",
    "draw_pairs",
    "draw_representation",
    "draw_trend",
    "funnel_lines",
]
