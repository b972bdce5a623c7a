"""Sealed files: what is uploaded lies on disk only encrypted, under a key that is only in memory.

A file is a row of chunks, each sealed with AES-256-GCM (NIST SP 800-38D) under a key of its own
file. The chunk's number and whether it is the last are sealed with it, so that chunks cannot be
swapped, left out or cut off. When the program ends, or forgets a key, nobody can read the file.
"""

from __future__ import annotations

import os
import secrets
import struct
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dueregard.errors import FileNotUsableError

CHUNK = 1 << 20
_LENGTH = struct.Struct(">I")
_NUMBER = struct.Struct(">QB")
_KEY_BITS = 256


class KeyRing:
    """The keys of this run of the program, and of no other."""

    def __init__(self) -> None:
        self.boot = uuid.uuid4().hex
        self._keys: dict[str, bytes] = {}
        self._lock = Lock()

    def make(self, name: str) -> bytes:
        """Make the key of a new file."""
        with self._lock:
            return self._keys.setdefault(name, AESGCM.generate_key(bit_length=_KEY_BITS))

    def find(self, name: str) -> bytes:
        """Return the key of a file.

        Raises
        ------
        FileNotUsableError
            When this run of the program has none.
        """
        with self._lock:
            key = self._keys.get(name)
        if key is None:
            raise FileNotUsableError(
                "A file cannot be opened any more: its key was kept in memory only.",
                advice="Upload it again.",
            )
        return key

    def forget(self, name: str) -> None:
        """Forget a key: the file is unreadable from now on."""
        with self._lock:
            self._keys.pop(name, None)


class SealedWriter:
    """Writes a file sealed, as its bytes arrive."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._cipher = AESGCM(key)
        self._number = 0
        self._waiting = bytearray()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._stream: BinaryIO = os.fdopen(handle, "wb")

    def write(self, content: bytes) -> None:
        """Take in some bytes; whole chunks are sealed at once."""
        self._waiting += content
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Seal what is left, as the last chunk."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()
        self._stream.close()

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._waiting.clear()
        self._stream.close()
        self._path.unlink(missing_ok=True)

    def _seal(self, content: bytes, *, last: bool) -> None:
        nonce = secrets.token_bytes(12)
        sealed = self._cipher.encrypt(nonce, content, _NUMBER.pack(self._number, last))
        self._stream.write(_LENGTH.pack(len(nonce) + len(sealed)) + nonce + sealed)
        self._number += 1


def unseal(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield a sealed file's chunks.

    Raises
    ------
    FileNotUsableError
        When the file is not as it was sealed.
    """
    cipher = AESGCM(key)
    try:
        with path.open("rb") as stream:
            pieces = _pieces(stream)
            number, piece = 0, next(pieces, None)
            while piece is not None:
                following = next(pieces, None)
                about = _NUMBER.pack(number, following is None)
                yield cipher.decrypt(piece[:12], piece[12:], about)
                number, piece = number + 1, following
            if number == 0:
                _refuse()
    except (InvalidTag, OSError, ValueError):
        raise FileNotUsableError(
            "A file is not as it was received.", advice="Upload it again."
        ) from None


def _refuse() -> None:
    raise InvalidTag


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while head := stream.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(head)
        piece = stream.read(length)
        if len(piece) != length:
            raise ValueError(length)
        yield piece


@contextmanager
def opened_in_memory(path: Path, key: bytes) -> Iterator[Path]:
    """Unseal a file into memory, and give a path under which this process can read it.

    The path goes away with the process, whatever ends it.

    Raises
    ------
    FileNotUsableError
        When the file is not as it was sealed, or this system has no files in memory.
    """
    if not hasattr(os, "memfd_create"):
        raise FileNotUsableError(
            f"Uploaded files cannot be read on this system ({sys.platform}): it has no files in "
            "memory, and records of people are not written to a disk.",
            advice="Run the web workspace on Linux, or count with the command line.",
        )
    handle = os.memfd_create("extract", os.MFD_CLOEXEC)
    try:
        with os.fdopen(handle, "wb", closefd=False) as stream:
            stream.writelines(unseal(path, key))
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)
