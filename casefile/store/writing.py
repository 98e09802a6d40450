# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way to write.

`write` puts the rows, their revisions, the search entries, what is known about names in them and the
audit lines into one transaction over both databases: after a crash all of it is there, or none.
Nothing else in the program changes a record.

A change that comes without a word about screening counts as unscreened: text nobody has looked at for names
cannot leave the vault.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casefile.errors import Busy
from casefile.host.clock import stamp
from casefile.store import names, removal, search_index
from casefile.store import screening as screening_states
from casefile.store.audit import Chain
from casefile.store.blobs import StoredBlob
from casefile.store.content import canonical, content_hash, head_of, new_salt
from casefile.store.handle import Handle
from casefile.store.names import IdentityChange, Lift, Original
from casefile.store.removal import Removal, WindowState
from casefile.store.revisions import HistoryChange, Revising, write_history
from casefile.store.tables import KINDS

__all__ = ["Change", "HistoryChange", "IdentityChange", "Lift", "Original", "Removal", "WindowState",
           "Written", "log", "new_id", "write"]

UNSCREENED = "unscreened"
KEPT = ("note", "note_screened", "names_known")
"""What `write` may keep about the vault as a whole: the note of an imported file (lifted), whether it was screened,
and "yes" while the identity vault holds a name (so that without its key new text counts as unscreened)."""


@dataclass(frozen=True, slots=True)
class Change:
    """A record as it shall be from now on, whole.

    `body` is JSON-ready and holds no name the identity vault knows; `label` is what lists show;
    `search_text` is normalised already; `voided` is why and when the record was taken back, or None.
    """

    kind: str
    id: str
    body: Mapping[str, Any]
    external_id: str | None = None
    case_id: str | None = None
    label: str = ""
    search_text: str = ""
    voided: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a write came to: the new revisions in order of the changes, and the newest audit number."""

    revisions: tuple[str, ...] = field(default_factory=tuple)
    seq: int = 0


def new_id() -> str:
    """A fresh id for a record or a lift: 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


Screening = Mapping[tuple[str, str], tuple[str | None, Any]]


def write(session: Handle, action: str, changes: Sequence[Change], *,
          identities: Sequence[IdentityChange] = (), lifts: Sequence[Lift] = (),
          drop_lifts: Collection[str] = (), originals: Sequence[Original] = (),
          history: Sequence[HistoryChange] = (), screening: Screening | None = None,
          public_contacts: Collection[str] | None = None, kept: Mapping[str, str] | None = None,
          blobs: Mapping[str, StoredBlob] | None = None, removals: Sequence[Removal] = (),
          past_identities: Sequence[HistoryChange] = (), window: WindowState | None = None,
          purpose: str = "") -> Written:
    """Do all of it in one transaction, or none of it.

    `screening` maps (kind, id) to (state, doubts): state None forgets what was known, doubts are JSON-ready.
    `public_contacts` replaces the whole list.  `kept` are words about the vault as a whole (KEPT).
    `blobs` says where an attachment's bytes are (from `blobs.add`), by attachment.
    `removals` are records that go for good (their files: `blobs.sweep` afterwards), `past_identities` past states of
    identities with fewer names, `window` drafts that go with them.  `purpose` goes into the audit lines and must hold no name.
    Raises Busy, DriveTrouble, Damaged; IdentityPassphraseNeeded where names are written without their key.
    """
    require_write(session)
    on_names = bool(identities or lifts or drop_lifts or originals or past_identities
                    or (removals and session.has_identities))
    if on_names:
        session.require_identities()
    time = stamp(session.clock.now())
    states = dict(screening or {})
    for change in changes:
        states.setdefault((change.kind, change.id), (UNSCREENED, []))
    with session.db.transaction():
        chain = Chain(session.db, "main")
        revising = Revising(session.db, "main", time, action)
        made = tuple(_write_change(session, chain, revising, change, time, action, purpose) for change in changes)
        search_index.put(session.db, [(change.kind, change.id, change.search_text if change.voided is None else "")
                                      for change in changes])
        for past in history:
            write_history(session.db, "main", chain, past, time, action, purpose)
        for gone in removals:
            removal.remove(session.db, chain, gone, time, action, purpose)
        if removals or history:  # words go, and must not stay as signposts of the index
            search_index.make_anew(session.db)
        if window is not None:
            removal.remove_window_state(session.db, window)
        if public_contacts is not None:
            _write_contacts(session, chain, public_contacts, time, action, purpose)
        for key, value in (kept or {}).items():
            _write_kept(session, chain, key, value, time, action, purpose)
        for (kind, record), (state, doubts) in states.items():
            screening_states.put(session.db, kind, record, state, doubts)
        session.db.many("INSERT OR REPLACE INTO blobs (attachment, name, sha256, size, key) VALUES (?,?,?,?,?)",
                        [(attachment, blob.name, blob.sha256, blob.size, blob.key)
                         for attachment, blob in (blobs or {}).items()])
        if not (changes or history or removals or kept or on_names) and public_contacts is None:
            chain.append(time, action, purpose=purpose)
        revising.save()
        chain.save()
        if on_names:
            names.write_names(session.db, time, action, purpose, identities=identities, lifts=lifts,
                              drop_lifts=drop_lifts, originals=originals, removals=removals,
                              history=past_identities)
    return Written(made, chain.seq)


def log(session: Handle, action: str, *, kind: str = "", record: str = "", purpose: str = "") -> None:
    """An audit line alone: an export, a look at an identity.  `purpose` must hold no name."""
    require_write(session)
    with session.db.transaction():
        chain = Chain(session.db, "main")
        chain.append(stamp(session.clock.now()), action, kind=kind, record=record, purpose=purpose)
        chain.save()


def require_write(session: Handle) -> None:
    """Raise Busy unless the session holds the right to write."""
    if not session.can_write:
        raise Busy("The vault is open for reading only.", kind="read-only-session",
                   advice="Open it for writing.")


def _write_change(session: Handle, chain: Chain, revising: Revising, change: Change, time: str, action: str,
                  purpose: str) -> str:
    if change.kind not in KINDS:
        raise ValueError(f"no kind of record is named {change.kind!r}")
    db, table = session.db, change.kind
    body, salt = canonical(change.body), new_salt()
    head = head_of(change.external_id, change.case_id, change.label, change.voided)
    seq = chain.append(time, action, kind=change.kind, record=change.id, purpose=purpose,
                       content=content_hash(salt, change.kind, change.id, head, body))
    before = db.one(f"SELECT revision, ordinal, created FROM {table} WHERE id = ?", (change.id,))
    revision = revising.add(change.kind, change.id, parent=before[0] if before else None, head=head, body=body,
                            salt=salt, seq=seq)
    ordinal = before[1] if before else db.value(f"SELECT coalesce(max(ordinal), 0) + 1 FROM {table}")
    db.execute(f"INSERT INTO {table} (id, external_id, case_id, label, body, salt, revision, ordinal, created, "
               "changed, voided) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET "
               "external_id = excluded.external_id, case_id = excluded.case_id, label = excluded.label, "
               "body = excluded.body, salt = excluded.salt, revision = excluded.revision, "
               "changed = excluded.changed, voided = excluded.voided",
               (change.id, change.external_id, change.case_id, change.label, body, salt, revision, ordinal,
                before[2] if before else time, time, change.voided))
    return revision


def _write_contacts(session: Handle, chain: Chain, contacts: Collection[str], time: str, action: str,
                    purpose: str) -> None:
    wanted = sorted(set(contacts))
    session.db.execute("DELETE FROM public_contacts")
    session.db.many("INSERT INTO public_contacts (value) VALUES (?)", [(value,) for value in wanted])
    chain.append(time, action, kind="public_contacts", record="all", purpose=purpose,
                 content=content_hash(b"", *wanted))


def _write_kept(session: Handle, chain: Chain, key: str, value: str, time: str, action: str,
                purpose: str) -> None:
    if key not in KEPT:
        raise ValueError(f"nothing is kept under {key!r}")
    salt = new_salt()
    session.db.many("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [(key, value), (f"{key}.salt", salt)])
    chain.append(time, action, kind="meta", record=key, purpose=purpose, content=content_hash(salt, key, value))
