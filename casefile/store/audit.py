# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit chain as it is stored: appending entries and reading them.

Each database has its own chain.  An entry covers the one before it; its MAC is made with a key that
moves forward after each entry and is forgotten, so that who opens the vault today cannot rewrite
what was logged before today without it showing to the holder of the first key (sealed to the recovery secret).
Entries hold ids, actions and purposes; never the text of a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casefile.errors import Damaged
from casefile.store.database import Database, Row, Schema
from crypto.chain import START, entry_digest, mac, next_key
from crypto.secret import Secret

_COLUMNS = "seq, time, action, kind, record, purpose, content, prev, hash, mac"
_VERSION_MASK = 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the chain.  `content` is a salted hash, 32 zero bytes (removed) or empty."""

    seq: int
    time: str
    action: str
    kind: str
    record: str
    purpose: str
    content: bytes
    prev: bytes
    hash: bytes
    mac: bytes

    def digest(self) -> bytes:
        """What `hash` has to be."""
        return entry_digest(self.prev, {
            "seq": self.seq, "time": self.time, "action": self.action, "kind": self.kind,
            "record": self.record, "purpose": self.purpose, "content": self.content})


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain stands: number and hash of its newest entry, and that entry's time."""

    seq: int
    hash: bytes
    time: str


class Chain:
    """Appends to one chain inside an open transaction; `save` before the commit."""

    def __init__(self, db: Database, schema: Schema) -> None:
        self._db, self._schema = db, schema
        head = read_head(db, schema)
        self.seq = head.seq if head else 0
        self._hash = head.hash if head else START
        key = db.value(f"SELECT value FROM {schema}.meta WHERE key = 'audit_key'")
        if not isinstance(key, bytes) or len(key) != 32:
            raise Damaged("The audit log of this vault has lost its key.", kind="audit")
        self._key = Secret(key)

    def append(self, time: str, action: str, *, kind: str = "", record: str = "", purpose: str = "",
               content: bytes = b"") -> int:
        """Add one entry; its number."""
        self.seq += 1
        entry = Entry(self.seq, time, action, kind, record, purpose, content, self._hash, b"", b"")
        self._hash = entry.digest()
        self._db.execute(f"INSERT INTO {self._schema}.audit ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", (
            self.seq, time, action, kind, record, purpose, content, entry.prev, self._hash,
            mac(self._key, self._hash)))
        used, self._key = self._key, next_key(self._key)
        used.wipe()
        return self.seq

    def save(self) -> None:
        """Keep the moved key and bind page 1 to the chain's head."""
        self._db.many(f"INSERT OR REPLACE INTO {self._schema}.meta (key, value) VALUES (?, ?)",
                      [("audit_key", self._key.reveal()), ("audit_seq", self.seq)])
        self._db.execute(f"PRAGMA {self._schema}.user_version = {self.seq & _VERSION_MASK}")


def read_head(db: Database, schema: Schema) -> Head | None:
    """The newest entry's number, hash and time; None for an empty chain."""
    row = db.one(f"SELECT seq, hash, time FROM {schema}.audit ORDER BY seq DESC LIMIT 1")
    try:
        return Head(int(row[0]), bytes(row[1]), str(row[2])) if row else None
    except TypeError:  # pages of different times: the index names an entry that is not there
        raise Damaged("The newest entry of the audit log cannot be read.", kind="went-back-in-time") from None


def entry(db: Database, schema: Schema, seq: int) -> Entry | None:
    """The entry of that number."""
    row = db.one(f"SELECT {_COLUMNS} FROM {schema}.audit WHERE seq = ?", (seq,))
    return _entry(row) if row else None


def entries(db: Database, schema: Schema) -> Iterator[Entry]:
    """All entries in order."""
    for row in db.each(f"SELECT {_COLUMNS} FROM {schema}.audit ORDER BY seq"):
        yield _entry(row)


def newest_contents(db: Database, schema: Schema) -> Iterator[tuple[str, str, int, bytes]]:
    """(kind, record, number, content) of the newest entry with content, for every record ever written."""
    for row in db.each(
            f"SELECT kind, record, seq, content FROM {schema}.audit WHERE seq IN (SELECT max(seq) FROM "
            f"{schema}.audit WHERE content <> x'' GROUP BY kind, record) ORDER BY seq"):
        yield str(row[0]), str(row[1]), int(row[2]), bytes(row[3])


def assert_head(db: Database, schema: Schema) -> Head:
    """Check the head of a chain alone: cheap, however long the chain.  Raises Damaged."""
    head = read_head(db, schema)
    last = entry(db, schema, head.seq) if head else None
    if head is None or last is None or last.digest() != head.hash:
        raise Damaged("The newest entry of the audit log is not whole.", kind="audit")
    before = entry(db, schema, head.seq - 1) if head.seq > 1 else None
    if last.prev != (before.hash if before else START):
        raise Damaged("The newest entry of the audit log does not follow the one before it.", kind="audit")
    counted = db.value(f"SELECT value FROM {schema}.meta WHERE key = 'audit_seq'")
    version = db.value(f"PRAGMA {schema}.user_version")
    if counted != head.seq or version != head.seq & _VERSION_MASK:
        raise Damaged("Parts of a database are of different times.", kind="went-back-in-time")
    return head


def _entry(row: Row) -> Entry:
    try:
        return Entry(int(row[0]), str(row[1]), str(row[2]), str(row[3]), str(row[4]), str(row[5]), bytes(row[6]),
                     bytes(row[7]), bytes(row[8]), bytes(row[9]))
    except TypeError:
        raise Damaged("An entry of the audit log cannot be read.", kind="audit") from None
