"""Opens big CSV files so that counting them reads them once.

A first, cheap pass over the bytes takes the digest and counts the lines; no row is split. The
engine then reads the rows, quotation marks included, and whoever counts compares: as many rows as
lines means that no row spans two lines and no line is blank, so that a row's number is its line.
"""

from __future__ import annotations

import codecs
import csv
import glob
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError
from dueregard.extracts.columns import check_columns, plan_columns
from dueregard.extracts.engine import fetch
from dueregard.extracts.reader import Extract, is_totals_row, not_there
from dueregard.extracts.text_files import DELIMITERS
from dueregard.settings import FileSettings

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.engine import Engine

_CHUNK = 1 << 20
_EDGE = 1 << 16
_UTF_8 = ("", "utf-8", "utf8")


@dataclass(slots=True)
class Glance:
    """What the bytes of a text file say before anything is split."""

    sha256: str
    lines: int
    quoted: bool
    plain: bool
    """UTF-8, no NUL, and one kind of line ending throughout."""
    head: bytes
    tail: bytes


def glance(path: Path) -> Glance:
    """Pass over a file's bytes once.

    Raises
    ------
    FileNotUsableError
        If it cannot be read.
    """
    sums = _Sums()
    room = bytearray(_CHUNK)
    view = memoryview(room)
    try:
        with path.open("rb", buffering=0) as stream:
            while size := stream.readinto(room):
                sums.add(room if size == _CHUNK else bytes(view[:size]))
    except OSError as fault:
        raise not_there(path, fault) from None
    return sums.glance()


class _Sums:
    """What is known of a file after so many of its bytes."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._newlines = self._returns = self._pairs = 0
        self._after_return = False
        self._quoted = False
        self._plain = True
        self._head = self._tail = b""

    def add(self, chunk: bytes | bytearray) -> None:
        self._digest.update(chunk)
        self._newlines += chunk.count(b"\n")
        self._count_returns(chunk)
        self._quoted = self._quoted or b'"' in chunk
        self._plain = self._plain and b"\0" not in chunk and self._is_utf_8(chunk)
        self._head = self._head or bytes(chunk[:_EDGE])
        self._tail = (self._tail + bytes(chunk[-_EDGE:]))[-_EDGE:]

    def _count_returns(self, chunk: bytes | bytearray) -> None:
        """Count carriage returns, and those that end a line together with a newline."""
        self._pairs += self._after_return and chunk[:1] == b"\n"
        returns = chunk.count(b"\r")
        if returns:
            self._returns += returns
            self._pairs += chunk.count(b"\r\n")
        self._after_return = chunk[-1:] == b"\r"

    def glance(self) -> Glance:
        one_ending = self._returns == 0 or self._returns == self._newlines == self._pairs
        plain = self._plain and one_ending and self._is_utf_8(b"", True)
        lines = self._newlines + (not self._tail.endswith(b"\n"))
        sha256 = self._digest.hexdigest()
        return Glance(sha256, lines, self._quoted, plain, self._head, self._tail)

    def _is_utf_8(self, chunk: bytes | bytearray, final: bool = False) -> bool:  # noqa: FBT001, FBT002 - as the decoder has it
        started = self._decoder.getstate()[0]
        if chunk.isascii() and not started and not final:
            return True
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError:
            return False
        return True


def read_once(
    engine: Engine, settings: FileSettings, own: Mapping[str, str], seen: Glance
) -> Extract | None:
    """Open a CSV file for one reading, or return ``None`` where its look forbids it.

    The extract's rows are ``promised``: they are the lines below the header, and the file has to be
    read row by row if the engine finds another number of them.

    Raises
    ------
    FileNotUsableError
        If it lacks a column it must have.
    """
    delimiter = delimiter_of(seen, settings)
    if not delimiter:
        return None
    header = _rows(seen.head.splitlines()[:1], delimiter)[0]
    plan = plan_columns(settings.population, header, layout=settings.layout, own=own)
    check_columns(plan, settings.population, str(settings.path))
    relation = _relation(engine, settings.path, delimiter, len(header), quoted=seen.quoted)
    raw = engine.frame(relation.project(_ours(plan.places, "{0}")))
    text = _ours(plan.places, "trim(coalesce({0}, ''))")
    frame = engine.frame(relation.project(f"row_number() OVER () + 1 AS line, {text}"))
    rows = seen.lines - 1
    return Extract(settings, plan, seen.sha256, rows, frame, raw=raw, promised=True)


def keeps_promise(extract: Extract) -> bool:
    """Whether the engine finds as many rows in a file as its lines promised."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    frame: nw.LazyFrame[Any] = extract.frame if extract.raw is None else extract.raw
    try:
        ((rows,),) = fetch(frame.select(nw.len()))
    except FileNotUsableError:
        return False
    return int(rows) == extract.rows


def delimiter_of(seen: Glance, settings: FileSettings) -> str:
    """Return the delimiter of a file that an engine may read by itself, or nothing."""
    return _delimiter(seen) if settings.encoding.lower() in _UTF_8 else ""


def _delimiter(seen: Glance) -> str:
    """Return the delimiter, or nothing where a line is of a kind that only rows can tell."""
    first = seen.head.splitlines()[:1]
    if not seen.plain or not first or seen.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    text = first[0].decode("utf-8-sig", errors="replace")
    delimiter = max(DELIMITERS, key=text.count)
    if not text.count(delimiter):
        return ""
    # The first line of the tail is cut off somewhere; rows of totals stand at the end.
    rows = _rows(seen.tail.splitlines()[1:], delimiter)
    if any(is_totals_row(row) or not any(map(str.strip, row)) for row in rows):
        return ""
    return delimiter


def _rows(lines: Sequence[bytes], delimiter: str) -> list[list[str]]:
    texts = (line.decode("utf-8-sig", errors="replace") for line in lines)
    return list(csv.reader(texts, delimiter=delimiter))


def _ours(places: Mapping[str, int], value: str) -> str:
    """Name our columns; the engine knows those of the file by their places."""
    return ", ".join(f'{value.format(f"c{place}")} AS "{name}"' for name, place in places.items())


def _relation(engine: Engine, path: Path, delimiter: str, width: int, *, quoted: bool) -> Any:  # noqa: ANN401 - a relation of DuckDB
    mark = '"' if quoted else ""
    return engine.connection.read_csv(
        glob.escape(str(path)),
        header=True,
        sep=delimiter,
        all_varchar=True,
        quotechar=mark,
        escapechar=mark,
        na_values="\x01",
        null_padding=False,
        strict_mode=True,
        auto_detect=False,
        columns={f"c{place}": "VARCHAR" for place in range(width)},
    )
