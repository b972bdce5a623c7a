"""A document that could not be set is refused when it is built."""

from __future__ import annotations

import pytest

from dueregard.reports.pages.model import Links, Section, Table, blocks_of, sections_of
from tests.unit.reports.pages.whole import FIRST, chart, whole


def test_blocks_and_sections_come_in_reading_order():
    assert [section.anchor for section in sections_of(whole())] == [
        "workforce",
        "long",
        "wide",
        "withheld",
    ]
    captions = [block.caption for block in blocks_of(whole()) if isinstance(block, Table)]
    assert captions == ["Staff by pay band", "Ninety rows", "Fourteen columns", "Nine columns"]


def test_two_charts_of_one_key_are_refused():
    """One of them would be shown in place of the other."""
    with pytest.raises(ValueError, match="bands"):
        whole(opening=(chart("bands"),))


def test_two_sections_of_one_anchor_are_refused():
    """A link to it would lead to either."""
    with pytest.raises(ValueError, match="workforce"):
        whole(sections=(FIRST, Section("Again", "workforce")))


@pytest.mark.parametrize("anchor", ["", "a b", '"', "<a>", "#a"])
def test_an_anchor_that_no_link_can_name_is_refused(anchor):
    with pytest.raises(ValueError, match="no link"):
        whole(opening=(), sections=(Section("Odd", anchor),))


def test_a_link_to_nowhere_is_refused():
    with pytest.raises(ValueError, match="nowhere"):
        whole(opening=(Links((("Go", "#nowhere"),)),))


def test_a_document_without_a_title_is_refused():
    """A reader of screens would hear the name of the file instead."""
    with pytest.raises(ValueError, match="title"):
        whole(title="")


@pytest.mark.parametrize(
    ("caption", "columns", "rows"),
    [("", ("a",), ()), ("t", ("a", ""), ()), ("t", ("a", "b"), (("1",),))],
)
def test_a_table_that_lacks_something_is_refused(caption, columns, rows):
    with pytest.raises(ValueError, match="table"):
        Table(caption, columns, rows)
