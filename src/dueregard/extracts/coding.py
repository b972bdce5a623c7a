"""What do the distinct values of a column mean? Code lists, own words and layouts, in one place.

Values are read once each, however many people have them, and a value that nobody knows is never
guessed at: it stays ``None`` and becomes a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dueregard.codelists.characteristics import (
    CategoryList,
    age_band,
    load_categories,
    load_characteristics,
)
from dueregard.codelists.ethnicity import EthnicCategories
from dueregard.codelists.pay_bands import LocalGrades, PayBands
from dueregard.codelists.posts import PostWords, StaffGroups
from dueregard.codelists.spelling import plain
from dueregard.extracts.columns import Layout, plain_key
from dueregard.extracts.days import read_day, years_between
from dueregard.settings import FileSettings, Settings
from dueregard.vocabulary import Part, Route

UNKNOWN = ("blank", "Z", "99")

_YES = {plain(word): "yes" for word in ("yes", "y", "true", "1", "x", "shortlisted", "appointed")}
_NO = {plain(word): "no" for word in ("no", "n", "false", "0", "", "not shortlisted")}
_ANSWERS = (
    {plain(word): "yes" for word in ("yes", "y", "true", "1")}
    | {plain(word): "no" for word in ("no", "n", "false", "0", "never")}
    | {plain(word): "dont_know" for word in ("dont_know", "don't know", "don’t know", "dk")}
    | {plain(word): "dont_know" for word in ("do not know", "not sure", "unsure", "can't say")}
    | {plain(word): "blank" for word in ("", "NULL", "NA", "N/A", "blank", "prefer not to say")}
)
_ROUTES = {
    plain(word): route.value
    for route, words in {
        Route.NOT_STATED: ("", "NULL", "NA", "N/A", "not known", "not stated"),
        Route.INTERNAL: ("internal", "internal applicant", "internal candidate", "yes"),
        Route.EXTERNAL: ("external", "external applicant", "external candidate", "no"),
        Route.INTERNATIONAL: ("international", "overseas", "international recruitment"),
    }.items()
    for word in words
}
_STAGES = {plain(word): word for word in ("applied", "shortlisted", "appointed")} | {"": "applied"}

Parse = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the return counts it, with what could not be read."""

    part: str
    pay_band: str
    staff_group: str
    unmapped: tuple[tuple[str, str], ...] = ()
    unlisted_group: str = ""


class Coder:
    """Reads the distinct values of one organisation's files.

    Parameters
    ----------
    settings
        The organisation's own words, grades and codings.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # A word of the organisation's own may be written differently from file to file.
        self._own = {
            column: {plain(word): ours for word, ours in words.items()}
            for column, words in settings.values.items()
        }

    def ethnic(self, file: FileSettings) -> Parse:
        """Return the reading of ethnic categories under a file's coding."""
        categories = self._ethnic_list(file)

        def parse(text: str) -> str | None:
            found = categories.parse(text)
            return None if found is None else found.code

        return parse

    def unlisted_ethnic(self, file: FileSettings) -> Callable[[str], str]:
        """Return what says as what a sub-code that no list has is counted; nothing of others."""
        categories = self._ethnic_list(file)
        labels = {one.code: one.label for one in categories.categories}

        def told(text: str) -> str:
            found = categories.parse(text)
            if found is None or found.listed:
                return ""
            return f"{found.code}, {labels[found.code]}"

        return told

    def _ethnic_list(self, file: FileSettings) -> EthnicCategories:
        mapping = self._settings.values.get("ethnic_category", {})
        return EthnicCategories.load(file.coding, mapping=mapping)

    def characteristic(self, column: str) -> tuple[str, Parse]:
        """Return the key and the reading of a protected characteristic other than race."""
        found = next(one for one in load_characteristics() if one.column == column)
        categories: CategoryList = load_categories(
            found.codelist, self._settings.values.get(column, {})
        )

        def parse(text: str) -> str | None:
            category = categories.parse(text)
            return None if category is None else category.code

        return found.key, parse

    def typed_category(self, characteristic: str, text: str) -> str | None:
        """Return the code of a category that somebody typed for a characteristic, by its key."""
        for one in load_characteristics():
            if characteristic in {one.key, one.column}:
                found = load_categories(one.codelist).parse(text)
                return None if found is None else found.code
        return None

    def born(self, file: FileSettings, on: date) -> Parse:
        """Return the reading of dates of birth as age bands on a day."""
        month_first = file.date_order == "month-first"
        known = load_categories("age_band")

        def parse(text: str) -> str | None:
            unknown = known.parse(text)
            day = read_day(text, month_first=month_first)
            if day is None or not 14 <= years_between(day, on) <= 100:
                return unknown.code if unknown and unknown.code in UNKNOWN else None
            return age_band(years_between(day, on))

        return parse

    @cached_property
    def _bands(self) -> PayBands:
        grades = self._settings.grades.items()
        local = [LocalGrades(one.author, one.date, {name: one.equivalent}) for name, one in grades]
        return PayBands.load(local)

    @cached_property
    def _words(self) -> PostWords:
        return PostWords.load()

    @cached_property
    def _groups(self) -> StaffGroups:
        return StaffGroups.load()

    def post(self, values: Mapping[str, str]) -> Post:
        """Return the part, pay row and staff group of a post from all that its line says."""
        unmapped: list[tuple[str, str]] = []
        group, unlisted = self._group(values)
        known = self._groups.parse(group)
        part = self._words.parse_part(self._mine("part", values.get("part", "")))
        if part is None:
            unmapped.append(("part", values["part"]))
        if not part and known is not None:
            part = known.part
        column = "medical_grade" if values.get("medical_grade", "").strip() else "pay_band"
        band = self._bands.parse(self._mine(column, values.get(column, "")))
        if band is None:
            unmapped.append((column, values[column]))
        if not part and band in self._medical:
            part = Part.MEDICAL
        key = known.key if known else plain_key(group)
        return Post(part or "", band or "", key, tuple(unmapped), unlisted)

    @cached_property
    def _medical(self) -> frozenset[str]:
        return frozenset(one.key for one in self._bands.bands if one.scale == "medical")

    def _group(self, values: Mapping[str, str]) -> tuple[str, str]:
        for column in ("staff_group", "occupational_group"):
            text = self._mine(column, values.get(column, ""))
            if plain(text) not in {"", "NULL", "NA", "N A"}:
                listed = self._groups.parse(text) is not None or column == "occupational_group"
                return text, "" if listed else text
        return "", ""

    def seat(self, values: Mapping[str, str]) -> str | None:
        """Return the seat that a line says somebody holds."""
        voting = values.get("voting", "")
        side = self._mine("seat", values.get("seat", ""))
        if not side.strip() and "executive" in values:
            executive = self.yes_no(values["executive"])
            side = {"yes": "executive", "no": "non_executive"}.get(executive or "", side)
        found = self._words.parse_seat(side, voting)
        return None if found is None else found.value

    def employment(self, layout: Layout) -> Parse:
        """Return the reading of footings under a layout."""
        theirs = layout.words("employment")

        def parse(text: str) -> str | None:
            mine = self._mine("employment", text)
            found = self._words.parse_employment(theirs.get(plain(mine), mine))
            return None if found is None else found.value

        return parse

    def stage(self, layout: Layout) -> Parse:
        """Return the reading of how far an application went."""
        words = _STAGES | layout.words("stage") | self._own.get("stage", {})
        return lambda text: words.get(plain(text))

    def yes_no(self, text: str) -> str | None:
        """Return yes or no; a blank is no."""
        return (_YES | _NO).get(plain(text))

    def flag(self, column: str) -> Parse:
        """Return the reading of a yes-or-no column."""
        words = _YES | _NO | self._own.get(column, {})
        return lambda text: words.get(plain(text))

    def route(self, text: str) -> str | None:
        """Return how an applicant came to the post."""
        return _ROUTES.get(plain(self._mine("route", text)))

    def answer(self, item: str, layout: Layout) -> Parse:
        """Return the reading of a survey item's answers."""
        words = _ANSWERS | layout.words(item) | self._own.get(item, {})
        return lambda text: words.get(plain(text))

    def _mine(self, column: str, text: str) -> str:
        return self._own.get(column, {}).get(plain(text), text)
