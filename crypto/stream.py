# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of any length, encrypted in chunks: the STREAM construction as age uses it.

nonce (16) || chunks.  Each chunk is 65,536 bytes of plaintext (the last one may be shorter) under
ChaCha20-Poly1305; its nonce is an 11-byte big-endian counter and a byte that is 1 on the last chunk
only.  So a cut, a reordered, a repeated or an added chunk does not open.  Memory stays at two chunks.

Plaintext is written as it is authenticated: when `decrypt` raises, what was written must be thrown
away.  Nothing here hides the length; callers pad.
"""

from __future__ import annotations

import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto.errors import Damaged
from crypto.secret import Secret
from crypto.subkeys import Label, expand

CHUNK = 64 * 1024
NONCE_BYTES = 16
TAG_BYTES = 16


def encrypt(key: Secret, source: BinaryIO, target: BinaryIO) -> int:
    """Encrypt `source` to its end into `target`; the number of plaintext bytes read."""
    return _encrypt_with(key, secrets.token_bytes(NONCE_BYTES), source, target)


def _encrypt_with(key: Secret, nonce: bytes, source: BinaryIO, target: BinaryIO) -> int:
    """`encrypt` with a given nonce: only for published vectors, never for real data."""
    target.write(nonce)
    cipher = _cipher(key, nonce)
    counter = total = 0
    chunk = _read(source, CHUNK)
    while True:
        following = _read(source, CHUNK)
        target.write(cipher.encrypt(_chunk_nonce(counter, last=not following), chunk, None))
        total += len(chunk)
        if not following:
            return total
        counter, chunk = counter + 1, following


def decrypt(key: Secret, source: BinaryIO, target: BinaryIO) -> int:
    """Decrypt `source` to its end into `target`; the number of plaintext bytes written.

    Raises Damaged for any change, with part of the plaintext already written.
    """
    nonce = _read(source, NONCE_BYTES)
    if len(nonce) != NONCE_BYTES:
        raise Damaged("an encrypted file is too short")
    cipher = _cipher(key, nonce)
    counter = total = 0
    chunk = _read(source, CHUNK + TAG_BYTES)
    while True:
        following = _read(source, CHUNK + TAG_BYTES)
        try:
            plain = cipher.decrypt(_chunk_nonce(counter, last=not following), chunk, None)
        except InvalidTag:
            raise Damaged("an encrypted file was changed, cut or put together anew") from None
        if not plain and counter:
            raise Damaged("an encrypted file ends in an empty chunk")  # one plaintext, one form
        target.write(plain)
        total += len(plain)
        if not following:
            return total
        counter, chunk = counter + 1, following


def sealed_length(plain: int) -> int:
    """How many bytes `encrypt` writes for `plain` bytes of plaintext."""
    chunks = max(1, -(-plain // CHUNK))
    return NONCE_BYTES + plain + chunks * TAG_BYTES


def _cipher(key: Secret, nonce: bytes) -> ChaCha20Poly1305:
    """The stream's own key: the same file key twice still gives two different streams."""
    with expand(key.reveal(), Label.STREAM, nonce) as own:
        return ChaCha20Poly1305(own.reveal())


def _chunk_nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _read(source: BinaryIO, n: int) -> bytes:
    """Exactly `n` bytes unless the source ends: pipes and raw files may answer with fewer."""
    parts = []
    while n:
        part = source.read(n)
        if not part:
            break
        parts.append(part)
        n -= len(part)
    return b"".join(parts)
