# SPDX-License-Identifier: GPL-3.0-or-later
"""Copying open databases under new keys: every page is written anew, none is left as it was.

The copy is made by the database library's own export; afterwards both files are compared by what they hold.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from casefile.errors import CasefileError, Damaged
from casefile.host.private_files import create_private, drive_errors
from casefile.store import meta
from casefile.store.audit import Chain
from casefile.store.blobs import StoredBlob
from casefile.store.database import Database, Schema
from casefile.store.dump import dump
from crypto.secret import Secret

_COPY = "copy"


def copy(db: Database, schema: Schema, path: Path, key: Secret) -> None:
    """Write a database of an open vault to a new file under `key`.  Raises DriveTrouble, Damaged."""
    with drive_errors():
        create_private(path).close()
    db.execute(f"ATTACH DATABASE ? AS {_COPY} KEY ?", (str(path), f"x'{key.hex()}'"))
    try:
        db.value(f"SELECT sqlcipher_export('{_COPY}', '{schema}')")
        db.execute(f"PRAGMA {_COPY}.user_version = {int(db.value(f'PRAGMA {schema}.user_version'))}")
    except CasefileError:
        with suppress(CasefileError):  # the first error is the one to tell
            if db.in_transaction:
                db.execute("ROLLBACK")
            db.execute(f"DETACH DATABASE {_COPY}")
        raise
    db.execute(f"DETACH DATABASE {_COPY}")


def require_equal(old: Database, new: Database, schema: Schema) -> None:
    """Raise Damaged unless both hold the same rows in the same order."""
    with old.reading(), new.reading():
        if dump(old, schema, lambda block: None) != dump(new, schema, lambda block: None):
            raise Damaged("The copy under new keys is not what was copied; nothing was changed.", kind="copy")


def settle(db: Database, generation: int, blobs: dict[str, StoredBlob], time: str, action: str, purpose: str) -> None:
    """In the copy: where the attachments' bytes are now, the number of the new header, and a line in each log."""
    with db.transaction():
        db.many("UPDATE blobs SET name = ?, key = ? WHERE attachment = ?",
                [(blob.name, blob.key, attachment) for attachment, blob in blobs.items()])
        meta.put(db, "generation", generation)
        meta.forget(db, meta.INTENDED, meta.INTENDED_LINE)
        for schema in db.schemas:
            chain = Chain(db, schema)
            chain.append(time, action, kind="vault", record=str(meta.value(db, "vault_id")), purpose=purpose)
            chain.save()
