# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold of a vault after any fault: whole, nothing left over, and all that it holds a value to compare.

A state is every row of every table of both databases (records, history, log, search index, what a database keeps
about itself), the bytes of every attachment, and the header. Two states are the same or they are not: nothing is counted
or left out but what `Known.chance` names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casefile.progress import Silent
from casefile.store import blobs
from casefile.vault.check import check_with_roots
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret

PARTS = {"header", "header.old", "cases.db", "identities.db", "blobs", "anchor"}
SETTLED = {"main.audit", "main.meta", "names.meta"}
"""What a writer that opens the vault may change: it ends the change of a header that was killed half-way."""
FILES = ("header", "header.old", "cases.db", "identities.db")
MOST = 40  # states remembered
Roots = tuple[bytes, bytes]
State = dict[str, Any]
_READ: dict[str, State] = {}


def state(vault: Path, roots: Roots, *, recovered: bool = False) -> State:
    """What a vault holds, read twice: as it was left, and after the next writer has opened it.

    Asserts that neither sees anything wrong, that both see the same, and that the writer leaves nothing over.
    `recovered`: somebody has opened it already since the fault.
    """
    if not recovered:
        open_with_roots(vault, Secret(roots[0]), Secret(roots[1])).close()  # rolls back what a killed writer left
    before = _read(vault, roots)
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True) as session:
        files = {path.name for path in session.blobs.rglob("*") if path.is_file()}
        assert files == {blob.name for _, blob in blobs.every(session)}, "no bytes lie about that no record knows"
    left = {path.name for path in vault.iterdir()} - PARTS
    assert not left, f"nothing is left over: {left}"
    after = _read(vault, roots)
    changed = set() if after is before else {name for name in after if after[name] != before[name]}
    assert changed <= SETTLED, f"a writer that opens the vault changes no record: {changed}"
    return after


def _read(vault: Path, roots: Roots) -> State:
    """The state, after the whole check; of a vault that is the same to the last byte it is remembered."""
    seen = _digest(vault)
    if seen not in _READ:
        with open_with_roots(vault, Secret(roots[0]), Secret(roots[1])) as session:
            found = everything(session)
        assert check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent()) == []
        if len(_READ) == MOST:
            _READ.pop(next(iter(_READ)))
        _READ[seen] = found
    return _READ[seen]


def everything(session: Session) -> State:
    """Every row, every attachment's bytes, the header and its slots."""
    found: State = {}
    for schema in session.db.schemas:
        for (table,) in session.db.rows(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' "
                                        "AND name NOT LIKE 'sqlite%' AND name <> 'search'"):
            found[f"{schema}.{table}"] = sorted(session.db.rows(f'SELECT * FROM {schema}."{table}"'), key=repr)
    found["bytes"] = {attachment: blobs.read(session, blob) for attachment, blob in blobs.every(session)}
    header = session.layout.read_header()
    found["header"] = header.data
    found["slots"] = [(slot.id, slot.root, slot.kind, slot.added) for slot in header.slots]
    return found


def shape(found: State) -> dict[str, int]:
    """How many rows each table has."""
    return {name: len(rows) for name, rows in found.items()}


@dataclass(frozen=True)
class Known:
    """The two states a writer may leave.

    `chance` names what two runs of the writer make differently (public-key encryption draws its own random numbers):
    of these the number of rows is compared; a header's slots are compared in any case.
    """

    old: State
    new: State
    chance: Collection[str] = ()

    def is_new(self, now: State) -> bool:
        """Whether this is the new state; AssertionError where it is neither."""
        if now == self.old:
            return False
        other = self._differs(now)
        assert not other, f"neither old nor new: {other}; beside the old one {_differences(now, self.old)}"
        return True

    def _differs(self, now: State) -> set[str]:
        return {name for name in _differences(now, self.new)
                if name not in self.chance or name not in now
                or (name != "header" and len(now[name]) != len(self.new[name]))}


def _differences(one: State, other: State) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _digest(vault: Path) -> str:
    """All that is read of a vault but the anchor, which every writer makes anew and every opening checks."""
    whole = hashlib.sha256()
    for path in [vault / name for name in FILES] + sorted((vault / "blobs").rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(vault)} {path.stat().st_size} ".encode() + path.read_bytes())
    return whole.hexdigest()
