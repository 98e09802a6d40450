# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds headers byte by byte, right or wrong, without the code under test's own assembly.

Every field can be set to anything; both tags are computed as FORMAT.md says, so that a header is
refused for the one thing that is wrong with it and not for its tag.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = bytes.fromhex("894346 0d0a1a0a00".replace(" ", ""))
COST = (65536, 3, 4)


def hkdf(material: bytes, label: str, salt: bytes, length: int = 32) -> bytes:
    """HKDF-SHA-256 with the prefix of the format."""
    return HKDF(SHA256(), length, salt, b"casefile/1 " + label.encode()).derive(material)


@dataclass
class CraftedSlot:
    """A slot as fields; `length` overrides the true length of the body."""

    kind: int
    root: int
    id: bytes
    body: bytes
    added: int = 1_700_000_000
    length: int | None = None

    def data(self) -> bytes:
        """The slot's bytes."""
        length = len(self.body) if self.length is None else self.length
        return struct.pack(">BB8sQH", self.kind, self.root, self.id, self.added, length) + self.body


@dataclass
class Crafted:
    """A header as fields; `data` gives its bytes with right tags."""

    rc: bytes
    ri: bytes
    slots: list[CraftedSlot]
    magic: bytes = MAGIC
    version: int = 1
    suite: int = 1
    vault_id: bytes = bytes(range(16))
    floor: tuple[int, int] = (65536, 3)
    generation: int = 1
    count: int | None = None
    reserved: bytes = bytes(3)
    trailing: bytes = b""
    identities_tag: bytes | None = None
    cases_tag: bytes | None = None
    extra: dict[str, str] = field(default_factory=dict)

    def fixed(self) -> bytes:
        """The part both tags begin with."""
        return struct.pack(">8sHH16sII", self.magic, self.version, self.suite, self.vault_id, *self.floor)

    def data(self) -> bytes:
        """The header's bytes."""
        count = len(self.slots) if self.count is None else self.count
        body = self.fixed() + struct.pack(">QB", self.generation, count) + self.reserved
        body += b"".join(slot.data() for slot in self.slots) + self.trailing
        own = b"".join(slot.data() for slot in self.slots if slot.root == 2)
        tag = hmac.digest(hkdf(self.ri, "header tag, identities", self.vault_id), self.fixed() + own, hashlib.sha256)
        body += tag if self.identities_tag is None else self.identities_tag
        tag = hmac.digest(hkdf(self.rc, "header tag, cases", self.vault_id), body, hashlib.sha256)
        return body + (tag if self.cases_tag is None else self.cases_tag)


def phrase_body(cost: tuple[int, int, int] = COST, *, salts: int = 1, reserved: bytes = bytes(3)) -> bytes:
    """The body of a passphrase slot that has the right form and opens with nothing."""
    return struct.pack(">IIB", *cost) + reserved + bytes(range(16)) * salts + bytes(12 + 48 + 32)


def recipient_body(recipient: bytes = b"age1" + b"q" * 58, age: bytes = b"age-encryption.org/v1\nnone") -> bytes:
    """The body of a recipient slot that has the right form and opens with nothing."""
    return struct.pack(">H", len(recipient)) + recipient + struct.pack(">H", len(age)) + age
