"""The ways to keep people safe in a release: which figures are offered, and in which forms."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dueregard.releases.flows import RECRUITMENT
from dueregard.releases.items import EXACT_OR_COARSE, Detail, Form, Kind
from dueregard.releases.staff import PROFILE, RECORDS
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.releases.items import Item


class Way(StrEnum):
    """One way out. Whichever is taken, what is still not safe is hidden with the one symbol."""

    COARSEN = "coarsen"
    """Exact where that is safe; else rounded, to the nearest five, or as a band of ten points."""
    RECODE = "recode"
    """White and BME people only: no categories, no unknown, no parts of the White group."""
    SUPPRESS = "suppress"
    """Exact or hidden, nothing in between."""
    ROUND = "round"
    """Every count to the nearest five, and no figure that is made from exact counts."""

    @property
    def words(self) -> str:
        """What is done, for a list of options."""
        return _WORDS[self]

    def offers(self, item: Item) -> bool:
        """Whether this way offers a figure at all."""
        if self is not Way.RECODE:
            return True
        if item.detail is Detail.CHARACTERISTIC:
            return _is_of_a_group(item)
        whole = item.table in {PROFILE, RECORDS} or item.group == Group.UNKNOWN.value
        return not whole and not (item.table == RECRUITMENT and not _is_of_a_group(item))

    def forms(self, item: Item) -> frozenset[Form]:
        """Return the forms a figure may be printed in. What is public already is not rounded."""
        return EXACT_OR_COARSE if item.kind is Kind.GIVEN else _FORMS[self]


_WORDS = {
    Way.COARSEN: "coarsen: exact, rounded or in bands",
    Way.RECODE: "recode: White and BME only",
    Way.SUPPRESS: "suppress: exact or hidden",
    Way.ROUND: "round: counts to the nearest 5",
}
_FORMS = {
    Way.COARSEN: EXACT_OR_COARSE,
    Way.RECODE: EXACT_OR_COARSE,
    Way.SUPPRESS: frozenset({Form.WITH_COUNTS}),
    Way.ROUND: frozenset({Form.COUNTS_TO_FIVE}),
}


def _is_of_a_group(item: Item) -> bool:
    last = item.key.rsplit(".", 1)[-1]
    return last in {Group.REFERENCE.value, Group.COMPARED.value}
