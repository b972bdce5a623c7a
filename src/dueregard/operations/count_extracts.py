"""Count an organisation's files into its return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.errors import (
    ConfigurationError,
    DueRegardError,
    FileNotUsableError,
    FindingsRefuseError,
)
from dueregard.extracts.findings import Finding, Severity, has_stop, read_findings
from dueregard.returns.data_return import AccountingLine, DataReturn
from dueregard.settings import PEOPLE_FILES, FileSettings, Settings, load_settings

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.extracts.coding import Coder
    from dueregard.extracts.engine import Engine
    from dueregard.extracts.reader import Extract
    from dueregard.returns.assembly import Parts
    from dueregard.returns.joining import StaffFile
    from dueregard.returns.typed import TypedFile
    from dueregard.returns.windows import Window


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """How far the reading of an organisation's files has come, in bytes."""

    name: str
    """The file that is read next; nothing when all are read."""
    done: int
    total: int


Progress = Callable[[ReadingStep], None]
KEPT_FOLDER = "return"
KEPT_FINDINGS = "findings.csv"
"""What was noticed when the counts in the folder were made."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A return with what was noticed on the way, and the fate of every row."""

    data_return: DataReturn
    findings: tuple[Finding, ...]
    accounting: tuple[AccountingLine, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of reading and counting, faults included: the raw material of a check."""

    settings: Settings
    edition: Edition
    data_return: DataReturn | None
    findings: tuple[Finding, ...]
    accounting: tuple[AccountingLine, ...]
    faults: tuple[DueRegardError, ...]


def count_organisation(
    directory: Path,
    *,
    as_of: date,
    progress: Progress | None = None,
    engine_name: str = "duckdb",
) -> Counted:
    """Count everything that the organisation in a folder has, by the edition that it names.

    Parameters
    ----------
    directory
        The folder with organisation.toml.
    as_of
        Today; no file may be of a period that has not ended.
    progress
        Told before each file is read, and at the end, how far the reading has come.
    engine_name
        ``duckdb``, or ``spark`` where the extra is installed; the counts are the same.

    Raises
    ------
    ConfigurationError
        When organisation.toml cannot be used.
    FileNotUsableError
        When a file cannot be read or lacks a column it must have.
    FindingsRefuseError
        When something in a file stops the count; lists what.
    """
    from dueregard.returns.pooling_storage import is_pool  # noqa: PLC0415 - only when needed

    if is_pool(directory):
        return _counted_before(directory)
    kept = _kept_counts(directory)
    if kept is not None:
        return kept
    looked = look(directory, as_of=as_of, progress=progress, engine_name=engine_name)
    if looked.faults:
        raise looked.faults[0]
    refuse_stops(looked.findings)
    if looked.data_return is None:
        raise ConfigurationError(
            f"{looked.settings.source} names no file to count.",
            advice="Add [files.staff] with its path, or [files.counts] for counts typed by hand.",
        )
    return Counted(looked.data_return, looked.findings, looked.accounting)


def _counted_before(directory: Path) -> Counted:
    """Return a pool's counts: they were added from returns, and there is no file to count."""
    from dueregard.returns.checks import check_return  # noqa: PLC0415 - only when needed
    from dueregard.returns.pooling_storage import load_pooled_return  # noqa: PLC0415 - as above

    whole = load_pooled_return(directory)
    return Counted(whole, check_return(whole), whole.accounting)


def _kept_counts(directory: Path) -> Counted | None:
    """Return the counts that a year without files carries in its folder ``return``.

    A year that was exported after its files were counted and thrown away has nothing else; what was
    noticed when they were counted lies beside them.
    """
    from dueregard.returns.storage import JSON_NAME, load_return  # noqa: PLC0415 - only when needed

    settings = load_settings(directory)
    folder = settings.source.parent / KEPT_FOLDER
    if settings.files or not (folder / JSON_NAME).exists():
        return None
    kept = load_return(folder)
    if kept.edition != settings.edition:
        raise ConfigurationError(
            f"{settings.source} is of edition {settings.edition}, and the counts in {folder} are "
            f"of {kept.edition}.",
            advice="Name the files to count, or the edition of the counts.",
        )
    findings = folder / KEPT_FINDINGS
    noticed = read_findings(findings) if findings.exists() else ()
    return Counted(kept, noticed, kept.accounting)


def refuse_stops(findings: Iterable[Finding]) -> None:
    """Refuse to go on where a finding stops the count.

    Raises
    ------
    FindingsRefuseError
        Names the first values and says how many lines there are.
    """
    stops = [finding for finding in findings if finding.severity is Severity.STOP]
    if not stops:
        return
    kinds = Counter((one.file, one.kind.title, one.column) for one in stops)
    listed = [
        f"{file}: {title.lower()}{f' in {column!r}' if column else ''} ({number} lines)"
        for (file, title, column), number in kinds.most_common(5)
    ]
    raise FindingsRefuseError(
        "The count was stopped by what is in the files:\n  " + "\n  ".join(listed),
        advice=f"{stops[0].kind.remedy} 'dueregard check' lists every line.",
    )


def look(
    directory: Path,
    *,
    as_of: date,
    progress: Progress | None = None,
    engine_name: str = "duckdb",
) -> Looked:
    """Read and count everything, and keep the faults of files beside what was found."""
    from dueregard.editions.loader import load_edition  # noqa: PLC0415 - only when needed
    from dueregard.editions.switches import resolve  # noqa: PLC0415 - only when needed
    from dueregard.extracts.engine import EngineName, open_engine  # noqa: PLC0415 - as above
    from dueregard.returns.assembly import window_of  # noqa: PLC0415 - only when needed

    settings = load_settings(directory)
    edition = load_edition(settings.edition)
    if settings.switches:
        edition = resolve(edition, settings.switches)
    window = window_of(settings, edition)
    _check_period(settings, window, as_of)
    with open_engine(EngineName(engine_name)) as engine:
        reading = _Reading(settings, edition, engine, progress or (lambda _: None))
        reading.read()
    return reading.looked()


def _check_period(settings: Settings, window: Window, as_of: date) -> None:
    if window.start > window.end:
        raise ConfigurationError(
            f"{settings.source}: [period] ends before it starts.", advice="Swap start and end."
        )
    if window.snapshot > as_of:
        raise ConfigurationError(
            f"The snapshot of edition {settings.edition} is {window.snapshot:%d %B %Y}, "
            "which has not come yet.",
            advice="Choose an earlier edition, or wait until the day has passed.",
        )


class _Reading:
    """One pass over an organisation's files, in which a broken file does not hide the next."""

    def __init__(
        self, settings: Settings, edition: Edition, engine: Engine, progress: Progress
    ) -> None:
        from dueregard.extracts.coding import Coder  # noqa: PLC0415 - only when needed
        from dueregard.returns.assembly import Parts, window_of  # noqa: PLC0415 - as above

        self._settings = settings
        self._edition = edition
        self._engine = engine
        self._progress = progress
        self._coder: Coder = Coder(settings)
        self._window = window_of(settings, edition)
        self._extracts: dict[str, Extract] = {}
        self._words: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {}
        self._parts: Parts = Parts()
        self._findings: list[Finding] = []
        self._faults: list[DueRegardError] = []

    def read(self) -> None:
        files = self._settings.files
        steps = [(self._count, files[name]) for name in PEOPLE_FILES if name in files]
        typed = ("survey_results", "counts", "received")
        steps += [(self._typed, files[name]) for name in typed if name in files]
        sizes = [_size(file) for _, file in steps]
        for number, (step, file) in enumerate(steps):
            self._progress(ReadingStep(file.path.name, sum(sizes[:number]), sum(sizes)))
            self._try(step, file)
        self._progress(ReadingStep("", sum(sizes), sum(sizes)))
        self._findings += self._idle()

    def _idle(self) -> tuple[Finding, ...]:
        """Look for settings that nothing uses, unless a broken file may have used them."""
        from dueregard.returns.idle_settings import (  # noqa: PLC0415 - only when needed
            find_idle_exclusions,
            find_idle_settings,
        )

        staff = self._parts.counted.get("staff")
        found: tuple[Finding, ...] = ()
        if staff is not None and staff.cells:
            cells = (cell for cell in staff.cells if cell.population == "staff")
            footings = {cell.employment for cell in cells}
            found = find_idle_exclusions(self._settings, footings)
        if self._faults:
            return found
        return (*found, *find_idle_settings(self._settings, self._extracts, self._words))

    def looked(self) -> Looked:
        from dueregard.returns.assembly import (  # noqa: PLC0415 - only when needed
            assemble,
            find_gaps_in_windows,
            find_typed_beside_records,
        )
        from dueregard.returns.checks import check_return  # noqa: PLC0415 - as above

        data_return = None
        if self._parts.counted or self._parts.typed:
            data_return = assemble(self._settings, self._edition, self._parts)
            self._findings += find_gaps_in_windows(self._settings, self._edition, self._parts)
            self._findings += find_typed_beside_records(self._parts)
            self._findings += self._checked(check_return(data_return, self._previous()))
        return Looked(
            settings=self._settings,
            edition=self._edition,
            data_return=data_return,
            findings=(*self._parts.findings, *self._findings),
            accounting=self._parts.accounting,
            faults=tuple(self._faults),
        )

    def _checked(self, found: Iterable[Finding]) -> list[Finding]:
        """Leave out totals that differ only because unreadable rows are not in all of them."""
        stopped = has_stop((*self._parts.findings, *self._findings))
        return [one for one in found if not (stopped and one.code == "stale_base")]

    def _previous(self) -> DataReturn | None:
        """Load last year's return; one that was never counted is no fault of this year."""
        from dueregard.returns.storage import JSON_NAME, load_return  # noqa: PLC0415 - as above

        folder = self._settings.previous_return
        if folder is None or not (folder / JSON_NAME).exists():
            return None
        try:
            return load_return(folder)
        except DueRegardError as fault:
            self._faults.append(fault)
            return None

    def _try(self, step: Callable[[FileSettings], None], file: FileSettings) -> None:
        from dueregard.extracts.engine import RowsUnreadableError  # noqa: PLC0415 - as above

        try:
            step(file)
        except RowsUnreadableError as fault:
            message = f"{file.path}: {fault.message}"
            self._faults.append(FileNotUsableError(message, advice=fault.advice))
        except DueRegardError as fault:
            self._faults.append(fault)

    def _count(self, file: FileSettings) -> None:
        from dueregard.extracts.reader import only_of, read_extract  # noqa: PLC0415 - only when needed
        from dueregard.returns.counting import count_file  # noqa: PLC0415 - only when needed
        from dueregard.returns.survey_counting import count_survey  # noqa: PLC0415 - as above

        own = self._settings.columns.get(file.population, {})
        extract = only_of(read_extract(self._engine, file, own), self._settings.code)
        self._extracts[file.population] = extract
        if file.population == "staff" and extract.rows == 0:
            self._findings.append(Finding("nobody_in_file", extract.name))
        if file.population == "survey":
            counted = count_survey(extract, self._coder, self._edition, self._window.year)
        else:
            counted = count_file(self._engine, extract, self._coder, self._window, self._staff())
        self._findings += _missing(extract, own)
        self._parts.counted[file.population] = counted

    def _staff(self) -> StaffFile | None:
        from dueregard.returns.assembly import footings_left_out  # noqa: PLC0415 - only when needed
        from dueregard.returns.joining import StaffFile  # noqa: PLC0415 - only when needed

        staff = self._extracts.get("staff")
        if staff is None:
            return None
        return StaffFile(staff, footings_left_out(self._settings, self._edition))

    def _typed(self, file: FileSettings) -> None:
        from dueregard.returns import typed  # noqa: PLC0415 - only when needed

        read: dict[str, Callable[..., TypedFile]] = {
            "survey_results": typed.read_survey_results,
            "counts": typed.read_counts,
            "received": typed.read_received,
        }
        own = self._settings.columns.get(file.population, {})
        found = read[file.population](file, own, self._coder, self._window.year)
        self._parts.typed.append(found)
        self._words[file.population] = (found.header, found.words)


def _size(file: FileSettings) -> int:
    """Return the bytes of a file; one that is not there has none, and is refused when read."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _missing(extract: Extract, own: dict[str, str]) -> list[Finding]:
    from dueregard.extracts.columns import missing_columns  # noqa: PLC0415 - only when needed
    from dueregard.extracts.headings import unread_findings  # noqa: PLC0415 - only when needed

    missing = [" or ".join(names) for names in missing_columns(extract.plan, extract.population)]
    found = [Finding("column_missing", extract.name, column=names) for names in missing]
    return [*found, *unread_findings(extract, own)]
