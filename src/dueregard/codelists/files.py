"""Reading the lists that come with the software."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from io import StringIO

from dueregard.errors import EditionError


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a list in ``codelists/data`` as dictionaries of text.

    The lists come with the software and are read once in a process; treat the rows as constants.

    Raises
    ------
    EditionError
        If there is no such list.
    """
    file = resources.files("dueregard.codelists").joinpath("data", f"{name}.csv")
    if not file.is_file():
        raise EditionError(
            f"There is no code list '{name}'.", advice="See docs/reference/code-lists.md."
        )
    return tuple(csv.DictReader(StringIO(file.read_text(encoding="utf-8"))))


def read_pairs(name: str, key: str, value: str) -> dict[str, str]:
    """Return two columns of a list as a dictionary."""
    return {row[key]: row[value] for row in read_rows(name)}
