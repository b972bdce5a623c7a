"""An invented organisation as a folder of files, the same bytes for the same plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dueregard.editions.schema import Edition
from dueregard.errors import FileNotUsableError
from dueregard.examples.mess import mess_up, planted_text
from dueregard.examples.organisation import Plan, working_years
from dueregard.examples.people import WorkingYear
from dueregard.examples.planting import Mess
from dueregard.examples.record_keeping import keep_records
from dueregard.examples.settings_text import Description, Value, settings_text
from dueregard.examples.sheets import sheets_of
from dueregard.placing import place
from dueregard.records import Records, write_records
from dueregard.settings import FILE_NAME

SYSTEMS = {
    "staff": "ESR", "applicants": "NHS Jobs", "disciplinary": "ESR", "training": "ESR",
    "starters": "ESR", "leavers": "ESR", "board": "ESR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """One year as written: its folder and edition, the rows of its staff file, what was planted."""

    folder: Path
    edition: str
    people: int
    planted: int = 0


def write_example(
    folder: Path, plan: Plan, editions: tuple[Edition, ...], *, mess: Mess = Mess.NONE
) -> tuple[Written, ...]:
    """Write an invented organisation, one folder a year where there are several years.

    Parameters
    ----------
    folder
        Where to; made if it is not there, and it must be empty.
    plan
        How many people, of what kind of organisation, from which seed.
    editions
        The editions to report on, one a year, in order.
    mess
        How far to spoil the files, as real ones are spoilt; ``planted.json`` then says how.

    Raises
    ------
    FileNotUsableError
        When the folder holds something already, or cannot be written.
    """
    _check_empty(folder)
    years = working_years(plan, editions)
    several = len(editions) > 1
    written = []
    before: tuple[Records, str] | None = None
    for number, edition in enumerate(editions):
        target = folder / edition.edition if several else folder
        seen = years[number : number + 2]
        about = _describe(plan, edition, seen[-1], editions[number - 1] if number else None)
        written.append(_write_year(target, plan, about, seen, mess=mess))
        records = keep_records(seen[-1], edition.edition, number, before)
        write_records(records, target)
        before = records, edition.edition
    return tuple(written)


def _check_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise FileNotUsableError(f"{folder} is a file.", advice="Name a folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise FileNotUsableError(
            f"{folder} is not empty; an example is never written over something.",
            advice="Name a new or an empty folder.",
        )


def _write_year(
    folder: Path, plan: Plan, about: Description, years: tuple[WorkingYear, ...], *, mess: Mess
) -> Written:
    sheets = sheets_of(years)
    files = mess_up(sheets, plan.seed, mess, _more(years[0]))
    for one in files:
        _write(folder / one.path, one.content)
    grades = {grade: keys for one in files for grade, keys in one.grades.items()}
    text = settings_text(replace(about, grades=grades), tuple(one.entry for one in files))
    _write(folder / FILE_NAME, text.encode())
    faults = [fault for one in files for fault in one.planted]
    if mess is not Mess.NONE:
        _write(folder / "planted.json", planted_text(faults).encode())
    return Written(folder, about.edition, len(years[-1].staff), len(faults))


def _describe(
    plan: Plan, edition: Edition, year: WorkingYear, before: Edition | None
) -> Description:
    """Describe a year; from the second on, the return of the year before is beside it."""
    return Description(
        edition=edition.edition,
        code=f"EX{plan.seed % 1000:03d}",
        name=f"Invented {plan.kind.replace('_', ' ').title()} (seed {plan.seed})",
        kind=plan.kind,
        invited=year.invited,
        compared_percent=11.5,
        previous=f"../{before.edition}/return" if before else "",
    )


def _more(earliest: WorkingYear) -> dict[str, dict[str, Value]]:
    """Name the source systems, and the first day that the list of entries covers."""
    more: dict[str, dict[str, Value]] = {
        population: {"system": system} for population, system in SYSTEMS.items()
    }
    more["disciplinary"]["covers_from"] = earliest.period_start
    return more


def _write(path: Path, content: bytes) -> None:
    try:
        place(path, content)
    except OSError as fault:
        raise FileNotUsableError(
            f"{path} cannot be written: {fault.strerror}.", advice="Choose another folder."
        ) from None
