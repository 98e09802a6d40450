# SPDX-License-Identifier: GPL-3.0-or-later
"""The window's backup: a worker that may write beneath the chosen folder and nowhere else."""

from __future__ import annotations

from pathlib import Path

from casefile.backup.verify import verify
from casefile.processes.opening import both_roots, cases_root
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.processes.test_worker import worker


def test_the_worker_makes_the_folder_and_a_proven_snapshot(filled_path: Path, passphrases: Passphrases,
                                                           stick: Path) -> None:
    cases = cases_root(filled_path, passphrases.a)
    with open_vault(filled_path, passphrases.a, write=True), worker(filled_path, stick.parent) as talk:
        frames = talk.order("backup", both_roots(filled_path, cases.rc, passphrases.b), dest=str(stick),
                            include_identities=True, allow_same_disk=True)
        answer = talk.answer(frames)
    assert answer["done"]["snapshot"] == 1
    assert answer["done"]["verified"] is True
    assert verify(stick).snapshots == 1


def test_the_worker_refuses_the_vaults_own_disk(filled_path: Path, passphrases: Passphrases, stick: Path) -> None:
    with worker(filled_path, stick.parent) as talk:
        frames = talk.order("backup", cases_root(filled_path, passphrases.a), dest=str(stick))
        assert talk.answer(frames)["error"]["kind"] == "same-disk"
    assert not stick.exists()
