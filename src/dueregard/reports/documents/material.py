"""What an organisation's documents are made from: figures, records, and what the files showed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dueregard.codelists.characteristics import load_characteristics
from dueregard.indicators.annual import AnnualFigures, Section
from dueregard.records.checking.remarks import Remark
from dueregard.records.model import Records
from dueregard.returns.data_return import DataReturn


class FindingLine(NamedTuple):
    """One kind of finding: what it means, how many times, which, what to do."""

    code: str
    title: str
    times: str
    which: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the documents of one organisation's year may draw on.

    Parameters
    ----------
    annual
        The figures of the year.
    made_on
        The day the documents are made.
    records
        What the organisation puts beside its figures.
    others
        The sections of every other protected characteristic that was counted; their keys begin
        with the characteristic ("disability.recruitment").
    rules_digest
        Of the edition's file.
    findings
        What was found in the files, a line for each kind.
    last_year, last_edition
        The records of the year before, and its edition; empty where there are none.
    remarks
        What is missing, overdue or doubtful in the records; see
        :func:`dueregard.reports.documents.gathering.gather`.
    earlier
        The return of the year before, where there is one.
    """

    annual: AnnualFigures
    made_on: date
    records: Records = field(default_factory=Records)
    others: tuple[Section, ...] = ()
    rules_digest: str = ""
    findings: tuple[FindingLine, ...] = ()
    last_year: Records = field(default_factory=Records)
    last_edition: str = ""
    remarks: tuple[Remark, ...] = ()
    earlier: DataReturn | None = None

    @property
    def organisation(self) -> str:
        """The organisation's name."""
        return self.annual.data_return.organisation.name

    @property
    def characteristics(self) -> tuple[str, ...]:
        """The other protected characteristics that were counted, by their keys."""
        return tuple(dict.fromkeys(part.key.split(".", 1)[0] for part in self.others))

    def other(self, characteristic: str, part: str) -> Section | None:
        """Return a part ("profile", "recruitment") of another characteristic, where counted."""
        wanted = f"{characteristic}.{part}"
        return next((section for section in self.others if section.key == wanted), None)


def key_of(words: str) -> str:
    """Return the key of a characteristic that a person wrote: "Religion" gives "religion_belief".

    Words that name no protected characteristic come back as a key of their own.
    """
    key = words.strip().casefold().replace(" ", "_").replace("-", "_")
    if key in {"ethnicity", "race", "ethnic_group", "ethnic_origin"}:
        return "ethnicity"
    plain = key.replace("_or_", "_").replace("_and_", "_")
    known = [characteristic.key for characteristic in load_characteristics()]
    return next((one for one in known if one == plain or one.startswith(f"{plain}_")), key)


def title_of(key: str) -> str:
    """Return what a characteristic is called; race is called ethnicity, as the standard does."""
    known = {one.key: one.label for one in load_characteristics()}
    return known.get(key, key.replace("_", " ").capitalize())
