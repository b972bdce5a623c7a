"""Keys that are used once: where they lie, how the next takes over, how the last is destroyed.

A group of blocks has one key in a folder of its own. At each writing the group gets a new key, and
the old one is written over and removed once the new writing stands. Whoever kept an old copy of the
database then keeps noise, unless they copied the folder of that moment too.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from dueregard.errors import FileNotUsableError
from dueregard.placing import place
from dueregard.survey.blocks import KEY_BYTES

_ENDING = ".key"


class Ring:
    """The keys of one group of blocks.

    Parameters
    ----------
    folder
        Theirs alone.
    group
        The name of the group.
    """

    def __init__(self, folder: Path, group: str) -> None:
        self._folder = folder
        self._group = group

    def add(self) -> tuple[str, bytes]:
        """Make the next key and bring it to the disk; return its name and the key.

        Raises
        ------
        FileNotUsableError
            The folder cannot be written.
        """
        name, key = secrets.token_hex(8), secrets.token_bytes(KEY_BYTES)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            place(self._path(name), key, mode=0o600, durable=True)
        except OSError as fault:
            raise FileNotUsableError(
                f"No key can be written to {self._folder}: {fault.strerror or fault}."
            ) from None
        return name, key

    def get(self, name: str) -> bytes:
        """Return a key.

        Raises
        ------
        FileNotUsableError
            It is not there: destroyed, or never copied along.
        """
        try:
            return self._path(name).read_bytes()
        except OSError:
            raise FileNotUsableError(
                f"A key of the store is missing in {self._folder}.",
                advice="Name the folder of the waiting keys with --waiting. If it was in memory "
                "and the machine was restarted, go on with 'dueregard survey recover'.",
            ) from None

    def keep_only(self, name: str) -> None:
        """Destroy every other key of the group."""
        for path in self._folder.glob(f"{self._group}-*{_ENDING}"):
            if path != self._path(name):
                erase(path)

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._group}-{name}{_ENDING}"


def erase(path: Path) -> None:
    """Write over a file and remove it; a file that is not there is no fault.

    A disk may still hold what stood there (so do flash disks and journals); the documentation says
    so.
    """
    with suppress(FileNotFoundError):
        size = path.stat().st_size
        with path.open("r+b") as stream:
            stream.write(os.urandom(size))
            stream.flush()
            os.fsync(stream.fileno())
        path.unlink()
