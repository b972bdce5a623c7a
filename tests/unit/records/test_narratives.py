"""A narrative is paragraphs and lists; marks and comments do not reach the reader."""

from __future__ import annotations

import pytest

from dueregard.records.narratives import Block, read_narrative


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("<!-- write here -->\n", ()),
        ("One\ntwo.\n\n\nThree.", (Block(("One two.",)), Block(("Three.",)))),
        ("One\r\n\r\nTwo", (Block(("One",)), Block(("Two",)))),
        ("We **did** it, __all__.", (Block(("We did it, all.",)),)),
        ("# Heading\n\nText", (Block(("Heading",)), Block(("Text",)))),
        ("- a\n- b\n  goes on\n* c", (Block(("a", "b goes on", "c"), is_list=True),)),
        ("1. a\n2) b", (Block(("a", "b"), is_list=True),)),
        ("First:\n- a", (Block(("First:",)), Block(("a",), is_list=True))),
        ("2016 was good.\n5*3 is 15", (Block(("2016 was good. 5*3 is 15",)),)),
        ("a -> b\n\n-5 is less", (Block(("a -> b",)), Block(("-5 is less",)))),
    ],
)
def test_what_a_text_becomes(text, blocks):
    """Paragraphs between empty lines, lists by their marks, bold dropped, comments left out."""
    assert read_narrative("public", text).blocks == blocks


def test_the_typed_text_is_kept():
    """An editor gets back what was typed, marks and all."""
    assert read_narrative("public", "**a**\r\n").text == "**a**\r\n"
