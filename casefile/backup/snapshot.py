# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a snapshot: a backup that has restored itself before it is called done.

Order: helper files, attachments, records, identities, manifest, and the list last of all.  Each file is
written, flushed, read back from the device, decrypted and compared; the dumps are loaded into a database in
memory.  Earlier snapshots are never touched.  A run that fails before its list is written
takes away what it made, where the drive still answers; a run that is killed leaves files that no list names.
Once the list is there the backup is one, whatever becomes of the line about it in the vault.

Records and attachments are encrypted to the recovery secret of the cases, identities to the other one
alone.  Nothing that is not encrypted ever reaches the drive but the helper files.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from casefile import __version__
from casefile.backup import helpfiles, manifest, stick
from casefile.backup.bridge import pulled
from casefile.backup.manifest import ATTACHMENT, IDENTITIES, RECORDS, Item, Manifest
from casefile.backup.medium import TEMPORARY, Medium
from casefile.backup.place import prepare
from casefile.backup.sealing import Part, Plain, Unpacking, packed, write_object
from casefile.errors import CasefileError, Damaged, DriveTrouble
from casefile.host.clock import stamp
from casefile.host.locks import alone
from casefile.host.private_files import drive_trouble
from casefile.progress import Progress, Silent
from casefile.store import audit, backups, blobs
from casefile.store.blobs import StoredBlob, padded
from casefile.store.database import Schema
from casefile.store.dump import Counts, Loader, dump, scratch
from casefile.store.tables import KINDS
from casefile.store.writing import require_write
from casefile.vault.check import check_vault
from casefile.vault.session import Session
from crypto.agefile import encrypt
from crypto.header import Header
from crypto.kdf import PROFILES, Cost
from crypto.slots import CASES
from crypto.slots import IDENTITIES as IDENTITIES_ROOT


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A proven snapshot: its number, bytes newly written and bytes that were there already, seconds.

    `warning` is a sentence where the vault may not remember it, empty where it does.
    """

    snapshot: int
    bytes_written: int
    bytes_reused: int
    identities: bool
    took_s: float
    warning: str = ""

    def as_json(self) -> dict[str, Any]:
        """The snapshot as the command line prints it."""
        return {"snapshot": self.snapshot, "bytes_written": self.bytes_written, "bytes_reused": self.bytes_reused,
                "verified": True, "identities": self.identities, "noted": not self.warning,
                "warnings": [self.warning] if self.warning else [], "took_s": round(self.took_s, 3)}


@dataclass(frozen=True, slots=True)
class _Packed:
    """A dump as it goes into an age file: gzip, padded; and what is in it."""

    body: BinaryIO
    length: int
    counts: Counts


_SCHEMA: dict[str, Schema] = {RECORDS: "main", IDENTITIES: "names"}


@dataclass
class _Run:
    """One snapshot in the making."""

    session: Session
    medium: Medium
    header: Header
    progress: Progress
    written: int = 0
    reused: int = 0
    items: list[Item] = field(default_factory=list)
    copies: dict[str, backups.Files] = field(default_factory=dict)

    def recipients(self, root: int) -> list[str]:
        """Everyone who may read what belongs to one root."""
        return sorted({slot.recipient for slot in self.header.of(root) if slot.recipient})

    def wrote(self, length: int) -> None:
        """Count a file just written."""
        self.written += length


def backup(session: Session, dest: Path, *, include_identities: bool = False, allow_same_disk: bool = False,
           progress: Progress | None = None, medium: Callable[[Path], Medium] = Medium) -> BackupResult:
    """Write a new snapshot of an open vault into the folder `dest`, and prove it.

    `dest` is made if its parent exists.  Raises IdentityPassphraseNeeded, Damaged (the vault itself is
    not well: nothing is written), DriveTrouble, Busy, Cancelled.
    """
    begin = time.monotonic()
    progress = progress or Silent()
    require_write(session)
    if include_identities:
        session.require_identities()
    _require_sound(session, progress)
    target = medium(dest)
    run = _Run(session, target, session.layout.read_header(), progress)
    with ExitStack() as held:
        try:
            prepare(target, session.layout.root, allow_same_disk=allow_same_disk)
            held.enter_context(alone(target.root))  # what another run has not listed yet would be taken for left over
            number = _write(run, include_identities)
        except OSError as error:
            target.undo()
            raise drive_trouble(error) from error
        except BaseException:
            target.undo()
            raise
        # from here on the snapshot stays: where the vault cannot write its line, nobody knows whether the line is there,
        # and a vault that remembers a backup that was taken away would be worse than one too many
        warning = _remember(run, number, dest, include_identities)
        with suppress(OSError, Damaged):
            _clear_leftovers(target)
    return BackupResult(number, run.written, run.reused, include_identities, time.monotonic() - begin, warning)


def _remember(run: _Run, number: int, dest: Path, identities: bool) -> str:
    """The line about a proven snapshot in the vault; what to tell where it could not be written."""
    try:
        backups.remember(run.session, number, str(dest), identities=identities, copies=run.copies,
                         recipients=_name(run.recipients(CASES)))
    except CasefileError as error:
        why = error.message
    except OSError as error:
        why = drive_trouble(error).message
    except MemoryError:
        why = "There is not enough memory."
    else:
        return ""
    return f"The backup is whole; that it was made could not be noted in the vault: {why}"


def _require_sound(session: Session, progress: Progress) -> None:
    found = check_vault(session, progress)
    if found:
        raise Damaged("The vault is not well, so it was not backed up over earlier snapshots.", kind="unsound-vault",
                      advice="Run casefile check. Earlier snapshots are untouched; one of them may be the way back.",
                      findings=[finding.as_json() for finding in found])


def _write(run: _Run, include_identities: bool) -> int:
    medium, session = run.medium, run.session
    roles = (RECORDS, IDENTITIES) if include_identities else (RECORDS,)
    run.progress.step("Reading the records")
    with session.db.reading():  # short: as long as it lasts, nobody can write
        head = audit.assert_head(session.db, "main")
        stored = blobs.every(session)
        dumps = {role: _dump(run, _SCHEMA[role]) for role in roles}
    run.written += helpfiles.write(medium)
    medium.need_folder(stick.DATA)
    medium.need_folder(stick.SNAPSHOTS)
    for done, (attachment, blob) in enumerate(stored):
        run.progress.step("Attachments", done, len(stored))
        _attachment(run, attachment, blob)
    for role, packing in dumps.items():
        run.progress.step("Records" if role == RECORDS else "Identities")
        _database(run, role, packing)
    number = stick.next_number(medium)
    counts = dumps[RECORDS].counts
    whole = Manifest(
        vault=session.vault_id.hex(), snapshot=number, created=stamp(session.clock.now()), program=__version__,
        recorder=session.recorder, audit_seq=head.seq, audit_head=head.hash.hex(), cost=_cost(run.header),
        case_recipient=_recovery(run.header, CASES), identity_recipient=_recovery(run.header, IDENTITIES_ROOT),
        counts={kind: counts.rows[kind] for kind in KINDS},
        items=tuple(sorted(run.items, key=lambda item: (item.role != RECORDS, item.role != IDENTITIES, item.id))))
    run.progress.step("Manifest")
    _close(run, whole)
    return number


def _attachment(run: _Run, attachment: str, blob: StoredBlob) -> None:
    recipients = run.recipients(CASES)
    parts = _on_stick(run, blob, _name(recipients))
    if parts:
        run.reused += sum(part.bytes for part in parts)
    else:
        check = Plain(blob.size)
        length = padded(blob.size)

        def push(target: BinaryIO) -> None:
            blobs.copy_out(run.session, blob, target)
            left = length - blob.size
            while left:
                left -= target.write(bytes(min(left, 1 << 16)))

        with pulled(push) as source:
            parts = write_object(run.medium, recipients, source, length, check, run.wrote)
        check.finish(blob.sha256)
    run.copies[blob.sha256] = tuple((part.file, part.bytes) for part in parts)
    run.items.append(Item(ATTACHMENT, attachment, blob.size, blob.sha256, tuple(parts)))


def _on_stick(run: _Run, blob: StoredBlob, recipients: str) -> list[Part]:
    """The files of this stick that hold an attachment and were proven to; they are read again, whole."""
    known = [run.copies[blob.sha256]] if blob.sha256 in run.copies else \
        backups.copies_of(run.session, blob.sha256, recipients)
    for files in known:
        names = [(stick.data_name(own), own, size) for own, size in files]
        if all(run.medium.size(name) == size for name, _, size in names) and \
                all(run.medium.hash_of(name).sha256 == own for name, own, _ in names):
            return [Part(own, size) for own, size in files]
    return []


def _dump(run: _Run, schema: Schema) -> _Packed:
    made: list[Counts] = []
    body, length = packed(lambda put: made.append(dump(run.session.db, schema, put)), padded)
    return _Packed(body, length, made[0])


def _database(run: _Run, role: str, packing: _Packed) -> None:
    root = CASES if role == RECORDS else IDENTITIES_ROOT
    with scratch() as trial:
        loader = Loader(trial, _SCHEMA[role])
        unpacking = Unpacking(loader)
        parts = write_object(run.medium, run.recipients(root), packing.body, packing.length, unpacking, run.wrote)
        unpacking.finish()
        if loader.finish() != packing.counts:
            raise DriveTrouble("The drive did not give back what was written to it.", kind="read-back",
                               advice="This stick cannot be trusted. Use another one.")
    said = (packing.counts.bytes, packing.counts.sha256) if role == RECORDS else (0, "")
    run.items.append(Item(role, "", *said, tuple(parts)))


def _close(run: _Run, whole: Manifest) -> None:
    """The manifest, then the list: from here on the snapshot counts."""
    medium = run.medium
    body = manifest.to_bytes(whole)
    body = manifest.to_bytes(whole, padded(len(body)))
    name = stick.manifest_name(whole.snapshot)
    stored = medium.store(stick.SNAPSHOTS, lambda out: encrypt(run.recipients(CASES), io.BytesIO(body), out),
                          lambda own: name)
    listed = stick.snapshot_list(whole.snapshot, stored, whole.files)
    lists = medium.store(stick.SNAPSHOTS, lambda out: out.write(listed),
                         lambda own: stick.list_name(whole.snapshot))
    run.written += stored.bytes + lists.bytes


def _clear_leftovers(medium: Medium) -> None:
    """Remove what killed runs left: temporary names, and data files that no list names."""
    wanted = {name for number in stick.finished(medium) for name, _ in stick.read_list(medium, number).files}
    for folder in (stick.SNAPSHOTS, stick.DATA):
        for name in medium.names(folder):
            if name.startswith(TEMPORARY):
                medium.remove(f"{folder}/{name}")
            elif folder == stick.DATA:
                for own in medium.names(f"{folder}/{name}"):
                    if stick.data_name(own) == f"{folder}/{name}/{own}" and stick.data_name(own) not in wanted:
                        medium.remove(stick.data_name(own))


def _recovery(header: Header, root: int) -> str:
    """The recovery secret a restored vault keeps: the oldest one; an office key only where there is none."""
    slots = sorted(header.of(root), key=lambda slot: (slot.kind, slot.added))
    return next((slot.recipient for slot in slots if slot.recipient), "")


def _cost(header: Header) -> Cost:
    return next((slot.cost for slot in header.of(CASES) if slot.cost), PROFILES["standard"])


def _name(recipients: list[str]) -> str:
    return " ".join(recipients)
