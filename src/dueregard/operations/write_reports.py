"""Write the documents of many organisations; one that fails does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.errors import DueRegardError, FileNotUsableError
from dueregard.operations.write_report import QUICK_REPORT, Wanted, write_report
from dueregard.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one organisation: its report, or the fault that a user can mend."""

    directory: Path
    report: Path | None = None
    fault: DueRegardError | None = None


def write_reports(
    directories: Iterable[Path],
    *,
    as_of: date,
    audience: Audience = Audience.INTERNAL,
    wanted: Wanted = QUICK_REPORT,
) -> Iterator[Outcome]:
    """Write each organisation's documents in turn, and yield what became of it.

    Parameters
    ----------
    directories
        Each holds an organisation.toml.
    as_of, audience, wanted
        See :func:`dueregard.operations.write_report.write_report`.
    """
    for directory in directories:
        yield _outcome(directory, as_of, audience, wanted)


def _outcome(directory: Path, as_of: date, audience: Audience, wanted: Wanted) -> Outcome:
    try:
        written = write_report(directory, as_of=as_of, audience=audience, wanted=wanted)
    except DueRegardError as fault:
        return Outcome(directory, fault=fault)
    except OSError as fault:
        if not (fault.filename and fault.strerror):
            raise
        told = FileNotUsableError(
            f"{fault.filename}: {fault.strerror}.",
            advice="Mend it and run the command again for this organisation.",
        )
        return Outcome(directory, fault=told)
    return Outcome(directory, report=written.report)
