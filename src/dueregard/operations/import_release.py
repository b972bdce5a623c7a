"""Enter what others have said in the register, so that every later audit knows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.operations.propose_release import register_path
from dueregard.releases.bundles import PUBLIC, check_bundles
from dueregard.releases.imports import read_statements
from dueregard.releases.register import Entry, EntryKind, Happening, enter, head_of, load_register

if TYPE_CHECKING:
    from datetime import date


def import_release(  # noqa: PLR0913 - what was said, by whom, when, and where it is kept
    directory: Path,
    file: Path,
    *,
    source: str,
    answered: bool,
    as_of: date,
    register: Path | None = None,
) -> Entry:
    """Enter a file of statements.

    Parameters
    ----------
    directory, register
        The organisation's folder, and the register where several bodies share one.
    file
        CSV with the columns words, part, whole, printed.
    source
        Where it was published, or which request was answered.
    answered
        Whether it is an answer to one asker and not a publication.

    Raises
    ------
    FileNotUsableError
        The file is not of that form.
    UnsafeReleaseError
        The register is not whole.
    """
    path = register_path(directory, register)
    entries = load_register(path)
    check_bundles(directory / PUBLIC, entries)
    statements = read_statements(file)
    happening = Happening(
        EntryKind.ANSWERED if answered else EntryKind.IMPORTED,
        as_of,
        "",
        note=source,
        statements=statements,
    )
    return enter(path, happening, expected_head=head_of(entries))
