# SPDX-License-Identifier: GPL-3.0-or-later
"""The header of a vault: both roots, wrapped in slots, under two tags (FORMAT.md).

Read strictly: there is one way to write a given header, and anything else is refused.  Checks come
in this order: size, magic and version, limits, floor, slots, then (with a secret) slot opens,
commitment, tag.  Nothing is allocated or derived from a number that was not checked.  Nothing here
touches a file: the vault reads and writes the bytes.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from crypto.errors import Damaged, NotAHeader, OverLimit, TooNew, WrongSecret
from crypto.kdf import FLOOR, Cost, check_cost
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import (
    CASES,
    IDENTITIES,
    Kind,
    Slot,
    open_passphrase_slot,
    open_recipient_slot,
    passphrase_slot,
    read_slot,
    recipient_slot,
)
from crypto.subkeys import Label, subkey

MAGIC = b"\x89CF\r\n\x1a\n\x00"
VERSION = 1
SUITE = 1
MAX_BYTES = 64 * 1024
MAX_SLOTS = 16
TAG_BYTES = 32

_FIXED = struct.Struct(">8sHH16sII")  # magic, version, suite, vault id, floor: memory in KiB, passes
_MOVING = struct.Struct(">QB3x")      # generation, number of slots, three zero bytes
_SLOTS_AT = _FIXED.size + _MOVING.size


@dataclass(frozen=True, slots=True)
class Header:
    """A header that is well formed; who holds no root cannot know yet whether it is genuine."""

    data: bytes
    version: int
    vault_id: bytes
    generation: int
    floor: Cost
    slots: tuple[Slot, ...]

    @property
    def fixed(self) -> bytes:
        """The part that never changes in the life of a vault."""
        return self.data[:_FIXED.size]

    @property
    def identities_tag(self) -> bytes:
        """The tag keyed from the identities root."""
        return self.data[-2 * TAG_BYTES:-TAG_BYTES]

    @property
    def cases_tag(self) -> bytes:
        """The tag keyed from the cases root: the last bytes of all."""
        return self.data[-TAG_BYTES:]

    def of(self, root: int) -> list[Slot]:
        """The slots of one root."""
        return [slot for slot in self.slots if slot.root == root]


@dataclass(frozen=True, slots=True)
class NewHeader:
    """A header just made, with both roots."""

    data: bytes
    rc: Secret
    ri: Secret


def parse(data: bytes) -> Header:
    """Read a header.

    Raises NotAHeader (no magic, or too short), TooNew (later version or suite), OverLimit (sizes
    and costs) or Damaged (any other form than the canonical one).  Runs no key derivation.
    """
    if len(data) > MAX_BYTES:
        raise OverLimit("the header is too large")
    if len(data) < len(MAGIC) + 2 or not data.startswith(MAGIC):
        raise NotAHeader("this is not a header")
    version = int.from_bytes(data[8:10], "big")
    if version > VERSION:
        raise TooNew("the header was made by a later version")
    if version < VERSION:
        raise Damaged("there never was such a version")
    if len(data) < _SLOTS_AT + 2 * TAG_BYTES:
        raise NotAHeader("the header is cut off")
    _, _, suite, vault_id, floor_memory, floor_passes = _FIXED.unpack_from(data)
    if suite != SUITE:
        raise TooNew("the header uses algorithms of a later version")
    generation, count = _MOVING.unpack_from(data, _FIXED.size)
    if data[_SLOTS_AT - 3:_SLOTS_AT] != bytes(3):
        raise Damaged("reserved bytes of the header are not zero")
    if not 0 < count <= MAX_SLOTS:
        raise OverLimit("the header has no slot, or too many")
    if not 0 < generation < 1 << 63:
        raise Damaged("the header has no generation")
    floor = Cost(floor_memory, floor_passes, FLOOR.lanes)
    check_cost(floor)
    body, offset = data[:-2 * TAG_BYTES], _SLOTS_AT
    slots: list[Slot] = []
    for _ in range(count):
        slot, offset = read_slot(body, offset, floor)
        slots.append(slot)
    if offset != len(body):
        raise Damaged("there are bytes after the last slot")
    _check_order(slots)
    return Header(bytes(data), version, vault_id, generation, floor, tuple(slots))


def _ordered(slots: Sequence[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: (slot.root, slot.id))


def _check_order(slots: Sequence[Slot]) -> None:
    if list(slots) != _ordered(slots):
        raise Damaged("the slots are not in order")
    if len({slot.id for slot in slots}) != len(slots):
        raise Damaged("two slots have the same id")


def open_cases(header: Header, *, passphrase: str | None = None, second: str | None = None,
               recovery: RecoveryKey | None = None) -> Secret:
    """The cases root, from a passphrase (with `second`: of two persons) or a recovery key.

    Raises WrongSecret when no slot opens; Damaged when one opens and the header is not what the
    holder of the root wrote.
    """
    rc = _open(header, CASES, None, passphrase, second, recovery)
    verify(header, rc)
    return rc


def open_identities(header: Header, rc: Secret, *, passphrase: str | None = None, second: str | None = None,
                    recovery: RecoveryKey | None = None) -> Secret:
    """The identities root; needs the cases root and a secret of its own.  Raises as `open_cases`."""
    ri = _open(header, IDENTITIES, rc, passphrase, second, recovery)
    verify_identities(header, ri)
    return ri


def _open(header: Header, root: int, rc: Secret | None, passphrase: str | None, second: str | None,
          recovery: RecoveryKey | None) -> Secret:
    phrases = tuple(phrase for phrase in (passphrase, second) if phrase is not None)
    for slot in header.of(root):
        try:
            if recovery is not None and slot.recipient is not None:
                return open_recipient_slot(header.fixed, slot, recovery, rc)
            if phrases and slot.phrases == len(phrases):
                return open_passphrase_slot(header.fixed, slot, phrases, rc)
        except WrongSecret:
            continue
    raise WrongSecret("nothing opens with this secret")


def verify(header: Header, rc: Secret) -> None:
    """Raise Damaged unless the whole header is what the holder of the cases root wrote."""
    if not hmac.compare_digest(header.cases_tag, _cases_tag(header.data[:-TAG_BYTES], header.vault_id, rc)):
        raise Damaged("the header was changed")


def verify_identities(header: Header, ri: Secret) -> None:
    """Raise Damaged unless the identity slots are what the holder of the identities root wrote."""
    if not hmac.compare_digest(header.identities_tag, _identities_tag(header.fixed, header.slots, ri)):
        raise Damaged("the header's identity slots were changed")


def _cases_tag(preceding: bytes, vault_id: bytes, rc: Secret) -> bytes:
    return hmac.digest(subkey(rc, Label.HEADER_MAC_CASES, vault_id).reveal(), preceding, "sha256")


def _identities_tag(fixed: bytes, slots: Sequence[Slot], ri: Secret) -> bytes:
    """Over what changes only with the identities root at hand, so that passphrase A changes without it."""
    key = subkey(ri, Label.HEADER_MAC_IDENTITIES, fixed[12:28])
    covered = fixed + b"".join(slot.data for slot in slots if slot.root == IDENTITIES)
    return hmac.digest(key.reveal(), covered, "sha256")


def new_header(vault_id: bytes, passphrase_a: str, passphrase_b: str, cost: Cost, case_recipient: str,
               identity_recipient: str, added: int) -> NewHeader:
    """A header of generation 1 with two new roots, each behind a passphrase and a recovery slot.

    `vault_id` has 16 bytes, `added` is in seconds since 1970 UTC.  Raises OverLimit for a cost or
    passphrase outside the limits.  Runs Argon2id twice.
    """
    if len(vault_id) != 16:
        raise OverLimit("a vault's id has 16 bytes")
    fixed = _FIXED.pack(MAGIC, VERSION, SUITE, vault_id, FLOOR.memory_kib, FLOOR.passes)
    rc, ri = Secret.random(), Secret.random()
    slots = _ordered([
        passphrase_slot(fixed, CASES, rc, (passphrase_a,), cost, added, rc),
        recipient_slot(fixed, Kind.RECOVERY, CASES, rc, case_recipient, added, rc),
        passphrase_slot(fixed, IDENTITIES, ri, (passphrase_b,), cost, added, rc),
        recipient_slot(fixed, Kind.RECOVERY, IDENTITIES, ri, identity_recipient, added, rc),
    ])
    return NewHeader(_assemble(fixed, 1, slots, rc, _identities_tag(fixed, slots, ri)), rc, ri)


def with_slots(header: Header, slots: Sequence[Slot], rc: Secret, ri: Secret | None = None) -> bytes:
    """The next generation of a header, with these slots (in any order).

    Without `ri` the identity slots must stay as they are, and keep their tag.  Raises WrongSecret
    otherwise, OverLimit for no slot or more than 16.
    """
    ordered = _ordered(slots)
    if ri is None and [slot for slot in ordered if slot.root == IDENTITIES] != header.of(IDENTITIES):
        raise WrongSecret("identity slots change only with the identity vault open")
    tag = header.identities_tag if ri is None else _identities_tag(header.fixed, ordered, ri)
    return _assemble(header.fixed, header.generation + 1, ordered, rc, tag)


def _assemble(fixed: bytes, generation: int, slots: Sequence[Slot], rc: Secret, identities_tag: bytes) -> bytes:
    """The bytes of a header; read back before they are returned, so that none is written that is not read."""
    if len(slots) > MAX_SLOTS:
        raise OverLimit("a header has at most 16 slots")
    preceding = b"".join([fixed, _MOVING.pack(generation, len(slots)), *(slot.data for slot in slots),
                          identities_tag])
    data = preceding + _cases_tag(preceding, fixed[12:28], rc)
    verify(parse(data), rc)
    return data
