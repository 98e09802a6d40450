# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to hurt a vault on disk, and a vault with something in it to hurt."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from casefile.errors import CasefileError
from casefile.host.clock import FixedClock
from casefile.progress import Silent
from casefile.store import blobs
from casefile.store.writing import Change, IdentityChange, Lift, new_id, write
from casefile.vault.check import Finding, check_with_roots
from casefile.vault.layout import Layout
from casefile.vault.unlock import open_vault, unwrap
from crypto.secret import Secret

PAGE = 4096
_ROOTS: dict[tuple[bytes, str | None], tuple[bytes, bytes | None]] = {}
PERSON, LIFT = "a" * 32, "b" * 32


def fill(root: Path, a: str, b: str, *, people: int = 12) -> None:
    """Write a few people with identities, lifted words, and one attachment."""
    with open_vault(root, a, b, write=True, clock=FixedClock()) as session:
        for number in range(people):
            person = PERSON[:-4] + f"{number:04d}"
            write(session, "person.add", [person_change(person, number, "standard")],
                  identities=[IdentityChange(person, {"names": [{"value": f"Invented Person {number}"}]})],
                  lifts=[Lift(LIFT[:-4] + f"{number:04d}", person, "n", "Invented", "people", person)])
        blob = blobs.add(session, io.BytesIO(b"a scanned letter " * 9000))
        attachment = new_id()
        write(session, "attachment.add",
              [Change("attachments", attachment, {"path": "letter.txt", "sha256": blob.sha256})],
              blobs={attachment: blob})


def person_change(person: str, number: int, level: str) -> Change:
    """A person as a record, about a page long."""
    return Change("people", person, {"risk": level, "notes": f"{level} {number} " * 300}, external_id=f"p{number}",
                  label=f"Heron {number}", search_text=f"heron {number} {level}")


def change_one(root: Path, a: str, b: str | None, level: str, number: int = 5) -> None:
    """Give one person another risk."""
    with open_vault(root, a, b, write=True, clock=FixedClock()) as session:
        write(session, "person.change", [person_change(PERSON[:-4] + f"{number:04d}", number, level)])


def flip(path: Path, at: int, bit: int = 0) -> None:
    """Flip one bit of a file."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


def pages(path: Path) -> list[bytes]:
    """The pages of a database, as they stand on disk."""
    data = path.read_bytes()
    return [data[at:at + PAGE] for at in range(0, len(data), PAGE)]


def copy(root: Path, name: str) -> Path:
    """A copy of a vault beside it."""
    return Path(shutil.copytree(root, root.parent / name))


def look(root: Path, a: str, b: str | None) -> list[Finding]:
    """What the health check finds; an error while opening counts as a finding.

    A passphrase is stretched once for each header: the same roots come out of the same bytes.
    """
    try:
        header = (root / "header").read_bytes()
        if (header, b) not in _ROOTS:
            rc, ri = unwrap(Layout(root), Layout(root).read_header(), a, b)
            _ROOTS[header, b] = rc.reveal(), ri.reveal() if ri else None
        known, other = _ROOTS[header, b]
        return check_with_roots(root, Secret(known), Secret(other) if other else None, Silent())
    except CasefileError as error:
        if error.exit_code not in (3, 4, 6):  # 3 and 6 only ever come of a header that did not open
            raise
        return [Finding(error.kind, error.message, str(error.exit_code))]


def fill_more(root: Path, a: str, b: str) -> None:
    """Change a person in both databases."""
    with open_vault(root, a, b, write=True, clock=FixedClock()) as session:
        person = PERSON[:-4] + "0003"
        write(session, "person.change", [person_change(person, 3, "critical")],
              identities=[IdentityChange(person, {"names": [{"value": "Another Name"}]})])


def content(root: Path, a: str, b: str) -> list[object]:
    """All rows of all tables but the search index's own signpost, and what a search finds."""
    with open_vault(root, a, b) as session:
        return [(schema, name, sorted(session.db.rows(f'SELECT * FROM {schema}."{name}"'), key=repr))
                for schema in session.db.schemas
                for (name,) in session.db.rows(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' "
                                               "AND name NOT IN ('search', 'search_idx') ORDER BY name")] + [
            session.db.rows("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (word,))
            for word in ("heron", "critical", "standard", "5")]
