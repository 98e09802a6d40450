# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing and reading the identity database, as tables.

Who may read it is ruled by who may import `casefile.identities`; here are only its rows.  It has a
chain of its own, so that the case database says nothing about when a name was changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casefile.store import revisions
from casefile.store.audit import Chain
from casefile.store.content import GONE, canonical, content_hash, new_salt
from casefile.store.database import Database
from casefile.store.removal import LIFTS, PEOPLE, Removal, remove_names
from casefile.store.revisions import HistoryChange, Revising, Revision, write_history

ORIGINALS = "originals"


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """Who a person is, whole; None forgets it."""

    person: str
    body: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Lift:
    """Words taken out of a text: which person they name, what they were, where they stood.

    `klass` is n (name), r (relative's name) or c (contact, number, document).
    """

    lift: str
    person: str
    klass: str
    words: str
    kind: str
    record: str


@dataclass(frozen=True, slots=True)
class Original:
    """The hash (32 bytes) of a text as it came in, at `place` of a record."""

    kind: str
    record: str
    place: str
    hash: bytes


def write_names(db: Database, time: str, action: str, purpose: str, *, identities: Sequence[IdentityChange],
                lifts: Sequence[Lift], drop_lifts: Collection[str], originals: Sequence[Original],
                removals: Sequence[Removal], history: Sequence[HistoryChange]) -> None:
    """Write to the identity database inside an open transaction; only `writing.write` calls this."""
    chain, revising = Chain(db, "names"), Revising(db, "names", time, action)
    for change in identities:
        _write_person(db, chain, revising, change, time, action, purpose)
    for lift in lifts:
        salt = new_salt()
        db.execute("INSERT OR REPLACE INTO names.lifts (lift, person, class, words, kind, record, salt) "
                   "VALUES (?,?,?,?,?,?,?)",
                   (lift.lift, lift.person, lift.klass, lift.words, lift.kind, lift.record, salt))
        chain.append(time, action, kind=LIFTS, record=lift.lift, purpose=purpose, content=lift_hash(salt, lift))
    for dropped in sorted(drop_lifts):
        if db.execute("DELETE FROM names.lifts WHERE lift = ?", (dropped,)):
            chain.append(time, action, kind=LIFTS, record=dropped, purpose=purpose, content=GONE)
    for original in originals:
        db.execute("INSERT OR REPLACE INTO names.originals (kind, record, place, hash) VALUES (?,?,?,?)",
                   (original.kind, original.record, original.place, original.hash))
    for past in history:
        write_history(db, "names", chain, past, time, action, purpose)
    for gone in removals:
        remove_names(db, chain, gone, time, action, purpose)
    revising.save()
    chain.save()


def _write_person(db: Database, chain: Chain, revising: Revising, change: IdentityChange, time: str,
                  action: str, purpose: str) -> None:
    if change.body is None:
        if db.execute("DELETE FROM names.people WHERE person = ?", (change.person,)):
            chain.append(time, action, kind=PEOPLE, record=change.person, purpose=purpose, content=GONE)
        return
    body, salt = canonical(change.body), new_salt()
    seq = chain.append(time, action, kind=PEOPLE, record=change.person, purpose=purpose,
                       content=person_hash(salt, change.person, body))
    parent = db.value("SELECT revision FROM names.people WHERE person = ?", (change.person,))
    revision = revising.add(PEOPLE, change.person, parent=parent, head=NO_HEAD, body=body, salt=salt, seq=seq)
    db.execute("INSERT OR REPLACE INTO names.people (person, body, salt, revision, changed) VALUES (?,?,?,?,?)",
               (change.person, body, salt, revision, time))


def history(db: Database, person: str) -> list[Revision]:
    """All states of an identity, oldest first.  Needs the identity database."""
    return revisions.history(db, PEOPLE, person, schema="names")


NO_HEAD = canonical([None, None, "", None])
"""The head of an identity's revision: it has no label and no external id of its own."""


def person_hash(salt: bytes, person: str, body: str) -> bytes:
    """The content hash of an identity."""
    return content_hash(salt, PEOPLE, person, NO_HEAD, body)


def lift_hash(salt: bytes, lift: Lift) -> bytes:
    """The content hash of a lift."""
    return content_hash(salt, LIFTS, lift.lift, lift.person, lift.klass, lift.words, lift.kind, lift.record)
