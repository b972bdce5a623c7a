"""Writes a pool into a folder that the other commands take for an organisation's, and reads it.

``organisation.toml`` says what it is, ``return/`` holds the sums, and ``pool.json`` the membership.
No count of a single member is written: where a member's return lay when it was added stands there,
so that a release can be audited against what each member knows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dueregard.errors import ConfigurationError, FileNotUsableError, ReturnError
from dueregard.placing import place
from dueregard.returns.data_return import DataReturn
from dueregard.returns.pooling import Pool, PoolMember, return_digest
from dueregard.returns.storage import load_return, write_return
from dueregard.settings import FILE_NAME
from dueregard.settings.writing import toml_text, write_settings

NAME = "pool.json"
FORMAT = 1
RETURN_FOLDER = "return"


@dataclass(frozen=True, slots=True)
class JointDecision:
    """A body's decision to report jointly with one other, knowing what each then learns."""

    body: str
    decided_by: str
    role: str
    decided_on: str
    knows_the_others_counts: bool


@dataclass(frozen=True, slots=True)
class PoolRecord:
    """What ``pool.json`` says.

    Parameters
    ----------
    code, name, edition
        Of the pool; the code with its mark of the membership.
    return_sha256
        Digest of the sums.
    members
        Who is in it.
    places
        Where each member's return lay, by its code, relative to the folder; empty where the counts
        were pooled without being shown.
    joint
        The decisions of two bodies that report jointly.
    """

    code: str
    name: str
    edition: str
    return_sha256: str
    members: tuple[PoolMember, ...]
    places: Mapping[str, str]
    joint: tuple[JointDecision, ...] = ()


def write_pool(
    pool: Pool,
    directory: Path,
    *,
    places: Mapping[str, Path],
    previous: Path | None = None,
    joint: Sequence[JointDecision] = (),
) -> tuple[Path, ...]:
    """Write a pool into a new folder.

    Parameters
    ----------
    pool
        The sums and the membership.
    directory
        Made if it is not there.
    places
        Where each member's return lies, by code; nothing where they were never shown.
    previous
        The folder of last year's pool of the same bodies.
    joint
        Decisions to report jointly.

    Raises
    ------
    ConfigurationError
        There are settings in the folder already.
    FileNotUsableError
        It cannot be written.
    """
    if (directory / FILE_NAME).exists():
        raise ConfigurationError(
            f"{directory / FILE_NAME} is there already.", advice="Name a new folder with --out."
        )
    record = PoolRecord(
        pool.data_return.organisation.code,
        pool.data_return.organisation.name,
        pool.data_return.edition,
        return_digest(pool.data_return),
        pool.members,
        {code: _relative(path, directory) for code, path in sorted(places.items())},
        tuple(joint),
    )
    # The settings last: a folder without them is no organisation's, so half a pool is none.
    written = write_return(pool.data_return, directory / RETURN_FOLDER)
    record_path = _write(directory / NAME, _text(record))
    write_settings(_settings(pool, directory, previous), directory / FILE_NAME)
    return (*written, record_path, directory / FILE_NAME)


def _relative(path: Path, directory: Path) -> str:
    return Path(os.path.relpath(path.resolve(), directory.resolve())).as_posix()


def _settings(pool: Pool, directory: Path, previous: Path | None) -> str:
    whole = pool.data_return
    organisation = {
        "code": whole.organisation.code,
        "name": whole.organisation.name,
        "kind": whole.organisation.kind.value,
        "board_name": whole.organisation.board_name,
    }
    document: dict[str, Any] = {"edition": whole.edition, "organisation": organisation}
    if whole.switches:
        document["switches"] = dict(whole.switches)
    if previous is not None:
        document["previous"] = {"return": _relative(previous / RETURN_FOLDER, directory)}
    head = f"# A pool: its counts are in {RETURN_FOLDER}/, its members in {NAME}.\n\n"
    return head + toml_text(document)


def _text(record: PoolRecord) -> str:
    document = {"format": FORMAT, **asdict(record)}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _write(path: Path, text: str) -> Path:
    try:
        return place(path, text)
    except OSError as fault:
        raise FileNotUsableError(f"{path} cannot be written: {fault.strerror or fault}.") from None


def is_pool(directory: Path) -> bool:
    """Whether a folder is a pool's."""
    return (directory / NAME).is_file()


def load_pool(directory: Path) -> PoolRecord:
    """Read the record of a pool.

    Raises
    ------
    ReturnError
        It is no pool.
    """
    import msgspec  # noqa: PLC0415 - only when a pool is read

    path = directory / NAME
    try:
        document = json.loads(path.read_bytes())
        form = document.pop("format")
        record = msgspec.convert(document, PoolRecord)
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as fault:
        raise ReturnError(f"{path} is no record of a pool: {fault}.", advice=_AGAIN) from None
    if form != FORMAT:
        raise ReturnError(f"{path} is of a format that this version does not read.", advice=_AGAIN)
    return record


_AGAIN = "Make the pool again with 'dueregard pool'."


def load_pooled_return(directory: Path) -> DataReturn:
    """Read the sums of a pool, and refuse sums that are not those of its record.

    Raises
    ------
    ReturnError
        They are not.
    """
    record, whole = load_pool(directory), load_return(directory / RETURN_FOLDER)
    if return_digest(whole) != record.return_sha256 or whole.organisation.code != record.code:
        raise ReturnError(
            f"{directory / RETURN_FOLDER} does not hold the sums of {NAME}.", advice=_AGAIN
        )
    return whole


def load_members(directory: Path, record: PoolRecord) -> dict[str, DataReturn]:
    """Read the members' returns from where they lay, unchanged; none where they were not shown.

    Raises
    ------
    ReturnError
        One was moved, or counted again since.
    """
    found = {}
    for member in record.members if record.places else ():
        place = (directory / record.places[member.code]).resolve()
        data_return = load_return(place)
        if return_digest(data_return) != member.return_sha256:
            raise ReturnError(
                f"The return of {member.name} ({member.code}) has changed since it was added.",
                advice="Make the pool again from the present returns.",
            )
        found[member.code] = data_return
    return found
