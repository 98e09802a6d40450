# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong passphrases and wrong keys, as often as anybody likes: nothing on the disk changes, nothing is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.errors import CasefileError, WrongPassphrase
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.secret import Secret
from tests.faults.budget import budget, counted
from tests.faults.oracle import Roots
from tests.faults.writers import PASSPHRASE_A


def on_disk(vault: Path) -> list[tuple[str, int, int, int, bytes]]:
    """Name, mode, inode, time of change and bytes of everything in a folder."""
    return [(str(path), (stat := path.stat()).st_mode, stat.st_ino, stat.st_mtime_ns,
             path.read_bytes() if path.is_file() else b"") for path in sorted([vault, *vault.rglob("*")])]


def test_a_thousand_wrong_passphrases_change_nothing(hurt: Path) -> None:
    vault, tried = hurt / "vault", budget(12, 1000)
    before, answers = on_disk(vault), set()
    for number in range(tried):
        wrong = f"no such words at all {number}"
        # in every fourth the case passphrase is right, that of the identities is not
        phrases = (PASSPHRASE_A, wrong) if number % 4 == 3 else (wrong, None)
        with pytest.raises(WrongPassphrase) as caught:
            open_vault(vault, *phrases, write=True)
        answers.add((number % 4 == 3, caught.value.message, caught.value.exit_code))
    assert len(answers) == 2, "every wrong passphrase has the same answer"
    assert on_disk(vault) == before
    counted("passphrase", "wrong", tried)


def test_wrong_keys_change_nothing(hurt: Path, roots: Roots) -> None:
    vault, tried = hurt / "vault", budget(1000, 10_000)
    before = on_disk(vault)
    for number in range(tried):
        rc = Secret.random() if number % 2 else Secret(roots[0])
        with pytest.raises(CasefileError) as caught:
            open_with_roots(vault, rc, Secret.random(), write=True)
        assert caught.value.exit_code in (3, 4)
    assert on_disk(vault) == before
    counted("passphrase", "roots", tried)
