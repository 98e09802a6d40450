# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold of a vault after any fault: whole, nothing left over, and its content a value to compare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casefile.progress import Silent
from casefile.store import blobs
from casefile.vault.check import check_with_roots
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.backup import content as everything

PARTS = {"header", "header.old", "cases.db", "identities.db", "blobs", "anchor"}
COLD = {"cases.db-journal", "identities.db-journal"}
Roots = tuple[bytes, bytes]
State = dict[str, Any]


def state(vault: Path, roots: Roots) -> State:
    """The content of a vault, read twice: as it was left, and after the next writer has opened it.

    Asserts that neither sees anything wrong, that both see the same, and that the writer leaves nothing over.
    """
    before = _read(vault, roots, write=False)
    after = _read(vault, roots, write=True)
    assert before == after, "a writer that opens the vault changes nothing in it"
    left = {path.name for path in vault.iterdir()} - PARTS
    assert left <= COLD, f"nothing is left over but journals the next write overwrites: {left}"
    return after


def _read(vault: Path, roots: Roots, *, write: bool) -> State:
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=write) as session:
        found = everything.content(session)
        found["slots"] = [slot.id for slot in session.layout.read_header().slots]
        files = {path.name for path in session.blobs.rglob("*") if path.is_file()}
        known = {blob.name for _, blob in blobs.every(session)}
    if write:
        assert files == known, "no bytes lie about that no record knows"
    assert check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent()) == []
    return found


def shape(found: State) -> dict[str, int]:
    """How many rows each table has: what two runs of one writer have in common."""
    return {name: len(rows) for name, rows in found.items()}
