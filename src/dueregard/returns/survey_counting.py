"""Turns record-level survey answers into cells, one person at a time for each indicator.

An indicator that asks several items counts a person once: a counted answer to any of them counts,
so the union has to be made here, where a person's answers still stand side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.extracts.coding import Coder
from dueregard.extracts.columns import CHARACTERISTIC_COLUMNS, SURVEY_ITEMS
from dueregard.extracts.engine import fetch
from dueregard.extracts.findings import Finding
from dueregard.extracts.headings import refuse_numbers
from dueregard.extracts.reader import Extract
from dueregard.returns.counting import ETHNICITY, UNREADABLE, FileCount
from dueregard.returns.data_return import AccountingLine, Cell, SourceFile
from dueregard.returns.finding_lines import lines_of, sub_code_findings

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.extracts.coding import Parse

BLANK = "blank"
_RANK = ("no", "dont_know")


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """What one indicator or one item asks: the key of its cells and the items behind it."""

    key: str
    items: tuple[str, ...]
    counted: tuple[str, ...] = ("yes",)

    def answer(self, given: Mapping[str, str]) -> str:
        """Return one person's answer to all of the items together.

        A counted answer to any item counts; otherwise whoever answered an item at all has
        answered, "no" before "don't know".
        """
        answers = [given[item] for item in self.items if item in given]
        for answer in answers:
            if answer in self.counted:
                return answer
        return next((answer for answer in _RANK if answer in answers), BLANK)


def questions_of(edition: Edition, present: Sequence[str]) -> tuple[SurveyQuestion, ...]:
    """Return what can be asked of a file: the edition's indicators, and each item by itself."""
    from dueregard.editions.schema import SurveyShare  # noqa: PLC0415 - only when counting

    methods = [(one.key, one.method) for one in edition.indicators]
    indicators = [
        SurveyQuestion(key, method.items, method.counted_answers)
        for key, method in methods
        if isinstance(method, SurveyShare) and set(method.items) <= set(present)
    ]
    known = {question.key for question in indicators}
    return (*indicators, *(SurveyQuestion(item, (item,)) for item in present if item not in known))


def count_survey(extract: Extract, coder: Coder, edition: Edition, year: int) -> FileCount:
    """Count the answers of a survey.

    Parameters
    ----------
    extract
        The file of answers; it carries no number of a person.
    coder
        The reading of its values.
    edition
        Which items make up an indicator.
    year
        The reporting year that the survey feeds.

    Raises
    ------
    FileNotUsableError
        If the file carries a number by which answers could be led back to people.
    """
    refuse_numbers(extract)
    source = SourceFile("survey", extract.name, extract.sha256, extract.rows, extract.system)
    result = FileCount(source, findings=list(extract.findings))
    reading = _Reading(extract, coder, edition, year, result)
    counted, unreadable = reading.count("ethnic_category", ETHNICITY, reading.ethnic)
    for column in CHARACTERISTIC_COLUMNS:
        if extract.has(column):
            key, parse = coder.characteristic(column)
            reading.count(column, key, _lenient(parse))
    fates = Counter(extract.excluded)
    fates[UNREADABLE] += unreadable
    result.accounting.append(AccountingLine("survey", extract.name, "counted", "", counted))
    result.accounting += [
        AccountingLine("survey", extract.name, "excluded", reason, rows)
        for reason, rows in sorted(fates.items())
        if rows
    ]
    result.findings += reading.findings()
    return result


def _lenient(parse: Parse) -> Parse:
    """Count what no list knows as not known, so that nobody is lost."""
    return lambda text: parse(text) or "99"


class _Reading:
    """The answers of one file, read once for each characteristic."""

    def __init__(
        self, extract: Extract, coder: Coder, edition: Edition, year: int, result: FileCount
    ) -> None:
        self._extract = extract
        self._year = year
        self._cells = result.cells
        self.ethnic = coder.ethnic(extract.settings)
        self._told = coder.unlisted_ethnic(extract.settings)
        self._items = [item for item in SURVEY_ITEMS if extract.has(item)]
        self._parsers = {item: coder.answer(item, extract.plan.layout) for item in self._items}
        self._questions = questions_of(edition, self._items)
        self._strange: dict[str, set[str]] = {}
        self._unmapped: set[str] = set()

    def count(self, column: str, characteristic: str, parse: Parse) -> tuple[int, int]:
        """Count by one characteristic; return how many people were counted and unreadable."""
        import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

        grouped = self._extract.frame.group_by(column, *self._items).agg(nw.len().alias("n"))
        counted = unreadable = 0
        for value, *answers, n in fetch(grouped):
            category = parse(value)
            if category is None:
                self._unmapped.add(value)
                unreadable += n
                continue
            counted += n
            given = {
                item: self._read(item, text)
                for item, text in zip(self._items, answers, strict=True)
            }
            for question in self._questions:
                cell = self._cell(characteristic, category, question.key, question.answer(given))
                self._cells[cell] += n
        return counted, unreadable

    def _read(self, item: str, text: str) -> str:
        answer = self._parsers[item](text)
        if answer is None:
            self._strange.setdefault(item, set()).add(text)
        return answer or BLANK

    def _cell(self, characteristic: str, category: str, item: str, answer: str) -> Cell:
        blank = ("", "", "", "", "", "")
        return Cell("survey", self._year, characteristic, category, *blank, item, answer, 0)

    def findings(self) -> list[Finding]:
        """Return the lines of what could not be read."""
        frame, extract = self._extract.frame, self._extract
        found = lines_of(
            extract, frame, "ethnic_category", sorted(self._unmapped), "unmapped_value"
        )
        found += sub_code_findings(extract, frame, self._told)
        for item, values in self._strange.items():
            found += lines_of(extract, frame, item, sorted(values), "answer_not_known")
        return found
