# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known about names in each record's text, and a sum that shows when it is older than the rest.

A state holds for one revision of a record.  The sum over all rows stands in `meta`, whose page is bound to the
head of the audit chain: an older page of states put back would say "screened" where later a doubt was
found, and no longer gives the sum.
"""

from __future__ import annotations

import hashlib
from typing import Any

from casefile.store import meta
from casefile.store.content import canonical
from casefile.store.database import Database, Row
from casefile.store.tables import KINDS

_SUM = "screening_sum"
_MODULUS = 1 << 256


def put(db: Database, kind: str, record: str, state: str | None, doubts: Any) -> None:
    """Set the state of a record's newest text inside an open transaction; None forgets it."""
    if kind not in KINDS:
        raise ValueError(f"no kind of record is named {kind!r}")
    key, total = (kind, record), _stored(db)
    before = db.one("SELECT kind, id, revision, state, doubts FROM screening WHERE kind = ? AND id = ?", key)
    if before:
        total -= _number(before)
        db.execute("DELETE FROM screening WHERE kind = ? AND id = ?", key)
    revision = db.value(f"SELECT revision FROM {kind} WHERE id = ?", (record,))
    if state is not None and revision is not None:
        row = (kind, record, revision, state, canonical(doubts))
        total += _number(row)
        db.execute("INSERT INTO screening (kind, id, revision, state, doubts) VALUES (?,?,?,?,?)", row)
    meta.put(db, _SUM, f"{total % _MODULUS:064x}")


def is_whole(db: Database) -> bool:
    """Whether the states are those written last."""
    total = sum(_number(row) for row in db.each("SELECT kind, id, revision, state, doubts FROM screening"))
    return total % _MODULUS == _stored(db)


def _stored(db: Database) -> int:
    return int(meta.value(db, _SUM) or "0", 16)


def _number(row: Row) -> int:
    return int.from_bytes(hashlib.sha256(canonical(list(row)).encode("utf-8")).digest(), "big")
