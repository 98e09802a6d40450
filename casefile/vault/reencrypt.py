# SPDX-License-Identifier: GPL-3.0-or-later
"""New roots: every page and every attachment written anew, so that older headers and passphrases open nothing.

A whole vault is made in a folder inside the old one, compared with it and checked as any vault is, and then
takes its place (switching.py): killed at any moment there is the old vault or the new one.  Recovery and office
keys stay valid, since a public key is enough to seal a new root to them; a passphrase that is not
given cannot be carried over, and its slot goes.

The identity root is wrapped with the help of the case root, so both vaults have to be open even where the
identity vault keeps its root.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from casefile.backup.bridge import pulled
from casefile.errors import Damaged
from casefile.host.clock import stamp
from casefile.host.private_files import make_private_folder, part_name, remove_tree, write_private
from casefile.progress import Progress, Silent
from casefile.store import blobs, rekeying
from casefile.store.blobs import StoredBlob
from casefile.store.writing import require_write
from casefile.vault import anchor, generations, switching
from casefile.vault.check import check_vault, check_with_roots
from casefile.vault.credentials import Credentials, open_roots, opens
from casefile.vault.layout import Layout
from casefile.vault.session import Session
from casefile.vault.unlock import open_databases
from crypto.header import Header, parse, with_slots
from crypto.secret import Secret
from crypto.slots import CASES, Kind, Slot, passphrase_slot, recipient_slot
from crypto.subkeys import Label, subkey

_SILENT = Silent()
ACTION = "keys.re-encrypt"


@dataclass(frozen=True, slots=True)
class Renewed:
    """A vault with new roots: its generation, and the ids of old slots that could not be carried over."""

    generation: int
    dropped: tuple[str, ...]


def reencrypt(session: Session, cases: Credentials, identities: Credentials, *, both: bool,
              progress: Progress = _SILENT) -> Renewed:
    """Give an open vault a new case root, and with `both` a new identity root; the session is over afterwards.

    `cases` and `identities` are the passphrases that go on opening it.  Raises IdentityPassphraseNeeded,
    WrongPassphrase, Damaged (the vault is not well: nothing is changed), DriveTrouble, Busy.
    """
    require_write(session)
    session.require_identities()
    generations.settle(session)
    if check_vault(session, progress):
        raise Damaged("The vault is not well, so it was not written anew.", kind="unsound-vault",
                      advice="Run casefile check.")
    header = session.layout.read_header()
    folder = part_name(session.layout.root / switching.NEXT)
    make_private_folder(folder)
    rc = Secret.random()
    try:
        with rc:
            ri = Secret.random() if both else Secret(session.ri.reveal() if session.ri else b"")
            with ri:
                dropped = _build(session, header, Layout(folder), _Roots(rc, ri, both), cases, identities, progress)
        session.db.close()
        session.can_write = False  # its anchor would be of the old root
        switching.decide(session.layout.root, folder)
    except BaseException:
        remove_tree(folder)
        raise
    switching.finish(session.layout.root, lock=False)
    return Renewed(header.generation + 1, dropped)


@dataclass(frozen=True, slots=True)
class _Roots:
    """The roots from now on; `both` where the identity root is a new one too."""

    rc: Secret
    ri: Secret
    both: bool


def _build(session: Session, header: Header, new: Layout, roots: _Roots, cases: Credentials,
           identities: Credentials, progress: Progress) -> tuple[str, ...]:
    """The whole vault in its folder, compared and checked; the slots that were dropped."""
    progress.step("Wrapping the new keys")
    slots, dropped = _slots(header, session.rc, roots, cases, identities)
    data = with_slots(header, slots, roots.rc, roots.ri)
    for opened in open_roots(parse(data), cases, identities):
        if opened is not None:
            opened.wipe()
    progress.step("Writing every page anew")
    vault_id = session.vault_id
    with subkey(roots.rc, Label.CASES_DB, vault_id) as key:
        rekeying.copy(session.db, "main", new.cases, key)
    with subkey(roots.ri, Label.IDENTITIES_DB, vault_id) as key:
        rekeying.copy(session.db, "names", new.identities, key)
    make_private_folder(new.blobs)
    generation = header.generation + 1
    with open_databases(new, vault_id, roots.rc, roots.ri, readonly=False) as db:
        for schema in db.schemas:
            rekeying.require_equal(session.db, db, schema)
        made = Session(new, vault_id, generation, roots.rc, roots.ri, db, session.clock)
        copies = _attachments(session, made, progress)
        rekeying.settle(db, generation, copies, stamp(session.clock.now()), ACTION,
                        "cases, identities" if roots.both else "cases")
        anchor.write(new.anchor, anchor.current(db, new, roots.rc, vault_id, generation), roots.rc, vault_id)
    write_private(new.header, data)
    write_private(new.header_old, data)
    if found := check_with_roots(new.root, roots.rc, roots.ri, progress):
        raise Damaged("The vault written anew is not whole; nothing was changed.", kind="unsound-vault",
                      findings=[finding.as_json() for finding in found])
    return dropped


def _slots(header: Header, old: Secret, roots: _Roots, cases: Credentials,
           identities: Credentials) -> tuple[list[Slot], tuple[str, ...]]:
    """The old slots around the new roots, and the ids of those nobody here can make anew."""
    made, dropped = list[Slot](), list[str]()
    for slot in header.slots:
        secret = roots.rc if slot.root == CASES else roots.ri
        given = cases if slot.root == CASES else identities
        if slot.recipient is not None:
            made.append(recipient_slot(header.fixed, Kind(slot.kind), slot.root, secret, slot.recipient, slot.added,
                                       roots.rc))
        elif slot.cost is not None and opens(header, slot, given, old):
            made.append(passphrase_slot(header.fixed, slot.root, secret, given.phrases, slot.cost, slot.added,
                                        roots.rc))
        else:
            dropped.append(slot.id.hex())
    return made, tuple(dropped)


def _attachments(session: Session, made: Session, progress: Progress) -> dict[str, StoredBlob]:
    """Every attachment's bytes under a new key and name, by attachment."""
    stored, copies = blobs.every(session), dict[str, StoredBlob]()
    for done, (attachment, blob) in enumerate(stored):
        progress.step("Writing attachments anew", done, len(stored))
        with pulled(partial(blobs.copy_out, session, blob)) as source:
            copies[attachment] = blobs.add(made, source)
        if (copies[attachment].sha256, copies[attachment].size) != (blob.sha256, blob.size):
            raise Damaged("The copy of an attachment is not what was copied; nothing was changed.", kind="copy")
    return copies
