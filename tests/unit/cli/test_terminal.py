"""Tables line up, JSON can be read back, colour stays where it is wanted."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from dueregard.cli.terminal import print_json, print_table, show_fault, table_lines
from dueregard.errors import DueRegardError

WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)


def test_table_lines_up(capsys) -> None:
    """Words stand left, numbers right, nothing trails, an absent entry is empty."""
    print_table(["Band", "People"], [["8a", 12], ["9", None], ["VSM", 3]], right={1})
    assert capsys.readouterr().out == (
        "Band  People\n----  ------\n8a        12\n9\nVSM        3\n"
    )


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6))
def test_columns_start_at_one_place(rows) -> None:
    """Whatever the entries, each column starts where its underline starts."""
    lines = table_lines(["a", "b", "c"], rows)
    underline = lines[1]
    starts = [
        n
        for n, mark in enumerate(underline)
        if mark == "-" and underline[: n + 1][-2:] in {"-", " -"}
    ]
    for row, line in zip(rows, lines[2:], strict=True):
        assert [line[start:].split("  ")[0].rstrip() for start in starts] == list(row)


def test_table_without_rows_keeps_its_headings() -> None:
    """An empty table still says what it would have held."""
    assert table_lines(["Band", "n"], []) == ["Band  n", "----  -"]


def test_json_keeps_letters(capsys) -> None:
    """What is printed as JSON reads back as it was, pound signs included."""
    value = {"words": "£200,000 or less", "n": None}
    print_json(value)
    printed = capsys.readouterr().out
    assert "£" in printed
    assert json.loads(printed) == value


def test_no_colour_codes_in_a_file(capsys) -> None:
    """Standard error that is no terminal gets plain text."""
    show_fault(DueRegardError("It is wrong."))
    assert capsys.readouterr().err == "Error: It is wrong.\n"
