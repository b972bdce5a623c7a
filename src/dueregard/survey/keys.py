"""The keys of the three parties: who seals, who opens, who signs.

Answers are sealed by HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305) and files signed by
Ed25519 (RFC 8032), both as the package `cryptography` has them; nothing of it is made here.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.placing import place

if TYPE_CHECKING:
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

FORMAT = 1
KEY_BYTES = 32
OVERHEAD = 48
"""Bytes by which a sealed text is longer: the sender's public value (32) and the tag (16)."""


class Party(StrEnum):
    """Who holds what in a survey; nobody is two of them."""

    CUSTODIAN = "custodian"
    """Of one body: knows who works there and sends the codes; sees no answer."""
    OPERATOR = "operator"
    """Collects: knows which codes are spent and holds sealed answers; knows nobody's name."""
    ANALYST = "analyst"
    """Opens the answers after the close; never has a code or a name."""


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What the others may know of a party: who it is, and how to check and seal for it."""

    party: Party
    name: str
    signing: str
    sealing: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class PrivateKeys:
    """A party's own keys, as hexadecimal text.

    Parameters
    ----------
    public
        The public half.
    signing, sealing
        Private keys; only an analyst has one for opening.
    pepper
        An operator's secret, without which the marks of codes mean nothing.
    """

    public: PublicKeys
    signing: str
    sealing: str = ""
    pepper: str = ""

    def __repr__(self) -> str:
        return f"PrivateKeys of {self.public.name}"


def check_installed() -> None:
    """Say what is missing, where the package that seals is not installed.

    Raises
    ------
    ConfigurationError
        It is not.
    """
    try:
        from cryptography.hazmat.primitives import hpke  # noqa: F401, PLC0415 - only looked for
    except ImportError:
        raise ConfigurationError(
            "A survey needs the package cryptography, 47 or later, which is not installed.",
            advice="Install it: pip install 'dueregard[web]'.",
        ) from None


def make_keys(party: Party, name: str) -> PrivateKeys:
    """Make the keys of a party at random.

    Parameters
    ----------
    party
        Which of the three.
    name
        The person who keeps them.
    """
    check_installed()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - heavy
        Ed25519PrivateKey,
    )
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - heavy
        X25519PrivateKey,
    )

    if not name.strip():
        raise ConfigurationError("Keys need the name of the person who keeps them.")
    signing = Ed25519PrivateKey.generate()
    sealing = X25519PrivateKey.generate() if party is Party.ANALYST else None
    public = PublicKeys(
        party,
        name.strip(),
        signing.public_key().public_bytes_raw().hex(),
        sealing.public_key().public_bytes_raw().hex() if sealing else "",
    )
    return PrivateKeys(
        public,
        signing.private_bytes_raw().hex(),
        sealing.private_bytes_raw().hex() if sealing else "",
        secrets.token_hex(KEY_BYTES) if party is Party.OPERATOR else "",
    )


def write_keys(keys: PrivateKeys, folder: Path) -> tuple[Path, Path]:
    """Write a party's keys: one file for itself alone, one for the others.

    Raises
    ------
    ConfigurationError
        There are keys of a party in the folder already.
    """
    standing = sorted(folder.glob("*.private.json"))
    if standing:
        raise ConfigurationError(
            f"{standing[0]} is there already: a folder holds the keys of one party.",
            advice="Name another folder, and let another person keep it.",
        )
    import msgspec  # noqa: PLC0415 - only when keys are written

    private = folder / f"{keys.public.party}.private.json"
    public = folder / f"{keys.public.party}.public.json"
    write_document(private, msgspec.to_builtins(keys), mode=0o600)
    write_document(public, msgspec.to_builtins(keys.public))
    return private, public


def load_private(path: Path, party: Party) -> PrivateKeys:
    """Read a party's own keys, from their file or its folder.

    Raises
    ------
    ConfigurationError
        They are another party's, or none.
    """
    place_of = path / f"{party}.private.json" if path.is_dir() else path
    keys: PrivateKeys = _load(place_of, PrivateKeys)
    if keys.public.party is not party:
        raise ConfigurationError(
            f"{place_of} holds the keys of the {keys.public.party}, not of the {party}.",
            advice="Each step of a survey is for one party, which uses its own keys.",
        )
    return keys


def load_public(path: Path, party: Party) -> PublicKeys:
    """Read what is known of a party.

    Raises
    ------
    ConfigurationError
        It is another party's, or none.
    """
    keys: PublicKeys = _load(path, PublicKeys)
    if keys.party is not party:
        raise ConfigurationError(
            f"{path} is of the {keys.party}, not of the {party}.",
            advice=f"Name the {party}.public.json that the {party} wrote.",
        )
    return keys


def _load(path: Path, kind: Any) -> Any:  # noqa: ANN401 - one of the two kinds of keys
    import msgspec  # noqa: PLC0415 - only when keys are read

    document = read_document(path)
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError:
        # What is wrong is not quoted: it could be a key.
        raise ConfigurationError(
            f"{path} holds no keys of a survey.", advice="Make them with 'dueregard survey keys'."
        ) from None


def sign(document: dict[str, Any], keys: PrivateKeys) -> str:
    """Return a party's signature of a document (Ed25519, over its one canonical writing)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - heavy
        Ed25519PrivateKey,
    )

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keys.signing))
    return key.sign(canonical(document)).hex()


def is_signed(document: dict[str, Any], signature: str, public: str) -> bool:
    """Whether a signature is that of a party."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - heavy
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - heavy
        Ed25519PublicKey,
    )

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), canonical(document))
    except (InvalidSignature, ValueError):
        return False
    return True


def seal(text: bytes, sealing_key: str, survey: str) -> bytes:
    """Seal a text so that only the analyst of this survey opens it (RFC 9180, base mode).

    Parameters
    ----------
    text
        What is sealed; the result is :data:`OVERHEAD` bytes longer.
    sealing_key
        The analyst's public key, hexadecimal.
    survey
        Digest of the survey's manifest: under another manifest it does not open.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - heavy
        X25519PublicKey,
    )

    key = X25519PublicKey.from_public_bytes(bytes.fromhex(sealing_key))
    return _suite().encrypt(text, key, survey.encode())


def unseal(sealed: bytes, keys: PrivateKeys, survey: str) -> bytes:
    """Open what was sealed for the analyst.

    Raises
    ------
    FileNotUsableError
        It was sealed for somebody else or another survey, or changed since.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - heavy

    try:
        return _suite().decrypt(sealed, _opening_key(keys), survey.encode())
    except (InvalidTag, ValueError):
        raise FileNotUsableError(
            "A sealed answer does not open: it is of another survey, or was changed.",
            advice="Ask the operator for the hand-over of this survey, and check the manifest.",
        ) from None


def _suite() -> hpke.Suite:
    from cryptography.hazmat.primitives import hpke  # noqa: PLC0415 - heavy

    return hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def _opening_key(keys: PrivateKeys) -> X25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - heavy
        X25519PrivateKey,
    )

    return X25519PrivateKey.from_private_bytes(bytes.fromhex(keys.sealing))


def canonical(document: dict[str, Any]) -> bytes:
    """Return the one way to write a document, so that equal documents have equal bytes."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_document(path: Path) -> dict[str, Any]:
    """Read a file of a survey.

    Raises
    ------
    FileNotUsableError
        It cannot be read, or is of another format.
    """
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "it is no JSON"
        raise FileNotUsableError(f"{path} cannot be read: {reason}.") from None
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        raise FileNotUsableError(f"{path} is no file of a survey.")
    return document


def write_document(path: Path, document: dict[str, Any], *, mode: int | None = None) -> Path:
    """Write a file of a survey, whole or not at all.

    Raises
    ------
    FileNotUsableError
        It cannot be written.
    """
    text = json.dumps({"format": FORMAT, **document}, indent=1, ensure_ascii=False) + "\n"
    return write_text(path, text, mode=mode)


def write_text(path: Path, text: str, *, mode: int | None = None) -> Path:
    """Write a text, whole or not at all; see :func:`write_document`."""
    try:
        return place(path, text, mode=mode)
    except OSError as fault:
        raise FileNotUsableError(f"{path} cannot be written: {fault.strerror or fault}.") from None
