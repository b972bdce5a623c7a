"""Sealing is HPKE as published: the suite opens the vector of the standard."""

from __future__ import annotations

from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from dueregard.survey.keys import _suite

# RFC 9180, appendix A.2.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode,
# sequence number 0.
RECIPIENT = "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"
ENCAPSULATED = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
INFO = "4f6465206f6e2061204772656369616e2055726e"
SEALED = (
    "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
)


def test_suite_opens_the_vector_of_the_standard() -> None:
    """The suite with which answers are sealed is the one of RFC 9180, A.2."""
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(RECIPIENT))
    opened = openssl.hpke._decrypt_with_aad(
        _suite(), bytes.fromhex(ENCAPSULATED + SEALED), key, bytes.fromhex(INFO), b"Count-0"
    )
    assert opened == b"Beauty is truth, truth beauty"
