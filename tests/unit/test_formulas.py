"""No text becomes a formula in a spreadsheet, and none is changed by being written and read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dueregard.formulas import guarded, unguarded

FORMULAS = (
    "=1+1",
    " =1+1",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-1+cmd|' /C calc'!A0",
    "-1\n=2",
    "|cmd",
    "%0A",
    "\t=1",
    "\rtext",
    "\ntext",
    "＝1",
    "\N{NO-BREAK SPACE}=1",
    "-",
    "+A1",
    "-2+3",
    "-1 to =2",
    "'=1",
)
NUMBERS = (
    "-1",
    "+3.1",
    "-12,345.6%",
    "-4.2 points",
    "-4.1 to 12.3",
    "+1.0 percentage points",
    "3",
)
TEXTS = ("", "Band 8a", "1=1", "'tis", "\N{MINUS SIGN}3", "a@b.example", "12.5%")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_written_as_a_text(text):
    """What a spreadsheet could run stands behind an apostrophe, and comes back as it was."""
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", NUMBERS + TEXTS)
def test_a_number_or_a_plain_text_stays(text):
    """Signed numbers, ranges of them and ordinary words are written as they are."""
    assert guarded(text) == unguarded(text) == text


@given(st.text() | st.text(alphabet="'=+-@|% \t\r\n1.,A"))
@example("''=1")
def test_writing_and_reading_change_no_text(text):
    """Guarding is undone exactly, whatever the text, and never needs doing twice."""
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set("=@|%\t\r\n＝＋－＠")
