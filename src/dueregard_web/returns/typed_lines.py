"""Counts typed line by line: what can be chosen, how a line is written, what is wrong with it.

Nothing here knows Django or the database. A line is a row of the library's ``counts.csv``, so what
is typed here is checked and counted by what checks and counts an uploaded file.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dueregard.codelists.characteristics import ETHNIC_CODELIST, load_categories
from dueregard.codelists.characteristics import load_characteristics as characteristics
from dueregard.codelists.pay_bands import PayBands
from dueregard.extracts.columns import SURVEY_ITEMS
from dueregard.operations.check_typed import check_typed_counts
from dueregard.returns.typed import LineFault
from dueregard.settings import FILE_NAME
from dueregard.vocabulary import BaseKind, Employment, Part, Population, Seat
from dueregard_web.returns.settings_text import with_files

FILE = "typed-counts.csv"
POPULATION = "counts"
BASES = {
    "typed": "Our own books: somebody counted by hand",
    "published": "A publication: numbers that were printed",
}
MAIN = ("population", "who", "n", "base")
MORE = ("part", "pay_band", "seat", "employment", "item", "answer", "year", "source")
FIELDS = (*MAIN, *MORE)
COLUMNS = ("population", "characteristic", "category", "n", "base", *MORE)
BLANK_LINES = 4
MOST_LINES = 150
LONGEST = 300

LABELS = {
    "population": "Who was counted",
    "who": "Which group",
    "n": "Number of people",
    "base": "Whom these lines cover",
    "part": "Part of the workforce",
    "pay_band": "Pay band",
    "seat": "Seat",
    "employment": "Footing",
    "item": "Survey question",
    "answer": "Answer",
    "year": "Year, if another",
    "source": "Where it was taken from",
}
POPULATIONS = {
    Population.STAFF: "Staff in post",
    Population.APPLICANTS: "Applicants",
    Population.SHORTLISTED: "Shortlisted applicants",
    Population.APPOINTED: "Appointed from the shortlist",
    Population.STARTERS: "New starters",
    Population.LEAVERS: "Leavers",
    Population.DISCIPLINARY: "Entered the formal disciplinary process",
    Population.TRAINING: "Had non-mandatory training",
    Population.BOARD: "Board or governing body",
    Population.SURVEY: "Survey answers",
}
BASE_WORDS = {
    BaseKind.UNKNOWN: "Not said",
    BaseKind.ALL: "Everybody, not known included",
    BaseKind.KNOWN: "Only people who are known",
}
GROUP_WORDS = {
    "group:reference": "White, all together",
    "group:compared": "BME, all together",
    "not_separated": "Not known, or not told apart",
}
ITEM_WORDS = dict(
    zip(
        SURVEY_ITEMS,
        (
            "Harassment by patients, relatives or the public",
            "Harassment by managers",
            "Harassment by colleagues",
            "Fair career progression",
            "Discrimination by a manager or colleague",
            "Violence",
        ),
        strict=True,
    )
)
ANSWERS = {"yes": "Yes", "no": "No", "dont_know": "Do not know", "blank": "No answer"}

_NEEDED = {
    "population": "choose who was counted",
    "who": "choose which group",
    "n": "enter the number of people",
}

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of one field, in groups where there are many."""

    groups: Sequence[tuple[str, Options]]

    def has(self, value: str) -> bool:
        """Whether a value can be chosen."""
        return any(value == one for _, options in self.groups for one, _ in options)

    def words(self, value: str) -> str:
        """Return a choice as people read it, with its group where there is one."""
        for group, options in self.groups:
            for one, words in options:
                if one == value:
                    return f"{group}: {words}" if group else words
        return value


@dataclass(slots=True)
class Line:
    """A line of the page: what stands in its fields, and what is wrong with it."""

    number: int
    cells: Mapping[str, str]
    field: str = ""
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody has typed anything into it."""
        return not any(self.cells.get(name) for name in (*MAIN, *MORE))

    @property
    def shows_more(self) -> bool:
        """Whether its seldom fields are used."""
        return any(self.cells.get(name) for name in MORE) or self.field in MORE


@dataclass(slots=True)
class Lines:
    """All lines of the page."""

    lines: Sequence[Line]
    basis: str = "typed"
    faults: dict[str, str] = field(default_factory=dict)
    """By the identifier of the field on the page, in the order of the lines."""

    @property
    def filled(self) -> tuple[Line, ...]:
        """The lines in which something stands."""
        return tuple(line for line in self.lines if not line.is_blank)

    @property
    def errors(self) -> dict[str, str]:
        """The faults, under the name that the layout asks for."""
        return self.faults


@cache
def choices() -> dict[str, Choices]:
    """Return what can be chosen in each field; what is not named here is typed."""
    parts = {Part.NON_CLINICAL: "Non-clinical", Part.CLINICAL: "Clinical", Part.MEDICAL: "Medical"}
    bands = [(band.key, band.label) for band in PayBands.load().bands]
    return {
        "population": _one_group(POPULATIONS),
        "who": Choices(tuple(_who())),
        "base": _one_group(BASE_WORDS),
        "part": _one_group(parts),
        "pay_band": Choices((("", bands),)),
        "seat": _one_group({one: _spoken(one) for one in Seat if one}),
        "employment": _one_group({one: _spoken(one) for one in Employment if one}),
        "item": _one_group(ITEM_WORDS),
        "answer": _one_group(ANSWERS),
    }


def _one_group(words: Mapping[Any, str]) -> Choices:
    return Choices((("", [(str(key), text) for key, text in words.items()]),))


def _spoken(word: str) -> str:
    return word.replace("_", " ").capitalize()


def _who() -> Iterator[tuple[str, Options]]:
    ethnic = load_categories(ETHNIC_CODELIST)
    named = [(f"ethnicity/{code}", words) for code, words in GROUP_WORDS.items()]
    listed = [(f"ethnicity/{one.code}", f"{one.label} ({one.code})") for one in ethnic.categories]
    yield "Ethnicity, by group", named
    yield "Ethnicity, by category", [*listed, *_not_known("ethnicity")]
    for one in characteristics():
        if one.column != "ethnic_category" and one.codelist != ETHNIC_CODELIST:
            found = [
                (f"{one.key}/{c.code}", c.label) for c in load_categories(one.codelist).categories
            ]
            yield one.label, [*found, *_not_known(one.key)]


def _not_known(key: str) -> Options:
    words = [("blank", "Not recorded"), ("Z", "Chose not to say"), ("99", "Recorded as not known")]
    if key != "ethnicity":
        words.append(("not_separated", "Everybody else, not told apart"))
    return [(f"{key}/{code}", text) for code, text in words]


def read_posted(posted: Mapping[str, str]) -> Lines:
    """Return the lines of a page that was sent."""
    many = min(int(_digits(posted.get("lines", ""))), MOST_LINES)
    found = [
        Line(n, {name: posted.get(f"{name}-{n}", "").strip()[:LONGEST] for name in FIELDS})
        for n in range(1, many + 1)
    ]
    return Lines(found, basis=posted.get("basis", ""))


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 5 else "0"


def read_kept(cells: str, basis: str) -> Lines:
    """Return the lines of a table that was kept."""
    rows = csv.DictReader(io.StringIO(cells))
    return Lines([Line(n, _of_row(row)) for n, row in enumerate(rows, start=1)], basis=basis)


def _of_row(row: Mapping[str, str]) -> dict[str, str]:
    # To the library nothing at all is a category too: not recorded.
    key, category = row["characteristic"], row["category"] or "blank"
    who = f"{key}/{category}" if key else ""
    return {"who": who, **{name: row[name] for name in FIELDS if name != "who"}}


def with_blanks(lines: Lines, more: int = BLANK_LINES) -> Lines:
    """Return the lines that are filled, numbered anew, with empty ones after them."""
    filled = [Line(n, one.cells) for n, one in enumerate(lines.filled, start=1)]
    after = min(more, MOST_LINES - len(filled))
    empty = [Line(len(filled) + n, {}) for n in range(1, after + 1)]
    return Lines([*filled, *empty], basis=lines.basis)


def table_text(lines: Lines) -> str:
    """Write the filled lines as the library's counts.csv."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines.filled:
        characteristic, _, category = line.cells.get("who", "").partition("/")
        category = "" if category == "blank" else category
        told = {**line.cells, "characteristic": characteristic, "category": category}
        writer.writerow([told.get(name, "") for name in COLUMNS])
    return stream.getvalue()


def check_lines(lines: Lines, settings_text: str) -> Lines:
    """Return the lines with what is wrong with each, as the library finds it.

    Parameters
    ----------
    lines
        What was typed; blank lines are passed over.
    settings_text
        The organisation.toml of the year.
    """
    if lines.basis not in BASES:
        lines.faults["basis"] = "Choose where these numbers come from"
    found = {fault.line: fault for fault in _faults(table_text(lines), settings_text)}
    for place, line in enumerate(lines.filled, start=2):
        told = _lacking(line) or _strange(line) or _refused(found.get(place))
        if told is not None:
            line.field, line.problem = told
            lines.faults[f"{line.field}-{line.number}"] = f"Line {line.number}: {line.problem}"
    return lines


def _lacking(line: Line) -> tuple[str, str] | None:
    """Find what every line must say; the library would take no category for not recorded."""
    return next(((name, say) for name, say in _NEEDED.items() if not line.cells.get(name)), None)


def _strange(line: Line) -> tuple[str, str] | None:
    """Find something that the page does not offer: a list is chosen from, or left alone."""
    for name in FIELDS:
        text, offered = line.cells.get(name, ""), choices().get(name)
        if text and offered is not None and not offered.has(text):
            return name, f"{LABELS[name].lower()}: choose from the list"
    return None


def _refused(fault: LineFault | None) -> tuple[str, str] | None:
    """Say what the library found, beside the field of the page that holds it."""
    if fault is None:
        return None
    name = "who" if fault.column in {"category", "characteristic"} else fault.column
    return name, f"{LABELS[name].lower()}: {fault.problem}"


def _faults(table: str, settings_text: str) -> Sequence[LineFault]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / FILE).write_text(table, encoding="utf-8")
        text = with_files(settings_text, [(POPULATION, FILE, "")])
        (folder / FILE_NAME).write_text(text, encoding="utf-8")
        return check_typed_counts(folder)
