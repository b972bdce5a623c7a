"""Which table of the data pack a figure stands in: by what it is about and by its unit.

Both come from the figure's key and the edition, so that a figure stands in the same table whether
it comes from the year itself or from a release.
"""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.editions.schema import (
    BoardComparison,
    Edition,
    MeanScore,
    RelativeLikelihood,
    SeniorBlock,
    ShareByRow,
    SurveyShare,
)
from dueregard.figures import Unit

LONGEST_NAME = 31
"""Characters in the name of a sheet."""
_OF_METHOD: dict[type, str] = {
    ShareByRow: "representation",
    SeniorBlock: "representation",
    RelativeLikelihood: "likelihood",
    SurveyShare: "survey",
    MeanScore: "survey",
    BoardComparison: "board",
}
_TITLES = {
    "representation": "Staff in each post",
    "likelihood": "Appointment, disciplinary process and training",
    "survey": "Staff survey",
    "board": "Board",
    "people": "Numbers of people",
    "profile": "Staff by category",
    "seniority": "Senior posts and the board",
    "population": "Population served",
    "disparity": "Race disparity",
    "recruitment": "Recruitment",
    "leavers": "Leavers",
    "completeness": "Completeness of the records",
}
_UNITS = {
    Unit.PEOPLE: ("people", "number of people"),
    Unit.SHARE: ("shares", "percentages"),
    Unit.RATIO: ("ratios", "ratios, in times as likely"),
    Unit.POINTS: ("gaps", "differences, in percentage points"),
    Unit.SCORE: ("scores", "scores"),
}
_SECTIONS = {"RDR": "disparity"}
"""Sections whose figures' keys begin with another word."""
_REASONS = {"blank", "declined", "not_known", "not_separated"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A table of the data pack: its key, sheet name, title and unit."""

    key: str
    sheet: str
    title: str
    unit: Unit


def unit_of(key: str, edition: Edition) -> Unit:
    """Return in what a figure is measured, from its key alone."""
    parts = key.split(".")
    scores = {one.key for one in edition.indicators if isinstance(one.method, MeanScore)}
    if "ratio" in parts or _section(parts[0]) == "disparity":
        return Unit.RATIO
    if parts[0] in scores:
        return Unit.SCORE
    if parts[-1] in {"difference", "gap"} or parts[-1].startswith("vs_"):
        return Unit.POINTS
    counts_people = key.startswith("workforce.headcount") or key == "leavers.all"
    if counts_people or (parts[0] == "completeness" and parts[-1] in _REASONS):
        return Unit.PEOPLE
    return Unit.SHARE


def family_of(key: str, edition: Edition) -> str:
    """Return what a figure is about: the kind of its indicator, or its section."""
    stem = key.split(".", maxsplit=1)[0]
    for indicator in edition.indicators:
        if indicator.key == stem:
            return _OF_METHOD[type(indicator.method)]
    return _section(stem)


def _section(stem: str) -> str:
    return _SECTIONS.get(stem, stem)


def subject_of(key: str, edition: Edition) -> str:
    """Return the indicator or section that a figure belongs to, in words."""
    stem = key.split(".", maxsplit=1)[0]
    for indicator in edition.indicators:
        if indicator.key == stem:
            return f"Indicator {indicator.number}: {indicator.title}"
    return _TITLES.get(stem, "Workforce" if stem == "workforce" else stem.capitalize())


def spot_of(family: str, unit: Unit, title: str = "") -> Spot:
    """Return the table for a family of figures in one unit."""
    family = "people" if unit is Unit.PEOPLE else family
    short, long = _UNITS[unit]
    name = title or _TITLES.get(family, family.replace("_", " ").capitalize())
    key = family if family == "people" else f"{family}_{short}"
    sheet = "People" if family == "people" else sheet_name(family.replace("_", " "), short)
    return Spot(key, sheet, name if family == "people" else f"{name}: {long}", unit)


def sheet_name(words: str, last: str) -> str:
    """Return a name that a sheet can have; what is too long is cut before its last word."""
    return f"{words.capitalize()[: LONGEST_NAME - len(last) - 1].strip()} {last}"
