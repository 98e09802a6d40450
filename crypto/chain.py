# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit chain's arithmetic: each entry holds the digest of the one before it.

A digest is over one canonical form (sorted names, typed and length-prefixed values), so that no
two different entries have the same bytes.  The MAC key moves forward by one-way steps: who finds
today's key cannot forge yesterday's entries.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from crypto.secret import Secret
from crypto.subkeys import Label, expand

START = bytes(32)  # what the first entry has as its previous digest
_DOMAIN = b"casefile/1 chain entry\n"


def entry_digest(previous: bytes, fields: Mapping[str, str | int | bytes]) -> bytes:
    """SHA-256 over the previous digest (32 bytes) and every field, 32 bytes.

    Form: domain || previous || u32 count || for each field in byte order of its name: u32 length,
    name, one letter of type (s text, i integer, b bytes), u32 length, value.  Text is UTF-8, an
    integer its decimal digits.  All numbers big-endian.
    """
    if len(previous) != 32:
        raise ValueError("a previous digest has 32 bytes")
    parts = [_DOMAIN, previous, _number(len(fields))]
    for name, value in sorted((key.encode("utf-8"), value) for key, value in fields.items()):
        kind, data = _typed(value)
        parts += [_number(len(name)), name, kind, _number(len(data)), data]
    return hashlib.sha256(b"".join(parts)).digest()


def next_key(key: Secret) -> Secret:
    """The key for the next entry; there is no way back from it."""
    return expand(key.reveal(), Label.AUDIT_STEP, b"")


def mac(key: Secret, digest: bytes) -> bytes:
    """HMAC-SHA-256 of an entry's digest, 32 bytes."""
    return hmac.digest(key.reveal(), digest, "sha256")


def _number(n: int) -> bytes:
    return n.to_bytes(4, "big")


def _typed(value: str | int | bytes) -> tuple[bytes, bytes]:
    if isinstance(value, bytes):
        return b"b", value
    if isinstance(value, bool):
        raise TypeError("a truth value is not a field of an entry: use text or 0 and 1")
    if isinstance(value, int):
        return b"i", str(value).encode("ascii")
    return b"s", value.encode("utf-8")
