"""Whether the files that records point to are there and unchanged since they were recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from dueregard.records.checking.remarks import Remark, Weight
from dueregard.records.consideration import Evidence
from dueregard.records.model import Records
from dueregard.records.standing import Policy


def file_hash(path: Path) -> str:
    """Return the SHA-256 hash of a file, in hexadecimal digits."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def check_files(records: Records, directory: Path) -> tuple[Remark, ...]:
    """Compare the files that evidence and policies point to with the hashes on record.

    Only paths inside the organisation's folder are looked at; web addresses and places elsewhere
    are nobody's to open.

    Parameters
    ----------
    records
        The records.
    directory
        The organisation's folder, from which paths are read.
    """
    return tuple(
        remark
        for file, held in (("evidence.csv", records.evidence), ("policies.csv", records.policies))
        for one in held
        for remark in _compare(one, file, directory)
    )


def _compare(one: Evidence | Policy, file: str, directory: Path) -> Iterator[Remark]:
    path = _inside(one.where, directory)
    if path is None:
        return
    if not path.is_file():
        if one.sha256:
            sentence = f"The file of {one.id}, {one.where}, is not there any more."
            advice = "Put it back, or say where it is now."
            yield Remark(Weight.FAILS, "file-gone", file, one.id, sentence, advice)
        return
    digest = file_hash(path)
    if not one.sha256:
        sentence = f"The file of {one.id} has no hash on record, so a change would not be seen."
        advice = f"Put {digest} in its column sha256."
        yield Remark(Weight.MISSING, "file-unhashed", file, one.id, sentence, advice)
    elif digest != one.sha256.lower():
        sentence = f"The file of {one.id}, {one.where}, has changed since it was recorded."
        policy = f"Raise its version and put {digest} in its column sha256."
        evidence = "Enter the new file as evidence of its own; what was considered stays as it was."
        advice = policy if isinstance(one, Policy) else evidence
        yield Remark(Weight.FAILS, "file-changed", file, one.id, sentence, advice)


def _inside(where: str, directory: Path) -> Path | None:
    """Return the path of a file in the organisation's folder; ``None`` for any other place."""
    if not where or "://" in where or "\n" in where:
        return None
    path = (directory / where).resolve()
    return path if path.is_relative_to(directory.resolve()) and path.suffix else None
