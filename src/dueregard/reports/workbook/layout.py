"""The rows of the data-collection workbook, from an edition: what is typed and what is computed.

The layout follows the workbook that NHS trusts fill in for the standard from 2016 on: groups as
columns, last year beside this year, a second set of columns for verified numbers. Each row has a
reference of its own, so that a row that was moved is still that row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dueregard.editions.schema import (
    BoardComparison,
    Edition,
    Indicator,
    RelativeLikelihood,
    ShareByRow,
    SurveyShare,
)
from dueregard.errors import EditionError
from dueregard.vocabulary import Group

POSTS, EVENTS, SURVEY, BOARD = "Posts", "Likelihoods", "Staff survey", "Board"
OUTSIDE = "outside"
RATIO = "ratio"
GROUPS = tuple(group.value for group in Group)
PAIR = (Group.REFERENCE.value, Group.COMPARED.value)
_PARTS = {
    "non_clinical": "Non-clinical",
    "clinical": "Clinical, of which non-medical",
    "medical": "Clinical, of which medical and dental",
}
SEATS = {
    "total": "Board members, all",
    "voting": "of which voting",
    "non_voting": "of which non-voting",
    "executive": "of which executive",
    "non_executive": "of which non-executive",
}
_PEOPLE = {"shortlisted": "Shortlisted applicants", "staff": "Staff in post"}
_EVENTS = {
    "appointed": "Appointed from shortlisting",
    "disciplinary": "Entered the formal disciplinary process",
    "training": "Had non-mandatory training or professional development",
}


class Block(StrEnum):
    """A set of columns: the same rows at another time or from another hand."""

    PREVIOUS = "Previous year"
    CURRENT = "Current year"
    VERIFIED = "Verified"
    """Typed over the current year by whoever checked it."""
    USED = "Used"
    """The verified number where there is one, else the current one."""


TYPED = (Block.PREVIOUS, Block.CURRENT, Block.VERIFIED)
COMPUTED_IN = (Block.PREVIOUS, Block.CURRENT, Block.USED)


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of rows."""

    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Events among people, over as many years as there are event rows; and the ratio of two groups.

    ``over`` and ``under`` are the groups whose likelihoods stand over and under the line.
    """

    events: tuple[str, ...]
    people: str
    over: str
    under: str


@dataclass(frozen=True, slots=True)
class Part:
    """A group's share of everybody in a row."""

    ref: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One share less another, in percentage points."""

    first: str
    second: str


Rule = Total | Likelihood | Part | Difference


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the workbook.

    Parameters
    ----------
    ref
        Its reference, unique in the workbook; empty for a heading between rows.
    label, sheet
        What it is called and on which sheet it stands.
    columns
        The groups that it has a cell for, and ``ratio`` where it has a ratio.
    rule
        How it is computed; none where it is typed.
    percent
        Whether it is typed as a percentage rather than as a number of people.
    """

    ref: str
    label: str
    sheet: str
    columns: tuple[str, ...] = GROUPS
    rule: Rule | None = None
    percent: bool = False


def layout_of(edition: Edition) -> tuple[Line, ...]:
    """Return every row of an edition's workbook, in order.

    Raises
    ------
    EditionError
        The edition has no rows of pay bands, so there was no workbook for it.
    """
    methods = {one.number: one for one in edition.indicators}
    if not any(isinstance(one.method, ShareByRow) for one in methods.values()):
        raise EditionError(
            f"The edition {edition.edition} has no data-collection workbook: "
            "its first indicator has no rows of pay bands.",
            advice="Use the Reporting Template, or an edition from 2016 on.",
        )
    return tuple(line for one in edition.indicators for line in _lines(edition, one))


def _lines(edition: Edition, indicator: Indicator) -> Iterator[Line]:
    method = indicator.method
    if isinstance(method, ShareByRow):
        yield from _posts(indicator, method)
    elif isinstance(method, RelativeLikelihood):
        yield from _likelihood(edition, indicator, method)
    elif isinstance(method, SurveyShare):
        yield from _survey(indicator)
    elif isinstance(method, BoardComparison):
        yield from _board(indicator)


def _heading(indicator: Indicator, sheet: str) -> Line:
    return Line("", f"Indicator {indicator.number}: {indicator.title}", sheet, ())


def _posts(indicator: Indicator, method: ShareByRow) -> Iterator[Line]:
    number = indicator.number
    yield _heading(indicator, POSTS)
    parts = dict.fromkeys(row.part for row in method.rows)
    for part in parts:
        words = _PARTS.get(part, part)
        rows = [row for row in method.rows if row.part == part]
        for row in rows:
            yield Line(f"{number}.{row.key}", f"{words}: {row.label}", POSTS)
        added = tuple(f"{number}.{row.key}" for row in rows if not row.within)
        yield Line(f"{number}.total.{part}", f"{words}: total", POSTS, rule=Total(added))
    yield Line(f"{number}.{OUTSIDE}", "Pay band not stated, or outside these rows", POSTS)
    refs = (*(f"{number}.total.{part}" for part in parts), f"{number}.{OUTSIDE}")
    yield Line(f"{number}.total", "Whole workforce", POSTS, rule=Total(refs))


def _likelihood(
    edition: Edition, indicator: Indicator, method: RelativeLikelihood
) -> Iterator[Line]:
    number = indicator.number
    under = next(group for group in PAIR if group != method.over)
    events = _EVENTS.get(method.events, method.events.capitalize())
    names = {
        Group.REFERENCE.value: edition.comparison.reference.label,
        Group.COMPARED.value: edition.comparison.compared.label,
    }
    yield _heading(indicator, EVENTS)
    people = _PEOPLE.get(method.people, method.people.capitalize())
    yield Line(f"{number}.people", people, EVENTS)
    refs = [f"{number}.events"]
    yield Line(refs[0], f"{events}, in the year", EVENTS)
    for back in range(1, method.years):
        refs.append(f"{number}.events.{back}_before")
        yield Line(refs[-1], f"{events}, {back} year before", EVENTS)
    yield Line(
        f"{number}.likelihood",
        f"Likelihood to {method.event_words}; ratio: {names[method.over]} over {names[under]}",
        EVENTS,
        (*PAIR, RATIO),
        Likelihood(tuple(refs), f"{number}.people", method.over, under),
    )


def _survey(indicator: Indicator) -> Iterator[Line]:
    yield _heading(indicator, SURVEY)
    percent = f"{indicator.number}.percent"
    yield Line(percent, "Percentage who said so (per cent)", SURVEY, PAIR, percent=True)
    yield Line(f"{indicator.number}.respondents", "People who answered", SURVEY, PAIR)


def _board(indicator: Indicator) -> Iterator[Line]:
    number = indicator.number
    yield _heading(indicator, BOARD)
    rows = {**SEATS, "workforce": "Workforce, all"}
    for key, words in rows.items():
        yield Line(f"{number}.{key}", words, BOARD)
    for key, words in rows.items():
        label = f"Share of each group: {words[0].lower()}{words[1:]}"
        yield Line(f"{number}.{key}.share", label, BOARD, rule=Part(f"{number}.{key}"))
    for key in ("total", "voting", "executive"):
        rule = Difference(f"{number}.{key}.share", f"{number}.workforce.share")
        label = f"Difference in points: {key} less workforce"
        yield Line(f"{number}.{key}.difference", label, BOARD, rule=rule)
