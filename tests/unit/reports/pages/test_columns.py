"""Columns hold their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.reports.pages.columns import breakable, shares, shortest_widths
from dueregard.reports.pages.model import Table

CELLS = st.text(alphabet="abc ,1%", max_size=60)


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), max_size=5)))
def test_shares_are_a_whole(rows):
    """Every column gets some of the width, and together they get all of it."""
    number = len(rows[0]) if rows else 3
    found = shares(Table("t", ("Head",) * number, tuple(rows)), 50)
    assert len(found) == number
    assert min(found) > 0
    assert sum(found) == pytest.approx(1, abs=0.002)


def test_short_columns_get_what_they_need():
    """A number does not wrap because a sentence stands beside it."""
    table = Table("t", ("Item", "Count", "Remark"), (("Band 5", "62 of 148", "many words " * 30),))
    item, count, remark = (50 * share for share in shares(table, 50))
    assert item > 3.5
    assert count > 4.5
    assert remark > 30


def test_headings_stay_on_one_line_where_there_is_room():
    """Two short columns do not fold a heading that the paper has room for."""
    table = Table("t", ("Item", "Points from the workforce"), (("Band 5", "1"), ("Band 6", "2")))
    assert 50 * shares(table, 50)[1] > len("Points from the workforce") * 0.5
    assert 14 * shares(table, 14)[1] < len("Points from the workforce") * 0.5


def test_a_long_word_makes_its_column_broad():
    narrow, broad = shortest_widths(Table("t", ("a", "b"), (("c", "extraordinary"),)))
    assert broad > narrow + 2.5


def test_a_long_run_of_letters_may_be_broken():
    """A digest of 64 letters has places to break; words of people's language have none."""
    assert breakable("a digest " + "f" * 64).count("\u200b") == 5
    assert breakable("internationalisation of things") == "internationalisation of things"
