# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole health check: everything a vault can tell about itself with the secrets at hand.

Order: header and its copy, anchor, then for each open database one read, page authentication, structure,
the audit chain from its first entry, every record against its newest entry, at last the attachments.
Reads only.  What it cannot see: an older header, anchor and databases put back all together; only a
backup or a receipt outside the vault shows that.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from casefile.errors import Busy, CasefileError, DriveTrouble, NewerVersion
from casefile.host.clock import SystemClock
from casefile.progress import Progress
from casefile.store import audit, blobs, fitting, integrity, meta, migrations
from casefile.store.database import PAGE
from casefile.store.integrity import Trouble
from casefile.vault import anchor
from casefile.vault.credentials import Phrase
from casefile.vault.layout import Layout
from casefile.vault.session import Session
from casefile.vault.unlock import genuine_header, open_databases, unwrap
from crypto import errors as crypto_errors
from crypto.header import verify
from crypto.secret import Secret


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a vault: a stable word, a sentence without names, the record where there is one."""

    kind: str
    what: str
    record: str = ""

    def as_json(self) -> dict[str, str]:
        """The finding as the command line prints it."""
        found = {"kind": self.kind, "what": self.what}
        return found | {"record": self.record} if self.record else found


def check_vault(session: Session, progress: Progress) -> list[Finding]:
    """Check a vault that is open.  Raises Cancelled, DriveTrouble, Busy."""
    found = list(_header_copy(session.layout, session.rc))
    return found + _look(session, progress)


def check_closed(root: Path, passphrase_a: Phrase, passphrase_b: Phrase | None, progress: Progress) -> list[Finding]:
    """Check a vault that may be too damaged to open: says all it can find out.

    Raises VaultMissing, NotAVault, NewerVersion, WrongPassphrase, Damaged (the header), DriveTrouble, Busy.
    """
    layout = Layout(root)
    layout.require()
    rc, ri = unwrap(layout, layout.read_header(), passphrase_a, passphrase_b)
    with rc, ri or Secret(b""):
        return check_with_roots(root, rc, ri, progress)


def check_with_roots(root: Path, rc: Secret, ri: Secret | None, progress: Progress) -> list[Finding]:
    """As `check_closed`, with roots that were unwrapped elsewhere; they stay the caller's to wipe."""
    layout = Layout(root)
    header = genuine_header(layout, rc, ri)
    found = list(_header_copy(layout, rc))
    try:
        db = open_databases(layout, header.vault_id, rc, ri, readonly=True)
    except (Busy, DriveTrouble):
        raise
    except CasefileError as error:
        found.append(_finding(error))
        if ri is None:
            return found
        try:  # the identity database may be the broken one: then the cases are still looked at
            db = open_databases(layout, header.vault_id, rc, None, readonly=True)
        except (Busy, DriveTrouble):
            raise
        except CasefileError:
            return found
    with db:
        session = Session(layout, header.vault_id, header.generation, rc, ri if db.has_identities else None,
                          db, SystemClock())
        return found + _look(session, progress)


def _header_copy(layout: Layout, rc: Secret) -> Iterator[Finding]:
    try:
        header, copy = layout.read_header(), layout.read_header(layout.header_old)
        verify(copy, rc)
        if copy.vault_id != header.vault_id or copy.generation > header.generation:
            yield Finding("header-copy", "The copy of the header is not of this vault.")
    except DriveTrouble as error:
        if error.kind != "gone":
            raise
        yield Finding("header-copy", "The copy of the header is missing.")
    except (CasefileError, crypto_errors.CryptoError):
        yield Finding("header-copy", "The copy of the header is damaged, or of other keys than the header.")


def _look(session: Session, progress: Progress) -> list[Finding]:
    db, found = session.db, list[Finding]()
    progress.step("Looking at the anchor")
    try:
        last = anchor.read(session.layout.anchor, session.rc, session.vault_id)
    except DriveTrouble:
        raise
    except CasefileError as error:
        last = None
        found.append(_finding(error))
    for schema in db.schemas:
        progress.step("Reading every page")
        found += _gather(integrity.pages(db, schema))
        found += _try(db.assert_length, schema)
    if not db.has_identities:
        found += _from_outside(session.layout.identities)
    with db.reading():
        progress.step("Following the audit log")
        for schema in db.schemas:
            found += _try(meta.assert_belongs, db, schema, session.vault_id)
            found += _try(migrations.form, db, schema)
            found += _gather(integrity.chain(db, schema, session.vault_id))
            found += _gather(integrity.past_states(db, schema))
            found += _try(audit.assert_head, db, schema)
        found += _try(meta.assert_generation, db, session.generation)
        found += _try(fitting.assert_heads, db)
        if last is not None:
            found += _gather(_against(session, last))
        progress.step("Comparing every record")
        found += _gather(integrity.records(db))
        found += _gather(integrity.index(db, suspect=any(finding.kind == "structure" for finding in found)))
        if db.has_identities:
            found += _gather(integrity.names(db))
        for schema in db.schemas:
            found += _gather(integrity.tables(db, schema))
    found += _gather(_attachments(session, progress))
    return list(dict.fromkeys(found))


def _against(session: Session, last: anchor.Anchor) -> Iterator[Trouble]:
    for error in anchor.problems(session.db, last, session.generation):
        yield Trouble(error.kind, error.message)


def _from_outside(path: Path) -> Iterator[Finding]:
    """What can be said of the identity database without its key: that it is there, and whole pages long."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
        length = path.stat().st_size
    except OSError:
        yield Finding("missing-file", "The identity database is missing or cannot be read.")
        return
    if length == 0 or length % PAGE:
        yield Finding("length", "The identity database does not end where a page ends.")
    if head.startswith(b"SQLite format 3"):
        yield Finding("plaintext", "The identity database is not encrypted.")


def _attachments(session: Session, progress: Progress) -> Iterator[Trouble]:
    """Every attachment's bytes: there, authentic, and those its record names."""
    stored, named = blobs.every(session), blobs.named_hashes(session)
    for number, (attachment, blob) in enumerate(stored, 1):
        progress.step("Reading the attachments", number, len(stored))
        if named.get(attachment) != blob.sha256:
            yield Trouble("attachment", "An attachment's record names other bytes.", attachment)
        try:
            blobs.copy_out(session, blob, _NOWHERE)
        except DriveTrouble as error:
            error.details["record"] = attachment
            raise
        except CasefileError as error:
            yield Trouble(error.kind, error.message, attachment)


class _Nowhere(io.RawIOBase):
    def write(self, data: Any) -> int:
        return len(data)


_NOWHERE = cast(BinaryIO, _Nowhere())


def _gather(troubles: Iterable[Trouble]) -> list[Finding]:
    """Findings from one kind of check; when it cannot go on, what it found so far and why."""
    found: list[Finding] = []
    try:
        for trouble in troubles:
            found.append(Finding(trouble.kind, trouble.what, trouble.record))
    except (Busy, DriveTrouble):
        raise
    except CasefileError as error:
        found.append(_finding(error))
    except (ValueError, TypeError):
        found.append(Finding("record", "What a database holds cannot be read."))
    return found


def _try(check: Callable[..., object], *arguments: object) -> list[Finding]:
    try:
        check(*arguments)
    except (Busy, DriveTrouble, NewerVersion):
        raise
    except CasefileError as error:
        return [_finding(error)]
    return []


def _finding(error: CasefileError) -> Finding:
    return Finding(error.kind, error.message)
