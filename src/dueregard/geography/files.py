"""Reading the tables that come with the software."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from io import StringIO


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table in ``geography/data`` as dictionaries of text.

    They are read once in a process; treat the rows as constants.
    """
    file = resources.files("dueregard.geography").joinpath("data", f"{name}.csv")
    return tuple(csv.DictReader(StringIO(file.read_text(encoding="utf-8"))))
