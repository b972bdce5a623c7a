"""Gives an event what the staff file says of its person, and then forgets whose it was.

A list without ethnicity takes everything from the staff file. A list with ethnicity keeps what it
says, and takes the footing alone: whoever works solely on the bank is bank staff in every list.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dueregard.extracts.columns import CHARACTERISTIC_COLUMNS
from dueregard.extracts.engine import fetch
from dueregard.extracts.findings import Finding
from dueregard.extracts.reader import Extract
from dueregard.returns.counting_values import CUBE, Row
from dueregard.vocabulary import Employment

if TYPE_CHECKING:
    import narwhals as nw

EVENTS = ("disciplinary", "training", "starters", "leavers")
FOUND = "found_in_staff"
"""The column that says whether the person of an event stands in the staff file."""

STRANGERS = "not in the staff file: not known"
_KEPT_APART = {
    Employment.BANK.value: "bank staff by the staff file: in no figure",
    Employment.OFFICE_HOLDER.value: "office holder by the staff file: in no figure",
    Employment.HONORARY.value: "honorary by the staff file: in no figure",
}


@dataclass(frozen=True, slots=True)
class StaffFile:
    """The staff file, with the footings that the figures leave out."""

    extract: Extract
    left_out: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows of a list with what the staff file added to them."""

    frame: nw.LazyFrame[Any]
    columns: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    left_out: Collection[str] = ()

    def is_unknown(self, row: Row, column: str) -> bool:
        """Whether a row's value is not known because the staff file does not have the person."""
        return column in self.columns and row.get(FOUND) != "yes"

    def fate(self, row: Row, employment: str) -> str:
        """Return the reason beside a counted row: nothing, or what the staff file says of it."""
        if self.is_unknown(row, "ethnic_category"):
            return STRANGERS
        if "employment" in self.columns and employment in self.left_out:
            return _KEPT_APART.get(employment, "")
        return ""


def join_staff(
    frame: nw.LazyFrame[Any], extract: Extract, staff_file: StaffFile | None, no_day: Sequence[str]
) -> Joined:
    """Join a list of events to the staff file by the number of the person, and drop the number.

    Parameters
    ----------
    frame
        The rows of the list that count each person or entry once.
    extract
        The list.
    staff_file
        The staff file, where there is one.
    no_day
        The dates, as they are written, that leave a row out.
    """
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    wanted = () if staff_file is None else _wanted(extract, staff_file.extract)
    if staff_file is None or not wanted:
        return Joined(frame)
    staff = staff_file.extract
    strangers: list[Finding] = []
    if "ethnic_category" in wanted:
        strangers = _strangers(frame, extract, staff, no_day)
    people = _first_lines(staff).select("staff_number", *wanted)
    people = people.with_columns(nw.lit("yes").alias(FOUND))
    joined = frame.join(people, on="staff_number", how="left")
    filled = [nw.col(name).fill_null("") for name in (*wanted, FOUND)]
    whole = joined.with_columns(*filled).drop("staff_number")
    return Joined(whole, frozenset(wanted), tuple(strangers), staff_file.left_out)


def _wanted(extract: Extract, staff: Extract) -> tuple[str, ...]:
    """Return the columns that a list takes from the staff file."""
    if extract.population not in EVENTS:
        return ()
    if not (extract.has("staff_number") and staff.has("staff_number")):
        return ()
    names = (*CUBE[extract.population], "ethnic_category", *CHARACTERISTIC_COLUMNS)
    if extract.has("ethnic_category"):
        names = ("employment",)
    return tuple(name for name in names if staff.has(name) and not extract.has(name))


def _first_lines(staff: Extract) -> nw.LazyFrame[Any]:
    """Return one line of each person: the first, as it is counted."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    numbered = staff.frame.filter(nw.col("staff_number") != "").group_by("staff_number")
    lines = numbered.agg(nw.col("line").min())
    return staff.frame.join(lines, on=["staff_number", "line"])


def _strangers(
    frame: nw.LazyFrame[Any], extract: Extract, staff: Extract, no_day: Sequence[str]
) -> list[Finding]:
    """Return the lines about people of whom the staff file knows nothing."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    if extract.has("date"):
        frame = frame.filter(~nw.col("date").is_in(list(no_day)))
    known = _first_lines(staff).select("staff_number")
    unknown = frame.join(known, on="staff_number", how="anti")
    heading = extract.plan.heading("staff_number")
    return [
        Finding("not_in_staff_file", extract.name, line, heading, number)
        for line, number in sorted(fetch(unknown.select("line", "staff_number")))
    ]
