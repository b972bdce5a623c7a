"""Answers on paper, with the same protection as on a screen.

The code stands on a slip in the outer envelope, the answers on a sheet in an inner one. Slips are
taken in first. The inner envelope of a code that was spent before is destroyed unopened; the others
are mixed, and only then opened and typed. Whoever types a sheet has no code before them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dueregard.errors import DueRegardError, FileNotUsableError
from dueregard.survey.instrument import encode, encode_comment
from dueregard.survey.manifest import Manifest
from dueregard.survey.store import Receipt, Store

_COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ticks of a sheet by question, and its words in the order of the questions."""

    given: dict[str, str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlipsTaken:
    """What became of a list of slips; lines are counted from the heading, which is line 1."""

    taken: int
    already: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]


def read_slips(path: Path) -> tuple[str, ...]:
    """Read the codes of slips (CSV with the column code).

    Raises
    ------
    FileNotUsableError
        It is no such file.
    """
    columns, rows = _rows(path)
    if "code" not in columns:
        raise FileNotUsableError(f"{path} has no column 'code'.")
    return tuple(row["code"] or "" for row in rows)


def take_slips(store: Store, codes: Sequence[str], *, day: date) -> SlipsTaken:
    """Spend the codes of slips; a code that is refused stops none of the others."""
    taken, already, refused = 0, [], []
    for line, code in enumerate(codes, start=2):
        try:
            receipt = store.accept_slip(code, day=day)
        except DueRegardError as fault:
            refused.append((line, fault.message))
            continue
        if receipt is Receipt.ALREADY:
            already.append(line)
        else:
            taken += 1
    return SlipsTaken(taken, tuple(already), tuple(refused))


def read_sheets(path: Path, manifest: Manifest) -> tuple[Sheet, ...]:
    """Read typed sheets (CSV: a column for each question, ``comment``, ``comment2``).

    Raises
    ------
    FileNotUsableError
        A column or an answer that there is not; names the line.
    """
    columns, rows = _rows(path)
    names = [_comment_column(number) for number in range(len(manifest.comments))]
    keys = [question.key for question in manifest.questions]
    strange = sorted(set(columns) - {*keys, *names})
    if strange:
        raise FileNotUsableError(
            f"{path} has a column '{strange[0]}'.",
            advice=f"The columns are {', '.join([*keys, *names])}; a sheet has no code.",
        )
    sheets = []
    for line, row in enumerate(rows, start=2):
        given = {key: row[key].strip() for key in keys if (row.get(key) or "").strip()}
        words = tuple(row.get(name) or "" for name in names)
        try:
            encode(manifest.questions, given)
            for said in words:
                encode_comment(said)
        except FileNotUsableError as fault:
            raise FileNotUsableError(
                f"{path}, line {line}: {fault.message}", advice=fault.advice
            ) from None
        sheets.append(Sheet(given, words))
    return tuple(sheets)


def add_sheets(store: Store, sheets: Sequence[Sheet], *, day: date) -> int:
    """Add typed sheets; return how many are still to be typed.

    Raises
    ------
    FileNotUsableError
        There are more sheets than slips that were taken in. Nothing is added then.
    """
    owed = store.standing().owed
    if len(sheets) > owed:
        raise FileNotUsableError(
            f"There are {len(sheets)} sheets, and slips for {owed} of them.",
            advice="Take in the slips first. Nothing was added.",
        )
    for sheet in sheets:
        owed = store.add_sheet(sheet.given, sheet.words, day=day)
    return owed


def _comment_column(number: int) -> str:
    return _COMMENT if number == 0 else f"{_COMMENT}{number + 1}"


def _rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        reader = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error):
        raise FileNotUsableError(f"{path} cannot be read as CSV.") from None
    return [str(name) for name in reader.fieldnames or ()], rows
