# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking back a record that was a mistake.  It stays in the vault with its history, and can be let back in.

A record taken back is found by no search and leaves in no export.  The reason stands in its row and in the log
for good, so it is kept without any name; while the identity vault holds names, it has to be open for that.
"""

from __future__ import annotations

from casefile.errors import UsageError
from casefile.host.clock import stamp
from casefile.identities import handed, screening
from casefile.identities.lifting import Screener
from casefile.records.reading import find, names_known
from casefile.records.record import KINDS, Record
from casefile.store import rows
from casefile.store.handle import Handle
from casefile.store.writing import write


def void(session: Handle, ref: str, reason: str) -> Record:
    """Take a record back; the record as it was.

    Raises NotFound, UsageError (`voided`), IdentityPassphraseNeeded, Busy, DriveTrouble.
    """
    record = find(session, ref)
    if record.voided is not None:
        raise UsageError("This record is taken back already.", kind="voided")
    if names_known(session):
        session.require_identities()
    told = nameless(session, reason) if session.has_identities else reason
    _write(session, record, "void", f"{stamp(session.clock.now())} {told}", told)
    return record


def restore(session: Handle, ref: str) -> Record:
    """Let a record count again.  Raises NotFound, UsageError (`not-voided`), Busy, DriveTrouble."""
    record = find(session, ref)
    if record.voided is None:
        raise UsageError("This record was not taken back.", kind="not-voided")
    _write(session, record, "restore", None, "")
    return record


def nameless(session: Handle, text: str) -> str:
    """What somebody typed, without any name or contact the identity vault knows."""
    return handed.nameless(text, Screener(screening.matcher(session)))


def _write(session: Handle, record: Record, action: str, voided: str | None, purpose: str) -> None:
    """The same record, counted or not; what is known about names in its text still holds."""
    known = rows.screening(session, kind=record.kind, record=record.id)[0]
    change = screening.change_of(record.kind, record.id, record.body, external_id=record.external_id,
                                 case_id=record.case_id, voided=voided)
    write(session, f"{KINDS[record.kind].singular}.{action}", [change], purpose=purpose, screening={
        (record.kind, record.id): (known.state if known.current else "unscreened", known.doubts)})
