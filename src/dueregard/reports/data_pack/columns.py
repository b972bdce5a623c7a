"""The columns that tables of the data pack are made of, with their meaning."""

from __future__ import annotations

from dueregard.figures import Unit
from dueregard.reports.data_pack.model import Column

_VALUE = {
    Unit.PEOPLE: ("number", "Number of people{}", "People, counted once."),
    Unit.SHARE: (
        "per cent",
        "Percentage{} (per cent)",
        "People counted among the people in the base, rounded to one decimal where counts allow.",
    ),
    Unit.RATIO: (
        "times",
        "Ratio{} (times as likely)",
        "One group's rate over the other's; the measure says which group comes first.",
    ),
    Unit.POINTS: (
        "percentage points",
        "Difference{} (percentage points)",
        "The first percentage less the second; a negative number means that the first is lower.",
    ),
    Unit.SCORE: ("score", "Score{} (points of the scale)", "The mean of the answers."),
}
_NUMBER = "a number, [c], [x], [z] or [low]"
_COUNT = "a whole number of 0 or more, [c], [x] or [z]"


def _text(name: str, heading: str, meaning: str, allowed: str = "any text") -> Column:
    return Column(name, heading, meaning, "text", allowed)


def value_column(unit: Unit, *, last: bool = False) -> Column:
    """Return the column of the figure itself."""
    unit_words, heading, meaning = _VALUE[unit]
    when = ", last year" if last else ""
    more = " Last year's counts on this year's definition." if last else ""
    allowed = _COUNT if unit is Unit.PEOPLE else f"{_NUMBER}; a range of per cent where coarsened"
    name = "last_year" if last else "value"
    return Column(name, heading.format(when), meaning + more, unit_words, allowed)


def count_columns(*, last: bool = False) -> tuple[Column, Column]:
    """Return the columns of the people under a percentage."""
    when, suffix = (", last year", "_last_year") if last else ("", "")
    return (
        Column(
            f"people_counted{suffix}",
            f"People counted{when} (number)",
            "The people above the line of the percentage.",
            "number",
            _COUNT,
        ),
        Column(
            f"people_in_base{suffix}",
            f"People in the base{when} (number)",
            "The people below the line of the percentage; those of unknown group are among them "
            "where the standard counts them.",
            "number",
            _COUNT,
        ),
    )


def range_columns(unit: Unit, kind: str) -> tuple[Column, Column]:
    """Return the two ends of what the unknown could make of it, or of what chance could."""
    unit_words = _VALUE[unit][0]
    names, words, meaning = {
        "bounds": (
            ("lowest", "highest"),
            ("Lowest possible", "Highest possible"),
            "Whatever the people of unknown group are, the figure lies between these ends.",
        ),
        "interval": (
            ("interval_from", "interval_to"),
            ("Interval from", "Interval to"),
            "What sizes the counts fit, allowing for chance (95 per cent).",
        ),
    }[kind]
    first, second = (
        Column(name, f"{word} ({unit_words})", meaning, unit_words, _NUMBER)
        for name, word in zip(names, words, strict=True)
    )
    return first, second


MEASURE = _text("measure", "Measure", "What the row shows, and for which group.")
SUBJECT = _text("subject", "Subject", "The indicator or the part of the report it belongs to.")
RELIABILITY = _text(
    "reliability",
    "Reliability",
    "Whether the numbers are so small that the figure must be read with care.",
    "[u], [z], or 'no caution'",
)
STATE = _text(
    "state",
    "State",
    "What the public may know of why a figure is or is not shown in full.",
    "shown, coarsened, suppressed, withheld, not collected",
)
STATE_LAST = _text(
    "state_last_year",
    "State, last year",
    "The same for last year's figure.",
    "shown, coarsened, suppressed, withheld, not collected, or [z]",
)
BASE = _text("base", "Who the base counts", "The people in the base, in words.")
KEY = _text("key", "Key", "The figure's name in figures.csv and figures.json.", "letters and dots")
