"""Where releases lie: a folder for each organisation, laid out as the command line's.

``release/register.jsonl`` is the register and ``public/`` holds what is out, so that
``dueregard release verify FOLDER`` checks both. What is proposed is kept in the database and
laid out beside them only while the library works on it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings

from dueregard.errors import DueRegardError
from dueregard.operations.decide_release import withdraw_release
from dueregard.operations.propose_release import FOLDER
from dueregard.releases.bundles import PUBLIC
from dueregard.releases.candidate import NAME as CANDIDATE
from dueregard.releases.decision import NAME as DECISION
from dueregard.releases.register import NAME as REGISTER
from dueregard.releases.register import Entry, EntryKind, load_register
from dueregard_web.organisations.models import Organisation

TAKEN_DOWN = "taken-down"


def folder_of(organisation: Organisation) -> Path:
    """Return the folder of an organisation's releases."""
    return Path(settings.CONFIGURATION.data) / "releases" / organisation.code


def register_of(organisation: Organisation) -> Path:
    """Return the register: the installation's, where several bodies share one, or its own."""
    shared = settings.CONFIGURATION.register
    return shared or folder_of(organisation) / FOLDER / REGISTER


def entries_of(organisation: Organisation) -> tuple[Entry, ...]:
    """Return what the register remembers; its chain is followed."""
    return load_register(register_of(organisation))


def bundle_folder(organisation: Organisation, edition: str, version: int) -> Path:
    """Return where a version is published."""
    return folder_of(organisation) / PUBLIC / edition / f"v{version}"


@contextmanager
def laid_out(
    organisation: Organisation,
    *,
    candidate: str = "",
    decision: str = "",
    files: Mapping[str, str] | None = None,
) -> Iterator[Path]:
    """Lay out a folder as the command line knows it, for as long as the library needs it.

    Its ``public`` is the organisation's own; the rest, ``files`` among it, goes away. The name of
    the folder is kept out of what people read.
    """
    public = folder_of(organisation) / PUBLIC
    public.mkdir(parents=True, exist_ok=True)
    register_of(organisation).parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dueregard-release-") as name:
        folder = Path(name)
        (folder / PUBLIC).symlink_to(public, target_is_directory=True)
        (folder / FOLDER).mkdir()
        for place, text in {
            **(files or {}),
            f"{FOLDER}/{CANDIDATE}": candidate,
            f"{FOLDER}/{DECISION}": decision,
        }.items():
            if text:
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                (folder / place).write_bytes(text.encode())
        try:
            yield folder
        except DueRegardError as fault:
            fault.message = fault.message.replace(f"{folder}/", "")
            raise


def withdraw_version(
    organisation: Organisation, edition: str, version: int, *, note: str, as_of: date
) -> None:
    """Enter a withdrawal in the register and move the folder out of what is public.

    Doing it again after it was broken off does what is left to do, and nothing twice.
    """
    known = {
        (one.organisation, one.edition, one.version)
        for one in entries_of(organisation)
        if one.kind is EntryKind.WITHDRAWN
    }
    folder = bundle_folder(organisation, edition, version)
    if (organisation.code, edition, version) not in known:
        with laid_out(organisation) as place:
            withdraw_release(
                place,
                edition=edition,
                version=version,
                reason=note,
                as_of=as_of,
                register=register_of(organisation),
            )
    target = folder_of(organisation) / TAKEN_DOWN / edition / folder.name
    if folder.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(target)
