# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting a new header in the place of the old one.

Three steps, so that a kill between any two is no alarm and loses nothing: the database writes down what is
meant (number of the header, line for the log); the header is replaced in one step, its predecessor kept in
header.old; the database takes the number over, writes the line, and header.old is made a copy of the new one.
`settle` finishes or forgets what a killed writer meant; every opening for writing begins with it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple, dataclass

from casefile.errors import CasefileError, DriveTrouble
from casefile.host.clock import stamp
from casefile.host.private_files import write_private
from casefile.store import meta
from casefile.store.audit import Chain
from casefile.store.content import canonical
from casefile.store.writing import require_write
from casefile.vault.session import Session
from crypto.header import Header, parse


@dataclass(frozen=True, slots=True)
class Line:
    """The line for the log: action, id of the slot, and what kind of slot."""

    action: str
    record: str
    purpose: str


def replace_header(session: Session, data: bytes, line: Line) -> None:
    """Make `data`, the next generation, the vault's header.

    Killed at any moment, the old header stands or the new one.  Raises Busy, DriveTrouble.
    """
    require_write(session)
    settle(session)
    before, new = session.layout.read_header(), parse(data)
    with session.db.transaction():
        meta.put(session.db, meta.INTENDED, new.generation)
        meta.put(session.db, meta.INTENDED_LINE, canonical([stamp(session.clock.now()), *astuple(line)]))
    try:
        write_private(session.layout.header_old, before.data)
        write_private(session.layout.header, data)
        if session.layout.read_header().data != data:
            raise DriveTrouble("The drive did not give back what was written to it.", kind="read-back")
    except CasefileError:
        with suppress(CasefileError, OSError):  # what failed must not be in force; where that is not sure, what was meant stays
            if session.layout.header.read_bytes() != before.data:
                write_private(session.layout.header, before.data)
            settle(session)
        raise
    session.generation = new.generation
    with suppress(CasefileError):  # the new header is in force: to say now that it failed would be wrong
        settle(session)


def settle(session: Session) -> None:
    """Finish a replaced header or forget one that never came; nothing where nothing is open."""
    if meta.value(session.db, meta.INTENDED) is None:
        return
    header = session.layout.read_header()
    write_private(session.layout.header_old, header.data)
    with session.db.transaction():
        _take_over(session, header)
    session.generation = header.generation


def _take_over(session: Session, header: Header) -> None:
    db = session.db
    intended, line = meta.value(db, meta.INTENDED), meta.value(db, meta.INTENDED_LINE)
    if intended == header.generation and line is not None:
        time, action, record, purpose = json.loads(line)
        chain = Chain(db, "main")
        chain.append(time, action, kind="slot", record=record, purpose=purpose)
        chain.save()
        meta.put(db, "generation", header.generation)
    meta.forget(db, meta.INTENDED, meta.INTENDED_LINE)
