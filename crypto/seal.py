# SPDX-License-Identifier: GPL-3.0-or-later
"""Small sealed things: with a shared key (ChaCha20-Poly1305), or to a one-use public key (HPKE).

`seal` draws a random 12-byte nonce for each call, so one key must not seal more than some
thousands of millions of things; ours seal one, or a few.  The one-use key carries a root from one process
to another through a pipe that a third process holds: the third sees only ciphertext.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from crypto.errors import Damaged, WrongSecret
from crypto.secret import Secret

NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD = NONCE_BYTES + TAG_BYTES

# RFC 9180, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal(key: Secret, plaintext: bytes, aad: bytes) -> bytes:
    """nonce (12) || ciphertext || tag (16); `aad` is authenticated and not contained."""
    return _seal_with(key, secrets.token_bytes(NONCE_BYTES), plaintext, aad)


def _seal_with(key: Secret, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """`seal` with a given nonce: only for published vectors, never for real data."""
    return nonce + ChaCha20Poly1305(key.reveal()).encrypt(nonce, plaintext, aad)


def unseal(key: Secret, sealed: bytes, aad: bytes) -> bytes:
    """The plaintext; raises Damaged unless key, bytes and `aad` are exactly those of `seal`."""
    if len(sealed) < OVERHEAD:
        raise Damaged("a sealed value is too short")
    try:
        return ChaCha20Poly1305(key.reveal()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aad)
    except InvalidTag:
        raise Damaged("a sealed value does not open") from None


class OneUseKey:
    """A key pair that lives in one process and opens one thing.

    The process gives `public` away, gets one sealed secret back, and the private half is dropped
    with the first successful or failed `open`.
    """

    def __init__(self) -> None:
        """Make a new pair."""
        self._private: X25519PrivateKey | None = X25519PrivateKey.generate()
        self.public: bytes = self._private.public_key().public_bytes_raw()

    def open(self, sealed: bytes, info: bytes) -> Secret:
        """The secret sealed to `public` with the same `info`; once only.

        Raises WrongSecret on a second use, Damaged when it does not open.
        """
        private, self._private = self._private, None
        if private is None:
            raise WrongSecret("a one-use key was used twice")
        try:
            return Secret(_SUITE.decrypt(sealed, private, info))
        except (InvalidTag, ValueError):
            raise Damaged("what was handed over does not open") from None


def seal_to(public: bytes, secret: Secret, info: bytes) -> bytes:
    """`secret` sealed to a 32-byte X25519 public key: enc (32) || ciphertext || tag.

    `info` names the purpose and must be the same at both ends.  Raises Damaged for a bad key.
    """
    try:
        return bytes(_SUITE.encrypt(secret.reveal(), X25519PublicKey.from_public_bytes(public), info))
    except ValueError:
        raise Damaged("the public key is not one") from None
