# SPDX-License-Identifier: GPL-3.0-or-later
"""The tamper-evident log, for people: its entries, six words for where it stands, and the proof that it is whole.

Everybody with a passphrase can check that each entry follows the one before it.  The MACs were made with
keys that are forgotten; the first of them is sealed to the recovery secret, so only its holder can check
them all, and so find a log that was written anew from the beginning.  The words have to be noted outside
the vault to be worth something: they show a vault that was put back as a whole.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge

from casefile.errors import Damaged
from casefile.progress import Progress, Silent
from casefile.store import audit, integrity, meta
from casefile.store.audit import Entry
from casefile.store.database import Schema
from casefile.store.integrity import Trouble
from casefile.vault.session import Session
from crypto.chain import mac, next_key
from crypto.errors import CryptoError, WrongSecret
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.words import comparison_words

VAULTS: dict[Schema, str] = {"main": "cases", "names": "identities"}
_HEAD_WORDS = 6
_SILENT = Silent()


@dataclass(frozen=True, slots=True)
class Log:
    """Where one log stands: of which vault, how many entries, the six words of its newest one."""

    vault: str
    entries: int
    head_words: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look through the open logs found; `macs` are the vaults whose MACs were all checked."""

    troubles: tuple[Trouble, ...]
    macs: tuple[str, ...]


def logs(session: Session) -> list[Log]:
    """The open logs, the cases' first."""
    found = []
    for schema in session.db.schemas:
        head = audit.read_head(session.db, schema)
        if head is None:
            raise Damaged("The audit log of this vault is empty.", kind="audit")
        found.append(Log(VAULTS[schema], head.seq, comparison_words(head.hash, _HEAD_WORDS)))
    return found


def entries(session: Session) -> Iterator[tuple[str, Entry]]:
    """(vault, entry) of every entry of the open logs, in order of time; each log keeps its own order."""
    yield from merge(*(_ordered(session, schema) for schema in session.db.schemas),
                     key=lambda one: (one[1].time, one[0]))


def _ordered(session: Session, schema: Schema) -> Iterator[tuple[str, Entry]]:
    return ((VAULTS[schema], entry) for entry in audit.entries(session.db, schema))


def verify(session: Session, keys: Sequence[RecoveryKey] = (), progress: Progress = _SILENT) -> Verified:
    """Go through every entry from the first; with a recovery key through every MAC it can tell about."""
    troubles: list[Trouble] = []
    checked: list[str] = []
    for schema in session.db.schemas:
        progress.step("Following the audit log")
        broken = list(integrity.chain(session.db, schema, session.vault_id))
        broken += integrity.past_states(session.db, schema)
        start = None if broken else _start(session, schema, keys)
        if start is not None:
            checked.append(VAULTS[schema])
            broken += _macs(session, schema, start)
        troubles += broken
    return Verified(tuple(troubles), tuple(checked))


def _start(session: Session, schema: Schema, keys: Sequence[RecoveryKey]) -> Secret | None:
    """The first key of a log, where one of the keys opens it."""
    sealed = meta.value(session.db, "audit_start", schema)
    for key in keys:
        try:
            return Secret(key.open(bytes(sealed)))
        except WrongSecret:
            continue
        except (CryptoError, TypeError):
            raise Damaged("The first key of the audit log is damaged.", kind="audit") from None
    return None


def _macs(session: Session, schema: Schema, key: Secret) -> Iterator[Trouble]:
    name = f"The audit log of the {VAULTS[schema]}"
    for entry in audit.entries(session.db, schema):
        if not hmac.compare_digest(mac(key, entry.hash), entry.mac):
            yield Trouble("audit", f"{name} was written anew from entry {entry.seq} on.")
            return
        key = next_key(key)
    if key.reveal() != meta.value(session.db, "audit_key", schema):
        yield Trouble("audit", f"{name} goes on with another key than its own.")
