"""How is something shown in a terminal? Faults as sentences, tables as aligned text, or JSON.

Everything that commands print goes through here, so that it looks the same everywhere and stays
readable by programs, screen readers and ``grep``: no colour where nobody would see it, no frames.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Collection, Sequence
from typing import Any

import click

from dueregard.errors import DueRegardError

DEBUG_VARIABLE = "DUEREGARD_DEBUG"
COLUMN_GAP = "  "


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[object]], *, right: Collection[int] = ()
) -> None:
    """Print rows under headings, each column as wide as its widest entry.

    Parameters
    ----------
    headings
        One heading per column.
    rows
        The entries; ``None`` is printed as nothing.
    right
        Numbers of the columns (from 0) that are aligned to the right, as numbers should be.
    """
    for line in table_lines(headings, rows, right=right):
        click.echo(line)


def table_lines(
    headings: Sequence[str], rows: Sequence[Sequence[object]], *, right: Collection[int] = ()
) -> list[str]:
    """Lay out a table as lines of text, its headings underlined."""
    entries = [["" if entry is None else str(entry) for entry in row] for row in rows]
    table = [list(headings), *entries]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [_line(row, widths, right) for row in table]
    underline = COLUMN_GAP.join("-" * width for width in widths)
    return [lines[0], underline, *lines[1:]]


def _line(entries: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    padded = [
        entry.rjust(width) if number in right else entry.ljust(width)
        for number, (entry, width) in enumerate(zip(entries, widths, strict=True))
    ]
    return COLUMN_GAP.join(padded).rstrip()


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever json can write
    """Print a value as JSON, indented, for other programs to read."""
    import json  # noqa: PLC0415 - most commands never need it

    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def show_fault(fault: DueRegardError) -> None:
    """Say on standard error what is wrong and, on a line of its own, what to do."""
    _show(fault.message, fault.advice)


def show_file_fault(fault: OSError) -> None:
    """Say which file the operating system refused, and why."""
    _show(
        f"{fault.filename}: {fault.strerror}.",
        "Check that the path is right, that you may use it and that the disk has room.",
    )


def show_unexpected(fault: BaseException) -> None:
    """Apologise for a fault of the program itself, without a word of what was in any file.

    The text of an unexpected exception may hold a value from a person's record, so only its kind
    and place are shown. The whole of it appears when the user asks for it.
    """
    if os.environ.get(DEBUG_VARIABLE) == "1":
        click.echo("".join(traceback.format_exception(fault)), err=True)
        return
    _show(
        f"Due Regard stopped through a fault of its own ({type(fault).__name__} {_place(fault)}).",
        "Please report that line, the command you typed and the output of 'dueregard --version'.\n"
        f"{DEBUG_VARIABLE}=1 shows more; that may hold values from your files, so read it before "
        "you pass it on.",
    )


def _place(fault: BaseException) -> str:
    """Name the last line of this package that was running."""
    place = "outside the package"
    for frame, line in traceback.walk_tb(fault.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("dueregard."):
            place = f"in {module}, line {line}"
    return place


def _show(message: str, advice: str) -> None:
    color = False if os.environ.get("NO_COLOR") else None
    click.echo(click.style("Error: ", fg="red", bold=True) + message, err=True, color=color)
    if advice:
        click.echo(advice, err=True, color=color)
