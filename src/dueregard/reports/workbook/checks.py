"""Whether the parts of a workbook agree with each other: computed here and as live formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.editions.schema import BoardComparison, Edition, RelativeLikelihood, ShareByRow
from dueregard.reports.workbook.layout import GROUPS, Block
from dueregard.reports.workbook.model import Filled
from dueregard.reports.workbook.rules import NOT_GIVEN, Answer, numbers

AGREE, DIFFER, LOOK = "agree", "DIFFER", "LOOK AT THIS"
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Check:
    """A comparison of two sums of rows.

    Parameters
    ----------
    key, words
        Its name and what it compares.
    first, second
        Rows whose sums are compared.
    at_most
        Whether the first may be less than the second; else both must be equal.
    is_warning
        Whether a difference is possible and only odd.
    """

    key: str
    words: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    at_most: bool = False
    is_warning: bool = False

    @property
    def fault(self) -> str:
        """The word for a comparison that fails."""
        return LOOK if self.is_warning else DIFFER


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check for one group: the two numbers and the word for how they compare."""

    check: Check
    column: str
    first: Answer
    second: Answer
    result: str

    @property
    def is_fault(self) -> bool:
        """Whether the numbers do not fit together."""
        return self.result in {DIFFER, LOOK}


def checks_of(edition: Edition) -> tuple[Check, ...]:
    """Return the checks of an edition's workbook."""
    return tuple(_checks(edition))


def _checks(edition: Edition) -> Iterator[Check]:
    posts = next(one for one in edition.indicators if isinstance(one.method, ShareByRow))
    total = (f"{posts.number}.total",)
    for one in edition.indicators:
        method, number = one.method, one.number
        if isinstance(method, ShareByRow):
            for row in method.rows:
                if row.within:
                    words = f"Senior medical managers are among {row.within.split('.')[-1]}s"
                    part, whole = (f"{number}.{row.key}",), (f"{number}.{row.within}",)
                    yield Check(f"{number}.subset", words, part, whole, at_most=True)
        if isinstance(method, RelativeLikelihood):
            yield from _event_checks(number, method, total, posts.number)
        if isinstance(method, BoardComparison):
            yield from _board_checks(number, total, posts.number)


def _event_checks(
    number: int, method: RelativeLikelihood, total: tuple[str, ...], posts: int
) -> Iterator[Check]:
    people = (f"{number}.people",)
    if method.people == "staff":
        words = f"Staff of indicator {posts} are the staff of indicator {number}"
        yield Check(f"{number}.workforce", words, total, people)
    words = {
        "appointed": "People appointed are no more than people shortlisted",
        "disciplinary": "Entries into the disciplinary process are no more than staff",
    }.get(method.events, "People with the event are no more than staff")
    yield Check(
        f"{number}.events",
        words,
        (f"{number}.events",),
        people,
        at_most=True,
        is_warning=method.events != "appointed",
    )


def _board_checks(number: int, total: tuple[str, ...], posts: int) -> Iterator[Check]:
    words = f"Staff of indicator {posts} are the workforce of indicator {number}"
    yield Check(f"{number}.workforce", words, total, (f"{number}.workforce",))
    whole = (f"{number}.total",)
    for pair in (("voting", "non_voting"), ("executive", "non_executive")):
        names = " and ".join(name.replace("_", "-") for name in pair)
        yield Check(
            f"{number}.{pair[0]}",
            f"Members {names} make up the board",
            tuple(f"{number}.{name}" for name in pair),
            whole,
        )


def outcomes(edition: Edition, filled: Filled, block: Block = Block.USED) -> tuple[Outcome, ...]:
    """Return every check for every group and for everybody together."""
    values = filled.values()
    return tuple(
        _outcome(check, column, values, block)
        for check in checks_of(edition)
        for column in (*GROUPS, EVERYBODY)
    )


def _outcome(
    check: Check, column: str, values: dict[tuple[str, Block, str], Answer | None], block: Block
) -> Outcome:
    columns = GROUPS if column == EVERYBODY else (column,)
    first, second = (
        _sum([values.get((ref, block, one)) for ref in refs for one in columns])
        for refs in (check.first, check.second)
    )
    return Outcome(check, column, first, second, _result(check, first, second))


def _sum(cells: list[Answer | None]) -> Answer:
    found = numbers(cells)
    return sum(found) if len(found) == len(cells) else NOT_GIVEN


def _result(check: Check, first: Answer, second: Answer) -> str:
    if isinstance(first, str) or isinstance(second, str):
        return NOT_GIVEN
    fits = first <= second if check.at_most else first == second
    return AGREE if fits else check.fault
