# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that come in: their bytes stay where their rows were written, and go where they were not."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.identities.attaching import attach
from casefile.progress import Silent
from casefile.store import blobs
from casefile.store.standing import Keeper
from casefile.store.writing import Change, write
from casefile.vault.check import check_vault
from casefile.vault.session import Session

CASE = "c" * 32


def interrupted(keeper: Keeper) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("moment", ["settle", "done"])
def test_whoever_interrupts_before_or_after_the_commit_leaves_rows_with_their_bytes(
        session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    write(session, "case.add", [Change("cases", CASE, {"title": "A case"}, label="A case")])
    (tmp_path / "scan.txt").write_bytes(b"a page")
    monkeypatch.setattr(Keeper, moment, interrupted)
    with pytest.raises(KeyboardInterrupt):
        attach(session, CASE, [tmp_path / "scan.txt"])
    monkeypatch.undo()
    stored = blobs.every(session)
    assert len(stored) == (moment == "done"), "after the commit it has happened"
    assert [blobs.read(session, blob) for _, blob in stored] == [b"a page"] * len(stored)
    assert len([path for path in session.blobs.rglob("*") if path.is_file()]) == len(stored)
    assert check_vault(session, Silent()) == []
