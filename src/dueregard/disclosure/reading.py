"""Tables of counts, patterns and published tables, from CSV files and their hierarchy."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.shape import TableShape, build_dimension
from dueregard.errors import FileNotUsableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

COUNT_COLUMN = "n"
LARGEST_COUNT = 10**8


@dataclass(frozen=True)
class CountTable:
    """A hierarchical table of true counts.

    Parameters
    ----------
    shape
        Its frame.
    values
        Count of every cell, totals included.
    """

    shape: TableShape
    values: Integers


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and fields of each row of a CSV file.

    Raises
    ------
    FileNotUsableError
        The file cannot be read as CSV in UTF-8, or a row has more or fewer fields than the header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                if None in row or None in row.values():
                    raise FileNotUsableError(
                        f"{path.name}, line {reader.line_num}: fields do not match the header.",
                        advice="Give every row one field for each column.",
                    )
                yield reader.line_num, row
    except OSError as fault:
        raise FileNotUsableError(f"{path}: {fault.strerror}.", advice="Check the path.") from fault
    except (UnicodeDecodeError, csv.Error) as fault:
        raise FileNotUsableError(
            f"{path.name} is not a CSV file in UTF-8.", advice="Save it as CSV, UTF-8."
        ) from fault


def read_columns(path: Path) -> list[str]:
    """Return the column names of a CSV file; empty when it has no rows."""
    return list(next((row for _, row in read_rows(path)), {}))


def read_hierarchy(path: Path) -> TableShape:
    """Read ``{dimension: {parent: [children]}}`` from a JSON file.

    Raises
    ------
    FileNotUsableError
        The file is not JSON of that form.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise FileNotUsableError(f"{path}: {fault.strerror}.", advice="Check the path.") from fault
    except ValueError as fault:
        raise FileNotUsableError(f"{path.name} is not JSON: {fault}.") from fault
    if not _is_hierarchy(data):
        raise FileNotUsableError(
            f"{path.name} is not a hierarchy.",
            advice='Write {"band": {"T": ["1", "2"]}}: for each column, the children of a parent.',
        )
    return TableShape(tuple(build_dimension(name, families) for name, families in data.items()))


def _is_hierarchy(data: object) -> bool:
    return (
        isinstance(data, dict)
        and bool(data)
        and all(
            isinstance(families, dict)
            and bool(families)
            and all(
                isinstance(children, list) and all(isinstance(child, str) for child in children)
                for children in families.values()
            )
            for families in data.values()
        )
    )


def read_table(path: Path, shape: TableShape) -> CountTable:
    """Read leaf counts and add up the totals. A leaf without a row counts 0.

    Raises
    ------
    FileNotUsableError
        A column is missing, a name is not a leaf, a cell comes twice, or ``n`` is no count.
    """
    places = {int(cell): place for place, cell in enumerate(shape.leaf_cells)}
    leaf_values = np.zeros(len(places), dtype=np.int64)
    seen: set[int] = set()
    for line, row in read_rows(path):
        cell = find_cell(shape, row, f"{path.name}, line {line}")
        if cell not in places:
            raise FileNotUsableError(
                f"{path.name}, line {line}: {shape.words(cell)} is a total.",
                advice="Give the smallest cells only; totals are added up.",
            )
        if cell in seen:
            raise FileNotUsableError(
                f"{path.name}, line {line}: {shape.words(cell)} comes a second time."
            )
        seen.add(cell)
        leaf_values[places[cell]] = read_count(row, f"{path.name}, line {line}")
    if not seen:
        raise FileNotUsableError(f"{path.name} holds no rows.", advice="Give one row per cell.")
    return CountTable(shape, shape.add_up(leaf_values))


def read_count(row: Mapping[str, str], place: str) -> int:
    """Return the count of a row.

    Raises
    ------
    FileNotUsableError
        It is not a whole number of people.
    """
    if COUNT_COLUMN not in row:
        raise FileNotUsableError(f"{place}: there is no column {COUNT_COLUMN!r}.")
    text = row[COUNT_COLUMN].strip()
    if not text.isdecimal() or not text.isascii() or int(text) > LARGEST_COUNT:
        raise FileNotUsableError(
            f"{place}: n is {text!r}, which is not a count of people.",
            advice="Write a whole number, 0 included.",
        )
    return int(text)


def find_cell(shape: TableShape, row: Mapping[str, str], place: str) -> int:
    """Return the cell that a row names.

    Raises
    ------
    FileNotUsableError
        A dimension's column is missing, or a name is not in the hierarchy.
    """
    label: list[str] = []
    for dimension in shape.dimensions:
        if dimension.name not in row:
            raise FileNotUsableError(
                f"{place}: there is no column {dimension.name!r}.",
                advice="Give one column for each dimension of the hierarchy.",
            )
        node = row[dimension.name].strip()
        if node not in dimension.positions:
            raise FileNotUsableError(
                f"{place}: {node!r} is not in the hierarchy of {dimension.name}."
            )
        label.append(node)
    return shape.cell(label)


def read_pattern(path: Path, shape: TableShape) -> Flags:
    """Read the cells that some tool chose to hide.

    Raises
    ------
    FileNotUsableError
        A row names no cell of the table.
    """
    hidden = np.zeros(shape.size, dtype=np.bool_)
    for line, row in read_rows(path):
        hidden[find_cell(shape, row, f"{path.name}, line {line}")] = True
    return hidden


def infer_shape(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> TableShape:
    """Return the frame of a published table in which every node hangs directly under ``T``.

    Raises
    ------
    FileNotUsableError
        A column has no total named ``T``.
    """
    dimensions = []
    for column in columns:
        nodes = list(dict.fromkeys(row[column].strip() for row in rows))
        if "T" not in nodes or len(nodes) < 2:
            raise FileNotUsableError(
                f"Column {column!r} has no total named T.", advice="Give the hierarchy as a file."
            )
        dimensions.append(build_dimension(column, {"T": [node for node in nodes if node != "T"]}))
    return TableShape(tuple(dimensions))
