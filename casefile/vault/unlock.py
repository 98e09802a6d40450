# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a vault.

Checks header, anchor and the heads of the chains: the cost does not grow with the vault.  Once a
secret has opened the header, everything that is wrong with the rest is damage, never a wrong
passphrase.  A failed attempt writes nothing and is counted nowhere.
"""

from __future__ import annotations

from pathlib import Path

from casefile.errors import Busy, CasefileError, Damaged, WrongPassphrase
from casefile.host import places
from casefile.host.clock import Clock, SystemClock
from casefile.host.locks import VaultLock, WritesForAnother
from casefile.host.private_files import remove_leftovers
from casefile.store import audit, blobs, fitting, journals, meta
from casefile.store.database import Database
from casefile.vault import anchor, generations, switching, upgrading
from casefile.vault.credentials import Credentials, Phrase, open_roots
from casefile.vault.layout import Layout, header_error
from casefile.vault.session import Session
from crypto import errors as crypto_errors
from crypto.header import Header, verify, verify_identities
from crypto.secret import Secret
from crypto.subkeys import Label, subkey

_CLOCK = SystemClock()


def open_vault(root: Path, passphrase_a: Phrase, passphrase_b: Phrase | None = None, *, write: bool = False,
               wait_s: float = 10.0, lock: bool = True, current: bool = True, clock: Clock = _CLOCK) -> Session:
    """Open a vault with the case passphrase, and the identity vault too where `passphrase_b` is given.

    For whoever builds the vault: `lock=False`, since he holds its lock already, and `current=False`, for one of an older
    form that is brought up to date when it is filled.
    Raises VaultMissing, NotAVault, NewerVersion, WrongPassphrase, Damaged, Busy (after `wait_s` seconds, only
    with `write`) or DriveTrouble.
    """
    layout = Layout(root)
    layout.require()
    header = layout.read_header()
    rc, ri = unwrap(layout, header, passphrase_a, passphrase_b)
    return _open(layout, header, rc, ri, write=write, wait_s=wait_s, clock=clock, lock=lock, current=current)


def open_with_roots(root: Path, rc: Secret, ri: Secret | None = None, *, write: bool = False, lock: bool = True,
                    wait_s: float = 10.0, clock: Clock = _CLOCK) -> Session:
    """Open a vault with roots that were unwrapped elsewhere.

    `lock=False` is for a process whose parent holds the lock for it.  The session wipes the roots when it closes.
    """
    layout = Layout(root)
    header = genuine_header(layout, rc, ri)
    return _open(layout, header, rc, ri, write=write, wait_s=wait_s, clock=clock, lock=lock)


def genuine_header(layout: Layout, rc: Secret, ri: Secret | None) -> Header:
    """The header of a vault, if it is what the holder of these roots wrote.

    Raises VaultMissing, NotAVault, NewerVersion, Damaged, DriveTrouble.
    """
    layout.require()
    header = layout.read_header()
    try:
        verify(header, rc)
        if ri is not None:
            verify_identities(header, ri)
    except crypto_errors.CryptoError as error:
        raise header_error(error) from None
    return header


def unwrap(layout: Layout, header: Header, passphrase_a: Phrase,
           passphrase_b: Phrase | None = None) -> tuple[Secret, Secret | None]:
    """The roots of a header.  Raises WrongPassphrase or Damaged."""
    cases = Credentials.of(passphrase_a)
    try:
        return open_roots(header, cases, None if passphrase_b is None else Credentials.of(passphrase_b))
    except WrongPassphrase:
        if _copy_opens(layout, header, cases):
            raise header_error(crypto_errors.Damaged()) from None
        raise


def _copy_opens(layout: Layout, header: Header, cases: Credentials) -> bool:
    """Whether the header's copy of the same generation opens: then the header is damaged, not the phrase wrong."""
    try:
        copy = layout.read_header(layout.header_old)
        if copy.data == header.data or copy.generation != header.generation:
            return False
        open_roots(copy, cases, None)[0].wipe()
    except CasefileError:
        return False
    return True


def _open(layout: Layout, header: Header, rc: Secret, ri: Secret | None, *, write: bool, wait_s: float,
          clock: Clock, lock: bool, current: bool = True) -> Session:
    held: VaultLock | None = None
    sign: WritesForAnother | None = None
    db: Database | None = None
    try:
        if write:
            places.require_local(layout.root)
        if write and lock:
            held = VaultLock(layout.root)
            held.acquire(wait_s)
            if layout.read_header().data != header.data:
                raise Damaged("The vault's header changed while it was being opened.", kind="header",
                              advice="Try again.")
            remove_leftovers(layout.root)
        elif write:
            sign = WritesForAnother(layout.root)
        _mend_journals(layout, held)
        db = open_databases(layout, header.vault_id, rc, ri, readonly=not write)
        if held is not None:
            journals.remove_stale(layout.root, (layout.cases, layout.identities))
        last = anchor.read(layout.anchor, rc, header.vault_id)  # before the databases: a writer moves both on
        with db.reading():
            _check_heads(db, last, header)
            recorder = str(meta.value(db, "recorder") or "")
        session = Session(layout, header.vault_id, header.generation, rc, ri, db, clock, recorder, write, held or sign)
        if write:
            generations.settle(session)
            if current:
                upgrading.upgrade(session)
        else:
            upgrading.require_current(session)
        if held is not None:
            blobs.sweep(session)
        return session
    except BaseException as error:
        if db is not None:
            db.close()
        for one in (held, sign):
            if one is not None:
                one.release()
        rc.wipe()
        if ri is not None:
            ri.wipe()
        if isinstance(error, Damaged):
            switching.require_same(layout.root, header.data)
        raise


def _mend_journals(layout: Layout, held: VaultLock | None) -> None:
    """Set right what a killed writer left in a folder that was moved since; a running writer is left alone."""
    moved = [path for path in (layout.cases, layout.identities) if journals.left_elsewhere(path)]
    if not moved:
        return
    lock = held or VaultLock(layout.root)
    if held is None:
        try:
            lock.acquire(wait_s=0)
        except Busy:
            return
    try:
        for path in moved:
            journals.free(path)
    finally:
        if held is None:
            lock.release()


def open_databases(layout: Layout, vault_id: bytes, rc: Secret, ri: Secret | None, *, readonly: bool) -> Database:
    """Open the databases without asking what is in them."""
    with subkey(rc, Label.CASES_DB, vault_id) as key:
        db = Database.open(layout.cases, key, readonly=readonly)
    if ri is not None:
        try:
            with subkey(ri, Label.IDENTITIES_DB, vault_id) as key:
                db.attach_identities(layout.identities, key)
        except BaseException:
            db.close()
            raise
    return db


def _check_heads(db: Database, last: anchor.Anchor, header: Header) -> None:
    for schema in db.schemas:
        meta.assert_belongs(db, schema, header.vault_id)
        audit.assert_head(db, schema)
    meta.assert_generation(db, header.generation)
    fitting.assert_heads(db)
    for error in anchor.problems(db, last, header.generation):
        raise error
