"""The nine protected characteristics, each with its categories, its groups and its own base.

The Equality Act 2010 protects nine characteristics (part 2, chapter 1); sex and sexual orientation
are two. Each characteristic has a known base of its own: somebody who gave their sex may have kept
their religion to themselves, so bases are never shared. Reference and compared groups are defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dueregard.codelists.ethnicity import EthnicCategories
from dueregard.codelists.files import read_rows
from dueregard.codelists.parsed import ParsedCategory, parsed
from dueregard.codelists.spelling import by_plain_label, plain
from dueregard.errors import ConfigurationError, EditionError
from dueregard.vocabulary import Group

ETHNIC_CODELIST = "ethnic_2001"
_WHITE = frozenset("ABC")


class Characteristic(NamedTuple):
    """A protected characteristic, the column that records it and its default groups."""

    key: str
    label: str
    act: str
    column: str
    codelist: str
    reference_label: str
    compared_label: str
    reference_adjective: str
    compared_adjective: str

    @property
    def known_base(self) -> str:
        """Who a percentage of known people counts, in words."""
        return f"people whose {self.label.lower()} is known"


class GroupedCategory(NamedTuple):
    """A category of a list and the group that it falls into by default."""

    code: str
    label: str
    group: Group


@dataclass(frozen=True, slots=True)
class CategoryList:
    """The categories of one characteristic, and the reading of recorded values."""

    name: str
    categories: tuple[GroupedCategory, ...]
    names: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the list, without those for people whose category is not known."""
        return tuple(category.code for category in self.categories)

    def members(self, group: Group) -> tuple[str, ...]:
        """Return the codes that fall into a group by default."""
        return tuple(item.code for item in self.categories if item.group == group)

    def parse(self, text: str | None) -> ParsedCategory | None:
        """Return what a recorded value stands for, or None where somebody must decide."""
        code = self.names.get(plain(text or ""))
        return None if code is None else parsed(code)


def load_characteristics() -> tuple[Characteristic, ...]:
    """Return the nine protected characteristics in the order of the Act."""
    return tuple(Characteristic(**row) for row in read_rows("characteristics"))


def load_characteristic(key: str) -> Characteristic:
    """Return the characteristic with this key or column; ``"ethnicity"`` is race by its column.

    Raises
    ------
    ConfigurationError
        If the Act protects no such characteristic.
    """
    known = load_characteristics()
    for one in known:
        if key in {one.key, one.column} or (key, one.key) == ("ethnicity", "race"):
            return one
    raise ConfigurationError(
        f"'{key}' is no protected characteristic.",
        advice=f"The nine are {', '.join(one.key for one in known)}.",
    )


def load_categories(codelist: str, mapping: Mapping[str, str] | None = None) -> CategoryList:
    """Return the categories of a code list.

    Parameters
    ----------
    codelist
        The name that a characteristic or an edition gives, such as ``"disability"``.
    mapping
        The organisation's own values and the codes they stand for.

    Raises
    ------
    EditionError
        If there is no such list.
    ConfigurationError
        If a mapping leads to a code that the list does not have.
    """
    categories = _categories(codelist)
    if not categories:
        raise EditionError(
            f"There is no code list '{codelist}'.", advice="See docs/reference/code-lists.md."
        )
    codes = {category.code for category in categories} | {"blank", "Z", "99"}
    for text, code in (mapping or {}).items():
        if code not in codes:
            raise ConfigurationError(
                f"'{text}' is mapped to '{code}', which is no code of {codelist}.",
                advice=f"Map it to one of {', '.join(sorted(codes))}.",
            )
    return CategoryList(codelist, categories, _names(codelist, categories, mapping or {}))


def age_band(years: int) -> str:
    """Return the code of the age band for an age in whole years.

    Examples
    --------
    >>> age_band(50), age_band(51)
    ('46_50', '51_55')
    """
    if years <= 20:
        return "20_under"
    if years >= 71:
        return "71_over"
    start = 21 + (years - 21) // 5 * 5
    return f"{start}_{start + 4}"


def _categories(codelist: str) -> tuple[GroupedCategory, ...]:
    if codelist == ETHNIC_CODELIST:
        return tuple(
            GroupedCategory(
                item.code, item.label, Group.REFERENCE if item.code in _WHITE else Group.COMPARED
            )
            for item in EthnicCategories.load().categories
        )
    return tuple(
        GroupedCategory(row["code"], row["label"], Group(row["group"]))
        for row in read_rows("categories")
        if row["codelist"] == codelist
    )


def _names(
    codelist: str, categories: tuple[GroupedCategory, ...], mapping: Mapping[str, str]
) -> dict[str, str]:
    words = {row["text"]: row["code"] for row in read_rows("unknown_words")}
    words |= {category.label: category.code for category in categories}
    words |= {category.code: category.code for category in categories}
    words |= {
        row["text"]: row["code"]
        for row in read_rows("category_names")
        if row["codelist"] == codelist
    }
    return by_plain_label(words | dict(mapping))
