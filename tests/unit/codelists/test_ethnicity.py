"""What a recorded ethnic category stands for, rule by rule."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.codelists.ethnicity import CODINGS, EthnicCategories
from dueregard.codelists.files import read_rows
from dueregard.errors import ConfigurationError
from dueregard.vocabulary import UnknownReason

LIST = EthnicCategories.load()
LABELS = EthnicCategories.load(labels=True)
WHITE = set("ABC")

# Accepted and refused values as the NHS Data Model and Dictionary and practice have them.
WHITE_VALUES = ["ca", "C ", "CP", "A", "b", " c", "C3", "A White - British", "CP White Polish"]
WHITE_VALUES += ["C2 White Northern Irish", "a white - british", "CN Gypsy/Romany", "B - Irish"]
BME_VALUES = ["GC", "n", "PA", "SC", "D", "R", "N African", "J Pakistani"]
BME_VALUES += ["GF Mixed - Other/Unspecified", "PE Black Unspecified", "LH Asian British"]
UNMAPPED = ["T", "Q", "I", "O", "U", "V", "W", "Y", "British", "Caribbean", "Indian", "White"]
UNMAPPED += ["ABC", "A-", "A White - Irish", "B White - British", "0", "4", "98", "999", "ß", "?"]


@pytest.mark.parametrize("value", WHITE_VALUES)
def test_white_values(value) -> None:
    """Letters A to C with or without a sub-code, and codes printed with their own label."""
    found = LIST.parse(value)
    assert found.code in WHITE
    assert found.reason is None


@pytest.mark.parametrize("value", BME_VALUES)
def test_bme_values(value) -> None:
    """Letters D to S with or without a sub-code."""
    assert LIST.parse(value).code in set("DEFGHJKLMNPRS")


@pytest.mark.parametrize("value", UNMAPPED)
def test_values_that_somebody_must_decide(value) -> None:
    """Other letters, words and digits are never put into a group."""
    assert LIST.parse(value) is None


UNKNOWN = {
    "blank": (UnknownReason.BLANK, ["", None, "  ", "NULL", "na", "N/A", "Unspecified", "\t"]),
    "Z": (UnknownReason.DECLINED, ["Z", "z", "NS", "Not Stated", "not  stated", "Z1"]),
    "99": (UnknownReason.NOT_KNOWN, ["99", "X", "NK", "Not known", "UNKNOWN", " 99 "]),
}


@pytest.mark.parametrize(
    ("value", "code"), [(value, code) for code, (_, values) in UNKNOWN.items() for value in values]
)
def test_three_ways_of_not_knowing(value, code) -> None:
    """Never recorded, declined and not known stay three, and none of them is African."""
    found = LIST.parse(value)
    assert found.code == code
    assert found.reason is UNKNOWN[code][0]


@pytest.mark.parametrize("value", ["British", "White British", "Chinese", "white: british"])
def test_plain_labels_only_where_asked_for(value) -> None:
    """A plain label is read through the table of labels and only when that is switched on."""
    assert LIST.parse(value) is None
    assert LABELS.parse(value) is not None


def test_letters_of_other_alphabets_make_no_code() -> None:
    """Capitals of ß are SS and would be another group; a Greek A is no A."""
    assert LIST.parse("ß") is None
    assert LIST.parse("\N{GREEK CAPITAL LETTER ALPHA}") is None
    assert LIST.parse("\N{FULLWIDTH LATIN CAPITAL LETTER A}") is None


def test_sub_code_is_kept_and_marked() -> None:
    """A listed sub-code is kept; one of good form that no list has is read and marked."""
    assert LIST.parse("cn") == ("C", None, "CN", True)
    assert LIST.parse("NO") == ("N", None, "NO", False)


def test_1991_digits_only_when_declared() -> None:
    """A digit means nothing until the coding of 1991 is declared; 0 is White undivided."""
    older = EthnicCategories.load("1991")
    assert all(LIST.parse(digit) is None for digit in string.digits)
    assert [older.parse(digit).code for digit in string.digits] == [
        "group:reference", "M", "N", "P", "H", "J", "K", "R", "S", "Z",
    ]  # fmt: skip
    assert older.parse("A").code == "A"


def test_2021_list_rolls_up() -> None:
    """Roma and travellers are White, Arab is other, Chinese keeps its own letter."""
    newer = EthnicCategories.load("2021")
    assert newer.parse("Roma").code == newer.parse("Gypsy or Irish Traveller").code == "C"
    assert newer.parse("T").code == "C"
    assert newer.parse("Arab").code == "S"
    assert newer.parse("Asian or Asian British: Chinese").code == "R"
    rows = read_rows("ethnic_2021")
    assert len(rows) == 19
    white = {row["label"] for row in rows if row["code"] in WHITE}
    assert white == {row["label"] for row in rows if row["group"] == "White"}


def test_own_mapping() -> None:
    """An organisation's own value stands for the code that somebody chose for it."""
    mapped = EthnicCategories.load(mapping={"Q": "B", "Welsh": "A", "refused": "Z"})
    assert [mapped.parse(v).code for v in ("q", "WELSH", "Refused")] == ["B", "A", "Z"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({"coding": "2011"}, "no coding '2011'"), ({"mapping": {"x": "W"}}, "mapped to 'W'")],
)
def test_settings_that_lead_nowhere_are_refused(arguments, words) -> None:
    """An unknown coding, and a mapping to a code that is in no list, are refused."""
    with pytest.raises(ConfigurationError, match=words):
        EthnicCategories.load(**arguments)


WORDS = {
    "blank": ("", "NULL", "NA", "N/A"),
    "99": ("99", "X", "NK"),
    "Z": ("NS",),
}


def slow_parse(text: str) -> str | None:
    """Read a value by the written rules, character by character, without a pattern."""
    value = text.strip(" ").upper()
    for code, words in WORDS.items():
        if value in words:
            return code
    good_tail = all(mark in string.ascii_uppercase + string.digits for mark in value[1:])
    if len(value) > 2 or not good_tail or value[0] not in "ABCDEFGHJKLMNPRSZ":
        return None
    return value[0]


@given(st.text(string.ascii_letters + string.digits + " -/", max_size=3))
def test_short_values_follow_the_written_rules(text) -> None:
    """On every short value the list agrees with the rules written out another way."""
    found = LIST.parse(text)
    assert (found.code if found else None) == slow_parse(text)


@given(st.text(max_size=40), st.sampled_from(CODINGS))
def test_parse_is_total(text, coding) -> None:
    """Any text gives a code of the list, a way of not knowing, or nothing."""
    found = {one.coding: one for one in ALL}[coding].parse(text)
    assert found is None or re.fullmatch(r"[A-HJ-NPRS]|Z|99|blank|group:reference", found.code)


ALL = tuple(EthnicCategories.load(coding, labels=True) for coding in CODINGS)


def test_every_category_reads_back() -> None:
    """Each code, each code with its label and each listed sub-code reads as its own letter."""
    for category in LIST.categories:
        assert LIST.parse(category.code).code == category.code
        assert LIST.parse(f"{category.code} {category.label}").code == category.code
        assert LABELS.parse(category.label).code == category.code
    for code, label in LIST.sub_codes.items():
        assert LIST.parse(code) == (code[0], None, code, True)
        assert LIST.parse(f"{code} {label}") == (code[0], None, code, True)
