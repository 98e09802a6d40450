# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking records out of the databases for good: row, every past state, index, screening, key of the bytes.

Works inside an open transaction of `writing.write`, the only caller.  Freed pages are overwritten (secure_delete);
the search index is made anew from what is left, since its inner nodes keep whole words as signposts.  What
stays is the audit line that it is gone, and a tombstone without content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casefile.store import screening, search_index
from casefile.store.audit import Chain
from casefile.store.content import GONE
from casefile.store.database import Database

PEOPLE, LIFTS = "people", "lifts"
"""What the identity database's log calls its rows."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A record to be removed; with `lasting` its external id is remembered, so that no import revives it."""

    kind: str
    id: str
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class WindowState:
    """Drafts (by page) and words of the window (by name) that go too."""

    drafts: Sequence[str] = ()
    state: Sequence[str] = ()


def remove(db: Database, chain: Chain, gone: Removal, time: str, action: str, purpose: str) -> None:
    """Remove one record from the case database."""
    external = db.value(f"SELECT external_id FROM {gone.kind} WHERE id = ?", (gone.id,))
    if not db.execute(f"DELETE FROM {gone.kind} WHERE id = ?", (gone.id,)):
        raise ValueError("no such record")
    key = (gone.kind, gone.id)
    db.execute("DELETE FROM revisions WHERE kind = ? AND record = ?", key)
    search_index.remove(db, gone.kind, gone.id)
    screening.put(db, gone.kind, gone.id, None, [])
    _remove_bytes(db, gone)
    db.execute("INSERT OR REPLACE INTO tombstones (kind, id, external_id, time) VALUES (?,?,?,?)",
               (*key, external if gone.lasting else None, time))
    chain.append(time, action, kind=gone.kind, record=gone.id, purpose=purpose, content=GONE)


def remove_names(db: Database, chain: Chain, gone: Removal, time: str, action: str, purpose: str) -> None:
    """Remove what the identity database keeps about a record: words taken out of it, past identities."""
    key = (gone.kind, gone.id)
    for (lift,) in db.rows("SELECT lift FROM names.lifts WHERE kind = ? AND record = ?", key):
        db.execute("DELETE FROM names.lifts WHERE lift = ?", (lift,))
        chain.append(time, action, kind=LIFTS, record=lift, purpose=purpose, content=GONE)
    db.execute("DELETE FROM names.originals WHERE kind = ? AND record = ?", key)
    if gone.kind == PEOPLE:
        db.execute("DELETE FROM names.revisions WHERE kind = ? AND record = ?", key)


def remove_window_state(db: Database, gone: WindowState) -> None:
    """Remove drafts and what the window remembers."""
    db.many("DELETE FROM drafts WHERE page = ?", [(page,) for page in gone.drafts])
    db.many("DELETE FROM ui_state WHERE key = ?", [(key,) for key in gone.state])


def _remove_bytes(db: Database, gone: Removal) -> None:
    """The key of an attachment's bytes, and where copies of them lie on sticks unless another one has the same."""
    sha256 = db.value("SELECT sha256 FROM blobs WHERE attachment = ?", (gone.id,)) if gone.kind == "attachments" else None
    if sha256 is None:
        return
    db.execute("DELETE FROM blobs WHERE attachment = ?", (gone.id,))
    db.execute("DELETE FROM backup_copies WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM blobs WHERE sha256 = ?)",
               (sha256, sha256))
