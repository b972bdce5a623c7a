"""A drawing holds printed texts; places are read back from them."""

from __future__ import annotations

import pytest

from dueregard.reports.charts import NOT_SHOWN, Caption, Extent, Share
from dueregard.reports.charts.values import number_in, said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("31.2%", 31.2),
        ("+3.1 points", 3.1),
        ("-0.6", -0.6),
        ("\N{MINUS SIGN}0.6 points", -0.6),
        ("2.00", 2.0),
        ("1.45 times", 1.45),
        ("1,234", 1234.0),
        ("0.0%", 0.0),
        ("no events", None),
        ("under 5%", None),
        ("10% to 15%", None),
        ("infinity", None),
        ("[c]", None),
        ("", None),
    ],
)
def test_a_place_is_read_back_from_the_print(text, number):
    """A text has a place only if it is one number with nothing before or after but its unit."""
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", "[c]", "withheld", NOT_SHOWN])
def test_every_hidden_value_reads_alike(text):
    """Whatever the reason it is hidden for, a value reads "not shown"."""
    assert said(text) == NOT_SHOWN


def test_what_is_hidden_has_no_count_beside_it():
    """A count beside a hidden share would give it away."""
    with pytest.raises(ValueError, match="no count"):
        Share("Band 5", "[c]", "3 of 12")


@pytest.mark.parametrize(
    ("extent", "words"),
    [
        (Extent("0.83", "66.00"), "0.83 to 66.00"),
        (Extent("0.83", ""), "at least 0.83"),
        (Extent("0.83", "infinity"), "at least 0.83"),
        (Extent("", "22.00"), "at most 22.00"),
        (Extent(), "any size"),
    ],
)
def test_an_open_end_is_said_in_words(extent, words):
    """A range without an end is never written with one."""
    assert extent.words == words


@pytest.mark.parametrize("key", ["", "a b", "1a", 'a"b', "a_b"])
def test_a_key_can_stand_in_a_document(key):
    """The key becomes an id of the page: plain letters, digits and hyphens."""
    with pytest.raises(ValueError, match="plain key"):
        Caption(key, "Title")
