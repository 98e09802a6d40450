# SPDX-License-Identifier: GPL-3.0-or-later
"""The anchor: a small file that says where both chains stood last, under a MAC.

An old copy of a database is whole in itself; only something outside it can tell that it is old.  The rule on
opening: the entry the anchor names must be in the chain.  So a crash between a write and its anchor
never alarms, and an older database beside a newer anchor always does.  Where one database is put back together
with an older anchor, the other one knows of it (store/fitting.py); where all are, only backups and receipts
outside the vault show it.

Form: one line of canonical JSON, one line with the HMAC-SHA-256 of the first line in hexadecimal.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from casefile.errors import CasefileError, Damaged, WentBackInTime
from casefile.host.private_files import drive_errors, write_private
from casefile.store import audit
from casefile.store.content import canonical
from casefile.store.database import Database, Schema
from casefile.vault.layout import Layout
from crypto.chain import mac
from crypto.secret import Secret, equal
from crypto.subkeys import Label, subkey

_MAX_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the chains stood: numbers of entries, their hashes (hexadecimal), newest time, generation."""

    version: int
    generation: int
    cases_seq: int
    cases_head: str
    identities_seq: int
    identities_head: str
    newest: str


def write(path: Path, anchor: Anchor, rc: Secret, vault_id: bytes) -> None:
    """Replace the anchor file.  Raises DriveTrouble."""
    line = canonical(asdict(anchor))
    write_private(path, f"{line}\n{_tag(line, rc, vault_id).hex()}\n".encode())


def read(path: Path, rc: Secret, vault_id: bytes) -> Anchor:
    """Read the anchor file.  Raises Damaged when it is missing, changed or another vault's."""
    with drive_errors():
        if not path.is_file():
            raise Damaged("The vault's anchor is missing.", kind="anchor")
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    try:
        line, tag, rest = data.decode("utf-8").split("\n")
        if rest or not equal(bytes.fromhex(tag), _tag(line, rc, vault_id)) or tag != tag.lower():
            raise ValueError
        anchor = Anchor(**json.loads(line))
    except (ValueError, TypeError):
        raise Damaged("The vault's anchor is damaged or was changed.", kind="anchor") from None
    if anchor.version != 1:
        raise Damaged("The vault's anchor has an unknown version.", kind="anchor")
    return anchor


def current(db: Database, layout: Layout, rc: Secret, vault_id: bytes, generation: int) -> Anchor:
    """The anchor for where the chains stand now; of a closed identity vault the last known place stays."""
    cases = _newest(db, "main")
    if db.has_identities:
        names = _newest(db, "names")
        return Anchor(1, generation, cases.seq, cases.hash.hex(), names.seq, names.hash.hex(),
                      max(cases.time, names.time))
    last = read(layout.anchor, rc, vault_id)
    return Anchor(1, generation, cases.seq, cases.hash.hex(), last.identities_seq, last.identities_head,
                  max(cases.time, last.newest))


def _newest(db: Database, schema: Schema) -> audit.Head:
    """The newest entry; what this session wrote counts also where the file was put back to before it."""
    head, left = audit.read_head(db, schema), db.committed(schema)
    if head is None:
        raise Damaged(f"The audit log of the {'case' if schema == 'main' else 'identity'} vault is empty.", kind="audit")
    return audit.Head(left[0], bytes.fromhex(left[1]), head.time) if left and left[0] > head.seq else head


def problems(db: Database, anchor: Anchor, generation: int) -> list[CasefileError]:
    """What the anchor says against the chains and the header; empty when all agree."""
    found: list[CasefileError] = []
    places: list[tuple[Schema, int, str, str]] = [
        ("main", anchor.cases_seq, anchor.cases_head, "The case database")]
    if db.has_identities:
        places.append(("names", anchor.identities_seq, anchor.identities_head, "The identity database"))
    for schema, seq, head, name in places:
        entry, last = audit.entry(db, schema, seq), audit.read_head(db, schema)
        if entry is None or entry.hash.hex() != head:
            gone = seq - (last.seq if last else 0)
            much = f": at least {gone} {'entries' if gone > 1 else 'entry'} of its log are gone" if gone > 0 else ""
            found.append(WentBackInTime(f"{name} is older than this vault has been{much}."))
    if anchor.generation > generation:
        found.append(WentBackInTime("The header is older than this vault has been."))
    return found


def _tag(line: str, rc: Secret, vault_id: bytes) -> bytes:
    with subkey(rc, Label.ANCHOR_MAC, vault_id) as key:
        return mac(key, line.encode("utf-8"))
