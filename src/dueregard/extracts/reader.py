"""Opens a file of people: finds its header, its rows and their lines; others count them.

Small files, workbooks and untidy texts are read row by row, with exact lines. Big tidy files go
straight to the engine's own readers; whatever is not tidy about them sends them the exact way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError
from dueregard.extracts.columns import ColumnPlan, check_columns, plan_columns, recognised
from dueregard.extracts.engine import fetch
from dueregard.extracts.findings import Finding
from dueregard.extracts.spark_engine import SparkEngine
from dueregard.extracts.text_files import DELIMITERS, NumberedRow, Text, decode, first_rows, rows_of
from dueregard.settings import FileSettings

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.engine import Engine

SMALL_FILE = 8 * 1024 * 1024
HEADER_WITHIN = 30
_TOTALS = frozenset(
    {"total", "totals", "grand total", "grand totals", "sub total", "subtotal", "sub-total", "sum"}
)
_WORKBOOKS = (".xlsx", ".xlsm")
_REFUSED = (".xls", ".xlsb", ".ods", ".docx", ".pdf", ".zip", ".accdb", ".mdb", ".doc", ".numbers")

Progress = Callable[[str, int], None]


@dataclass(slots=True)
class Extract:
    """A file of people, open for counting.

    Parameters
    ----------
    settings
        What the organisation says of it.
    plan
        Where our columns stand in it.
    sha256
        Digest of its bytes.
    rows
        Rows below the header, empty ones after the last person left out.
    frame
        Our columns as text, never null, and ``line``.
    excluded
        Rows that were recognised as no people, by reason.
    findings
        What was noticed while reading.
    raw
        Our columns as the engine's own reader gives them, for files that go straight to it.
    promised
        Whether ``rows`` were counted by the lines, and whoever counts people has to compare.
    """

    settings: FileSettings
    plan: ColumnPlan
    sha256: str
    rows: int
    frame: nw.LazyFrame[Any]
    excluded: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    raw: nw.LazyFrame[Any] | None = None
    promised: bool = False

    @property
    def population(self) -> str:
        """The kind of file."""
        return self.settings.population

    @property
    def name(self) -> str:
        """The file's name, without the folders it stands in."""
        return self.settings.path.name

    @property
    def system(self) -> str:
        """The system it comes from: what the settings say, or the layout."""
        return self.settings.system or self.plan.layout.system

    def has(self, column: str) -> bool:
        """Whether the file has one of our columns."""
        return column in self.plan.places


def digest(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises
    ------
    FileNotUsableError
        If it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as fault:
        raise not_there(path, fault) from None


def read_extract(
    engine: Engine,
    settings: FileSettings,
    own: Mapping[str, str] | None = None,
    *,
    on_promise: bool = False,
) -> Extract:
    """Open a file of people and put its columns before the engine.

    Parameters
    ----------
    engine
        Where its rows go.
    settings
        The file, its layout, sheet and encoding.
    own
        The organisation's own headings, by our name.
    on_promise
        Whether a big text file may be opened without reading its rows; see ``Extract.promised``.

    Raises
    ------
    FileNotUsableError
        If it is missing, broken, of a kind that is not read, or lacks a column it must have.
    """
    kind = settings.path.suffix.lower()
    if kind in _REFUSED:
        digest(settings.path)
        raise FileNotUsableError(
            f"{settings.path} is a {kind} file, which is not read.",
            advice="Save it as CSV, or as an XLSX workbook.",
        )
    if kind == ".parquet":
        return _read_parquet(engine, settings, own or {})
    if kind not in _WORKBOOKS and _size(settings.path) > SMALL_FILE:
        return _read_big(engine, settings, own or {}, on_promise=on_promise)
    return read_rows(engine, settings, own or {}, digest(settings.path))


def _read_parquet(engine: Engine, settings: FileSettings, own: Mapping[str, str]) -> Extract:
    sha256 = digest(settings.path)
    if isinstance(engine, SparkEngine):
        from dueregard.extracts import spark_reader  # noqa: PLC0415 - only with the extra

        return spark_reader.read_parquet(engine, settings, own, sha256)
    from dueregard.extracts import direct  # noqa: PLC0415 - big files only

    return direct.read_parquet(engine, settings, own, sha256)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as fault:
        raise not_there(path, fault) from None


def _read_big(
    engine: Engine, settings: FileSettings, own: Mapping[str, str], *, on_promise: bool
) -> Extract:
    """Read a big text file with the engine where it can be, and row by row where it cannot."""
    from dueregard.extracts.one_reading import glance, keeps_promise, read_once  # noqa: PLC0415 - big files only

    seen = glance(settings.path)
    if isinstance(engine, SparkEngine):
        from dueregard.extracts.spark_reader import read_text_once  # noqa: PLC0415 - with the extra

        extract = read_text_once(engine, settings, own, seen)
    else:
        extract = read_once(engine, settings, own, seen)
    if extract is not None and (on_promise or keeps_promise(extract)):
        return extract
    return read_rows(engine, settings, own, seen.sha256)


def only_of(extract: Extract, code: str) -> Extract:
    """Keep the rows of one organisation, where a file has those of several.

    Raises
    ------
    FileNotUsableError
        If the file is of several organisations, and this one is not among them.
    """
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    if not extract.has("organisation"):
        return extract
    bodies = dict(fetch(extract.frame.group_by("organisation").agg(nw.len().alias("n"))))
    if len(bodies) < 2:
        return extract
    mine = [name for name in bodies if name.strip().upper() == code.strip().upper()]
    if not mine:
        raise FileNotUsableError(
            f"{extract.settings.path} has the rows of {len(bodies)} organisations, not of {code}.",
            advice="Correct organisation.code, or count the file itself for all organisations.",
        )
    others = sum(n for name, n in bodies.items() if name not in mine)
    excluded = extract.excluded | {"another organisation": others}
    frame = extract.frame.filter(nw.col("organisation").is_in(mine))
    return replace(extract, frame=frame, excluded=excluded)


def read_rows(
    engine: Engine, settings: FileSettings, own: Mapping[str, str], sha256: str
) -> Extract:
    """Read a file row by row, with exact lines."""
    findings: list[Finding] = []
    rows = _numbered_rows(settings, own, findings)
    header, rows = _find_header(rows, settings, own)
    plan = plan_columns(settings.population, header.fields, layout=settings.layout, own=own)
    check_columns(plan, settings.population, str(settings.path))
    name, above = settings.path.name, header.line - 1
    if above:
        findings.append(Finding("title_rows", name, above, detail=f"{above} lines"))
    body = _Body(plan, rows, name)
    frame = engine.table(("line", *plan.places), body.people(), integers=("line",))
    findings += body.findings
    return Extract(settings, plan, sha256, body.rows, frame, body.excluded, findings)


def table_rows(
    settings: FileSettings, own: Mapping[str, str]
) -> tuple[ColumnPlan, list[NumberedRow]]:
    """Return the plan and the rows of a small table that does not hold people."""
    digest(settings.path)
    rows = _numbered_rows(settings, own, [])
    header, rows = _find_header(rows, settings, own)
    plan = plan_columns(settings.population, header.fields, layout=settings.layout, own=own)
    check_columns(plan, settings.population, str(settings.path))
    return plan, [row for row in rows if any(map(str.strip, row.fields))]


class _Body:
    """The rows below a header, counted while they pass."""

    def __init__(self, plan: ColumnPlan, rows: Iterator[NumberedRow], name: str) -> None:
        self._plan = plan
        self._rows = rows
        self._name = name
        self.rows = 0
        self.excluded: dict[str, int] = {}
        self.findings: list[Finding] = []

    def people(self) -> Iterator[tuple[Any, ...]]:
        """Pass on the rows of people; blank rows and totals are kept apart and accounted for."""
        width = len(self._plan.header)
        places = tuple(self._plan.places.values())
        blank = 0
        for row in self._rows:
            fields = row.fields
            if not any(map(str.strip, fields)):
                blank += 1
                continue
            self._exclude("blank row", blank)
            blank = 0
            self.rows += 1
            if is_totals_row(fields):
                self._exclude("row of totals", 1, counted=True)
                self.findings.append(Finding("totals_row", self._name, row.line))
                continue
            if len(fields) != width:
                self._note_ragged(row, width)
                fields = fields + [""] * (width - len(fields))
            yield (row.line, *(fields[place].replace("\0", "").strip() for place in places))

    def _exclude(self, reason: str, rows: int, *, counted: bool = False) -> None:
        # Blank rows after the last person are the end of the file, not rows of it.
        if rows:
            self.excluded[reason] = self.excluded.get(reason, 0) + rows
            self.rows += 0 if counted else rows

    def _note_ragged(self, row: NumberedRow, width: int) -> None:
        if any(map(str.strip, row.fields[width:])) or len(row.fields) < width:
            detail = f"{len(row.fields)} fields, {width} headings"
            self.findings.append(Finding("ragged_row", self._name, row.line, detail=detail))


def is_totals_row(fields: list[str]) -> bool:
    """Whether a row adds up others: a word for total, and nothing but numbers beside it."""
    filled = [field.strip().lower().rstrip(":") for field in fields if field.strip()]
    if not filled or filled[0] not in _TOTALS:
        return False
    return all(_is_number(field) for field in filled[1:])


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").rstrip("%").isdigit() or text in _TOTALS


def _numbered_rows(
    settings: FileSettings, own: Mapping[str, str], findings: list[Finding]
) -> Iterator[NumberedRow]:
    if settings.path.suffix.lower() in _WORKBOOKS:
        return _sheet_rows(settings)
    try:
        content = settings.path.read_bytes()
    except OSError as fault:
        raise not_there(settings.path, fault) from None
    if content.startswith(b"PK\3\4"):
        return _sheet_rows(settings)
    text = decode(content, settings.path, settings.encoding)
    if text.mixed:
        findings.append(Finding("mixed_encoding", settings.path.name, text.mixed))
    return rows_of(text, _delimiter(text, settings, own), settings.path)


def _sheet_rows(settings: FileSettings) -> Iterator[NumberedRow]:
    from dueregard.extracts.workbooks import sheet_rows  # noqa: PLC0415 - workbooks only

    return sheet_rows(settings.path, settings.sheet)


def _delimiter(text: Text, settings: FileSettings, own: Mapping[str, str]) -> str:
    """Choose the delimiter under which most of our columns are seen, commas first."""

    def seen(delimiter: str) -> int:
        rows = first_rows(text, delimiter, settings.path, HEADER_WITHIN)
        return max((_known(row, settings, own) for row in rows), default=0)

    return max(DELIMITERS, key=seen)


def _known(row: NumberedRow, settings: FileSettings, own: Mapping[str, str]) -> int:
    try:
        return recognised(settings.population, row.fields, own, settings.layout)
    except FileNotUsableError:
        return 1


def _find_header(
    rows: Iterator[NumberedRow], settings: FileSettings, own: Mapping[str, str]
) -> tuple[NumberedRow, Iterator[NumberedRow]]:
    """Return the row that names most of our columns, and the rows below it."""
    seen = list(islice(rows, HEADER_WITHIN))
    if not any(map(_filled, seen)):
        raise FileNotUsableError(f"{settings.path} is empty.", advice="Export it again.")
    scores = [_known(row, settings, own) for row in seen]
    # Where nothing looks like a header, the fullest line is what the reader is shown.
    best = max(range(len(seen)), key=lambda at: (scores[at], _filled(seen[at]), -at))
    return seen[best], chain(seen[best + 1 :], rows)


def _filled(row: NumberedRow) -> int:
    return sum(bool(field.strip()) for field in row.fields)


def not_there(path: Path, fault: OSError) -> FileNotUsableError:
    """Return the error of a file that cannot be read."""
    return FileNotUsableError(
        f"{path} cannot be read: {fault.strerror or fault}.",
        advice="Check the path under [files] in organisation.toml.",
    )
