"""How far has long work come? Shown on a terminal, never in a pipe or a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

    from dueregard.operations.count_extracts import ReadingStep

LONG_READ = 8 * 1024 * 1024
"""Bytes below which files are read before anybody could look at a bar."""


class ReadingBar:
    """A bar that names the file being read and grows with the bytes behind it.

    It is told of each file before it is read. Nothing is shown, and nothing that could show it is
    imported, where nobody is looking or the files are small.

    Parameters
    ----------
    stream
        Where it is drawn; standard error if left out, so that output stays clean.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, step: ReadingStep) -> None:
        """Show how far the reading has come."""
        if step.total < LONG_READ or not self._stream.isatty():
            return
        words = f"Reading {step.name}" if step.name else "Read"
        if self._bar is None or self._task is None:
            self._bar = _bar(self._stream)
            self._task = self._bar.add_task(words, total=step.total)
            self._bar.start()
        self._bar.update(self._task, completed=step.done, description=words, refresh=True)
        if not step.name:
            self._stop()

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar, self._task = None, None


def _bar(stream: TextIO) -> Progress:
    from rich.console import Console  # noqa: PLC0415 - only when a bar is shown
    from rich.progress import (  # noqa: PLC0415 - as above
        BarColumn,
        DownloadColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        SpinnerColumn(),
        # A file may be called anything, also something that looks like a colour.
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(binary_units=True),
        TimeElapsedColumn(),
        console=Console(file=stream),
        transient=True,
    )


class CountingBar:
    """A bar that grows with every one of so many things that is done.

    Parameters
    ----------
    words
        What is being done.
    total
        How many there are.
    stream
        Where it is drawn; standard error if left out. Nothing is shown where nobody is looking.
    """

    def __init__(self, words: str, total: int, stream: TextIO | None = None) -> None:
        self._words = words
        self._total = total
        self._stream = stream or sys.stderr
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._stream.isatty():
            self._bar = _counting_bar(self._stream)
            self._task = self._bar.add_task(self._words, total=self._total)
            self._bar.start()
        return self

    def advance(self, done: str) -> None:
        """Show that one more is done, by its name."""
        if self._bar is not None and self._task is not None:
            self._bar.update(
                self._task, advance=1, description=f"{self._words}: {done}", refresh=True
            )

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar, self._task = None, None


def _counting_bar(stream: TextIO) -> Progress:
    from rich.console import Console  # noqa: PLC0415 - only when a bar is shown
    from rich.progress import (  # noqa: PLC0415 - as above
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        # A folder may be called anything, also something that looks like a colour.
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(file=stream),
        transient=True,
    )


def saying() -> Callable[[str], None] | None:
    """Return what says on a terminal what is being done; in a pipe or a file nothing does."""
    return _say if sys.stderr.isatty() else None


def _say(words: str) -> None:
    click.echo(f"{words} ...", err=True)
