"""Say what is missing or overdue in an organisation's records, and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dueregard.operations.rollover import RETURN_FOLDER
from dueregard.records.catalogue import FOLDER
from dueregard.records.checking import (
    Circumstances,
    LowerThanExpected,
    Remark,
    Weight,
    check_records,
    in_order,
)
from dueregard.records.files_on_disk import check_files
from dueregard.records.model import Records
from dueregard.records.progress import Progress, progress_on
from dueregard.records.reading import load_records
from dueregard.settings import FILE_NAME, Settings, load_settings


@dataclass(frozen=True, slots=True)
class Review:
    """What was read of a year's records, and what there is to say of them.

    Parameters
    ----------
    folder
        Where the records lie.
    as_of
        The day on which was asked.
    records
        The records.
    remarks
        What fails, is overdue, falls due, is missing or is doubtful, in this order.
    progress
        Last year's actions beside this year's.
    """

    folder: Path
    as_of: date
    records: Records
    remarks: tuple[Remark, ...]
    progress: tuple[Progress, ...]

    @property
    def fails(self) -> bool:
        """Whether something is said that cannot stand."""
        return any(one.weight is Weight.FAILS for one in self.remarks)


def review_records(directory: Path, *, as_of: date) -> Review:
    """Read an organisation's records and check them, with figures and last year beside them.

    The figures are those of the return in the folder ``return``, where it was made already.

    Parameters
    ----------
    directory
        The folder of organisation.toml.
    as_of
        The day on which is asked: what is overdue is overdue on it.

    Raises
    ------
    ConfigurationError
        If the settings cannot be used.
    FileNotUsableError
        If something in the records cannot be used.
    ReturnError
        If there is a return, and it is broken.
    """
    settings = load_settings(directory)
    place = settings.source.parent
    records = load_records(place)
    last, edition = last_year(settings)
    circumstances = Circumstances(
        as_of=as_of,
        survey_source=settings.survey_source,
        lower=lower_than_expected(place / RETURN_FOLDER),
        last_year=last,
        last_edition=edition,
    )
    remarks = (*check_records(records, circumstances), *check_files(records, place))
    return Review(
        place / FOLDER, as_of, records, in_order(remarks), progress_on(last, records, edition)
    )


def lower_than_expected(path: Path) -> tuple[LowerThanExpected, ...]:
    """List the indicators of a return that stand out or are to be watched.

    Parameters
    ----------
    path
        The folder of the return; where there is none, no figure says anything.
    """
    if not path.is_dir():
        return ()
    from dueregard.editions.loader import load_edition  # noqa: PLC0415 - only with a return
    from dueregard.editions.switches import resolve  # noqa: PLC0415 - only with a return
    from dueregard.indicators.annual import compute_annual  # noqa: PLC0415 - only with a return
    from dueregard.returns.storage import load_return  # noqa: PLC0415 - only with a return

    data_return = load_return(path)
    edition = resolve(load_edition(data_return.edition), data_return.switches)
    found = compute_annual(data_return, edition).standing_out
    group = f"{edition.comparison.compared.adjective} people"
    return tuple(
        LowerThanExpected(group, one.number, one.title)
        for one in sorted((*found.established, *found.watch), key=lambda one: one.number)
    )


def last_year(settings: Settings) -> tuple[Records, str]:
    """Read the records of the year before, which lie beside its return, and name its edition.

    A year without a year before, or whose folder was moved away, has no earlier records.
    """
    previous = settings.previous_return
    if previous is None or not (previous.parent / FILE_NAME).is_file():
        return Records(), ""
    return load_records(previous.parent), load_settings(previous.parent).edition
