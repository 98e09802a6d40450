# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the parts of the databases are of one time: what each says of itself against what it holds.

Promises: `assert_heads` costs the same however much a vault holds, and is asked at every opening; `tables` reads
every row and is part of the whole check.  A database that was last written by an earlier version says nothing of
itself yet, and nothing is made of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casefile.errors import Damaged, WentBackInTime
from casefile.store import audit
from casefile.store.database import Database, Schema
from casefile.store.standing import RECORDS, Standing, mark

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


def tables(db: Database, schema: Schema) -> Iterator[tuple[str, str]]:
    """For each table whose rows are not those written last: what it is, in words, and the records such rows are about.

    The record is "" for a table whose rows are about none, or where no record can be told.
    """
    stand = db.standing(schema)
    if stand is None:
        return
    found = db.sums(schema)
    wrong = {table for table in stand.sums.keys() | found.keys() if stand.sums.get(table) != found.get(table)}
    told = _records(db, schema, stand, sorted(wrong & RECORDS[schema].keys()))
    for table in sorted(wrong):
        for record in told.get(table) or [""]:
            yield _TABLES.get(table, f"The table {table} of {_NAMES[schema].lower()}"), record


def _records(db: Database, schema: Schema, stand: Standing, wrong: Sequence[str]) -> dict[str, list[str]]:
    """By table, the records whose rows are not those written last, as far as the sketch tells them."""
    if not wrong or not stand.sketch:
        return {}
    ids = {str(row[0]) for one in db.schemas for row in db.rows(f"SELECT DISTINCT record FROM {one}.audit")}
    known: dict[int, tuple[str, str]] = {}
    for table in wrong:
        there = db.rows(f'SELECT DISTINCT "{RECORDS[schema][table]}" FROM {schema}."{table}"')
        known |= {mark(table, record): (table, record) for record in ids | {str(row[0]) for row in there}}
    found: dict[str, list[str]] = {}
    for table, record in sorted(known[one] for one in stand.parsed().plus(db.sketch(schema), -1).records(known)):
        found.setdefault(table, []).append(record)
    return found
