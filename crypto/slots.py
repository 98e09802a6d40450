# SPDX-License-Identifier: GPL-3.0-or-later
"""Slots: the ways one root of a vault is wrapped (FORMAT.md, section 3).

A passphrase slot wraps a root with Argon2id, a two-person slot with two passphrases at once, a
recipient slot (recovery, office) is an age file.  Root 2, the identities, needs root 1 in every
kind of slot: a stolen slot and its secret are worth nothing without the case vault.

Slots are read strictly and judged before any work: lengths, kinds, costs.  Kinds of a later version
are kept as they are; the header's tag covers them.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from crypto.errors import Damaged, OverLimit, WrongSecret
from crypto.kdf import FLOOR, SALT_BYTES, Cost, check_cost, stretch
from crypto.recovery import RecoveryKey, recipient_seal
from crypto.seal import NONCE_BYTES, OVERHEAD, _seal_with, seal, unseal
from crypto.secret import Secret, equal
from crypto.subkeys import Label, expand, subkey

CASES, IDENTITIES = 1, 2
ROOT_BYTES = 32
ID_BYTES = 8
MAX_BODY = 16 * 1024
AGE_MAGIC = b"age-encryption.org/v1\n"

_HEAD = struct.Struct(">BB8sQH")     # kind, root, id, added, length of the body
_COST = struct.Struct(">IIB3x")      # memory in KiB, passes, lanes, three zero bytes
_SEALED = OVERHEAD + ROOT_BYTES
_COMMITMENT = 32


class Kind(IntEnum):
    """How a slot wraps its root."""

    PASSPHRASE = 1
    RECOVERY = 2
    OFFICE = 3
    TWO_PERSON = 4


_PHRASES: dict[int, int] = {Kind.PASSPHRASE: 1, Kind.TWO_PERSON: 2}  # passphrases a kind asks for


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot as it stands in the header; `added` is in seconds since 1970 UTC."""

    kind: int
    root: int
    id: bytes
    added: int
    body: bytes

    @property
    def phrases(self) -> int:
        """How many passphrases open it: 1, 2, or 0 for recipients and unknown kinds."""
        return _PHRASES.get(self.kind, 0)

    @property
    def cost(self) -> Cost | None:
        """The cost of stretching; None where no passphrase opens the slot."""
        return Cost(*_COST.unpack_from(self.body)) if self.phrases else None

    @property
    def recipient(self) -> str | None:
        """The `age1...` recipient; None where the slot is not an age file."""
        return _split_recipient(self.body)[0] if self.kind in (Kind.RECOVERY, Kind.OFFICE) else None

    @property
    def head(self) -> bytes:
        """The fixed part before the body."""
        return _HEAD.pack(self.kind, self.root, self.id, self.added, len(self.body))

    @property
    def data(self) -> bytes:
        """The slot's bytes."""
        return self.head + self.body


def read_slot(data: bytes, offset: int, floor: Cost) -> tuple[Slot, int]:
    """The slot at `offset` and where the next one begins; every limit is checked, nothing is derived."""
    if offset + _HEAD.size > len(data):
        raise Damaged("a slot is cut off")
    kind, root, ident, added, length = _HEAD.unpack_from(data, offset)
    start = offset + _HEAD.size
    if length > MAX_BODY:
        raise OverLimit("a slot is too large")
    if start + length > len(data):
        raise Damaged("a slot is cut off")
    if root not in (CASES, IDENTITIES):
        raise Damaged("a slot names a root that does not exist")
    if kind == 0:
        raise Damaged("a slot has no kind")
    slot = Slot(kind, root, ident, added, data[start:start + length])
    if slot.phrases:
        if length != _COST.size + slot.phrases * SALT_BYTES + _SEALED + _COMMITMENT:
            raise Damaged("a passphrase slot has the wrong length")
        if slot.body[_COST.size - 3:_COST.size] != bytes(3):
            raise Damaged("reserved bytes of a slot are not zero")
        check_cost(Cost(*_COST.unpack_from(slot.body)), floor)
    elif kind in (Kind.RECOVERY, Kind.OFFICE):
        _split_recipient(slot.body)
    return slot, start + length


def _split_recipient(body: bytes) -> tuple[str, bytes]:
    """u16 length, recipient, u16 length, age file; nothing after it."""
    if len(body) < 2:
        raise Damaged("a recipient slot is cut off")
    length = int.from_bytes(body[:2], "big")
    recipient, rest = body[2:2 + length], body[2 + length:]
    if len(recipient) != length or len(rest) < 2 or int.from_bytes(rest[:2], "big") != len(rest) - 2:
        raise Damaged("a recipient slot has the wrong lengths")
    if not recipient.startswith(b"age1") or not recipient.isalnum() or recipient != recipient.lower():
        raise Damaged("a slot's recipient is not one")
    if not rest[2:].startswith(AGE_MAGIC):
        raise Damaged("a recipient slot holds no age file")
    return recipient.decode("ascii"), rest[2:]


def passphrase_slot(fixed: bytes, root: int, secret: Secret, phrases: tuple[str, ...], cost: Cost, added: int,
                    rc: Secret) -> Slot:
    """A slot that `phrases` open: one passphrase, or both of two persons in their order.

    `fixed` is the header's unchanging part; `secret` is the root wrapped, `rc` the cases root (the
    same secret where `root` is the cases).
    """
    return _passphrase_slot_with(fixed, root, secret, phrases, cost, added, rc, secrets.token_bytes)


def _passphrase_slot_with(fixed: bytes, root: int, secret: Secret, phrases: tuple[str, ...], cost: Cost, added: int,
                          rc: Secret, random: Callable[[int], bytes]) -> Slot:
    """`passphrase_slot` with given randomness: only for published vectors, never for real data."""
    check_cost(cost, FLOOR)
    kind = Kind.PASSPHRASE if len(phrases) == 1 else Kind.TWO_PERSON
    ident = random(ID_BYTES)
    salts = random(SALT_BYTES * len(phrases))
    public = _COST.pack(cost.memory_kib, cost.passes, cost.lanes) + salts
    length = len(public) + _SEALED + _COMMITMENT
    head = _HEAD.pack(kind, root, ident, added, length)
    wrap, commitment = _wrap_key(fixed, root, ident, phrases, salts, cost, rc)
    with wrap:
        sealed = _seal_with(wrap, random(NONCE_BYTES), secret.reveal(), fixed + head + public)
    return Slot(kind, root, ident, added, public + sealed + commitment)


def open_passphrase_slot(fixed: bytes, slot: Slot, phrases: tuple[str, ...], rc: Secret | None) -> Secret:
    """The root.  Raises WrongSecret when the phrases are not this slot's, Damaged when they are but
    the wrapped root was changed."""
    cost = slot.cost
    if cost is None or slot.phrases != len(phrases):
        raise WrongSecret("the slot asks for other secrets")
    end = _COST.size + slot.phrases * SALT_BYTES
    public, sealed, commitment = slot.body[:end], slot.body[end:end + _SEALED], slot.body[end + _SEALED:]
    wrap, expected = _wrap_key(fixed, slot.root, slot.id, phrases, public[_COST.size:], cost, rc)
    with wrap:
        if not equal(commitment, expected):
            raise WrongSecret("the passphrase does not open this slot")
        return Secret(unseal(wrap, sealed, fixed + slot.head + public))


def _wrap_key(fixed: bytes, root: int, ident: bytes, phrases: tuple[str, ...], salts: bytes, cost: Cost,
              rc: Secret | None) -> tuple[Secret, bytes]:
    """The wrap key and the commitment to it (FORMAT.md, section 3.1)."""
    vault_id = vault_id_of(fixed)
    material = bytearray()
    for number, phrase in enumerate(phrases):
        with stretch(phrase, salts[number * SALT_BYTES:(number + 1) * SALT_BYTES], cost) as stretched:
            material += stretched.reveal()
    if root == IDENTITIES:
        if rc is None:
            raise WrongSecret("identities open only with the case vault")
        material += subkey(rc, Label.IDENTITIES_KEK, vault_id).reveal()
    with Secret(material) as joined, expand(joined.reveal(), Label.SLOT, vault_id + ident, 64) as both:
        return Secret(both.reveal()[:32]), both.reveal()[32:]


def recipient_slot(fixed: bytes, kind: Kind, root: int, secret: Secret, recipient: str, added: int,
                   rc: Secret) -> Slot:
    """A slot that the holder of `recipient`'s secret opens (FORMAT.md, section 3.2)."""
    ident = secrets.token_bytes(ID_BYTES)
    place = _place(fixed, root, ident)
    payload = secret.reveal()
    if root == IDENTITIES:
        payload = seal(subkey(rc, Label.IDENTITIES_INNER, vault_id_of(fixed)), payload, place)
    age = recipient_seal([recipient], place + payload)
    name = recipient.encode("ascii")
    body = len(name).to_bytes(2, "big") + name + len(age).to_bytes(2, "big") + age
    return Slot(kind, root, ident, added, body)


def open_recipient_slot(fixed: bytes, slot: Slot, key: RecoveryKey, rc: Secret | None) -> Secret:
    """The root.  Raises WrongSecret when the slot is for someone else, Damaged when it was changed."""
    if slot.recipient != key.recipient:
        raise WrongSecret("the slot is for another secret")
    if slot.root == IDENTITIES and rc is None:
        raise WrongSecret("identities open only with the case vault")
    try:
        content = key.open(_split_recipient(slot.body)[1])
    except WrongSecret:
        raise Damaged("a slot's age file is not for the recipient it names") from None
    place = _place(fixed, slot.root, slot.id)
    if not content.startswith(place):
        raise Damaged("a slot's age file belongs elsewhere")
    payload = content[len(place):]
    if slot.root == IDENTITIES and rc is not None:
        payload = unseal(subkey(rc, Label.IDENTITIES_INNER, vault_id_of(fixed)), payload, place)
    if len(payload) != ROOT_BYTES:
        raise Damaged("a slot holds no root")
    return Secret(payload)


def _place(fixed: bytes, root: int, ident: bytes) -> bytes:
    """What an age file says of where it belongs: age has no associated data of its own."""
    return vault_id_of(fixed) + bytes([root]) + ident


def vault_id_of(fixed: bytes) -> bytes:
    """The vault's id inside the header's fixed part."""
    return fixed[12:28]
