# SPDX-License-Identifier: GPL-3.0-or-later
"""What a database keeps about itself: which vault it belongs to, whose hand writes, its generation."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from casefile.errors import Damaged
from casefile.store.audit import Chain
from casefile.store.database import Database, Schema
from crypto.recovery import recipient_seal
from crypto.secret import Secret

FIRST_FORM = 1
"""The number of the first form a database had; the newest one: migrations.py."""
INTENDED, INTENDED_LINE = "intended_generation", "intended_line"
"""What stands here while a header is being replaced: its generation, and the line for the log."""


def value(db: Database, key: str, schema: Schema = "main") -> Any:
    """One value, or None."""
    return db.value(f"SELECT value FROM {schema}.meta WHERE key = ?", (key,))


def put(db: Database, key: str, new: Any, schema: Schema = "main") -> None:
    """Set one value, inside a transaction of the caller's."""
    db.execute(f"INSERT OR REPLACE INTO {schema}.meta (key, value) VALUES (?, ?)", (key, new))


def forget(db: Database, *keys: str) -> None:
    """Remove values, inside a transaction of the caller's."""
    db.many("DELETE FROM meta WHERE key = ?", [(key,) for key in keys])


def found(db: Database, vault_id: bytes, time: str, *, forms: Mapping[Schema, int], recorder: str,
          case_recipient: str, identity_recipient: str) -> None:
    """Write the first values and the first audit entry of two empty databases, in one transaction.

    The first audit keys are random and sealed to the recovery recipients: whoever holds such a secret can
    check every MAC from the beginning, whoever holds today's key cannot make yesterday's.
    """
    recipients: dict[Schema, str] = {"main": case_recipient, "names": identity_recipient}
    with db.transaction():
        for schema, recipient in recipients.items():
            with Secret.random() as start:
                first: dict[str, object] = {
                    "schema": forms[schema], "vault_id": vault_id.hex(), "created": time,
                    "author": new_author(), "counter": 0, "audit_key": start.reveal(), "audit_seq": 0,
                    "audit_start": recipient_seal([recipient], start.reveal())}
            if schema == "main":
                first |= {"generation": 1, "recorder": recorder, "pseudonym_key": secrets.token_bytes(32),
                          "case_recipient": case_recipient, "identity_recipient": identity_recipient}
            for key, new in first.items():
                put(db, key, new, schema)
            chain = Chain(db, schema)
            chain.append(time, "vault.create", kind="vault", record=vault_id.hex())
            chain.save()


def new_author() -> str:
    """A fresh author: every copy of a vault that is written to needs its own."""
    return secrets.token_hex(8)


def assert_belongs(db: Database, schema: Schema, vault_id: bytes) -> None:
    """Raise Damaged unless the database is this vault's."""
    if value(db, "vault_id", schema) != vault_id.hex():
        raise Damaged("A database belongs to another vault.", kind="other-vault")


def assert_generation(db: Database, header_generation: int) -> None:
    """The header is of the database's time, or one ahead as the database says it meant to be."""
    if header_generation not in (value(db, "generation"), value(db, INTENDED)):
        raise Damaged("The header and the case database are of different times.", kind="went-back-in-time")
