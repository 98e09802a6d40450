# SPDX-License-Identifier: GPL-3.0-or-later
"""What a vault holds, as values to compare, and what lies on a stick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casefile.store import blobs
from casefile.store.dump import tables
from casefile.vault.session import Session

_OWN = {"meta", "search_rows", "blobs", "audit"}  # what a copy of a vault has of its own


def content(session: Session) -> dict[str, Any]:
    """Every row of every table but a vault's own, and every attachment's bytes."""
    found: dict[str, Any] = {}
    for schema in session.db.schemas:
        for table, _ in tables(session.db, schema):
            if table not in _OWN:
                found[f"{schema}.{table}"] = sorted(session.db.rows(f"SELECT * FROM {schema}.{table}"), key=repr)
    found["bytes"] = {attachment: blobs.read(session, blob) for attachment, blob in blobs.every(session)}
    return found


def audit_of(session: Session, schema: str = "main") -> list[Any]:
    """The audit chain."""
    return session.db.rows(f"SELECT * FROM {schema}.audit ORDER BY seq")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file beneath a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
