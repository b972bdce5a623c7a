"""Sets of records of one length, written so that the writing tells nothing but the set itself.

Records are kept sorted. They are random bytes (digests, sealed texts), so their order has nothing
to do with when they came: the same set is always the same bytes, whatever its history (Naor and
Teague 2001, "Anti-persistence: history independent data structures", doi 10.1145/380752.380844).
The whole is encrypted, filled up to one size, under a new key at each writing: two copies of a
block, one older than the other, are not even known to hold the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.errors import FileNotUsableError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_BYTES = 32
_NONCE_BYTES = 12
_COUNT_BYTES = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """How long each record of a block is, and how many records there are room for."""

    name: str
    width: int
    room: int


def encrypt(records: Iterable[bytes], shape: Shape, key: bytes, survey: str) -> bytes:
    """Write a set of records; the result has the same length whatever is in it.

    Parameters
    ----------
    records
        Of the shape's width; doubles are one.
    shape
        Name, width and room of the block.
    key
        A fresh one, for this writing only.
    survey
        Digest of the manifest.

    Raises
    ------
    ValueError
        A record is of another length, or there are too many: a fault of the program.
    """
    ordered = sorted(set(records))
    if len(ordered) > shape.room or any(len(one) != shape.width for one in ordered):
        raise ValueError(f"The block {shape.name} does not hold these records.")
    text = len(ordered).to_bytes(_COUNT_BYTES) + b"".join(ordered)
    nonce = os.urandom(_NONCE_BYTES)
    filled = text.ljust(_COUNT_BYTES + shape.width * shape.room, b"\0")
    return nonce + _cipher(key).encrypt(nonce, filled, _about(shape, survey))


def decrypt(content: bytes, shape: Shape, key: bytes, survey: str) -> list[bytes]:
    """Read a set of records, in their order.

    Raises
    ------
    FileNotUsableError
        It was changed, or is of another survey.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - heavy

    nonce, sealed = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
    try:
        text = _cipher(key).decrypt(nonce, sealed, _about(shape, survey))
    except (InvalidTag, ValueError):
        raise FileNotUsableError(
            "What was collected does not open with its key.",
            advice="A copy of the store without its own keys holds nothing that can be read.",
        ) from None
    count = int.from_bytes(text[:_COUNT_BYTES])
    starts = range(_COUNT_BYTES, _COUNT_BYTES + count * shape.width, shape.width)
    return [text[at : at + shape.width] for at in starts]


def _about(shape: Shape, survey: str) -> bytes:
    return f"{survey}/{shape.name}/{shape.width}/{shape.room}".encode()


def _cipher(key: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415 - heavy

    return aead.ChaCha20Poly1305(key)
