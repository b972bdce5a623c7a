"""National figures as they were published, with their sources: context, never a target."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from io import StringIO
from typing import NamedTuple


class PublishedFigure(NamedTuple):
    """A figure that somebody published: which measure, year and group, of whom, on which base."""

    measure: str
    year: int
    group: str
    value: str
    of: str
    base: str
    source: str


@cache
def published_figures() -> tuple[PublishedFigure, ...]:
    """Return the figures that come with the software."""
    file = resources.files("dueregard.benchmarks").joinpath("data", "published.csv")
    rows = csv.reader(StringIO(file.read_text(encoding="utf-8")))
    next(rows)
    return tuple(PublishedFigure(m, int(y), g, v, of, b, src) for m, y, g, v, of, b, src in rows)
