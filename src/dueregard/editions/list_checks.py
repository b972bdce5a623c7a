"""Whether an edition speaks of categories, pay bands and seats that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dueregard.codelists.characteristics import load_categories
from dueregard.codelists.parsed import UNKNOWN_CODES
from dueregard.codelists.pay_bands import PayBands
from dueregard.editions.schema import (
    BoardComparison,
    Edition,
    GroupRule,
    MeanScore,
    RelativeLikelihood,
    SeniorBlock,
    ShareByRow,
    SurveyShare,
)
from dueregard.errors import EditionError
from dueregard.vocabulary import Part, Population

Path = tuple[str | int, ...]

ANSWERS = ("yes", "no", "dont_know")
SEATS = ("total", "voting", "non_voting", "executive", "non_executive")
GROUPS = ("reference", "compared", "unknown")


class Fault(NamedTuple):
    """Something wrong in an edition: where, what, and what to do."""

    path: Path
    message: str
    advice: str


def find_list_faults(edition: Edition) -> Iterator[Fault]:
    """Yield every word of an edition that no list has."""
    yield from _categories(edition)
    keys = PayBands.load().keys
    parts = [part for part in Part if part]
    for index, indicator in enumerate(edition.indicators):
        path = ("indicators", index, "method")
        match indicator.method:
            case ShareByRow(rows=rows):
                for place, row in enumerate(rows):
                    yield from _known(row.pay_bands, keys, (*path, "rows", place, "pay_bands"))
                    yield from _known([row.part], parts, (*path, "rows", place, "part"))
            case SeniorBlock(pay_bands=bands, medical_rows=medical):
                yield from _known(bands, keys, (*path, "pay_bands"))
                yield from _known(medical, keys, (*path, "medical_rows"))
            case RelativeLikelihood() as likelihood:
                yield from _likelihood(likelihood, path)
            case SurveyShare() as share:
                yield from _survey(share, path)
            case BoardComparison(seats=seats):
                yield from _known(seats, SEATS, (*path, "seats"))
            case MeanScore(lowest=lowest, highest=highest) if not lowest < highest:
                yield Fault(
                    (*path, "lowest"),
                    f"the lowest score {lowest} is not below the highest {highest}.",
                    "Correct one of the two.",
                )
    yield from _disparity(edition, keys)
    if edition.senior_posts is not None:
        posts = edition.senior_posts
        yield from _known(posts.pay_bands, keys, ("senior_posts", "pay_bands"))
        yield from _known(posts.medical_rows, keys, ("senior_posts", "medical_rows"))


def _categories(edition: Edition) -> Iterator[Fault]:
    comparison = edition.comparison
    path: Path = ("comparison", "codelist")
    try:
        codes = load_categories(comparison.codelist).codes
    except EditionError as error:
        yield Fault(path, f"{error.message[0].lower()}{error.message[1:]}", error.advice)
        return
    claimed: dict[str, str] = {}
    for name in GROUPS:
        rule: GroupRule = getattr(comparison, name)
        place = ("comparison", name, "categories")
        allowed = UNKNOWN_CODES if name == "unknown" else codes
        yield from _known(rule.categories, allowed, place)
        for code in rule.categories:
            if claimed.setdefault(code, name) != name:
                yield Fault(
                    place,
                    f"the category '{code}' is in the groups {claimed[code]} and {name}.",
                    "Put it into one of them.",
                )
    left_out = [code for code in codes if code not in claimed]
    if left_out:
        yield Fault(
            path,
            f"no group has the categories {', '.join(left_out)} of {comparison.codelist}.",
            "Put each into a group: nobody who was counted may fall between them.",
        )


def _likelihood(method: RelativeLikelihood, path: Path) -> Iterator[Fault]:
    populations = [population.value for population in Population]
    yield from _known([method.events], populations, (*path, "events"))
    yield from _known([method.people], populations, (*path, "people"))
    if method.years < 1:
        yield Fault(
            (*path, "years"),
            f"the window is {method.years} years.",
            "Give a whole number of at least 1.",
        )


def _survey(method: SurveyShare, path: Path) -> Iterator[Fault]:
    yield from _known(method.base_answers, ANSWERS, (*path, "base_answers"))
    yield from _known(method.counted_answers, method.base_answers, (*path, "counted_answers"))


def _disparity(edition: Edition, keys: tuple[str, ...]) -> Iterator[Fault]:
    if edition.disparity is None:
        return
    yield from _known(
        edition.disparity.parts, [part for part in Part if part], ("disparity", "parts")
    )
    first: dict[str, str] = {}
    for index, tier in enumerate(edition.disparity.tiers):
        path = ("disparity", "tiers", index, "pay_bands")
        yield from _known(tier.pay_bands, keys, path)
        for band in tier.pay_bands:
            if first.setdefault(band, tier.key) != tier.key:
                yield Fault(
                    path,
                    f"{band} is in the tiers '{first[band]}' and '{tier.key}'.",
                    "Count it in one tier.",
                )


def _known(words: Iterable[str], known: Iterable[str], path: Path) -> Iterator[Fault]:
    allowed = tuple(known)
    for word in words:
        if word not in allowed:
            yield Fault(
                path,
                f"'{word}' is not among {', '.join(name for name in allowed if name)}.",
                "Correct the word, or add it to the list that it comes from.",
            )
