# SPDX-License-Identifier: GPL-3.0-or-later
"""New roots: every page and every attachment written anew, so that older headers and passphrases open nothing.

A whole vault is made in a folder inside the old one, compared with it and checked as any vault is, and then
takes its place (switching.py): killed at any moment there is the old vault or the new one.  Recovery and office
keys stay valid, since a public key is enough to seal a new root to them; a passphrase that is not
given cannot be carried over, and its slot goes.

The identity root is wrapped with the help of the case root, so both vaults have to be open even where the
identity vault keeps its root.

It has two halves: `prepare` needs the passphrases and touches no file; `carry_out` needs the open vault and no
passphrase.  So each half can run in the process that may hold what it needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from casefile.backup.bridge import pulled
from casefile.errors import Busy, Damaged, UsageError
from casefile.host.clock import stamp
from casefile.host.private_files import make_private_folder, part_name, remove_tree, write_private
from casefile.progress import Progress, Silent
from casefile.store import blobs, rekeying
from casefile.store.blobs import StoredBlob
from casefile.store.writing import require_write
from casefile.vault import anchor, costs, generations, switching
from casefile.vault.check import check_vault, check_with_roots
from casefile.vault.credentials import Credentials, open_roots, opens
from casefile.vault.layout import Layout
from casefile.vault.session import Session
from casefile.vault.unlock import open_databases
from crypto.header import Header, parse, with_slots
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES, Kind, Slot, passphrase_slot, recipient_slot
from crypto.subkeys import Label, subkey

_SILENT = Silent()
ACTION = "keys.re-encrypt"


@dataclass(frozen=True, slots=True)
class Renewed:
    """A vault with new roots: its generation, and the ids of old slots that could not be carried over."""

    generation: int
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The roots from now on, the header around them, and the ids of slots that nobody here could make anew.

    `both` where the identity root is a new one too.  Holds keys, and no passphrase.
    """

    rc: Secret
    ri: Secret
    both: bool
    header: bytes
    dropped: tuple[str, ...]

    def wipe(self) -> None:
        """Forget the roots."""
        self.rc.wipe()
        self.ri.wipe()


def reencrypt(session: Session, cases: Credentials, identities: Credentials, *, both: bool,
              progress: Progress = _SILENT) -> Renewed:
    """Give an open vault a new case root, and with `both` a new identity root; the session is over afterwards.

    `cases` and `identities` are the passphrases that go on opening it.  Raises IdentityPassphraseNeeded,
    WrongPassphrase, Damaged (the vault is not well: nothing is changed), DriveTrouble, Busy.
    """
    require_write(session)
    session.require_identities()
    generations.settle(session)
    assert session.ri is not None
    progress.step("Wrapping the new keys")
    return carry_out(session, prepare(session.layout.read_header(), session.rc, session.ri, cases, identities,
                                      both=both), progress)


def prepare(header: Header, rc: Secret, ri: Secret, cases: Credentials, identities: Credentials, *,
            both: bool) -> Prepared:
    """New roots and the header around them, opened once with what is to open it; seconds of work for each passphrase.

    Touches no file.  Raises WrongPassphrase, UsageError (`last-slot`) where no passphrase would be left.
    """
    new_rc = Secret.random()
    new_ri = Secret.random() if both else Secret(ri.reveal())
    slots, dropped = _slots(header, rc, new_rc, new_ri, cases, identities)
    data = with_slots(header, slots, new_rc, new_ri)
    for opened in open_roots(parse(data), cases, identities):
        if opened is not None:
            opened.wipe()
    for root in (CASES, IDENTITIES):
        if not any(slot.phrases for slot in slots if slot.root == root):
            raise UsageError("No passphrase would be left to open this vault.", kind="last-slot",
                             advice="Open it with a passphrase, so that it can be kept.")
    return Prepared(new_rc, new_ri, both, data, dropped)


def carry_out(session: Session, prepared: Prepared, progress: Progress = _SILENT) -> Renewed:
    """Write the whole vault anew under prepared keys, which are wiped; the session is over afterwards.

    Raises IdentityPassphraseNeeded, Damaged (the vault is not well: nothing is changed), DriveTrouble, Busy.
    """
    require_write(session)
    session.require_identities()
    generations.settle(session)
    before, after = session.layout.read_header(), parse(prepared.header)
    if (after.vault_id, after.generation) != (before.vault_id, before.generation + 1):
        raise Busy("The vault got new keys while these were made.", advice="Try again.")
    if check_vault(session, progress):
        raise Damaged("The vault is not well, so it was not written anew.", kind="unsound-vault",
                      advice="Run casefile check.")
    folder = part_name(session.layout.root / switching.NEXT)
    make_private_folder(folder)
    try:
        with prepared.rc, prepared.ri:
            _build(session, after.generation, Layout(folder), prepared, progress)
        session.db.close()
        session.can_write = False  # its anchor would be of the old root
        switching.decide(session.layout.root, folder)
    except BaseException:
        remove_tree(folder)
        raise
    switching.finish(session.layout.root, lock=False)
    return Renewed(after.generation, prepared.dropped)


def _build(session: Session, generation: int, new: Layout, roots: Prepared, progress: Progress) -> None:
    """The whole vault in its folder, compared and checked."""
    progress.step("Writing every page anew")
    vault_id = session.vault_id
    with subkey(roots.rc, Label.CASES_DB, vault_id) as key:
        rekeying.copy(session.db, "main", new.cases, key)
    with subkey(roots.ri, Label.IDENTITIES_DB, vault_id) as key:
        rekeying.copy(session.db, "names", new.identities, key)
    make_private_folder(new.blobs)
    with open_databases(new, vault_id, roots.rc, roots.ri, readonly=False) as db:
        for schema in db.schemas:
            rekeying.require_equal(session.db, db, schema)
        made = Session(new, vault_id, generation, roots.rc, roots.ri, db, session.clock)
        copies = _attachments(session, made, progress)
        rekeying.settle(db, generation, copies, stamp(session.clock.now()), ACTION,
                        "cases, identities" if roots.both else "cases")
        anchor.write(new.anchor, anchor.current(db, new, roots.rc, vault_id, generation), roots.rc, vault_id)
    write_private(new.header, roots.header)
    write_private(new.header_old, roots.header)
    if found := check_with_roots(new.root, roots.rc, roots.ri, progress):
        raise Damaged("The vault written anew is not whole; nothing was changed.", kind="unsound-vault",
                      findings=[finding.as_json() for finding in found])


def _slots(header: Header, old: Secret, rc: Secret, ri: Secret, cases: Credentials,
           identities: Credentials) -> tuple[list[Slot], tuple[str, ...]]:
    """The old slots around the new roots, and the ids of those nobody here can make anew."""
    made, dropped = list[Slot](), list[str]()
    for slot in header.slots:
        secret = rc if slot.root == CASES else ri
        given = cases if slot.root == CASES else identities
        if slot.recipient is not None:
            made.append(recipient_slot(header.fixed, Kind(slot.kind), slot.root, secret, slot.recipient, slot.added,
                                       rc))
        elif slot.cost is not None and opens(header, slot, given, old):
            made.append(passphrase_slot(header.fixed, slot.root, secret, given.phrases,
                                        costs.for_slot(header, slot.root), slot.added, rc))
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
