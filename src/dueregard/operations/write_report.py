"""Write an organisation's documents: files to return, figures, and whatever is asked for.

Documents land in ``internal/`` beside the organisation's files, the counts they are made from in
``return/``, where next year's settings look for them; each file whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.editions.loader import edition_digest, load_edition
from dueregard.editions.switches import resolve
from dueregard.errors import FileNotUsableError
from dueregard.extracts.findings import CATALOGUE, write_findings
from dueregard.indicators.annual import AnnualFigures, compute_annual, compute_characteristics
from dueregard.indicators.compute import Earlier
from dueregard.operations.count_extracts import Counted, Progress, count_organisation
from dueregard.operations.rollover import RETURN_FOLDER
from dueregard.placing import place
from dueregard.records.reading import load_records
from dueregard.reports.documents.catalogue import (
    QUICK,
    DocumentKind,
    FileFormat,
    check_possible,
    choose_jobs,
    make_files,
)
from dueregard.reports.documents.gathering import gather
from dueregard.reports.documents.material import FindingLine, Material
from dueregard.returns.storage import load_return, write_return
from dueregard.settings.reading import load_settings
from dueregard.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dueregard.editions.schema import Edition
    from dueregard.extracts.findings import Finding
    from dueregard.returns.data_return import DataReturn

INTERNAL = "internal"
FINDINGS = "findings.csv"
OF_RETURN = "return"
"""The file that a finding about the counts as a whole names."""
_MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Figured:
    """An organisation's counts and everything computed from them."""

    counted: Counted
    annual: AnnualFigures
    earlier: DataReturn | None = None
    """The return of the year before, where there is one."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was computed (nothing for a public report), and where the documents are."""

    figured: Figured | None
    report: Path
    files: tuple[Path, ...]


def compute_figures(
    directory: Path,
    *,
    as_of: date,
    progress: Callable[[str], None] | None = None,
    reading: Progress | None = None,
) -> Figured:
    """Count an organisation's files and compute its year.

    Parameters
    ----------
    directory
        Holds organisation.toml.
    as_of
        The day on which the figures are made.
    progress
        Is told what is being done, in a few words.
    reading
        Is told how far the reading of the files has come.

    Raises
    ------
    DueRegardError
        For anything a user can mend: see :mod:`dueregard.errors`.
    """
    say = progress or _silent
    say("Counting people")
    counted = count_organisation(directory, as_of=as_of, progress=reading)
    say("Computing figures")
    data_return = counted.data_return
    edition = _edition(data_return)
    history = _history(directory)
    last = history[-1].data_return if history else None
    return Figured(counted, compute_annual(data_return, edition, history), last)


def _silent(_: str) -> None:
    """Keep quiet."""


def _edition(data_return: DataReturn) -> Edition:
    """Return the edition of a return with the organisation's choices among its switches."""
    return resolve(load_edition(data_return.edition), data_return.switches)


def _history(directory: Path) -> tuple[Earlier, ...]:
    """Return the earlier years that organisation.toml leads to, oldest first.

    Each year's settings name the year before; the chain ends where a year names none, or where its
    folder is no longer there. Only the first link is a promise that must be kept.
    """
    history: list[Earlier] = []
    path = load_settings(directory).previous_return
    while path is not None and len(history) < _MOST_YEARS:
        if history and not path.exists():
            break
        before = load_return(path)
        history.append(Earlier(before, load_edition(before.edition)))
        path = _year_before(path)
    return tuple(reversed(history))


def _year_before(path: Path) -> Path | None:
    """Return the return before this one: its own folder, or the one above, says which it is."""
    for directory in (path, *path.parents[:2]):
        if (directory / "organisation.toml").exists():
            return load_settings(directory).previous_return
    return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are asked for, in which formats.

    Nothing named is the annual report in its quick formats. ``every`` asks for every document.
    """

    kinds: tuple[DocumentKind, ...] = ()
    formats: tuple[FileFormat, ...] = ()
    every: bool = False
    word_template: Path | None = None


QUICK_REPORT = Wanted()


def write_report(  # noqa: PLR0913 - what a user may say, and who listens
    directory: Path,
    *,
    as_of: date,
    audience: Audience = Audience.INTERNAL,
    wanted: Wanted = QUICK_REPORT,
    progress: Callable[[str], None] | None = None,
    reading: Progress | None = None,
) -> Written:
    """Write the documents that are asked for with the counts they come from; find the public one.

    Parameters
    ----------
    directory
        Holds organisation.toml.
    as_of
        The day the documents bear.
    audience
        Internal documents are made; the public ones are those that a release has let out.
    wanted
        Which documents in which formats.
    progress, reading
        See :func:`compute_figures`.

    Raises
    ------
    ReleaseNeededError
        When a public version is asked for and none was decided: nothing is written.
    ConfigurationError
        When a document cannot be written in a format that is asked for, or has no public
        version: nothing is written.
    """
    if audience is Audience.PUBLIC:
        return _released(directory, wanted, progress)
    say = progress or _silent
    _check(wanted)
    figured = compute_figures(directory, as_of=as_of, progress=progress, reading=reading)
    files = _documents(material_of(directory, figured, as_of), wanted, say)
    folder = directory / INTERNAL
    written = tuple(_write(folder / name, content) for name, content in files.items())
    write_findings(figured.counted.findings, folder / FINDINGS)
    returned = write_return(figured.counted.data_return, directory / RETURN_FOLDER)
    return Written(figured, written[0], (*written, folder / FINDINGS, *returned))


def _released(directory: Path, wanted: Wanted, progress: Callable[[str], None] | None) -> Written:
    """Return the public report as it was decided, with further documents made from it."""
    from dueregard.operations.write_public import write_public  # noqa: PLC0415 - a circle

    page, *others = write_public(directory, wanted, progress=progress)
    return Written(None, page, (page, *others))


def _check(wanted: Wanted) -> None:
    """Refuse what cannot be written before anything is counted."""
    if wanted.word_template is not None and not wanted.word_template.is_file():
        raise FileNotUsableError(
            f"There is no Word template {wanted.word_template}.",
            advice="Give the path of a .docx or .dotx file.",
        )
    check_possible(wanted.kinds, wanted.formats)


def material_of(directory: Path, figured: Figured, as_of: date) -> Material:
    """Bring an organisation's figures and records together."""
    from dueregard.operations.review_records import last_year  # noqa: PLC0415 - as needed

    settings = load_settings(directory)
    records, edition = last_year(settings)
    annual = figured.annual
    return gather(
        Material(
            annual=annual,
            made_on=as_of,
            records=load_records(settings.source.parent),
            others=compute_characteristics(annual.data_return, annual.edition),
            rules_digest=edition_digest(annual.edition.edition),
            findings=_summary(figured.counted.findings),
            last_year=records,
            last_edition=edition,
            earlier=figured.earlier,
        )
    )


def _documents(material: Material, wanted: Wanted, say: Callable[[str], None]) -> dict[str, bytes]:
    """Make every file before the first is written."""
    kinds, formats = wanted.kinds, wanted.formats
    if not kinds and not wanted.every:
        kinds, formats = (DocumentKind.ANNUAL,), formats or QUICK
    files: dict[str, bytes] = {}
    for job in choose_jobs(material, kinds, formats, wanted.word_template):
        say(f"Writing {job.kind} as {job.form}")
        files.update(make_files(job))
    return files


def _summary(findings: tuple[Finding, ...]) -> tuple[FindingLine, ...]:
    """Return one line for each kind of finding, most frequent first.

    What stands in a person's row is not repeated; what was noticed about the return as a whole is.
    """
    lines: Counter[str] = Counter()
    details: dict[str, list[str]] = {}
    for finding in findings:
        lines[finding.code] += finding.rows
        if finding.file == OF_RETURN and finding.detail:
            details.setdefault(finding.code, []).append(finding.detail)
    return tuple(
        FindingLine(
            code,
            CATALOGUE[code].title,
            f"{times:,}",
            "; ".join(details.get(code, [])),
            CATALOGUE[code].remedy,
        )
        for code, times in lines.most_common()
    )


def _write(path: Path, content: bytes) -> Path:
    try:
        return place(path, content)
    except OSError as fault:
        raise FileNotUsableError(
            f"{path} cannot be written: {fault.strerror or fault}.",
            advice="Close it in other programs, and check that you may write there.",
        ) from None
