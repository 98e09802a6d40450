# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that writes, as functions of words: what a fault can interrupt.

Arguments are the vault and its roots in hexadecimal. What else a writer needs or makes stands beside the vault under
a fixed name: a stick, a document, the recovery file, a vault to be made, a file that is handed out.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casefile.backup.restore import restore
from casefile.backup.snapshot import backup
from casefile.export import run
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from casefile.host.clock import FixedClock
from casefile.identities import attaching, editing, erasing, voiding
from casefile.importers import interchange
from casefile.store import blobs, rows, window
from casefile.store.writing import Change, new_id, write
from casefile.vault import keys, recovery_file, reencrypt
from casefile.vault.create import create
from casefile.vault.credentials import Credentials
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, Kind
from tests.faults import made_up
from tests.vault import one_write

PASSPHRASE_A = "glacier ombudsman velvet trampoline quixotic 47"
PASSPHRASE_B = "walnut perpetual harbinger mosaic tundra 12"
DOCUMENT, STICK, SHEET, MADE = "document/group.json", "stick", "recovery.txt", "made"
PRESS_OUT, LETTER_OUT = "press.txt", "letter.out"
SAID = ".said"
UNNOTED = "but the vault may not remember it"
LETTER = bytes(range(256)) * 300
ANOTHER = "cormorant ledger parsnip astronomer willow 93"
PRESS = ExportRequest("press", "txt", to="A newspaper", purpose="an article", override_reason="a drill",
                      second_person="A colleague")


@contextmanager
def opened(vault: str, rc: str, ri: str) -> Iterator[Session]:
    """The vault, open with both roots for writing."""
    with open_with_roots(Path(vault), Secret(bytes.fromhex(rc)), Secret(bytes.fromhex(ri)), write=True,
                         clock=FixedClock()) as session:
        yield session
        with suppress(OSError):  # from here on it may be told that it is saved: seen by whoever traces the calls
            (Path(vault).parent / SAID).unlink()


def record(vault: str, rc: str, ri: str) -> None:
    """Three people with identities and lifted words, in one write."""
    with opened(vault, rc, ri) as session:
        one_write.three_people(session, "1")


def statement(vault: str, rc: str, ri: str) -> None:
    """A statement in plain words, names taken out on its way in."""
    with opened(vault, rc, ri) as session:
        case = next(iter(rows.rows(session, "cases"))).id
        editing.save(session, "statements", {"case": case, "language": "en", "title": "At the river",
                                             "text": "My name is Piet Osmund. We crossed. " * 200})


def identity(vault: str, rc: str, ri: str) -> None:
    """Another name for somebody, and every text screened for it."""
    with opened(vault, rc, ri) as session:
        person = next(iter(rows.rows(session, "people"))).id
        editing.set_identity(session, person, {"names": [{"value": "Orlanda Quillfeather", "kind": "true"}]})


def attachment(vault: str, rc: str, ri: str) -> None:
    """A letter beside the database, then its row."""
    with opened(vault, rc, ri) as session:
        blob, one = blobs.add(session, io.BytesIO(LETTER)), new_id()
        write(session, "attachment.add", [Change("attachments", one, {"path": "letter.jpg", "sha256": blob.sha256})],
              blobs={one: blob})


def importing(vault: str, rc: str, ri: str) -> None:
    """A document in the interchange format."""
    with opened(vault, rc, ri) as session:
        interchange.apply(session, interchange.plan(session, Path(vault).parent / DOCUMENT))


def detaching(vault: str, rc: str, ri: str) -> None:
    """An attachment, its history and its bytes go."""
    with opened(vault, rc, ri) as session:
        attaching.detach(session, next(iter(rows.rows(session, "attachments"))).id)


def extracting(vault: str, rc: str, ri: str) -> None:
    """An attachment's bytes into a file outside, and the line that says so."""
    with opened(vault, rc, ri) as session:
        attaching.extract(session, next(iter(rows.rows(session, "attachments"))).id, Path(vault).parent / LETTER_OUT)


def void(vault: str, rc: str, ri: str) -> None:
    """A statement taken back."""
    with opened(vault, rc, ri) as session:
        own = next(one.id for one in rows.rows(session, "statements") if one.voided is None)
        voiding.void(session, own, "Told twice.")


def unvoid(vault: str, rc: str, ri: str) -> None:
    """A statement that was taken back counts again."""
    with opened(vault, rc, ri) as session:
        voiding.restore(session, next(one.id for one in rows.rows(session, "statements") if one.voided is not None))


def erase(vault: str, rc: str, ri: str) -> None:
    """A person forgotten by both vaults, with her statements and every reference to her."""
    with opened(vault, rc, ri) as session:
        erasing.erase(session, next(iter(rows.rows(session, "people"))).id, "She asked for it.")


def draft(vault: str, rc: str, ri: str) -> None:
    """What is being typed."""
    with opened(vault, rc, ri) as session:
        window.keep_draft(session, "statements/new", {"text": "We waited. " * 300})


def anchor(vault: str, rc: str, ri: str) -> None:
    """The anchor alone."""
    with opened(vault, rc, ri) as session:
        session.set_anchor()


def header(vault: str, rc: str, ri: str) -> None:
    """One more slot, for an office: a header in the place of the old one."""
    with opened(vault, rc, ri) as session:
        keys.add_recipient(session, CASES, Kind.OFFICE, RecoveryKey.generate().recipient)


def key_removed(vault: str, rc: str, ri: str) -> None:
    """One slot fewer."""
    with opened(vault, rc, ri) as session:
        keys.remove(session, next(slot.id.hex() for slot in session.layout.read_header().of(CASES)
                                  if slot.kind == Kind.RECOVERY))


def passphrase(vault: str, rc: str, ri: str) -> None:
    """Another passphrase for the cases."""
    with opened(vault, rc, ri) as session:
        keys.change(session, CASES, Credentials((PASSPHRASE_A,)), ANOTHER)


def reencrypting(vault: str, rc: str, ri: str) -> None:
    """New roots, every page and every attachment written anew."""
    with opened(vault, rc, ri) as session:
        reencrypt.reencrypt(session, Credentials((PASSPHRASE_A,)), Credentials((PASSPHRASE_B,)), both=True)


def backing_up(vault: str, rc: str, ri: str) -> str:
    """A snapshot with identities; UNNOTED where the vault may not remember it."""
    with opened(vault, rc, ri) as session:
        made = backup(session, Path(vault).parent / STICK, include_identities=True, allow_same_disk=True)
    return UNNOTED if made.warning else ""


def export(vault: str, rc: str, ri: str) -> None:
    """A file for a newspaper, and the line that says it left."""
    with opened(vault, rc, ri) as session:
        run.export(session, PRESS, REDACT_ALL, Path(vault).parent / PRESS_OUT)


def new(vault: str, rc: str, ri: str) -> None:
    """A new vault."""
    create(Path(vault).parent / MADE, PASSPHRASE_A, PASSPHRASE_B, cost=PROFILES["low-memory"], clock=FixedClock(),
           case_recovery=RecoveryKey.generate(), identity_recovery=RecoveryKey.generate())


def restoring(vault: str, rc: str, ri: str) -> None:
    """A vault out of a snapshot."""
    place = Path(vault).parent
    restore(place / STICK, place / MADE, recovery_file.read(place / SHEET), PASSPHRASE_A, PASSPHRASE_B,
            clock=FixedClock())


def upgrading(vault: str, rc: str, ri: str) -> None:
    """A vault of an older form opened by a program that is two forms ahead."""
    with made_up.steps(), opened(vault, rc, ri):
        pass


WRITERS: dict[str, Callable[[str, str, str], str | None]] = {
    "record": record, "statement": statement, "identity": identity, "attachment": attachment, "detach": detaching,
    "void": void, "unvoid": unvoid, "erase": erase, "import": importing, "draft": draft, "anchor": anchor,
    "header": header, "key-removed": key_removed, "passphrase": passphrase, "reencrypt": reencrypting,
    "backup": backing_up, "export": export, "extract": extracting, "new": new, "restore": restoring,
    "upgrade": upgrading}
