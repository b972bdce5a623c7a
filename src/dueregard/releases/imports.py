"""What others have said: another body's release, a pool's totals, an answer, as a small table.

The form is CSV with the columns ``words, part, whole, printed``. ``part`` and ``whole`` are keys of
numbers, several joined by ``+``; without a whole ``printed`` is a count, with one a percentage.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from dueregard.disclosure.percentages import read_percentage
from dueregard.errors import FileNotUsableError
from dueregard.releases.statements import Line, Share, Statement, between

COLUMNS = ("words", "part", "whole", "printed")
_ADVICE = "Give CSV with the columns words, part, whole, printed; keys are joined by '+'."


def read_statements(path: Path) -> tuple[Statement, ...]:
    """Read statements from a file.

    Raises
    ------
    FileNotUsableError
        A line is not of that form.
    """
    return tuple(
        _statement(row, f"{path.name}, line {number}") for number, row in _rows(path, COLUMNS)
    )


def read_numbers(path: Path) -> dict[str, int]:
    """Read numbers of people by key, from CSV with the columns ``key, n``.

    Raises
    ------
    FileNotUsableError
        A line is not of that form.
    """
    numbers: dict[str, int] = {}
    for line, row in _rows(path, ("key", "n")):
        if not row["n"].strip().isdecimal():
            raise FileNotUsableError(f"{path.name}, line {line}: n is no number of people.")
        numbers[row["key"].strip()] = int(row["n"])
    return numbers


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.DictReader(source, restval="")
            rows: list[tuple[int, Mapping[str, str]]] = [(reader.line_num, row) for row in reader]
            found = reader.fieldnames or []
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise FileNotUsableError(f"{path.name} cannot be read: {fault}.") from None
    missing = [column for column in columns if column not in found]
    if missing or not rows:
        what = f"there is no column {missing[0]!r}" if missing else "there are no lines"
        raise FileNotUsableError(f"{path.name}: {what}.", advice=_ADVICE)
    return rows


def _statement(row: Mapping[str, str], place: str) -> Statement:
    parts, wholes = _keys(row["part"]), _keys(row["whole"])
    printed = row["printed"].strip()
    if not parts or not printed:
        raise FileNotUsableError(f"{place}: part and printed have to be given.", advice=_ADVICE)
    words = row["words"].strip() or f"{row['part']}: {printed}"
    if not wholes:
        return Statement(words, (_count(parts, printed, place),))
    if len(parts) > 1 or len(wholes) > 1:
        return Statement(words, _lines(parts, wholes, printed))
    precision, slot = read_percentage(printed)
    fact = precision.fact(0, 1, slot)
    share = Share(parts[0], wholes[0], fact.low, fact.high, fact.scale, fact.closed)
    return Statement(words, (share, between(wholes[0], 1, None)))


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split("+") if key.strip())


def _count(parts: tuple[str, ...], printed: str, place: str) -> Line:
    bare = printed.replace(",", "")
    if not bare.isdecimal():
        raise FileNotUsableError(f"{place}: {printed!r} is no count.", advice=_ADVICE)
    return Line(tuple((key, 1) for key in parts), int(bare), int(bare))


def _lines(parts: tuple[str, ...], wholes: tuple[str, ...], printed: str) -> tuple[Line, ...]:
    """Return the rows of a percentage of several numbers in several others."""
    precision, slot = read_percentage(printed)
    fact = precision.fact(0, 1, slot)
    above = [(key, fact.scale) for key in parts]
    low = Line((*above, *((key, -fact.low) for key in wholes)), 0, None)
    top = 0 if fact.closed else -1
    return (low, Line((*above, *((key, -fact.high) for key in wholes)), None, top))
