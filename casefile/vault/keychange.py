# SPDX-License-Identifier: GPL-3.0-or-later
"""A change of what opens a vault, prepared where a secret is typed and carried out where the vault is open.

Promises: what is prepared holds the sealed slot and ids, never the passphrase or recovery secret that opens it, so
that only the process a person types into ever holds one; carried out, it is one new header, as every change of
slots (keys.py).
It must never be carried out unseen: the log says which slot came or went.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from casefile.errors import Damaged, UsageError
from casefile.store.writing import log
from casefile.vault import keys
from casefile.vault.session import Session
from crypto.errors import CryptoError
from crypto.header import Header
from crypto.kdf import FLOOR
from crypto.secret import Secret
from crypto.slots import IDENTITIES, Kind, Slot, read_slot, recipient_slot

TRIED = "keys.try"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A slot to add (its bytes; none where recovery words were only tried), and the ids of slots that go."""

    action: str
    slot: bytes = b""
    gone: tuple[str, ...] = ()

    def as_bytes(self) -> bytes:
        """To be sealed, and sent beside the roots."""
        return json.dumps({"action": self.action, "slot": self.slot.hex(), "gone": self.gone}).encode("ascii")


def read(data: bytes) -> KeyChange:
    """What `as_bytes` made.  Raises Damaged."""
    try:
        record = json.loads(data)
        return KeyChange(str(record["action"]), bytes.fromhex(record["slot"]), tuple(map(str, record["gone"])))
    except (ValueError, KeyError, TypeError):
        raise Damaged("The prepared change of keys cannot be read; nothing was changed.") from None


def new_phrases(header: Header, root: int, rc: Secret, secret: Secret, phrases: tuple[str, ...], now: int, *,
                replace: Sequence[str] = ()) -> KeyChange:
    """A slot for one new passphrase, or for two persons', in the place of the slots named in `replace`.

    `secret` is the root it opens.  Raises WeakPassphrase; some seconds of work.
    """
    slot = keys.phrase_slot(header, root, rc, secret, phrases, now)
    return KeyChange("keys.change" if replace else "keys.add", slot.data, tuple(replace))


def new_recovery(header: Header, root: int, rc: Secret, secret: Secret, recipient: str, now: int) -> KeyChange:
    """A slot for a new recovery secret, by its public half."""
    return KeyChange("keys.add", recipient_slot(header.fixed, Kind.RECOVERY, root, secret, recipient, now, rc).data)


def tried(slots: Sequence[Slot]) -> KeyChange:
    """Recovery words opened these slots: a line in the log, nothing else."""
    return KeyChange(TRIED, gone=tuple(slot.id.hex() for slot in slots))


def carry_out(session: Session, change: KeyChange) -> str:
    """Do what was prepared; the id of the new slot, empty where none came.

    Raises UsageError, NotFound, IdentityPassphraseNeeded, Damaged, DriveTrouble, Busy.
    """
    header = session.layout.read_header()
    named = [keys.find(header, one) for one in change.gone]
    if change.action == TRIED:
        for slot in named:
            log(session, TRIED, kind="slot", record=slot.id.hex(), purpose=keys.VAULTS[slot.root])
        return ""
    try:
        new, end = read_slot(change.slot, 0, FLOOR)
        if end != len(change.slot):
            raise Damaged("The prepared slot is not one; nothing was changed.")
    except CryptoError:
        raise Damaged("The prepared slot is not one; nothing was changed.") from None
    if any(slot.root != new.root for slot in named):
        raise UsageError("A slot of the other vault cannot be replaced.")
    if new.root == IDENTITIES:
        session.require_identities()
    keys.require_left(header, named, new)
    keys.put(session, header, change.action, new, named)
    return new.id.hex()
