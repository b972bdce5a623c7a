"""Counts and percentages that came ready made: typed by hand, or taken from a publication.

They enter a return as its cells and its received figures, with their base marked, and are never
passed off as counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from dueregard.errors import FileNotUsableError
from dueregard.extracts.coding import Coder
from dueregard.extracts.findings import Finding
from dueregard.extracts.reader import digest, table_rows
from dueregard.extracts.text_files import NumberedRow
from dueregard.returns.data_return import AccountingLine, Cell, Received, SourceFile
from dueregard.settings import FileSettings
from dueregard.vocabulary import BaseKind, Population, Seat

GROUPS = ("group:reference", "group:compared", "not_separated")
UNITS = ("percent", "ratio", "score", "share")
_ATTRIBUTES = ("pay_band", "staff_group", "employment", "route", "item", "answer")


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that cannot be used: where in it, and why."""

    line: int
    column: str
    problem: str


class LineRefusedError(FileNotUsableError):
    """A typed line cannot be used; ``fault`` says where and why."""

    def __init__(self, message: str, *, advice: str, fault: LineFault) -> None:
        super().__init__(message, advice=advice)
        self.fault = fault


@dataclass(slots=True)
class TypedFile:
    """What a typed file came to."""

    source: SourceFile
    cells: Counter[Cell] = field(default_factory=Counter)
    received: list[Received] = field(default_factory=list)
    base_kinds: dict[str, BaseKind] = field(default_factory=dict)
    accounting: list[AccountingLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    header: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    """Everything that stands in the table: counts and words, and nobody's record."""


def read_counts(
    settings: FileSettings, own: Mapping[str, str], coder: Coder, year: int
) -> TypedFile:
    """Read counts that somebody typed.

    Raises
    ------
    FileNotUsableError
        Names the line and column of the first entry that cannot be used.
    """
    return _Table(settings, own, coder, year).read(_Table.count)


def find_count_faults(
    settings: FileSettings, own: Mapping[str, str], coder: Coder, year: int
) -> tuple[LineFault, ...]:
    """Look at every line of typed counts, where reading them ends at the first that is wrong.

    Returns
    -------
    tuple of LineFault
        The first fault of each line that has one.
    """
    return _Table(settings, own, coder, year).faults(_Table.count)


def read_received(
    settings: FileSettings, own: Mapping[str, str], coder: Coder, year: int
) -> TypedFile:
    """Read percentages, ratios and scores that came without their counts."""
    return _Table(settings, own, coder, year).read(_Table.figure)


def read_survey_results(
    settings: FileSettings, own: Mapping[str, str], coder: Coder, year: int
) -> TypedFile:
    """Read the percentages of a national survey, with how many people answered."""
    return _Table(settings, own, coder, year).read(_Table.survey_result)


class _Table:
    """A small table typed by a person: every fault names its line."""

    def __init__(
        self, settings: FileSettings, own: Mapping[str, str], coder: Coder, year: int
    ) -> None:
        self._settings = settings
        self._year = year
        self._ethnic = coder.ethnic(settings)
        self._coder = coder
        self._plan, self._rows = table_rows(settings, own)
        self._line = 0
        self._row: dict[str, str] = {}
        source = SourceFile(
            settings.population,
            settings.path.name,
            digest(settings.path),
            len(self._rows),
            settings.system,
        )
        words = frozenset(text.strip() for row in self._rows for text in row.fields)
        self.result = TypedFile(source, header=self._plan.header, words=words)

    def read(self, take: Callable[[_Table], None]) -> TypedFile:
        for row in self._rows:
            self._turn_to(row)
            take(self)
        name, population = self._settings.path.name, self._settings.population
        line = AccountingLine(population, name, "counted", "typed line", len(self._rows))
        self.result.accounting.append(line)
        return self.result

    def faults(self, take: Callable[[_Table], None]) -> tuple[LineFault, ...]:
        found = []
        for row in self._rows:
            self._turn_to(row)
            try:
                take(self)
            except LineRefusedError as refused:
                found.append(refused.fault)
        return tuple(found)

    def _turn_to(self, row: NumberedRow) -> None:
        self._line = row.line
        self._row = {
            column: row.fields[place].strip() if place < len(row.fields) else ""
            for column, place in self._plan.places.items()
        }

    def count(self) -> None:
        population = self._population()
        cell = Cell(
            population=population,
            year=self._whole("year", self._year),
            characteristic=self._get("characteristic") or "ethnicity",
            category=self._category(),
            part=self._part(),
            seat=self._seat(),
            n=0,
            **{name: self._key(name) for name in _ATTRIBUTES},
        )
        self.result.cells[cell] += self._whole("n")
        kind = self._base_kind("base")
        if self.result.base_kinds.setdefault(population, kind) is not kind:
            self._refuse("base", f"another line of {population} has another base")

    def figure(self) -> None:
        text = self._get("value")
        unit = self._unit(text)
        number, decimals = self._number("value", text)
        if unit == "percent" or (unit == "share" and text.endswith("%")):
            number, unit = number / 100, "share"
        if unit == "ratio" and text.endswith("%"):
            self._find("unit_confused", "value", text)
        base = self._whole("base", None) if self._get("base") else None
        if base is None and unit == "share":
            self._find("base_not_given", "base", text)
        self.result.received.append(
            Received(
                population=self._population(),
                characteristic=self._get("characteristic") or "ethnicity",
                category=self._category(),
                item=self._need("item"),
                text=text,
                value=number,
                unit=unit,
                decimals=decimals,
                base=base,
                base_kind=self._base_kind("base_kind"),
                source=self._get("source") or self._settings.path.name,
                respondents=self._whole("respondents", None) if self._get("respondents") else None,
                year=self._whole("year", self._year),
            )
        )

    def survey_result(self) -> None:
        text = self._get("percent")
        number, decimals = self._number("percent", text)
        respondents = self._whole("respondents", None) if self._get("respondents") else None
        if respondents is None:
            self._find("base_not_given", "respondents", text)
        self.result.received.append(
            Received(
                population=Population.SURVEY.value,
                characteristic=self._get("characteristic") or "ethnicity",
                category=self._category(),
                item=self._need("item"),
                text=text,
                value=number / 100,
                unit="share",
                decimals=decimals,
                base=respondents,
                base_kind=self._base_kind("base", BaseKind.KNOWN),
                source=self._settings.system or self._settings.path.name,
                respondents=respondents,
                year=self._whole("year", self._year),
            )
        )

    def _get(self, column: str) -> str:
        return self._row.get(column, "")

    def _need(self, column: str) -> str:
        return self._get(column) or self._refuse(column, "is blank")

    def _population(self) -> str:
        text = self._need("population").lower()
        return self._one_of("population", text, [one.value for one in Population])

    def _category(self) -> str:
        text = self._get("category")
        if text in GROUPS or text == "group:unknown":
            return "not_separated" if text == "group:unknown" else text
        characteristic = self._get("characteristic") or "ethnicity"
        if characteristic == "ethnicity":
            code = self._ethnic(text)
        else:
            code = self._coder.typed_category(characteristic, text)
        return code or self._refuse(
            "category", f"{text!r} is no category; use a code or one of {', '.join(GROUPS)}"
        )

    def _key(self, column: str) -> str:
        text = self._get(column)
        if column == "pay_band" and text:
            band = self._coder.post({"pay_band": text})
            return (
                self._refuse(column, f"{text!r} is no pay row") if band.unmapped else band.pay_band
            )
        if column == "employment" and text:
            known = self._coder.employment(self._plan.layout)(text)
            return known or self._refuse(column, f"{text!r} is no footing")
        return text

    def _part(self) -> str:
        post = self._coder.post({"part": self._get("part")})
        return self._refuse("part", "is no part of the workforce") if post.unmapped else post.part

    def _seat(self) -> str:
        seat = self._coder.seat({"seat": self._get("seat")}) if self._get("seat") else Seat.NONE
        return self._refuse("seat", "is no seat") if seat is None else seat

    def _base_kind(self, column: str, default: BaseKind = BaseKind.UNKNOWN) -> BaseKind:
        text = self._get(column).lower()
        if not text:
            return default
        return BaseKind(self._one_of(column, text, [kind.value for kind in BaseKind]))

    def _unit(self, text: str) -> str:
        given = self._get("unit").lower()
        return self._one_of("unit", given or ("percent" if text.endswith("%") else ""), UNITS)

    def _one_of(self, column: str, text: str, allowed: list[str] | tuple[str, ...]) -> str:
        if text in allowed:
            return text
        near = get_close_matches(text, allowed, 1, 0.5)
        hint = f"did you mean {near[0]!r}" if near else f"it is one of {', '.join(allowed)}"
        return self._refuse(column, f"{text!r} is not known; {hint}")

    def _whole(self, column: str, default: int | None = None) -> int:
        text = self._get(column).replace(",", "")
        if not text and default is not None:
            return default
        if not text.isascii() or not text.isdigit():
            self._refuse(column, f"{self._get(column)!r} is no whole number")
        return int(text)

    def _number(self, column: str, text: str) -> tuple[float, int]:
        try:
            number = Decimal(text.removesuffix("%").strip())
        except InvalidOperation:
            number = Decimal("NaN")
        exponent = number.as_tuple().exponent
        if not number.is_finite() or not isinstance(exponent, int):
            self._refuse(column, f"{text!r} is no number")
        return float(number), max(0, -int(exponent))

    def _find(self, code: str, column: str, value: str) -> None:
        heading = self._plan.heading(column)
        finding = Finding(code, self._settings.path.name, self._line, heading, value)
        self.result.findings.append(finding)

    def _refuse(self, column: str, problem: str) -> str:
        raise LineRefusedError(
            f"{self._settings.path}, line {self._line}, column {column}: {problem}.",
            advice="Correct the line; docs/reference/layouts.md shows what each column takes.",
            fault=LineFault(self._line, column, problem),
        )
