# SPDX-License-Identifier: GPL-3.0-or-later
"""The stick of the first version opens: by verify, by restore, and by its own script."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.backup.restore import restore
from casefile.backup.verify import verify
from casefile.progress import Silent
from casefile.store import blobs
from casefile.vault import recovery_file
from casefile.vault.check import check_vault
from casefile.vault.unlock import open_vault
from tests.backup.conftest import NAME, PICTURE, STATEMENT, WORDS
from tests.conftest import Passphrases

STICK = Path(__file__).parent / "stick-1"
SHEET = Path(__file__).parent / "stick-1-recovery.txt"


def test_it_is_whole_and_opens() -> None:
    found = verify(STICK, recovery_file.read(SHEET).all)
    assert (found.snapshots, found.loaded, found.identities) == (1, 1, True)


def test_it_restores_to_a_sound_vault(tmp_path: Path, passphrases: Passphrases) -> None:
    done = restore(STICK, tmp_path / "vault", recovery_file.read(SHEET), passphrases.a, passphrases.b)
    assert done.identities is True
    with open_vault(tmp_path / "vault", passphrases.a, passphrases.b) as session:
        assert not check_vault(session, Silent())
        assert session.db.value("SELECT label FROM statements WHERE id = ?", (STATEMENT,)) == WORDS
        assert NAME in session.db.value("SELECT body FROM names.people")
        blob = blobs.find(session, PICTURE)
        assert blob is not None
        assert blobs.read(session, blob) == bytes(range(256))


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_its_own_script_opens_it(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-I", STICK / "RECOVER.py", SHEET, tmp_path / "out"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/attachments" / PICTURE).read_bytes() == bytes(range(256))
    assert NAME in (tmp_path / "out/identities.sql").read_text("utf-8")
