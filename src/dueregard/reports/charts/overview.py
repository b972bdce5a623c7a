"""All indicators in one picture: which way each points and how sure that is, without a rating."""

from __future__ import annotations

from collections.abc import Sequence

from dueregard.reports.charts.around import Around, describe_around, draw_around, year_keys
from dueregard.reports.charts.drawing import chart, line, text
from dueregard.reports.charts.extents import INTERVAL_WORDS, extent_keys, range_words
from dueregard.reports.charts.keys import Entry, Mark, draw_keys
from dueregard.reports.charts.lettering import wrap
from dueregard.reports.charts.palette import TEXT
from dueregard.reports.charts.values import Caption, Measure, Panel
from dueregard.reports.pages.model import Chart

_UNITS = {Measure.RATIO: "times", Measure.POINTS: "points"}
_LEADING = 18
_BETWEEN = 16


def draw_overview(
    caption: Caption, panels: Sequence[Panel], *, interval_words: str = INTERVAL_WORDS
) -> Chart:
    """Draw the indicators in panels, each with its axis; nothing is ranked, rated or coloured.

    Panels in the same measure have the same scale, and the level lines of all stand in one line.

    Parameters
    ----------
    caption
        Key, title and source.
    panels
        Ratios (logarithmic) and gaps in points stand in panels of their own.
    interval_words
        What the lines are, for the key.

    Raises
    ------
    ValueError
        There is no panel, or a panel without rows.
    """
    if not panels:
        raise ValueError("An overview without panels has nothing to show: leave it out.")
    drawn: list[str] = []
    entries: dict[Entry, None] = {}
    lower = 0.0
    for number, panel in enumerate(panels):
        if number:
            drawn.append(line(0, lower + _BETWEEN / 2, caption.width, lower + _BETWEEN / 2))
            lower += _BETWEEN
        part = _aligned(panel, panels)
        heads, lower = _draw_title(panel.title, caption.width, lower)
        body, scale, lower = draw_around(part, caption.width, lower + 4)
        keys = [
            *year_keys(panel.rows, (Mark.ESTIMATE, Mark.EARLIER)),
            *extent_keys((row.extent for row in panel.rows), scale, interval_words),
        ]
        drawn += heads + body
        entries |= dict.fromkeys(keys)
    ordered = sorted(entries, key=lambda entry: list(Mark).index(entry[0]))
    keyed, lower = draw_keys(ordered, lower + 6, caption.width)
    told = " ".join(_describe(panel) for panel in panels)
    told += range_words((row.extent for panel in panels for row in panel.rows), interval_words)
    return chart(caption, lower + 4, told, drawn + keyed)


def _aligned(panel: Panel, panels: Sequence[Panel]) -> Around:
    """Align a panel with all others; what is measured alike has one scale, so sizes compare."""
    every = tuple(row for other in panels for row in other.rows)
    alike = tuple(row for other in panels if other.measure is panel.measure for row in other.rows)
    return Around(panel.measure, panel.rows, panel.sides, beside=every, alike=alike)


def _draw_title(title: str, width: float, top: float) -> tuple[list[str], float]:
    drawn, lower = [], top
    for words in wrap(title, width * 0.92, TEXT):
        drawn.append(text(2, lower + _LEADING / 2, words, bold=True))
        lower += _LEADING
    return drawn, lower


def _describe(panel: Panel) -> str:
    level = "1" if panel.measure is Measure.RATIO else "0"
    return (
        f"{panel.title}. Left of the line at {level}: {panel.sides.left}. "
        f"Right of it: {panel.sides.right}. {describe_around(panel.rows, _UNITS[panel.measure])}"
    )
