"""Several files written together, or none of them, even when the machine stops half-way.

The new files are laid into a waiting folder; renaming it is the one moment at which all of it has
happened. Then each file is put in its place. Whoever comes next puts what is left in its place.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dueregard.errors import FileNotUsableError

JOURNAL = ".journal"
_READY = "ready"
_LOCK = "lock"
_PATIENCE_SECONDS = 10.0


def write_together(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files of a folder together.

    Parameters
    ----------
    folder
        The folder; made if it is not there.
    contents
        The content of each file, by its path from the folder.

    Raises
    ------
    FileNotUsableError
        The folder cannot be written. Either all files are as before, or the next reader of the
        folder finds all of them new.
    """
    with held(folder):
        put_together(folder, contents)


def put_together(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files of a folder that is held already."""
    try:
        journal = folder / JOURNAL
        waiting = Path(tempfile.mkdtemp(dir=journal, prefix="waiting-"))
        for name, content in contents.items():
            target = waiting / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(target, content)
        _reach_disk()
        rename(waiting, journal / _READY)
        _apply(folder)
    except OSError as fault:
        raise FileNotUsableError(
            f"{folder} cannot be written: {fault.strerror or fault}.",
            advice="Close its files in other programs, and check that you may write there.",
        ) from None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder for one writer, and finish what an earlier one was stopped in.

    Raises
    ------
    FileNotUsableError
        Somebody else holds it, or it cannot be written.
    """
    journal = folder / JOURNAL
    try:
        journal.mkdir(parents=True, exist_ok=True)
        handle = os.open(journal / _LOCK, os.O_CREAT | os.O_RDWR)
    except OSError as fault:
        raise FileNotUsableError(f"{folder} cannot be written: {fault.strerror}.") from None
    try:
        _lock(handle, folder)
        recover(folder)
        yield
    finally:
        os.close(handle)


def recover(folder: Path) -> None:
    """Finish what was decided and not put in place, and throw away what was never decided."""
    journal = folder / JOURNAL
    if not journal.is_dir():
        return
    _apply(folder)
    for left in journal.glob("waiting-*"):
        shutil.rmtree(left, ignore_errors=True)


def needs_recovery(folder: Path) -> bool:
    """Whether something was decided that is not in its place yet."""
    return (folder / JOURNAL / _READY).is_dir()


def _apply(folder: Path) -> None:
    ready = folder / JOURNAL / _READY
    if not ready.is_dir():
        return
    for source in sorted(path for path in ready.rglob("*") if path.is_file()):
        target = folder / source.relative_to(ready)
        target.parent.mkdir(parents=True, exist_ok=True)
        rename(source, target)
    done = Path(tempfile.mkdtemp(dir=folder / JOURNAL, prefix="waiting-"))
    rename(ready, done / _READY)
    shutil.rmtree(done, ignore_errors=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write one file of what is waiting."""
    path.write_bytes(content)


def _reach_disk() -> None:
    """Have all that was written reach the disk before it is said to be there."""
    if hasattr(os, "sync"):
        os.sync()


def rename(source: Path, target: Path) -> None:
    """Put a file or folder in place of another, in one step."""
    source.replace(target)


def _lock(handle: int, folder: Path) -> None:
    """Take the lock, which the system lets go of when its holder dies."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            _try_lock(handle)
        except OSError:
            if time.monotonic() > until:
                raise FileNotUsableError(
                    f"Another program is writing to {folder}.",
                    advice="Wait until it has finished, and try again.",
                ) from None
            time.sleep(0.05)
        else:
            return


if os.name == "nt":  # pragma: no cover - Windows has another call for the same

    def _try_lock(handle: int) -> None:
        import msvcrt  # noqa: PLC0415 - only there

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:

    def _try_lock(handle: int) -> None:
        import fcntl  # noqa: PLC0415 - only there

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
