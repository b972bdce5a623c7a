"""A second reader of workbooks, on the bare XML, with a small evaluator of formulas.

It ignores the results that were saved with the formulas and works each of them out again, so that
a formula that says something else than its saved result is found.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TOKEN = re.compile(
    r"\s*(?:(?P<text>\"[^\"]*\")|(?P<cell>(?:'[^']+'!)?[A-Z]+\d+)|(?P<name>[A-Z]+)(?=\()"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<sign><=|>=|<>|[-+*/(),<>=]))"
)


@dataclass(frozen=True)
class Cell:
    """What a cell holds: its saved value, and its formula if it has one."""

    value: object
    formula: str


def cells_of(content: bytes) -> dict[tuple[str, str], Cell]:
    """Return every cell by sheet and name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = [
        "".join(node.text or "" for node in item.iter(f"{MAIN}t"))
        for item in ET.fromstring(parts["xl/sharedStrings.xml"]).iter(f"{MAIN}si")  # noqa: S314 - our own workbook
    ]
    book = ET.fromstring(parts["xl/workbook.xml"])  # noqa: S314 - our own workbook
    names = [sheet.attrib["name"] for sheet in book.iter(f"{MAIN}sheet")]
    found = {}
    for number, name in enumerate(names, start=1):
        root = ET.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])  # noqa: S314 - our own workbook
        for node in root.iter(f"{MAIN}c"):
            found[name, node.attrib["r"]] = _cell(node, strings)
    return found


def _cell(node: ET.Element, strings: list[str]) -> Cell:
    value, formula = node.findtext(f"{MAIN}v"), node.findtext(f"{MAIN}f") or ""
    kind = node.attrib.get("t", "n")
    if value is None:
        return Cell("" if formula else None, formula)
    if kind == "s":
        return Cell(strings[int(value)], formula)
    return Cell(value if kind == "str" else float(value), formula)


class Evaluator:
    """Works formulas out from the cells that hold none."""

    def __init__(self, cells: dict[tuple[str, str], Cell]) -> None:
        self.cells = cells

    def value(self, sheet: str, name: str) -> object:
        cell = self.cells.get((sheet, name), Cell(None, ""))
        return _Formula(self, sheet, cell.formula).work_out() if cell.formula else cell.value


class _Formula:
    def __init__(self, evaluator: Evaluator, sheet: str, text: str) -> None:
        self.evaluator, self.sheet = evaluator, sheet
        self.tokens = list(TOKEN.finditer(text.removeprefix("=")))
        assert "".join(m[0] for m in self.tokens) == text.removeprefix("="), text
        self.place = 0

    def work_out(self) -> object:
        result = self.comparison()
        assert self.place == len(self.tokens)
        return result

    def peek(self) -> str:
        return self.tokens[self.place][0].strip() if self.place < len(self.tokens) else ""

    def take(self, wanted: str = "") -> re.Match[str]:
        token = self.tokens[self.place]
        assert not wanted or token[0].strip() == wanted
        self.place += 1
        return token

    def comparison(self) -> object:
        left = self.sum()
        compare = {
            "=": lambda a, b: a == b,
            "<=": lambda a, b: a <= b,
            "<": lambda a, b: a < b,
            "<>": lambda a, b: a != b,
        }
        if self.peek() in compare:
            sign = self.take()[0].strip()
            right = self.sum()
            return compare[sign](left, right)
        return left

    def sum(self) -> object:
        left = self.product()
        while self.peek() in {"+", "-"}:
            sign, right = self.take()[0].strip(), None
            right = self.product()
            left = _apply(sign, left, right)
        return left

    def product(self) -> object:
        left = self.atom()
        while self.peek() in {"*", "/"}:
            sign = self.take()[0].strip()
            left = _apply(sign, left, self.atom())
        return left

    def atom(self) -> object:
        token = self.take()
        if token["text"]:
            return token["text"].strip('"')
        if token["number"]:
            return float(token["number"])
        if token["cell"]:
            sheet, _, name = token["cell"].rpartition("!")
            return self.evaluator.value(sheet.strip("'") or self.sheet, name)
        if token["name"]:
            return self.function(token["name"])
        assert token[0].strip() == "("
        inner = self.comparison()
        self.take(")")
        return inner

    def function(self, name: str) -> object:
        self.take("(")
        given = [self.comparison()]
        while self.peek() == ",":
            self.take(",")
            given.append(self.comparison())
        self.take(")")
        numbers = [one for one in given if isinstance(one, float)]
        if name == "IF":
            return given[1] if given[0] else given[2]
        return {
            "COUNT": lambda: float(len(numbers)),
            "SUM": lambda: sum(numbers, 0.0),
            "OR": lambda: any(given),
            "ISBLANK": lambda: given[0] is None,
        }[name]()


def _apply(sign: str, left: object, right: object) -> object:
    """Work out; what an unused branch of IF cannot work out is an error, as in a spreadsheet."""
    if not isinstance(left, float) or not isinstance(right, float):
        return "#VALUE!"
    if sign == "/":
        return left / right if right else "#DIV/0!"
    return {"+": left + right, "-": left - right, "*": left * right}[sign]
