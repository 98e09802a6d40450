# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known about names in each record's text.

A state holds for one revision of a record. An older page of states put back would say "screened" where later a
doubt was found: the sums of standing.py show it.
"""

from __future__ import annotations

from typing import Any

from casefile.store.content import canonical
from casefile.store.database import Database
from casefile.store.tables import KINDS


def put(db: Database, kind: str, record: str, state: str | None, doubts: Any) -> None:
    """Set the state of a record's newest text inside an open transaction; None forgets it."""
    if kind not in KINDS:
        raise ValueError(f"no kind of record is named {kind!r}")
    db.execute("DELETE FROM screening WHERE kind = ? AND id = ?", (kind, record))
    revision = db.value(f"SELECT revision FROM {kind} WHERE id = ?", (record,))
    if state is not None and revision is not None:
        db.execute("INSERT INTO screening (kind, id, revision, state, doubts) VALUES (?,?,?,?,?)",
                   (kind, record, revision, state, canonical(doubts)))
