# SPDX-License-Identifier: GPL-3.0-or-later
"""Two steps to forms no version has: tables are made and changed, rows are written, in both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casefile.store import migrations
from casefile.store.database import Database, Schema
from casefile.store.migrations import Step


def _second(db: Database, schema: Schema) -> None:
    db.execute(f"CREATE TABLE {schema}.made_up (id TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID")
    db.execute(f"INSERT INTO {schema}.made_up SELECT 'of ' || key, 'x' FROM {schema}.meta")


def _third(db: Database, schema: Schema) -> None:
    table = "tombstones" if schema == "main" else "originals"
    db.execute(f"ALTER TABLE {schema}.{table} ADD COLUMN made_up TEXT NOT NULL DEFAULT 'none'")
    db.execute(f"UPDATE {schema}.made_up SET said = said || 'y'")


STEPS = (Step(2, _second), Step(3, _third))


@contextmanager
def steps() -> Iterator[None]:
    """As if this program were two forms ahead."""
    before = migrations.STEPS
    migrations.STEPS = STEPS
    try:
        yield
    finally:
        migrations.STEPS = before
