# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects longer than one file may be: cut into parts, proven part by part, joined again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from casefile.backup import sealing
from casefile.backup.restore import restore
from casefile.backup.snapshot import backup
from casefile.backup.verify import verify
from casefile.errors import Damaged
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.backup.conftest import PICTURE, PICTURE_BYTES
from tests.backup.content import content
from tests.conftest import Passphrases


@pytest.fixture
def written(filled: Session, stick: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick whose parts are short, so that records and attachment need several."""
    monkeypatch.setattr(sealing, "PART", 1500)
    backup(filled, stick, include_identities=True, allow_same_disk=True)
    return stick


def test_many_parts_come_back_as_one(written: Path, filled: Session, secrets_of: RecoverySecrets,
                                     passphrases: Passphrases, tmp_path: Path) -> None:
    assert len(list(written.rglob("data/*/*"))) > len(PICTURE_BYTES) // 1500
    assert verify(written, secrets_of.all).identities is True
    restore(written, tmp_path / "new", secrets_of, passphrases.a, passphrases.b)
    with open_vault(tmp_path / "new", passphrases.a, passphrases.b) as session:
        assert content(session)["bytes"] == content(filled)["bytes"]
        assert content(session)["main.statements"] == content(filled)["main.statements"]


def test_the_next_snapshot_uses_the_parts_again_only_when_all_are_there(written: Path, filled: Session) -> None:
    assert backup(filled, written, allow_same_disk=True).bytes_reused > len(PICTURE_BYTES)
    rows = filled.db.rows("SELECT files FROM backup_copies")
    assert len(rows) == 2
    for path in written.rglob("data/*/*"):
        if path.stat().st_size > 1500:
            path.unlink()
            break
    assert backup(filled, written, allow_same_disk=True).bytes_written > len(PICTURE_BYTES)
    with pytest.raises(Damaged):
        verify(written)  # the older snapshots have lost a part, and that is told


def test_the_script_on_the_stick_joins_parts_too(written: Path, recovery_sheet: Path, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-I", written / "RECOVER.py", recovery_sheet, tmp_path / "out"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/attachments" / PICTURE).read_bytes() == PICTURE_BYTES
    assert (tmp_path / "out/records.db").exists()
