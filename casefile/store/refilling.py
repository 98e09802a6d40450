# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault just made takes on the content of a backup: rows, both chains, search index.

Works inside one transaction over a database nobody has written to yet.  The restored vault is a copy
of the old one with roots of its own: it goes on with its chain, but under a new author, since the old
one may still be written to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from casefile.errors import Damaged
from casefile.host.clock import stamp
from casefile.store import meta, migrations, search_index
from casefile.store.audit import Chain
from casefile.store.blobs import StoredBlob
from casefile.store.database import Database, Schema
from casefile.store.dump import Loader, tables
from casefile.store.handle import Handle


@contextmanager
def refilling(session: Handle, vault_id: bytes, snapshot: int, forms: Mapping[Schema, int]) -> Iterator[None]:
    """One transaction in which `loader` and the rest are used; a copy of the vault comes out, or nothing.

    `forms` are those the databases were made in.  Raises Damaged where the rows are not of the vault `vault_id`.
    """
    with session.db.transaction():
        session.db.execute("PRAGMA defer_foreign_keys = ON")  # tables come in order of name
        yield
        for schema in session.db.schemas:
            if migrations.form(session.db, schema) != forms[schema]:
                raise Damaged("The records in this backup are of another form than it says.", kind="backup")
            _settle(session, schema, vault_id, snapshot)


def loader(db: Database, schema: Schema) -> Loader:
    """Empty a schema's tables and take the rows of a dump instead."""
    for table, _ in tables(db, schema):
        db.execute(f'DELETE FROM {schema}."{table}"')
    if schema == "main":
        search_index.clear(db)
    return Loader(db, schema)


def put_blob(db: Database, attachment: str, blob: StoredBlob) -> None:
    """Say where an attachment's bytes are in this vault; its row came with the dump."""
    changed = db.execute("UPDATE blobs SET name = ?, key = ? WHERE attachment = ? AND sha256 = ? AND size = ?",
                         (blob.name, blob.key, attachment, blob.sha256, blob.size))
    if changed != 1:
        raise Damaged("The backup holds an attachment its records do not know.", kind="backup")


def attachments(db: Database) -> set[str]:
    """Attachments whose bytes the records expect."""
    return {str(row[0]) for row in db.rows("SELECT attachment FROM blobs")}


def index(db: Database, texts: Iterable[tuple[str, str, str]]) -> None:
    """Make the search index anew from (kind, id, normalised text), when the records are of today's form."""
    with db.transaction():
        search_index.put(db, texts)


def _settle(session: Handle, schema: Schema, vault_id: bytes, snapshot: int) -> None:
    db = session.db
    meta.assert_belongs(db, schema, vault_id)
    if schema == "main":
        meta.put(db, "generation", 1)
        meta.forget(db, meta.INTENDED, meta.INTENDED_LINE)
    meta.put(db, "author", meta.new_author(), schema)
    chain = Chain(db, schema)
    chain.append(stamp(session.clock.now()), "vault.restore", kind="vault", record=vault_id.hex(),
                 purpose=f"snapshot {snapshot}")
    chain.save()
