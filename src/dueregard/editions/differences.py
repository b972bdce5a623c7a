"""What changed between two editions, and which indicators may still be set side by side.

A year-on-year comparison rests on matched definitions (guidance 03764, section 3.4: the baseline
is there to be compared with). Three answers are possible: the definition is the same; it changed
but the earlier counts can be recounted by the later definition; or it changed and they cannot, and
no difference may be printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from dueregard.editions.schema import (
    BoardComparison,
    Edition,
    Indicator,
    MeanScore,
    Method,
    RelativeLikelihood,
    SeniorBlock,
    ShareByRow,
    SurveyShare,
)


class ComparabilityKind(StrEnum):
    """Whether an indicator of two editions may be compared."""

    SAME = "same"
    RECOUNT = "recount"
    """The earlier return is counted again by the later definition, where its grain allows."""
    BROKEN = "broken"
    """No counts of the earlier year can be brought to the later definition."""


@dataclass(frozen=True, slots=True)
class Comparability:
    """Whether an indicator may be compared between two editions, and why not as it stands."""

    kind: ComparabilityKind
    reason: str = ""

    @property
    def prints_break(self) -> bool:
        """Whether a break marker stands between the two years."""
        return self.kind is not ComparabilityKind.SAME


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two editions have differently; a missing field is None."""

    path: str
    earlier: object
    later: object


_SAME = Comparability(ComparabilityKind.SAME)
_NAMES = ("number", "key", "id")
_STAFF = (ShareByRow, SeniorBlock)
_ROUTINE = ("review", "documents", "switches")


def comparability(
    number: int, earlier: Edition, later: Edition, *, answers_kept: bool = False
) -> Comparability:
    """Return whether an indicator may be compared between two editions.

    Parameters
    ----------
    number
        The indicator's number.
    earlier, later
        The editions of the earlier and the later year.
    answers_kept
        Whether the earlier return has a count of every answer ("don't know" among them), and not
        only published percentages; survey bases can then be counted again.

    Notes
    -----
    A ratio turned upside down is no change of definition: it is computed again from the counts.
    """
    if earlier.standard != later.standard:
        return _broken("They belong to different standards.")
    first, second = _find(earlier, number), _find(later, number)
    if first is None or second is None:
        return _broken(f"Only one of the editions has an indicator {number}.")
    if _members(earlier) != _members(later):
        return _recount("The groups compared are made up of other categories.")
    return _compare(first.method, second.method, answers_kept=answers_kept)


def differences(earlier: Edition, later: Edition, *, sources: bool = False) -> list[Difference]:
    """Return the fields that two editions have differently, in the order of the earlier file.

    Parameters
    ----------
    earlier, later
        The editions.
    sources
        Also list changes of documents, clauses, switches and review.
    """
    found = _compare_values("", _plain(earlier), _plain(later))
    return [one for one in found if sources or not _is_source(one.path)]


def _compare(first: Method, second: Method, *, answers_kept: bool) -> Comparability:
    match first, second:
        case RelativeLikelihood(), RelativeLikelihood():
            return _compare_likelihoods(first, second)
        case SurveyShare(), SurveyShare():
            return _compare_surveys(first, second, answers_kept=answers_kept)
        case BoardComparison(), BoardComparison():
            return _compare_boards(first, second)
        case MeanScore(), MeanScore():
            return _SAME if first == second else _broken("The score became another one.")
    if isinstance(first, _STAFF) and isinstance(second, _STAFF):
        return _compare_staff(first, second)
    return _broken("What is measured is another thing.")


def _compare_staff(
    first: ShareByRow | SeniorBlock, second: ShareByRow | SeniorBlock
) -> Comparability:
    match first, second:
        case SeniorBlock(), ShareByRow():
            return _recount("One block of senior posts became a row for each pay band.")
        case ShareByRow(), SeniorBlock():
            return _recount("A row for each pay band became one block of senior posts.")
    if _make_up(first) == _make_up(second):
        return _SAME
    return _recount("The rows of posts are made up differently.")


def _compare_likelihoods(first: RelativeLikelihood, second: RelativeLikelihood) -> Comparability:
    if (first.events, first.people) != (second.events, second.people):
        return _broken("Other events, or events among other people, are counted.")
    if first.years != second.years:
        return _recount(
            f"The events of {_years(first.years)} became the events of {_years(second.years)}."
        )
    return _SAME


def _compare_surveys(
    first: SurveyShare, second: SurveyShare, *, answers_kept: bool
) -> Comparability:
    if first.items != second.items:
        return _broken("Another question was asked.")
    if set(first.counted_answers) != set(second.counted_answers):
        return _recount("Other answers are counted.")
    added = [answer for answer in second.base_answers if answer not in first.base_answers]
    dropped = [answer for answer in first.base_answers if answer not in second.base_answers]
    if added or dropped:
        moved = ", ".join(_answer(answer) for answer in (*added, *dropped))
        reason = f"People who answered {moved} {'entered' if added else 'left'} the base."
        if answers_kept:
            return _recount(reason)
        return _broken(f"{reason} Only counts of each answer could be counted again.")
    return _SAME


def _compare_boards(first: BoardComparison, second: BoardComparison) -> Comparability:
    if first.leads != second.leads:
        return _recount(
            f"The board is set against the {second.leads} instead of the {first.leads}."
        )
    if set(first.seats) & set(second.seats):
        return _SAME
    return _recount("Other seats of the board are compared.")


def _make_up(method: ShareByRow | SeniorBlock) -> object:
    if isinstance(method, SeniorBlock):
        return frozenset(method.pay_bands), frozenset(method.medical_rows)
    return {row.key: (row.part, frozenset(row.pay_bands)) for row in method.rows}


def _recount(reason: str) -> Comparability:
    return Comparability(ComparabilityKind.RECOUNT, reason)


def _broken(reason: str) -> Comparability:
    return Comparability(ComparabilityKind.BROKEN, reason)


def _find(edition: Edition, number: int) -> Indicator | None:
    return next((one for one in edition.indicators if one.number == number), None)


def _members(edition: Edition) -> tuple[frozenset[str], frozenset[str]]:
    rules = edition.comparison
    return frozenset(rules.reference.categories), frozenset(rules.compared.categories)


def _years(years: int) -> str:
    return "one year" if years == 1 else f"{years} years, averaged,"


def _answer(answer: str) -> str:
    return {
        "dont_know": "\N{LEFT DOUBLE QUOTATION MARK}don't know\N{RIGHT DOUBLE QUOTATION MARK}"
    }.get(answer, answer)


def _plain(edition: Edition) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(edition))
    return values


def _compare_values(path: str, first: Any, second: Any) -> Iterator[Difference]:  # noqa: ANN401 - plain values
    first, second = _named(first), _named(second)
    if isinstance(first, dict) and isinstance(second, dict):
        for name in [*first, *(name for name in second if name not in first)]:
            place = f"{path}.{name}" if path else name
            yield from _compare_values(place, first.get(name), second.get(name))
    elif first != second:
        yield Difference(path, _in_short(first), _in_short(second))


def _named(value: Any) -> Any:  # noqa: ANN401 - plain values
    """Turn a list of things with names into a dictionary, so that order changes nothing."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        name = next(name for name in _NAMES if name in value[0])
        return {str(member[name]): member for member in value}
    return value


def _in_short(value: Any) -> object:  # noqa: ANN401 - plain values
    """Name what stands on one side only, instead of spelling out all its fields."""
    if not isinstance(value, dict):
        return value
    names = ("label", "title", "question", "words", *_NAMES)
    return next((value[name] for name in names if name in value), ", ".join(value))


def _is_source(path: str) -> bool:
    steps = path.split(".")
    return steps[0] in _ROUTINE or "source" in steps
