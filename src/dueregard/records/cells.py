"""A cell of a record file: how its text is read as a value, and how a value is written.

Values are written so that a spreadsheet never runs them: a text that could be taken for a formula
gets an apostrophe before it, which is taken away again when it is read.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from dueregard.formulas import guarded, unguarded
from dueregard.records.columns import Column

SEPARATOR = ";"
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: 00:00(?::00)?)?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class CellError(ValueError):
    """A cell that cannot be read as what its column holds."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.advice = advice


def read_cell(text: str, column: Column) -> Any:  # noqa: ANN401 - the value of any column
    """Read the text of a cell.

    Raises
    ------
    CellError
        If the column must be filled and is not, or the text is no value of it.
    """
    bare = clean(unguarded(text))
    if not bare:
        if column.said.filled:
            raise CellError("is empty", f"{column.said.meaning} It cannot be left out.")
        return column.default
    inner, many = kind_of(column)
    if not many:
        return _one(bare, inner, column)
    return tuple(dict.fromkeys(_one(item, inner, column) for item in _items(bare, inner, column)))


def write_cell(value: object, column: Column) -> str:
    """Write a value as the text of a cell.

    Raises
    ------
    CellError
        If the value cannot stand in a cell, as a list item with a semicolon in it.
    """
    items = value if isinstance(value, tuple) else (value,)
    written = [_written(item) for item in items]
    inner, many = kind_of(column)
    if many and inner is str and any(re.search(r"[;\n]", item) for item in written):
        raise CellError("has a semicolon or a line break in an item", "Use a comma instead.")
    return guarded(f"{SEPARATOR} ".join(written))


def kind_of(column: Column) -> tuple[type[Any], bool]:
    """Say what a column holds, and whether it may hold several."""
    origin = get_origin(column.type)
    if origin is tuple:
        return get_args(column.type)[0], True
    if origin in (Union, types.UnionType):
        return next(kind for kind in get_args(column.type) if kind is not type(None)), False
    return column.type, False


def choices_of(column: Column) -> tuple[str, ...]:
    """List the words that a column may hold; none where it may hold any."""
    inner, _ = kind_of(column)
    return tuple(str(word) for word in inner if word) if issubclass(inner, StrEnum) else ()


def clean(text: str) -> str:
    """Return a text as it is kept: no blanks around it, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = clean(str(value))
    if _UNPRINTABLE.search(text):
        raise CellError("has a character that cannot be printed", "Type the text again.")
    return text


def _items(text: str, inner: type[Any], column: Column) -> list[str]:
    """Split a list: sentences at semicolons or lines only, names and numbers at commas too."""
    loose = inner is not str or column.said.names
    parts = re.split(r"[;,\s]+" if loose else r"[;\n]", text)
    return [part.strip() for part in parts if part.strip()]


def _one(text: str, inner: type[Any], column: Column) -> Any:  # noqa: ANN401 - as read_cell
    if issubclass(inner, StrEnum):
        return _word(text, inner, column)
    if inner is str:
        return _text(text, column)
    value = _READERS[inner](text)
    low, high = column.said.between
    if inner is not date and not low <= value <= high:
        span = f"{low:g} to {high:g}" if high < float("inf") else f"{low:g} or more"
        raise CellError("is out of range", f"Write a number, {span}.")
    return value


def _text(text: str, column: Column) -> str:
    if _UNPRINTABLE.search(text):
        raise CellError("has a character that cannot be printed", "Type the text again.")
    if (column.name == "id" or column.said.names) and not _ID.fullmatch(text):
        raise CellError(
            "is no id", "An id is short: letters and digits, with - . _ or / between, such as A1."
        )
    return text


def _word(text: str, inner: type[StrEnum], column: Column) -> StrEnum:
    typed = re.sub(r"[\s-]+", "_", text.lower())
    words = choices_of(column)
    if typed in words:
        return inner(typed)
    near = get_close_matches(typed, words, 1, 0.6)
    ask = f" Did you mean {near[0]}?" if near else ""
    raise CellError("is not one of the words for it", f"Write one of: {', '.join(words)}.{ask}")


def _read_date(text: str) -> date:
    for pattern, order in ((_DATE, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        match = pattern.fullmatch(text)
        if match:
            try:
                return date(*(int(match[place]) for place in order))
            except ValueError:
                raise CellError(
                    "is no day of the calendar", "Check the day, the month and the year."
                ) from None
    raise CellError("is no date", "Write it as 2016-03-31 or 31/03/2016.")


def _read_int(text: str) -> int:
    if re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,15}", text, re.ASCII):
        return int(text.replace(",", ""))
    raise CellError("is no whole number", "Write digits only, such as 12.")


def _read_float(text: str) -> float:
    if re.fullmatch(r"\d{1,15}(\.\d{1,15})?\s?%?", text, re.ASCII):
        return float(text.rstrip("% "))
    raise CellError("is no number", "Write digits, with a full stop before decimals: 12.5.")


def _read_decimal(text: str) -> Decimal:
    bare = text.removeprefix("£").replace(" ", "")
    if re.fullmatch(r"(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,2})?", bare, re.ASCII):
        return Decimal(bare.replace(",", ""))
    raise CellError("is no amount of money", "Write pounds and pence, such as 200000.00.")


_READERS: dict[type[Any], Callable[[str], Any]] = {
    date: _read_date,
    Decimal: _read_decimal,
    int: _read_int,
    float: _read_float,
}
