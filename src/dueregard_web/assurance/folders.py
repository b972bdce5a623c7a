"""Where kept files lie: a folder for each organisation, as the command line lays them out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings

from dueregard.assurance.evidence import Evidence
from dueregard.assurance.ledger import Ledger
from dueregard.errors import DueRegardError, FileNotUsableError
from dueregard.operations.keep_evidence import Changed, problem_of
from dueregard_web.organisations.models import Organisation

Seen = dict[str, tuple[int, int, str]]


def folder_of(organisation: Organisation) -> Path:
    """Return the folder of an organisation's letters and evidence."""
    return Path(settings.CONFIGURATION.data) / "assurance" / organisation.code


def site_of(organisation: Organisation) -> Path:
    """Return where the publication site is put."""
    return Path(settings.CONFIGURATION.data) / "site" / organisation.code


def released_in(organisation: Organisation) -> tuple[Path, ...]:
    """Return the folder of the organisation's own released reports, where there is one."""
    place = Path(settings.CONFIGURATION.data) / "releases" / organisation.code
    return (place,) if (place / "public").is_dir() else ()


@contextmanager
def on_disk(content: bytes, name: str) -> Iterator[Path]:
    """Lay bytes out as a file for as long as the library reads it; its folder stays unsaid."""
    with tempfile.TemporaryDirectory(prefix="dueregard-received-") as folder:
        path = Path(folder) / (PurePosixPath(name).name or "file")
        path.write_bytes(content)
        try:
            yield path
        except DueRegardError as fault:
            fault.message = fault.message.replace(f"{folder}/", "")
            raise


def read_kept(one: Evidence, folder: Path) -> bytes:
    """Return a kept file, after comparing it with its hash.

    Raises
    ------
    FileNotUsableError
        It is gone or is not as it was kept.
    """
    problem = problem_of(one, folder) if one.path else "was never there: only an address came"
    if problem:
        raise FileNotUsableError(
            f"The file of {one.id}, version {one.version}, {problem}.",
            advice="Tell your administrator: what was kept must be put back.",
        )
    return (folder / one.path).read_bytes()


def changed_since(ledger: Ledger, folder: Path, seen: Seen) -> tuple[Changed, ...]:
    """Return the kept files that are not as they were kept; only what was touched is read again.

    Parameters
    ----------
    ledger, folder
        The records, and where their files lie.
    seen
        What was compared before, with the time and size it had then; added to here.
    """
    found = []
    for one in ledger.evidence:
        if not one.path:
            continue
        mark = _mark(folder / one.path, one.sha256)
        if mark is not None and seen.get(one.path) == mark:
            continue
        problem = problem_of(one, folder)
        if problem:
            found.append(Changed(one.id, one.version, one.path, problem))
        elif mark is not None:
            seen[one.path] = mark
    return tuple(found)


def _mark(path: Path, sha256: str) -> tuple[int, int, str] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, sha256
