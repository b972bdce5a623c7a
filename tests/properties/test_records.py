"""Any records come back as they were written, and no file of bytes ends in a traceback."""

from __future__ import annotations

import csv
import io
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.errors import DueRegardError
from dueregard.records import FOLDER, RECORD_FILES, RecordFile, load_records, record_of
from dueregard.records.cells import kind_of
from dueregard.records.columns import Column, columns_of
from dueregard.records.writing import table_text

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n=+-@',\""), max_size=30
).map(str.strip)
ITEMS = WORDS.filter(lambda text: text and ";" not in text and "\n" not in text)


def value_of(column: Column) -> st.SearchStrategy[Any]:
    """Make values of a column, as wide as its declaration lets them be."""
    inner, many = kind_of(column)
    low, high = column.said.between
    top = int(min(high, 10**6))
    if issubclass(inner, StrEnum):
        values = st.sampled_from([one for one in inner if one or not (many or column.said.filled)])
    elif inner is str and column.name == "id":
        values = st.from_regex(r"[A-Z][a-z0-9._-]{0,5}", fullmatch=True)
    elif inner is str and column.said.names:
        values = (
            st.just("2015/X1") if many or column.said.filled else st.sampled_from(["", "2015/X1"])
        )
    elif inner is str:
        values = ITEMS if many or column.said.filled else WORDS
    elif inner is int:
        values = st.integers(int(low), top)
    elif inner is float:
        values = st.decimals(low, top, places=2).map(float)
    else:
        values = st.dates(date(1900, 1, 1), date(2100, 1, 1))
    if many:
        return st.lists(values, max_size=3, unique=True).map(tuple)
    return values if column.said.filled or column.default is not None else st.none() | values


def record_strategy(kind: RecordFile) -> st.SearchStrategy[Any]:
    made = st.builds(
        kind.record, **{column.name: value_of(column) for column in columns_of(kind.record)}
    )
    if kind.part is None:
        return made
    part, whole = kind.part

    def fits(record: Any) -> bool:
        n, of = getattr(record, part), getattr(record, whole)
        return n is None or of is None or n <= of

    return made.filter(fits)


@pytest.mark.parametrize("kind", RECORD_FILES, ids=lambda kind: kind.name)
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    deadline=None,
)
@given(data=st.data())
def test_a_record_comes_back_as_it_was_written(kind: RecordFile, data: st.DataObject) -> None:
    """Whatever a record holds, its row says the same, and no cell can run as a formula."""
    record = data.draw(record_strategy(kind))
    header, cells = csv.reader(io.StringIO(table_text(kind, (record,)), newline=""))
    assert record_of(kind, dict(zip(header, cells, strict=True))) == record
    assert not [cell for cell in cells if could_run(cell)]


def could_run(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula; a number with its sign is none."""
    if cell.startswith(("+", "-")):
        return not cell[1:].rstrip("%").rstrip().replace(".", "").replace(",", "").isdecimal()
    return cell.startswith(("=", "@", "\t", "\r"))


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    content=st.binary(max_size=80)
    | st.text(max_size=80).map(lambda text: f"id,text\n{text}".encode(errors="replace"))
)
def test_any_bytes_are_records_or_a_sentence(tmp_path: Path, content: bytes) -> None:
    """A damaged file is refused in words, with its name; it never stops the program."""
    path = tmp_path / FOLDER / "actions.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    fault = refusal(tmp_path)
    assert fault is None or ("actions.csv" in fault.message and fault.advice)


def refusal(directory: Path) -> DueRegardError | None:
    """Read records and answer with what was refused, or nothing."""
    try:
        load_records(directory)
    except DueRegardError as fault:
        return fault
    return None
