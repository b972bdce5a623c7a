"""A bar is drawn for somebody who waits at a terminal, and for nobody else."""

from __future__ import annotations

import io

import pytest

from dueregard.cli.progress import LONG_READ, ReadingBar
from dueregard.operations.count_extracts import ReadingStep


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("terminal", "total", "shown"),
    [(True, LONG_READ, True), (True, LONG_READ - 1, False), (False, 10 * LONG_READ, False)],
)
def test_the_bar_is_shown_on_a_terminal_and_for_long_files_only(
    monkeypatch, terminal, total, shown
):
    """The file being read is named; in a pipe and for small files not a byte is written."""
    monkeypatch.setenv("TERM", "xterm")
    stream = Stream(terminal=terminal)
    with ReadingBar(stream) as bar:
        bar(ReadingStep("staff.csv", 0, total))
        bar(ReadingStep("[red]board.csv", total // 2, total))
        bar(ReadingStep("", total, total))
    text = stream.getvalue()
    assert ("Reading staff.csv" in text) == ("Reading [red]board.csv" in text) == shown
    assert bool(text) == shown
