"""Look at counts that somebody is typing, line by line, before they are counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.editions.loader import load_edition
from dueregard.settings import load_settings

if TYPE_CHECKING:
    from dueregard.returns.typed import LineFault


def check_typed_counts(directory: Path) -> tuple[LineFault, ...]:
    """Return what is wrong with each line of an organisation's typed counts.

    Counting stops at the first line that cannot be used; who types wants to know of all.

    Parameters
    ----------
    directory
        The folder with organisation.toml, which names the counts under ``[files.counts]``.

    Returns
    -------
    tuple of LineFault
        The first fault of each line that has one; none where there are no typed counts.

    Raises
    ------
    ConfigurationError
        The settings cannot be used.
    FileNotUsableError
        The table as a whole cannot be read.
    """
    from dueregard.extracts.coding import Coder  # noqa: PLC0415 - only when needed
    from dueregard.returns.assembly import window_of  # noqa: PLC0415 - as above
    from dueregard.returns.typed import find_count_faults  # noqa: PLC0415 - as above

    settings = load_settings(directory)
    file = settings.files.get("counts")
    if file is None:
        return ()
    window = window_of(settings, load_edition(settings.edition))
    own = settings.columns.get("counts", {})
    return find_count_faults(file, own, Coder(settings), window.year)
