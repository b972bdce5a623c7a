"""Codes: 128 random bits that one person types once, and what is kept instead of them.

The custodian makes a code and passes on its digest only; the operator keeps the digest's mark,
which is made with a secret of its own (HMAC with SHA-256, RFC 2104). A code has too many values to
be guessed or tried out, with or without the mark, so no slow hash is needed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from dueregard.errors import FileNotUsableError

CODE_BYTES = 16
GROUP = 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OILU", "011V")
_CHECK_BITS = 12
_LENGTH = 28
_MARKS = re.compile(r"[\s\-\u2010-\u2015\u2212_.]+")


def new_code() -> str:
    """Make a code at random: seven groups of four letters and digits, the last for slips."""
    return written(secrets.token_bytes(CODE_BYTES))


def written(code: bytes) -> str:
    """Write a code so that it can be read out and typed: no I, L, O or U."""
    number = int.from_bytes(code) << _CHECK_BITS | _check(code)
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
    return "-".join(letters[at : at + GROUP] for at in range(0, _LENGTH, GROUP))


def read_code(text: str) -> bytes:
    """Read a code as somebody typed it: in any case, with or without dashes and spaces.

    Raises
    ------
    FileNotUsableError
        It is no code, or has a typing slip. What was typed is not repeated.
    """
    letters = _MARKS.sub("", text).upper().translate(_READ_AS)
    if len(letters) != _LENGTH or not set(letters) <= set(_ALPHABET):
        raise FileNotUsableError(
            f"That is not a whole code: it has {len(letters)} letters and digits of {_LENGTH}.",
            advice="Copy the code from your letter or e-mail. Dashes and spaces do not matter.",
        )
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    code = (number >> _CHECK_BITS).to_bytes(CODE_BYTES)
    if _check(code) != number & ((1 << _CHECK_BITS) - 1):
        raise FileNotUsableError(
            "There is a typing slip in the code.",
            advice="Check it against your letter or e-mail, one group after the other.",
        )
    return code


def _check(code: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"check" + code).digest()[:2]) >> (16 - _CHECK_BITS)


def digest_of(code: bytes, survey: str) -> bytes:
    """Return what the custodian passes on instead of a code; it belongs to one survey.

    Parameters
    ----------
    code
        See :func:`read_code`.
    survey
        Digest of the survey's manifest.
    """
    return hashlib.sha256(b"dueregard survey code\0" + bytes.fromhex(survey) + code).digest()


def mark_of(digest: bytes, pepper: str) -> bytes:
    """Return what the operator keeps of a code; without the pepper nobody can make it."""
    return hmac.digest(bytes.fromhex(pepper), digest, "sha256")
