# SPDX-License-Identifier: GPL-3.0-or-later
"""Revisions: every state a record ever had, and which state it was made from.

A revision names its parents; author and counter name it across copies of a vault.  No order is
taken from clocks.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casefile.errors import Damaged
from casefile.store.audit import Chain
from casefile.store.content import canonical, content_hash, new_salt, parse_body
from casefile.store.database import Database, Schema


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a record.  `body` is the record's content as it was then (screened since)."""

    revision: str
    kind: str
    record: str
    parents: tuple[str, ...]
    author: str
    counter: int
    time: str
    action: str
    label: str
    body: dict[str, Any]


IN_PLACE = "revision"
"""Kind of the audit lines that vouch for a past revision whose text was screened again."""


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """A past state whose text was screened again: same revision, fewer names."""

    revision: str
    body: Mapping[str, Any]
    label: str | None = None


class Revising:
    """Adds revisions inside an open transaction; `save` before the commit."""

    def __init__(self, db: Database, schema: Schema, time: str, action: str) -> None:
        self._db, self._schema, self._time, self._action = db, schema, time, action
        self._author = db.value(f"SELECT value FROM {schema}.meta WHERE key = 'author'")
        self._counter = db.value(f"SELECT value FROM {schema}.meta WHERE key = 'counter'")
        if not isinstance(self._author, str) or not isinstance(self._counter, int):
            raise Damaged("The vault does not say who writes in it.", kind="meta")

    def add(self, kind: str, record: str, *, parent: str | None, head: str, body: str, salt: bytes,
            seq: int) -> str:
        """Add the next state of a record; its id.  `seq` is the audit entry that vouches for it."""
        self._counter += 1
        revision = secrets.token_hex(16)
        self._db.execute(
            f"INSERT INTO {self._schema}.revisions (revision, kind, record, parents, author, counter, time, "
            "action, head, body, salt, seq) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (revision, kind, record, canonical([parent] if parent else []), self._author, self._counter,
             self._time, self._action, head, body, salt, seq))
        return revision

    def save(self) -> None:
        """Keep the counter."""
        self._db.execute(f"UPDATE {self._schema}.meta SET value = ? WHERE key = 'counter'", (self._counter,))


def write_history(db: Database, schema: Schema, chain: Chain, past: HistoryChange, time: str, action: str,
                  purpose: str) -> None:
    """Write a past state anew inside an open transaction; an audit line of its own vouches for it."""
    row = db.one(f"SELECT kind, record, head FROM {schema}.revisions WHERE revision = ?", (past.revision,))
    if row is None:
        raise ValueError("no such revision")
    head = json.loads(row[2])
    if past.label is not None:
        head[2] = past.label
    body, salt, text = canonical(past.body), new_salt(), canonical(head)
    seq = chain.append(time, action, kind=IN_PLACE, record=past.revision, purpose=purpose,
                       content=content_hash(salt, row[0], row[1], text, body))
    db.execute(f"UPDATE {schema}.revisions SET head = ?, body = ?, salt = ?, seq = ? WHERE revision = ?",
               (text, body, salt, seq, past.revision))


def history(db: Database, kind: str, record: str, *, schema: Schema = "main") -> list[Revision]:
    """All states of a record, oldest first as this vault got them."""
    rows = db.rows(f"SELECT revision, kind, record, parents, author, counter, time, action, head, body FROM "
                   f"{schema}.revisions WHERE kind = ? AND record = ? ORDER BY rowid", (kind, record))
    return [Revision(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4], row[5], row[6], row[7],
                     str(json.loads(row[8])[2]), parse_body(row[9])) for row in rows]


def every_revision(db: Database, kind: str) -> list[tuple[str, str]]:
    """(revision, record) of all states ever of one kind: what a new screening has to go through."""
    return [(row[0], row[1]) for row in db.rows(
        "SELECT revision, record FROM revisions WHERE kind = ? ORDER BY rowid", (kind,))]
