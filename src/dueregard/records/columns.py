"""A column of a record file, declared once beside the field that it fills.

The reader, the writer, the README beside the files and the reference page all read the same
declaration, so that they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from math import inf
from typing import Any, get_type_hints

_KEY = "column"
REQUIRED: Any = object()


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a field where it is declared.

    Parameters
    ----------
    meaning
        What the column holds, in a sentence.
    example
        A cell of it, as a person would type it.
    names
        The kind of file whose ids it holds, such as ``evidence``; empty where it holds none.
    filled
        Whether a row without it is refused.
    between
        The least and the greatest value of a number.
    """

    meaning: str
    example: str = ""
    names: str = ""
    filled: bool = False
    between: tuple[float, float] = (0, inf)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its field, the value of an empty cell, what is said of it."""

    name: str
    type: Any
    default: Any
    said: Said


def column(
    meaning: str,
    example: str = "",
    *,
    default: object = REQUIRED,
    names: str = "",
    between: tuple[float, float] = (0, inf),
) -> Any:  # noqa: ANN401 - a dataclass field stands for a value of any type
    """Declare the field of a record that a column fills; without a default it must be filled.

    Parameters
    ----------
    meaning
        What the column holds, in a sentence.
    example
        A cell of it, as a person would type it.
    default
        The value of an empty cell.
    names
        The kind of file whose ids the column holds.
    between
        The least and the greatest value of a number.
    """
    said = Said(meaning, example, names, filled=default is REQUIRED, between=between)
    if default is REQUIRED:
        return field(metadata={_KEY: said})
    return field(default=default, metadata={_KEY: said})


@cache
def columns_of(record: Any) -> tuple[Column, ...]:  # noqa: ANN401 - a dataclass of records
    """List the columns of a kind of record, in the order of its fields."""
    hints = get_type_hints(record)
    return tuple(
        Column(
            one.name,
            hints[one.name],
            None if one.metadata[_KEY].filled else one.default,
            one.metadata[_KEY],
        )
        for one in fields(record)
    )
