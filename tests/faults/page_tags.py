# SPDX-License-Identifier: GPL-3.0-or-later
"""The tag of one page of an encrypted database, worked out here and not by the library: thousands a second.

Format of a page (SQLCipher 4): content, 16 random bytes, HMAC-SHA-512 over both and the page's number (4 bytes,
little-endian). The first page begins with 16 bytes of salt that are not under the tag but in its key:
PBKDF2-HMAC-SHA-512(raw key, salt with every byte XOR 0x3a, 2 rounds, 32 bytes).
"""

from __future__ import annotations

import hashlib
import hmac

from tests.vault.tampering import PAGE

SALT, TAG = 16, 64


def tag_key(raw_key: bytes, salt: bytes) -> bytes:
    """The key of all tags of a file."""
    return hashlib.pbkdf2_hmac("sha512", raw_key, bytes(byte ^ 0x3A for byte in salt), 2, 32)


def is_authentic(raw_key: bytes, salt: bytes, page: bytes, number: int) -> bool:
    """Whether a page (the first is 1) is one that the holder of the key wrote at this place of the file."""
    if number == 1:
        salt = page[:SALT]
    covered = page[SALT if number == 1 else 0:PAGE - TAG] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(tag_key(raw_key, salt), covered, "sha512"), page[PAGE - TAG:])
