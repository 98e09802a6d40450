# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the parts of the databases are of one time: what each says of itself against what it holds.

Promises: `assert_heads` costs the same however much a vault holds, and is asked at every opening; `tables` reads
every row and is part of the whole check.  A database that was last written by an earlier version says nothing of
itself yet, and nothing is made of that.
"""

from __future__ import annotations

from collections.abc import Iterator

from casefile.errors import Damaged, WentBackInTime
from casefile.store import audit
from casefile.store.database import Database, Schema

_NAMES: dict[Schema, str] = {"main": "The case database", "names": "The identity database"}
_TABLES = {
    "screening": "What is known about names in texts", "search_content": "The text of the search index",
    "search_rows": "The places of the search index", "search_config": "The settings of the search index",
    "tombstones": "The list of erased records",
    "blobs": "The list of where attachments are", "backup_copies": "The list of what backups hold",
    "drafts": "What was being typed", "ui_state": "What the window remembers", "meta": "What a vault keeps about itself",
    "originals": "The list of how texts came in", "public_contacts": "The list of public contacts"}


def assert_heads(db: Database) -> None:
    """Each database is of the time it says, and of the time the other one knows.  Raises Damaged, WentBackInTime."""
    stands = {schema: db.standing(schema) for schema in db.schemas}
    for schema, stand in stands.items():
        head = audit.read_head(db, schema)
        if stand is not None and (head is None or head.seq != stand.seq):
            raise Damaged("Parts of a database are of different times.", kind="went-back-in-time")
    if not db.has_identities:
        return
    of: Schema
    for schema in db.schemas:
        stand, of = stands[schema], "names" if schema == "main" else "main"
        if stand is None or stand.other is None:
            continue
        seq, head_then = stand.other
        known = audit.entry(db, of, seq)
        if known is None or known.hash.hex() != head_then:
            raise WentBackInTime(f"{_NAMES[of]} is older than {_NAMES[schema].lower()} beside it.")


def tables(db: Database, schema: Schema) -> Iterator[str]:
    """For each table whose rows are not those written last, what it is, in words."""
    stand = db.standing(schema)
    if stand is None:
        return
    found = db.sums(schema)
    for table in sorted(stand.sums.keys() | found.keys()):
        if stand.sums.get(table) != found.get(table):
            yield _TABLES.get(table, f"The table {table} of {_NAMES[schema].lower()}")
