# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms a database has had, and the steps from each to the next.

The form's number stands in each database's `meta` under `schema`. A step changes one database; both that are open
take it in one transaction, so that a kill leaves both in the old form or both in the new one.  A step is written once, with
the version that brings the new form, and never changed again: vaults of every age have to come through it.

The schema files make the first form and stay as they are: a new vault, and one that a backup of an older form is
loaded into, is made in the first form and takes its steps while it is empty (`lay`).

A step must never touch attachments, and what it does to a record it does as any writer does: with a revision and a line
in the log (`store.writing`), or the record is not what the log vouches for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casefile.errors import Damaged, NewerVersion
from casefile.host.clock import stamp
from casefile.store import meta
from casefile.store.audit import Chain
from casefile.store.database import Database, Schema
from casefile.store.handle import Handle


@dataclass(frozen=True, slots=True)
class Step:
    """From the form before `version` to it; `change` is called for each database that is open and older."""

    version: int
    change: Callable[[Database, Schema], None]


STEPS: tuple[Step, ...] = ()
"""In order, one for each form after the first."""


def newest() -> int:
    """The number of the form this version writes."""
    return STEPS[-1].version if STEPS else meta.FIRST_FORM


def form(db: Database, schema: Schema) -> int:
    """The number of a database's form.  Raises Damaged where it says none, NewerVersion where we do not know it."""
    found = meta.value(db, "schema", schema)
    if not isinstance(found, int) or found < meta.FIRST_FORM:
        raise Damaged("A database has an unknown form.", kind="schema")
    require_known(found, "This vault was last written by a newer version of the program.")
    return found


def require_known(number: int, words: str) -> None:
    """Raise NewerVersion, with these words, for the number of a form we do not know."""
    if number > newest():
        raise NewerVersion(words)


def lay(db: Database, forms: Mapping[Schema, int]) -> None:
    """Give empty databases, which were just made and have no log yet, the tables of these forms."""
    steps = [(step, schema) for step in STEPS for schema in forms if step.version <= forms[schema]]
    if steps:
        with db.transaction(changes_tables=True):
            for step, schema in steps:
                step.change(db, schema)


def outdated(db: Database) -> bool:
    """Whether a database that is open is of an older form.  Raises Damaged, NewerVersion."""
    forms = [form(db, schema) for schema in db.schemas]
    return min(forms) < newest()


def take(session: Handle) -> None:
    """Every step that is missing, each in one transaction; a line in the log of each database tells of it."""
    for step in STEPS:
        older: list[Schema] = [schema for schema in session.db.schemas if form(session.db, schema) < step.version]
        if not older:
            continue
        with session.db.transaction(changes_tables=True):
            for schema in older:
                step.change(session.db, schema)
                meta.put(session.db, "schema", step.version, schema)
                chain = Chain(session.db, schema)
                chain.append(stamp(session.clock.now()), "vault.upgrade", kind="vault",
                             record=str(meta.value(session.db, "vault_id", schema)), purpose=f"form {step.version}")
                chain.save()
