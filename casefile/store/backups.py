# SPDX-License-Identifier: GPL-3.0-or-later
"""What a vault remembers of its backups: the last proven one, and which files hold which attachment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from casefile.host.clock import stamp
from casefile.store import meta
from casefile.store.audit import Chain
from casefile.store.content import canonical
from casefile.store.handle import Handle
from casefile.store.writing import require_write

Files = tuple[tuple[str, int], ...]
"""Encrypted files in order: (SHA-256 in hexadecimal, length in bytes)."""
_KEY = "last_backup"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest snapshot that was proven.  `changes` counts the records changed since."""

    time: str
    snapshot: int
    place: str
    identities: bool
    seq: int
    changes: int = 0


def last_backup(session: Handle) -> LastBackup | None:
    """The newest proven snapshot, or None; costs a count over the audit entries since."""
    found = meta.value(session.db, _KEY)
    if found is None:
        return None
    last = json.loads(found)
    changes = session.db.value("SELECT count(*) FROM audit WHERE seq > ? AND content <> x''", (last["seq"],))
    return LastBackup(**{**last, "changes": int(changes)})


def remember(session: Handle, snapshot: int, place: str, *, identities: bool, copies: Mapping[str, Files],
             recipients: str) -> None:
    """Write down a proven snapshot: audit line, chip, and where each attachment (by hash) lies now."""
    require_write(session)
    time = stamp(session.clock.now())
    with session.db.transaction():
        chain = Chain(session.db, "main")
        chain.append(time, "backup", kind="backup", record=str(snapshot),
                     purpose="with identities" if identities else "")
        chain.save()
        last = LastBackup(time, snapshot, place, identities, chain.seq)
        meta.put(session.db, _KEY, canonical(asdict(last)))
        session.db.many("INSERT OR REPLACE INTO backup_copies (sha256, files, recipients, proven) VALUES (?,?,?,?)",
                        [(sha256, canonical(files), recipients, time) for sha256, files in copies.items()])


def copies_of(session: Handle, sha256: str, recipients: str) -> Sequence[Files]:
    """Every set of files known to hold an attachment for exactly these recipients."""
    return [tuple((str(name), int(size)) for name, size in json.loads(row[0])) for row in session.db.rows(
        "SELECT files FROM backup_copies WHERE sha256 = ? AND recipients = ? ORDER BY proven DESC",
        (sha256, recipients))]
