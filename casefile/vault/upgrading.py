# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing a vault of an older version up to date, when it is opened for writing.

First a copy of databases, header and anchor is put into a folder inside the vault; then the steps (store/migrations.py), each
of them there or not there; then the databases are checked; then the copy goes, since it holds what may be erased later.
Killed at any moment the vault is of the old form or the new one, and whoever opens it next goes on.
Where the check finds something the copy stays, and the vault is not opened for writing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from casefile.errors import Damaged, InputRefused
from casefile.host.private_files import (
    create_private,
    drive_errors,
    flush_folder,
    make_private_folder,
    part_name,
    remove_tree,
)
from casefile.progress import Progress, Silent
from casefile.store import integrity, migrations
from casefile.store.integrity import Trouble
from casefile.vault.layout import Layout
from casefile.vault.session import Session

BEFORE = "before-upgrade"
_SILENT = Silent()


def require_current(session: Session) -> None:
    """For a reader: raise InputRefused (`older-version`) where the vault has to be brought up to date first."""
    if migrations.outdated(session.db):
        raise InputRefused("This vault was made by an older version of the program.", kind="older-version",
                           advice="Nothing was changed. Open it once for writing: in the window, or with a command "
                           "that changes something. It is brought up to date then.")


def upgrade(session: Session, progress: Progress = _SILENT) -> None:
    """Bring the databases that are open up to date; nothing where they are.

    Raises NewerVersion, DriveTrouble, Damaged (the copy of before stands in the folder `before-upgrade`).
    """
    copy = session.layout.root / BEFORE
    if not migrations.outdated(session.db) and not copy.is_dir():
        return
    if not copy.is_dir():
        progress.step("Keeping a copy of the vault as it is")
        _keep(session.layout, copy)
    progress.step("Bringing the vault up to date")
    migrations.take(session)
    session.set_anchor()
    progress.step("Checking the vault")
    if troubles := list(_troubles(session)):
        raise Damaged("The vault is not whole after it was brought up to date.", kind="unsound-vault",
                      advice=f"The vault as it was before is kept inside it, in the folder {BEFORE}. Copy the vault as it "
                      "is, then report this.", findings=[asdict(trouble) for trouble in troubles])
    over = part_name(copy)
    with drive_errors():
        os.rename(copy, over)
        flush_folder(session.layout.root)
    remove_tree(over)


def _troubles(session: Session) -> Iterator[Trouble]:
    """Everything the databases can tell about themselves; of what no step touches nothing."""
    db = session.db
    for schema in db.schemas:
        yield from integrity.pages(db, schema)
        yield from integrity.chain(db, schema, session.vault_id)
        yield from integrity.past_states(db, schema)
        yield from integrity.tables(db, schema)
    yield from integrity.records(db)
    if db.has_identities:
        yield from integrity.names(db)


def _keep(layout: Layout, copy: Path) -> None:
    """Databases, header and anchor, flushed, then named; attachments are touched by no step."""
    part = part_name(copy)
    make_private_folder(part)
    with drive_errors():
        for path in (layout.cases, layout.identities, layout.header, layout.header_old, layout.anchor):
            with path.open("rb") as source, create_private(part / path.name) as target:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
        flush_folder(part)
        os.rename(part, copy)
        flush_folder(layout.root)
