# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing a vault back from a stick.

The new vault is built beside its place, with roots and passphrases of its own, filled, checked as any vault is
checked, and only then takes its name: killed at any moment there is a whole vault or none, and nothing
existing is ever overwritten.  It keeps the recovery secrets of the old one.  What is of an older form is loaded as it is
and then takes the steps that any older vault takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from casefile.backup import stick
from casefile.backup.bridge import pulled
from casefile.backup.manifest import ATTACHMENT, IDENTITIES, RECORDS, Item, Manifest
from casefile.backup.medium import Medium
from casefile.backup.sealing import Plain, read_object
from casefile.backup.stick import Listed
from casefile.backup.verify import check_files, form_of, load_database, open_manifest
from casefile.errors import Damaged, InputRefused, WrongPassphrase
from casefile.host.clock import Clock, SystemClock
from casefile.host.private_files import drive_errors
from casefile.progress import Progress, Silent
from casefile.records.markers import references
from casefile.records.record import KINDS
from casefile.records.searching import search_text
from casefile.records.shape import texts
from casefile.store import blobs, migrations, refilling, rows
from casefile.store.database import Schema
from casefile.store.writing import Lift, write
from casefile.vault.check import check_vault
from casefile.vault.create import building, judge_both, lay_out
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from crypto.kdf import Cost
from crypto.recovery import RecoveryKey

_CLOCK = SystemClock()
LOST = "[not in the backup]"
"""Stands where somebody's words stood, in a vault that was restored without the identities."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: from which snapshot, how many records of each kind, and whether the identities did."""

    snapshot: int
    counts: dict[str, int]
    identities: bool


def restore(dest: Path, vault: Path, secrets: RecoverySecrets, passphrase_a: str, passphrase_b: str, *,
            snapshot: int | None = None, cost: Cost | None = None, clock: Clock = _CLOCK,
            progress: Progress | None = None) -> Restored:
    """Make a new vault at `vault` from the newest complete snapshot in `dest`, or from that number.

    Without the identity secret, or from a snapshot without identities, the identity vault knows nobody, and LOST
    stands for the words that were taken out of texts.
    `cost` is that of the old vault unless given.  Raises WeakPassphrase, UsageError (`exists`),
    WrongPassphrase, Damaged, InputRefused (no such snapshot), DriveTrouble.
    """
    progress, medium = progress or Silent(), Medium(dest)
    judge_both(passphrase_a, passphrase_b)
    with drive_errors():
        listed = stick.read_list(medium, _choose(medium, snapshot))
        progress.step("Reading the snapshot")
        check_files(medium, listed, {})
        whole = open_manifest(medium, listed, secrets.all)
        forms = _forms(medium, whole, secrets.all)
        with building(vault) as folder:
            lay_out(folder, passphrase_a, passphrase_b, cost=cost or whole.cost, recorder=whole.recorder, clock=clock,
                    case_recipient=whole.case_recipient, identity_recipient=whole.identity_recipient,
                    vault_id=bytes.fromhex(whole.vault), forms={"names": forms["main"], **forms})
            with open_vault(folder, passphrase_a, passphrase_b, write=True, lock=False, current=False,
                            clock=clock) as session:
                _fill(session, medium, listed, whole, secrets.all, forms, progress)
                if migrations.outdated(session.db):
                    progress.step("Bringing it up to date")
                    migrations.take(session)
                if "names" not in forms and (lost := _lost_words(session)):
                    write(session, "vault.restore", [], lifts=lost, purpose=f"snapshot {listed.number}")
                progress.step("Search index")
                refilling.index(session.db, _texts(session))
                session.set_anchor()
                _require_sound(session, progress)
                counts = {kind: rows.count(session, kind) for kind in KINDS}
    return Restored(listed.number, counts, "names" in forms)


def _choose(medium: Medium, snapshot: int | None) -> int:
    """The number asked for, or the newest; a damaged one is never passed over in silence."""
    finished = stick.finished(medium)
    if snapshot is not None and snapshot not in finished:
        raise InputRefused("There is no complete snapshot of that number.", kind="no-snapshot",
                           advice="Run casefile backups to see the numbers.")
    return finished[-1] if snapshot is None else snapshot


def _forms(medium: Medium, whole: Manifest, keys: tuple[RecoveryKey, ...]) -> dict[Schema, int]:
    """Of which forms the databases in a snapshot are; without "names" where there are none, or no key opens them."""
    forms: dict[Schema, int] = {"main": form_of(medium, keys, whole.of(RECORDS)[0])}
    for item in whole.of(IDENTITIES):
        with suppress(WrongPassphrase):
            forms["names"] = form_of(medium, keys, item)
    return forms


def _fill(session: Session, medium: Medium, listed: Listed, whole: Manifest, keys: tuple[RecoveryKey, ...],
          forms: Mapping[Schema, int], progress: Progress) -> None:
    with refilling.refilling(session, bytes.fromhex(whole.vault), listed.number, {"names": forms["main"], **forms}):
        progress.step("Records")
        load_database(medium, keys, whole.of(RECORDS)[0], refilling.loader(session.db, "main"))
        if "names" in forms:
            progress.step("Identities")
            load_database(medium, keys, whole.of(IDENTITIES)[0], refilling.loader(session.db, "names"))
        attachments = whole.of(ATTACHMENT)
        if {item.id for item in attachments} != refilling.attachments(session.db):
            raise Damaged("The snapshot does not hold the attachments its records name.", kind="backup")
        for done, item in enumerate(attachments):
            progress.step("Attachments", done, len(attachments))
            _attachment(session, medium, keys, item)


def _attachment(session: Session, medium: Medium, keys: tuple[RecoveryKey, ...], item: Item) -> None:
    def push(target: BinaryIO) -> None:
        plain = Plain(item.bytes, target)
        read_object(medium, keys, item.parts, plain)
        plain.finish(item.sha256)

    with pulled(push) as source:
        blob = blobs.add(session, source)
    if (blob.size, blob.sha256) != (item.bytes, item.sha256):
        raise Damaged("An attachment in the backup is not what it was.", kind="backup")
    refilling.put_blob(session.db, item.id, blob)


def _lost_words(session: Session) -> list[Lift]:
    """What stands for words that only the identities held: without it no text with a reference could be read or looked
    through again, and no name be learned."""
    found: dict[str, Lift] = {}
    for kind, noun in KINDS.items():
        for row in rows.rows(session, kind):
            for body in (row.body, *(past.body for past in rows.history(session, kind, row.id))):
                for text in texts(noun.shape, body):
                    found |= {one.lift: Lift(one.lift, one.person, one.klass, LOST, kind, row.id)
                              for one in references(text)}
    for one in references(str(rows.meta(session, "note") or "")):
        found[one.lift] = Lift(one.lift, one.person, one.klass, LOST, "meta", "note")
    return list(found.values())


def _texts(session: Session) -> Iterator[tuple[str, str, str]]:
    for kind in KINDS:
        for row in rows.rows(session, kind):
            yield kind, row.id, "" if row.voided is not None else search_text(kind, row.body, row.external_id)


def _require_sound(session: Session, progress: Progress) -> None:
    found = check_vault(session, progress)
    if found:
        raise Damaged("What the backup holds does not make a sound vault.", kind="unsound-backup",
                      advice="Nothing was made. Try an earlier snapshot (--snapshot).",
                      findings=[finding.as_json() for finding in found])
