"""What can be noticed in an extract or a return, and what should be done about it.

A finding is no error: the file was read. ``stop`` findings keep a count from being made, because
whatever was counted would be wrong; ``answer`` findings ask somebody a question; ``note`` findings
say what was done without being asked. Every kind is declared once, in :data:`CATALOGUE`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dueregard.errors import FileNotUsableError
from dueregard.formulas import guarded, unguarded
from dueregard.placing import waiting_file


class Severity(StrEnum):
    """What a finding asks of the reader."""

    STOP = "stop"
    ANSWER = "answer"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A kind of finding: its code, its title, what it means and what to do."""

    code: str
    severity: Severity
    title: str
    meaning: str
    remedy: str


def _kinds(severity: Severity, *rows: tuple[str, str, str, str]) -> list[FindingKind]:
    return [FindingKind(code, severity, *rest) for code, *rest in rows]


CATALOGUE: dict[str, FindingKind] = {
    kind.code: kind
    for kind in (
        *_kinds(
            Severity.STOP,
            (
                "unmapped_value",
                "A value that no code list knows",
                "The value is in no list, and no rule may guess which person it describes.",
                "Correct it in the source system, or map it under [values] or [grades].",
            ),
            (
                "file_not_usable",
                "A file that cannot be counted",
                "The file is missing or broken, or lacks a column that it must have.",
                "Do what the message says, and check again.",
            ),
            (
                "nobody_in_file",
                "A staff file without people",
                "The file has a header and not one person under it.",
                "Export it again; a workforce of nobody has no figures.",
            ),
        ),
        *_kinds(
            Severity.ANSWER,
            (
                "ethnicity_not_known",
                "People whose ethnicity is not known",
                "Nothing was recorded, or it was declined, or a code says not known: three things.",
                "Ask which: was it never asked, was it declined, or was it given and not recorded?",
            ),
            (
                "column_missing",
                "A column that is not in the file",
                "Some figures cannot be made, or only for everybody together.",
                "Add the column to the export, or name yours under [columns].",
            ),
            (
                "duplicate_differs",
                "One person on lines that differ",
                "The same number stands on several lines, and they do not say the same.",
                "Find out which line is right; the first was counted.",
            ),
            (
                "impossible_date",
                "A day that no calendar has",
                "The date cannot be read, so the year of the event is not known.",
                "Correct it; the line was not counted.",
            ),
            (
                "no_date",
                "An event without a day",
                "The year of the event is not known.",
                "Add the date; the line was not counted.",
            ),
            (
                "appointed_not_shortlisted",
                "Appointed, and not shortlisted",
                "Nobody can be appointed from a shortlist without being on it.",
                "Correct one of the two; the person was not counted as appointed.",
            ),
            (
                "not_in_staff_file",
                "An event of somebody who is not in the staff file",
                "The list carries no ethnicity, and nobody in post has this number.",
                "Often the person has left; they are counted with ethnicity not known.",
            ),
            (
                "sub_code_not_listed",
                "Two letters that may be a word",
                "No list has this sub-code, and it was counted under its first letter: NO as N.",
                "Say what was meant. A word, such as no, is corrected, or mapped in [values].",
            ),
            (
                "column_twice",
                "Two columns for one thing",
                "Two headings name the same thing, and nobody has said which is right.",
                "Name the right one under [columns]; until then the other one is counted.",
            ),
            (
                "part_not_known",
                "Neither clinical nor non-clinical",
                "Neither a part of the workforce nor a known staff group is given.",
                "Add the column part or staff_group, or map the group under [values.staff_group].",
            ),
            (
                "unknown_staff_group",
                "A staff group that no list knows",
                "It is kept as it is written and belongs to no part of the workforce by itself.",
                "Map it under [values.staff_group] if it should be one of the national groups.",
            ),
            (
                "unknown_characteristic",
                "A value of another characteristic that no list knows",
                "It is counted as not known, so that nobody is lost.",
                "Correct it, or map it under [values].",
            ),
            (
                "answer_not_known",
                "A survey answer that no list knows",
                "It is counted as blank, so that nobody is lost.",
                "Map it to yes, no or dont_know under [values].",
            ),
            (
                "ragged_row",
                "A line with more or fewer fields than the header",
                "A delimiter inside a text moves every field after it.",
                "Look at the line; what stands in its columns was taken as it is.",
            ),
            (
                "mixed_encoding",
                "A file in two encodings",
                "Some lines are UTF-8, others Windows-1252: files were pasted together.",
                "Export it again in one piece.",
            ),
            (
                "year_before_not_covered",
                "No event in the year before",
                "The edition counts two years, and the list has no event in the earlier one.",
                "Say under [files.disciplinary] from which day the list covers: covers_from.",
            ),
            (
                "typed_beside_records",
                "People of one kind both in a file and typed by hand",
                "What was typed was added to what was counted from the file.",
                "If these are the same people, take them out of one of the two.",
            ),
            (
                "percentage_impossible",
                "A percentage that no whole number of people gives",
                "No count over this base prints as this percentage.",
                "Ask for the base: often people of unknown ethnicity were left out.",
            ),
            (
                "counts_disagree",
                "Counts that do not add up",
                "Two counts that must be equal differ, or a part is larger than its whole.",
                "Compare the two sources before any figure is used.",
            ),
            (
                "ratio_disagrees",
                "A ratio that does not follow from its rates",
                "The printed ratio is not that of the printed rates or counts.",
                "Look for a lost digit, for swapped columns, and for a ratio of rounded rates.",
            ),
            (
                "columns_swapped",
                "Two groups' numbers look swapped",
                "The figures fit if the columns of the two groups change places.",
                "Compare them with the source.",
            ),
            (
                "changed_since_last_year",
                "Last year is not what last year's return said",
                "The column for the year before differs from the return of that year.",
                "Correct it, or say that it was restated and why; both values are kept.",
            ),
            (
                "stale_base",
                "Two values for one base",
                "The same people are given as two different numbers in one return.",
                "Find out which is of the right date.",
            ),
            (
                "base_not_given",
                "A percentage without its base",
                "The number of people under the percentage is not given.",
                "Ask for it: without a base nothing can be compared or protected.",
            ),
            (
                "unit_confused",
                "A ratio printed as a percentage",
                "A ratio says how many times as likely; it has no per cent sign.",
                "Correct the unit.",
            ),
        ),
        *_kinds(
            Severity.NOTE,
            (
                "duplicate",
                "One person on several equal lines",
                "The same number stands on several lines that say the same.",
                "Nothing: the person was counted once.",
            ),
            (
                "several_applications",
                "One applicant number on lines that differ",
                "One person applied for several posts, or a number was used twice.",
                "Nothing, if the number is that of a person: each line is an application.",
            ),
            (
                "repeated_in_year",
                "One person with several events in a year",
                "People are counted for training, entries for disciplinary cases.",
                "Nothing, if the events are real.",
            ),
            (
                "outside_period",
                "An event outside the year",
                "Its day lies outside the years that the edition counts.",
                "Nothing, if the dates are right; the line was not counted.",
            ),
            (
                "totals_row",
                "A row of totals",
                "A total counts people a second time.",
                "Nothing: it was not counted.",
            ),
            (
                "title_rows",
                "Lines above the header",
                "A title or an explanation stands above the columns.",
                "Nothing: the header was found below them.",
            ),
            (
                "dates_not_given",
                "A list of events without days",
                "Every event was taken as one of the reporting year.",
                "Add the column date, so that this can be checked.",
            ),
            (
                "people_not_told_apart",
                "A list without numbers of people",
                "Lines were counted; two lines could be one person.",
                "Add the staff number; it is dropped when it has been compared.",
            ),
            (
                "not_compared",
                "Lines that were not compared with each other",
                "In a file of this size repeated numbers are looked for only when asked.",
                "Count again with --compare-people to look for them.",
            ),
            (
                "started_for_appointed",
                "New starters stand for people appointed",
                "Starters need not come from the year's shortlists.",
                "Use appointments where the recruitment system records them.",
            ),
            (
                "mapping_not_used",
                "A mapping that nothing uses",
                "No file has this value or heading, so the entry may be out of date.",
                "Take it out of organisation.toml.",
            ),
            (
                "exclusion_not_used",
                "An exclusion that matches nobody",
                "[include] leaves them out, and nobody in the staff file is one of them.",
                "See whether they stand there by another name, and map it in [values.employment].",
            ),
            (
                "column_not_used",
                "A column that is not ours",
                "Nothing in the layout has this name; it was not read.",
                "Nothing, or name it under [columns] if it should be read.",
            ),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed, with the place where it stands.

    ``line`` is the physical line of a text file, or the row of a sheet or table; 0 where the
    finding is about the file or the return as a whole. ``rows`` is how many rows it stands for.
    """

    code: str
    file: str = ""
    line: int = 0
    column: str = ""
    value: str = ""
    detail: str = ""
    rows: int = 1

    @property
    def kind(self) -> FindingKind:
        """The kind of finding, from the catalogue."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """Whether it stops, asks or only notes."""
        return self.kind.severity


HEADINGS = ("severity", "code", "title", "file", "line", "column", "value", "rows", "detail")


def has_stop(findings: Iterable[Finding]) -> bool:
    """Say whether any of the findings keeps a count from being made."""
    return any(finding.severity is Severity.STOP for finding in findings)


def write_findings(findings: Iterable[Finding], path: Path) -> None:
    """Write every finding to a CSV file that is safe to open in a spreadsheet."""
    import csv  # noqa: PLC0415 - only when findings are written

    with waiting_file(path) as waiting, waiting.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(map(_row, findings))


def read_findings(path: Path) -> tuple[Finding, ...]:
    """Read findings back that :func:`write_findings` wrote.

    Raises
    ------
    FileNotUsableError
        If it is no such file, or names a kind of finding that there is not.
    """
    import csv  # noqa: PLC0415 - only when findings are read

    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return tuple(_finding(row) for row in csv.DictReader(stream, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, TypeError, ValueError):
        raise FileNotUsableError(
            f"{path} is no list of findings.", advice="Export or count the year again."
        ) from None


def _finding(row: dict[str, str]) -> Finding:
    if None in row.values():
        raise ValueError(row)
    texts = [unguarded(row[name]) for name in ("code", "file", "column", "value", "detail")]
    code, file, column, value, detail = texts
    if code not in CATALOGUE:
        raise ValueError(code)
    return Finding(code, file, int(row["line"] or 0), column, value, detail, int(row["rows"]))


def _row(finding: Finding) -> list[str | int]:
    texts = (finding.file, finding.line or "", finding.column, finding.value)
    head = (finding.severity.value, finding.code, finding.kind.title)
    return [guarded(str(item)) for item in (*head, *texts, finding.rows, finding.detail)]
