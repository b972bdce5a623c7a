"""Files and folders put in place whole or not at all.

What is new is written beside its place under a name that nobody else has, and takes the place in
one step, the renaming. Until then readers meet what was there before; whatever goes wrong on the
way, the interrupt of a user too, what was begun is taken away again. Who may read it is what the
system gives anything new (the umask), so that a web server can serve what is published.

Faults of the disk pass through as `OSError`: what to say about them is for whoever calls.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LONGEST_NAME = 40


def place(
    path: Path, content: str | bytes, *, mode: int | None = None, durable: bool = False
) -> Path:
    """Write a file, whole or not at all; its folder is made if it is not there.

    Parameters
    ----------
    path
        The file's place; what is there already stays until the new file is whole.
    content
        Bytes, or a text that becomes UTF-8 as it is.
    mode
        Who may read it, from the first byte on, where that is not for the system to say: 0o600 for
        what only its owner may read.
    durable
        Whether it must be on the disk, and not only on its way there, before this returns.

    Returns
    -------
    Path
        The place.

    Raises
    ------
    OSError
        It could not be written. What was there before is untouched.
    """
    with waiting_file(path, durable=durable) as waiting:
        handle = os.open(waiting, _NEW_FILE, 0o666 if mode is None else mode)
        with os.fdopen(handle, "wb") as out:
            out.write(content.encode() if isinstance(content, str) else content)
    return path


@contextmanager
def waiting_file(path: Path, *, durable: bool = False) -> Iterator[Path]:
    """Yield a free name beside a place; the file written there takes the place at the end.

    Several files that are one whole are written inside one another; the outermost is placed last.

    Parameters
    ----------
    path
        The file's place; its folder is made if it is not there.
    durable
        As of :func:`place`.

    Raises
    ------
    OSError
        It could not be written, or nothing was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = _free_name(path)
    try:
        yield waiting
        if durable:
            _reach_disk(waiting)
        waiting.replace(path)
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)
    if durable:
        _reach_disk(path.parent)


@contextmanager
def waiting_folder(path: Path, *, over: bool = False, durable: bool = False) -> Iterator[Path]:
    """Yield an empty folder beside a place, which takes the place at the end.

    Parameters
    ----------
    path
        The folder's place.
    over
        Whether a folder that is there gives way; otherwise one that holds anything is an error.
    durable
        As of :func:`place`, for every file in it.

    Raises
    ------
    OSError
        It could not be written, or something is in its place. What was there before is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = _free_name(path)
    waiting.mkdir()
    try:
        yield waiting
        if durable:
            for written in (*waiting.rglob("*"), waiting):
                _reach_disk(written)
        _give_way(path, waiting) if over and path.is_dir() else waiting.rename(path)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    if durable:
        _reach_disk(path.parent)


def _give_way(path: Path, waiting: Path) -> None:
    """Put a folder in the place of another; back again where the second step fails."""
    old = _free_name(path)
    path.rename(old)
    try:
        waiting.rename(path)
    except BaseException:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _free_name(path: Path) -> Path:
    """Return a name beside a place that no other writer has, hidden from listings."""
    return path.with_name(f".{path.name[:_LONGEST_NAME]}.{secrets.token_hex(8)}.part")


def _reach_disk(path: Path) -> None:
    if path.is_dir():
        # Some disks, and Windows, know no such thing for a folder; its files have reached them.
        with suppress(OSError):
            _sync(path, os.O_RDONLY)
    else:
        _sync(path, os.O_RDWR)


def _sync(path: Path, how: int) -> None:
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
