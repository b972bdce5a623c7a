"""What a recorded ethnic category stands for.

The national list is that of the 2001 census with one letter per category (NHS Data Model and
Dictionary, ETHNIC CATEGORY); a second character is a local sub-code that rolls up to its letter.
The order of the rules matters. Words for "nothing recorded" come first, or ``NULL`` and ``NA``
would be read as N, African; letters are only read from values of one or two characters, or
``British`` would be read as B, Irish.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dueregard.codelists.files import read_pairs, read_rows
from dueregard.codelists.parsed import DECLINED, UNKNOWN_CODES, ParsedCategory, parsed
from dueregard.codelists.spelling import by_plain_label, plain, trimmed
from dueregard.errors import ConfigurationError

CODINGS = ("2001", "2021", "1991")
_CODE = re.compile(r"[A-HJ-NPRS][A-Z0-9]?")
_NOT_STATED = re.compile(r"Z[A-Z0-9]?")
_CODE_AND_LABEL = re.compile(r"([A-HJ-NPRSZ][A-Z0-9]?|99)[ ](?:- )?(\S.*)")
_TRAVELLER = "T"
_HEADINGS = {"C": "WHITE", "G": "MIXED", "L": "ASIAN", "P": "BLACK"}


class Category(NamedTuple):
    """One category of a census list, with the heading it stands under."""

    code: str
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class EthnicCategories:
    """A list of ethnic categories and the reading of recorded values.

    Build it with :meth:`load`; :meth:`parse` is a pure function of one value.
    """

    coding: str
    categories: tuple[Category, ...]
    unknown_words: Mapping[str, str]
    sub_codes: Mapping[str, str]
    code_labels: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    digits: Mapping[str, str]

    @classmethod
    def load(
        cls,
        coding: str = "2001",
        *,
        labels: bool = False,
        mapping: Mapping[str, str] | None = None,
    ) -> EthnicCategories:
        """Load a list.

        Parameters
        ----------
        coding
            ``"2001"``; ``"2021"``, which also reads the labels of the 2021 census and T (Gypsy or
            Irish Traveller); or ``"1991"``, which also reads the digits of that census. Digits are
            read under no other coding.
        labels
            Also read plain labels ("White British") through the table of labels.
        mapping
            The organisation's own values and the codes they stand for.

        Raises
        ------
        ConfigurationError
            If the coding is unknown, or a mapping leads to a code that the list does not have.
        """
        if coding not in CODINGS:
            raise ConfigurationError(
                f"There is no coding '{coding}' of ethnic categories.",
                advice=f"Use one of {', '.join(CODINGS)}.",
            )
        categories = tuple(Category(**row) for row in read_rows("ethnic_2001"))
        sub_codes = read_pairs("ethnic_sub_codes", "code", "label")
        return cls(
            coding=coding,
            categories=categories,
            unknown_words=read_pairs("ethnic_unknown", "text", "code"),
            sub_codes=sub_codes,
            code_labels=_labels_by_code(sub_codes),
            labels=_labels_for(coding, labels=labels) | _own(mapping or {}, categories),
            digits=read_pairs("ethnic_1991", "digit", "code") if coding == "1991" else {},
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the list, without those for people whose category is not known."""
        return tuple(category.code for category in self.categories)

    def parse(self, text: str | None) -> ParsedCategory | None:
        """Return what a recorded value stands for, or None where somebody must decide.

        Parameters
        ----------
        text
            The value as it stands in the file; None and blanks are never-recorded.
        """
        value = " ".join(trimmed(text).split())
        # Capitals of other alphabets would make letters that nobody wrote: "ß" becomes "SS".
        word = value.upper() if value.isascii() else value
        if word in self.unknown_words:
            return parsed(self.unknown_words[word])
        if plain(value) in self.labels:
            return parsed(self.labels[plain(value)])
        return self._parse_code(word) or self._parse_code_and_label(value)

    def _parse_code(self, word: str) -> ParsedCategory | None:
        if word in self.digits:
            return parsed(self.digits[word])
        if self.coding == "2021" and word == _TRAVELLER:
            return parsed("C", _TRAVELLER)
        if _NOT_STATED.fullmatch(word):
            return parsed(DECLINED)
        if not _CODE.fullmatch(word):
            return None
        sub_code = word if len(word) == 2 else ""
        return parsed(word[0], sub_code, listed=not sub_code or sub_code in self.sub_codes)

    def _parse_code_and_label(self, value: str) -> ParsedCategory | None:
        match = _CODE_AND_LABEL.fullmatch(value.upper())
        if match is None:
            return None
        code, label = match[1], plain(match[2])
        if label not in self.code_labels.get(code, ()):
            return None
        return parsed(code) if code in UNKNOWN_CODES else self._parse_code(code)


def _labels_by_code(sub_codes: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_rows("ethnic_labels"):
        found.setdefault(row["code"], set()).add(plain(row["label"]))
    for code, label in sub_codes.items():
        found.setdefault(code, set()).update(_sub_code_labels(code, label))
    return {code: frozenset(labels) for code, labels in found.items()}


def _sub_code_labels(code: str, label: str) -> set[str]:
    # Systems print a sub-code with or without the heading of its letter: "White Polish", "Polish".
    heading = _HEADINGS.get(code[0], "")
    without = plain(label).removeprefix(heading).strip()
    return {plain(label), without, f"{heading} {without}".strip()} - {""}


def _labels_for(coding: str, *, labels: bool) -> dict[str, str]:
    known: dict[str, str] = {}
    if labels:
        known |= {row["label"]: row["code"] for row in read_rows("ethnic_labels")}
    if coding == "2021":
        for row in read_rows("ethnic_2021"):
            known[row["label"]] = row["code"]
            known[f"{row['group']}: {row['label']}"] = row["code"]
    return by_plain_label(known)


def _own(mapping: Mapping[str, str], categories: tuple[Category, ...]) -> dict[str, str]:
    codes = {category.code for category in categories} | set(UNKNOWN_CODES)
    for text, code in mapping.items():
        if code not in codes:
            raise ConfigurationError(
                f"'{text}' is mapped to '{code}', which is no ethnic category.",
                advice=f"Map it to one of {', '.join(sorted(codes))}.",
            )
    return by_plain_label(mapping)
