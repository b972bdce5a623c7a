"""What a check of the records has to say, and in what circumstances it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from dueregard.records.model import Records
from dueregard.vocabulary import SurveySource

SOON = timedelta(days=60)
"""How far ahead a check looks for what falls due."""


class Weight(StrEnum):
    """How heavy a remark is; in the order in which a reader should see them."""

    FAILS = "fails"
    """What is said cannot stand: the report would be wrong to print it as it is."""
    OVERDUE = "overdue"
    SOON = "soon"
    """Due within the next 60 days."""
    MISSING = "missing"
    """A gap, which the report names."""
    DOUBTFUL = "doubtful"
    """It can stand, and a careful reader would ask."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know about the records.

    Parameters
    ----------
    weight
        How heavy it is.
    code
        What kind of remark: a stable name.
    file
        The file it is about.
    record
        The id of the record, or empty where it is about the file.
    sentence
        What is the case.
    advice
        What to do about it.
    due
        The day it was or is due.
    """

    weight: Weight
    code: str
    file: str
    record: str
    sentence: str
    advice: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class LowerThanExpected:
    """A group that a figure shows lower, or worse off, than expected; the figures say which.

    Parameters
    ----------
    group
        The group in words, as a decision or conclusion names it.
    indicator
        The indicator, where it is one.
    title
        What the indicator is about.
    """

    group: str
    indicator: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the records alone do not say.

    Parameters
    ----------
    as_of
        The day on which is asked.
    survey_source
        Where the staff survey comes from, by the settings.
    lower
        The groups that figures show lower than expected.
    last_year
        Last year's records, where there are any.
    last_edition
        The edition of last year.
    """

    as_of: date
    survey_source: SurveySource | None = None
    lower: tuple[LowerThanExpected, ...] = ()
    last_year: Records = field(default_factory=Records)
    last_edition: str = ""


def when_due(remark: Remark, as_of: date) -> Iterator[Remark]:
    """Yield a remark when its day has passed or is near.

    Parameters
    ----------
    remark
        Its sentence is what falls due ("Action A1"), its code what kind of thing; the day, the
        weight and the end of the sentence are put to them here.
    as_of
        The day on which is asked.
    """
    if remark.due is None or remark.due > as_of + SOON:
        return
    weight = Weight.OVERDUE if remark.due < as_of else Weight.SOON
    tense = "was" if weight is Weight.OVERDUE else "is"
    yield replace(
        remark,
        weight=weight,
        code=f"{remark.code}-{weight.value}",
        sentence=f"{remark.sentence} {tense} due on {remark.due.isoformat()}.",
    )
