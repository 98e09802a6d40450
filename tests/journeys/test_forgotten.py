# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody forgot a passphrase: the window takes the recovery words, asks for a new one, and the work goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.errors import WrongPassphrase
from casefile.vault.unlock import open_vault
from crypto.recovery import RecoveryKey
from tests.conftest import Passphrases
from tests.journeys import memory
from tests.journeys.screen import MAIN, UNLOCK, Screen
from tests.journeys.test_first_run import fill, press

NEW = "lantern meridian basalt otter crinkle 83"


def recover(screen: Screen, key: RecoveryKey, name: str) -> None:
    """The steps from the field to the new passphrase."""
    press(screen, "I forgot it")
    fill(screen, "Recovery words", key.words)
    press(screen, "Go on")
    screen.wait(lambda: screen.find("The words are right.*"), 20, "the new passphrase")
    fill(screen, f"New {name}", NEW)
    fill(screen, f"New {name}, once more", NEW)
    press(screen, "Go on")


def nobody_knows(screen: Screen, key: RecoveryKey) -> None:
    """Neither the new passphrase nor the words are in any process that is left."""
    needles = {"passphrase": memory.passphrase_forms(NEW), "words": memory.forms(key.words) | memory.forms(key.line)}
    for pid, role in screen.processes().items():
        assert not any(memory.search(pid, needles).values()), role


def test_forgotten_recovered_in_the_window_locked_and_unlocked_with_the_new_one(
        vault: Path, tmp_path: Path, passphrases: Passphrases, recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.at_unlock()
        screen.type("I have forgotten it")
        screen.keys("Return")
        screen.wait(lambda: screen.find(".*does not open.*"), 30, "the refusal")
        recover(screen, recovery_keys[0], "passphrase")
        screen.wait(lambda: MAIN in screen.titles() and UNLOCK not in screen.titles(), 60, "the desk")
        nobody_knows(screen, recovery_keys[0])
        screen.keys("ctrl+l")
        screen.at_unlock()
        screen.type(passphrases.a)
        screen.keys("Return")
        screen.wait(lambda: screen.find(".*does not open.*"), 30, "the refusal of the old one")
        screen.keys("ctrl+a")
        screen.unlock(NEW)
    open_vault(vault, NEW, passphrases.b).close()
    with pytest.raises(WrongPassphrase):
        open_vault(vault, passphrases.a)


def test_the_identity_passphrase_is_recovered_at_its_own_door(
        sample_vault: Path, tmp_path: Path, passphrases: Passphrases,
        recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        screen.click(screen.wait(lambda: screen.find("People", "list item"), 20, "the rail"))
        press(screen, "Identities…")
        screen.wait(lambda: screen.find("Identity passphrase", "text"), 30, "the door")
        recover(screen, recovery_keys[1], "identity passphrase")
        screen.wait(lambda: screen.find("Close now", "button"), 60, "the identity window")
        assert "unlock-identities" not in screen.processes().values()
        nobody_knows(screen, recovery_keys[1])
    open_vault(sample_vault, passphrases.a, NEW).close()
    with pytest.raises(WrongPassphrase):
        open_vault(sample_vault, passphrases.a, passphrases.b)
