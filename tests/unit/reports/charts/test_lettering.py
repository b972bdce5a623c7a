"""Words are measured before they are written."""

from __future__ import annotations

import pytest

from dueregard.reports.charts.lettering import width_of, wrap


@pytest.mark.parametrize(
    ("words", "least"),
    [
        # Widths in Arial at 1000 units, added up by hand from the font's published metrics.
        ("Band 8a", 667 + 556 * 3 + 278 + 556 * 2),
        ("100.0%", 556 * 4 + 278 + 889),
        ("WWW", 944 * 3),
    ],
)
def test_a_width_is_never_too_narrow(words, least):
    """Text is given the room it takes in Arial and a little more, never less."""
    assert least / 100 <= width_of(words, 10) <= 1.1 * least / 100


def test_words_are_kept_in_order_and_within_the_room():
    """Wrapping loses nothing and no line is too wide."""
    words = "Very senior managers (executive board members and others)"
    lines = wrap(words, 120, 14)
    assert " ".join(lines) == words
    assert all(width_of(line, 14) <= 120 for line in lines)
    assert len(lines) > 2


def test_a_word_wider_than_the_room_is_cut():
    """A long name is broken rather than clipped at the edge of the paper."""
    lines = wrap("Llanfairpwllgwyngyllgogerychwyrndrobwll Trust", 60, 14)
    assert "".join(lines).replace(" ", "") == "LlanfairpwllgwyngyllgogerychwyrndrobwllTrust"
    assert all(width_of(line, 14) <= 60 for line in lines)


def test_no_words_take_no_line():
    assert wrap("", 100, 14) == ()
