"""What a drawing may hold: texts as they are printed, and nothing else.

Every number reaches a drawing as the text that stands beside it ("31.2%", "2.00", "+3.1 points").
Its place is read back from that text, so nothing finer than the print can be measured off the
picture, and the same drawing serves a report for the inside and one made from released texts.
A text that is no single number ("nobody", "under 10%", "no events") is said in words where the
mark would stand. What is hidden says :data:`NOT_SHOWN`, whatever is behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dueregard.disclosure.released import SYMBOL

NOT_SHOWN = "not shown"
"""The words for every hidden value; all hidden rows are drawn alike."""

_HIDDEN = frozenset({"", NOT_SHOWN, SYMBOL, "withheld", "suppressed"})
_NUMBER = re.compile(r"([+\-\N{MINUS SIGN}]?[\d,]*\d(?:\.\d+)?)\s*(?:%|points?|times|people)?")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def number_in(text: str) -> float | None:
    """Return the single number that a printed text holds, or ``None``.

    Percentages and points come in hundredths ("31.2%" gives 31.2), ratios and counts as they are.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    return float(found[1].replace(",", "").replace("\N{MINUS SIGN}", "-"))


def is_hidden(text: str) -> bool:
    """Whether a text stands for a hidden value: the release's symbol, "withheld", nothing."""
    return text in _HIDDEN


def said(text: str) -> str:
    """Return what is printed of a value; every hidden one reads alike."""
    return NOT_SHOWN if is_hidden(text) else text


@dataclass(frozen=True, slots=True)
class Caption:
    """What a drawing is called.

    Parameters
    ----------
    key
        Unique in its document; letters, digits and hyphens, a letter first.
    title
        Stands above the drawing.
    source
        Which file or system its values come from.
    width
        Of the drawing, in pixels, 320 or more. Below 480 the labels stand above their rows, so
        that a phone can show the drawing at its full size.
    """

    key: str
    title: str
    source: str = ""
    width: int = 680

    def __post_init__(self) -> None:
        if not self.title or not _KEY.fullmatch(self.key) or self.width < 320:
            raise ValueError(f"The chart {self.key!r} lacks a title, a plain key or width.")


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a value could lie: both ends as printed; an empty or "infinity" end is open.

    One type for confidence intervals and for bounds; the words of the drawing say which it is.
    """

    low: str = ""
    high: str = ""

    @property
    def words(self) -> str:
        """The extent in words: "0.83 to 66.00", "at least 0.83", "at most 22.00", "any size"."""
        low, high = self.ends
        if low is None:
            return "any size" if high is None else f"at most {self.high}"
        return f"at least {self.low}" if high is None else f"{self.low} to {self.high}"

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Both ends as numbers, ``None`` where open."""
        return number_in(self.low), number_in(self.high)


def _check(label: str, value: str, *shown_with: object) -> None:
    if not label:
        raise ValueError("A row of a chart has a label.")
    if is_hidden(value) and any(shown_with):
        raise ValueError(f"{label}: what is hidden shows no count and no range either.")


@dataclass(frozen=True, slots=True)
class Share:
    """A pay band, or another row, and the compared group's share of it.

    Parameters
    ----------
    label
        The band, in words.
    value
        The share as printed ("25.0%"), :data:`NOT_SHOWN`, or words ("nobody in this band").
    count
        What stands behind it as printed ("3 of 12"); empty where it may not be said.
    """

    label: str
    value: str
    count: str = ""

    def __post_init__(self) -> None:
        _check(self.label, self.value, self.count)


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator and both groups' shares, each as printed or in words; ranges are optional."""

    label: str
    reference: str
    compared: str
    reference_extent: Extent | None = None
    compared_extent: Extent | None = None

    def __post_init__(self) -> None:
        _check(self.label, self.reference, self.reference_extent)
        _check(self.label, self.compared, self.compared_extent)


@dataclass(frozen=True, slots=True)
class _Ranged:
    label: str
    value: str
    extent: Extent | None = None

    def __post_init__(self) -> None:
        _check(self.label, self.value, self.extent)


@dataclass(frozen=True, slots=True)
class Ratio(_Ranged):
    """A relative likelihood: "3.70", or words where there is none ("no BME case").

    ``extent`` may be given without a number: a ratio that cannot be given may still be at least or
    at most something. ``is_earlier`` draws the mark hollow: last year, beside this year's.
    """

    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Difference(_Ranged):
    """A gap between two shares in percentage points: "+3.1", "-0.6 points", or words."""

    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """What a value left of the level line means, and one right of it, in plain words."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Line:
    """A value that others are read against: the workforce share, the baseline of a funnel."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Year(_Ranged):
    """A year of a trend; a missing year has words ("no figure") for its value."""


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a trend: its years in order, the same labels in each series of a drawing."""

    label: str
    years: tuple[Year, ...]
    is_compared: bool = True
    """Drawn as squares in the compared group's colour; circles in the reference's otherwise."""


@dataclass(frozen=True, slots=True)
class Break:
    """From the year ``before`` which something else was measured, and what, in a few words."""

    before: str
    words: str = "definition changed"


@dataclass(frozen=True, slots=True)
class Peer:
    """An organisation of a funnel, without its name: its number of people and share as printed.

    A size and a share can identify a published body: give only what is published of it.
    """

    size: str
    value: str


@dataclass(frozen=True, slots=True)
class Limit:
    """Between which shares an organisation of this size is expected: 95 % and 99.8 % limits."""

    size: str
    inner: Extent
    outer: Extent


class Measure(StrEnum):
    """In what a trend or a panel is measured; decides its axis."""

    SHARE = "share"
    POINTS = "points"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the overview with an axis of its own: ratios, or gaps in points.

    Parameters
    ----------
    title
        What its rows have in common ("How much more likely: recruitment, discipline, training").
    measure
        ``RATIO`` (level at 1, logarithmic) or ``POINTS`` (level at 0).
    rows
        Indicators in their own order, never ranked. One without a single number has words.
    sides
        What left and right of the level mean.
    """

    title: str
    measure: Measure
    rows: tuple[Ratio | Difference, ...]
    sides: Sides
