# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that writes, as functions of words: what a fault can interrupt.

The first argument is the vault, then its roots in hexadecimal; what else a writer needs follows.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from casefile.backup.restore import restore
from casefile.backup.snapshot import backup
from casefile.export import run
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from casefile.host.clock import FixedClock
from casefile.identities import editing
from casefile.importers import interchange
from casefile.store import blobs, rows
from casefile.store.writing import Change, new_id, write
from casefile.vault import generations, keys, recovery_file, reencrypt
from casefile.vault.create import create
from casefile.vault.credentials import Credentials
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.header import parse, with_slots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, Kind, recipient_slot
from tests.vault import one_write

PASSPHRASE_A = "glacier ombudsman velvet trampoline quixotic 47"
PASSPHRASE_B = "walnut perpetual harbinger mosaic tundra 12"
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


def record(vault: str, rc: str, ri: str) -> None:
    """Three people with identities and lifted words, in one write."""
    one_write.main(vault, rc, ri, "1")


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


def importing(vault: str, rc: str, ri: str, document: str) -> None:
    """A document in the interchange format."""
    with opened(vault, rc, ri) as session:
        interchange.apply(session, interchange.plan(session, Path(document)))


def anchor(vault: str, rc: str, ri: str) -> None:
    """The anchor alone."""
    with opened(vault, rc, ri) as session:
        session.set_anchor()


def header(vault: str, rc: str, ri: str) -> None:
    """A header with one more slot in the place of the old one."""
    with opened(vault, rc, ri) as session:
        before = session.layout.read_header()
        slot = recipient_slot(before.fixed, Kind.OFFICE, CASES, session.rc, RecoveryKey.generate().recipient, 5,
                              session.rc)
        data = with_slots(before, [*before.slots, slot], session.rc, session.ri)
        generations.replace_header(session, data, generations.Line("key.add", parse(data).slots[-1].id.hex(),
                                                                   "office"))


def passphrase(vault: str, rc: str, ri: str) -> None:
    """Another passphrase for the cases."""
    with opened(vault, rc, ri) as session:
        keys.change(session, CASES, Credentials((PASSPHRASE_A,)), ANOTHER)


def reencrypting(vault: str, rc: str, ri: str) -> None:
    """New roots, every page and every attachment written anew."""
    with opened(vault, rc, ri) as session:
        reencrypt.reencrypt(session, Credentials((PASSPHRASE_A,)), Credentials((PASSPHRASE_B,)), both=True)


def backing_up(vault: str, rc: str, ri: str, stick: str) -> None:
    """A snapshot with identities."""
    with opened(vault, rc, ri) as session:
        backup(session, Path(stick), include_identities=True, allow_same_disk=True)


def export(vault: str, rc: str, ri: str, out: str) -> None:
    """A file for a newspaper, and the line that says it left."""
    with opened(vault, rc, ri) as session:
        run.export(session, PRESS, REDACT_ALL, Path(out))


def new(vault: str) -> None:
    """A new vault."""
    create(Path(vault), PASSPHRASE_A, PASSPHRASE_B, cost=PROFILES["low-memory"], clock=FixedClock(),
           case_recovery=RecoveryKey.generate(), identity_recovery=RecoveryKey.generate())


def restoring(vault: str, stick: str, sheet: str) -> None:
    """A vault out of a snapshot."""
    restore(Path(stick), Path(vault), recovery_file.read(Path(sheet)), PASSPHRASE_A, PASSPHRASE_B, clock=FixedClock())


WRITERS: dict[str, Callable[..., None]] = {
    "record": record, "statement": statement, "identity": identity, "attachment": attachment, "import": importing,
    "anchor": anchor, "header": header, "passphrase": passphrase, "reencrypt": reencrypting,
    "backup": backing_up, "export": export, "new": new, "restore": restoring}
