"""Look for faults in an organisation's files, without leaving anything behind but a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dueregard.errors import DueRegardError, FindingsRefuseError
from dueregard.extracts.findings import Finding, Severity, has_stop, write_findings
from dueregard.operations.count_extracts import Progress, look
from dueregard.returns.data_return import AccountingLine


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to.

    ``exit_code`` is 0 where a count can be made, 4 where a file cannot be used, 5 where something
    in a file stops the count.
    """

    findings: tuple[Finding, ...]
    accounting: tuple[AccountingLine, ...]
    faults: tuple[DueRegardError, ...]

    @property
    def exit_code(self) -> int:
        """The exit code of the command."""
        if self.faults:
            return self.faults[0].exit_code
        return FindingsRefuseError.exit_code if has_stop(self.findings) else 0


def check(
    directory: Path, *, as_of: date, write_to: Path | None = None, progress: Progress | None = None
) -> Checked:
    """Read every file of an organisation and list what was noticed, the worst first.

    Parameters
    ----------
    directory
        The folder with organisation.toml.
    as_of
        Today.
    write_to
        A CSV file for the complete list; its folder is made where it is missing.
    progress
        Told before each file is read, and at the end, how far the reading has come.

    Raises
    ------
    ConfigurationError
        When organisation.toml cannot be used; faults of files are listed instead.
    """
    looked = look(directory, as_of=as_of, progress=progress)
    faults = [
        Finding("file_not_usable", detail=f"{fault.message} {fault.advice}")
        for fault in looked.faults
    ]
    order = list(Severity)
    findings = sorted(
        (*faults, *looked.findings),
        key=lambda one: (order.index(one.severity), one.file, one.code, one.line),
    )
    if write_to is not None:
        write_to.parent.mkdir(parents=True, exist_ok=True)
        write_findings(findings, write_to)
    return Checked(tuple(findings), looked.accounting, looked.faults)
