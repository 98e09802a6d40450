# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys from the window: a passphrase is changed at the door, and everything is written anew with the desk closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.errors import WrongPassphrase
from casefile.progress import Silent
from casefile.store import rows
from casefile.vault.check import check_closed
from casefile.vault.layout import Layout
from casefile.vault.unlock import open_vault
from crypto.recovery import RecoveryKey
from tests.conftest import Passphrases
from tests.journeys import memory
from tests.journeys.screen import MAIN, Screen
from tests.journeys.test_first_run import fill, press
from tests.vault.killed import NIGHT

NEW = "lantern meridian basalt otter crinkle 83"


def to_keys(screen: Screen) -> None:
    screen.click(screen.wait(lambda: screen.find("Settings", "list item"), 20, "the rail"))
    press(screen, "Keys")
    screen.wait(lambda: screen.find("Change the passphrase of the case vault"), 10, "the page of keys")


def test_a_passphrase_is_changed_and_then_everything_is_written_anew(sample_vault: Path, tmp_path: Path,
                                                                     passphrases: Passphrases) -> None:
    before = Layout(sample_vault).read_header().generation
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        to_keys(screen)
        press(screen, "Change the passphrase of the case vault")
        fill(screen, "Passphrase", passphrases.a)
        screen.keys("Return")
        screen.wait(lambda: screen.find("New passphrase", "text"), 30, "the new passphrase")
        fill(screen, "New passphrase", NEW)
        fill(screen, "New passphrase, once more", NEW)
        press(screen, "Go on")
        screen.wait(lambda: screen.find("The new passphrase is set"), 60, "the page of keys")
        needles = {"new": memory.passphrase_forms(NEW), "old": memory.passphrase_forms(passphrases.a)}
        for pid, role in screen.processes().items():
            assert not any(memory.search(pid, needles).values()), role
        press(screen, "Write everything anew under new keys")
        screen.wait(lambda: "desk" not in screen.processes().values(), 10, "the end of the desk")
        fill(screen, "Passphrase", NEW)
        screen.keys("Return")
        fill(screen, "Identity passphrase", passphrases.b)
        screen.keys("Return")
        screen.wait(lambda: screen.find("Everything is written anew"), 90, "the end")
        assert set(screen.processes().values()) == {"supervisor", "unlock"}
        press(screen, "Unlock")
        screen.wait(lambda: "desk" in screen.processes().values(), 20, "the unlock window")
        screen.unlock(NEW)
        screen.wait(lambda: MAIN in screen.titles(), 30, "the desk")
    assert Layout(sample_vault).read_header().generation == before + 2
    assert check_closed(sample_vault, NEW, passphrases.b, Silent()) == []
    with pytest.raises(WrongPassphrase):
        open_vault(sample_vault, passphrases.a)


def test_words_are_tried_a_person_is_erased_and_the_log_is_verified(
        sample_vault: Path, tmp_path: Path, passphrases: Passphrases, recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        to_keys(screen)
        press(screen, "Try my recovery words…")
        fill(screen, "Recovery words", recovery_keys[0].words)
        press(screen, "Try them")
        screen.wait(lambda: screen.find("They open the case vault"), 20, "the answer")
        press(screen, "Done")
        screen.wait(lambda: screen.find(".*Last tried today.*"), 30, "the day of the trial")
        screen.click(screen.wait(lambda: screen.find("People", "list item"), 20, "the rail"))
        press(screen, "Erase this person…")
        fill(screen, "Reason", "asked for it")
        press(screen, "Erase this person…")
        fill(screen, "Identity passphrase", passphrases.b)
        screen.keys("Return")
        screen.wait(lambda: screen.find("Both vaults have forgotten this person."), 60, "the end")
        screen.click(screen.wait(lambda: screen.find("Settings", "list item"), 20, "the rail"))
        press(screen, "Log")
        screen.wait(lambda: screen.find("A person was erased"), 20, "the entry")
        press(screen, "Verify the log")
        screen.wait(lambda: screen.find("The log is whole"), 30, "the answer of the worker")
        screen.keys("ctrl+l")
        screen.unlock(passphrases.a)
    assert check_closed(sample_vault, passphrases.a, passphrases.b, Silent()) == []
    with open_vault(sample_vault, passphrases.a) as session:
        assert len(list(rows.rows(session, "people"))) == 3


@pytest.mark.skipif(not NIGHT, reason="by night: the worker's own tests stop it by day")
def test_new_keys_that_are_stopped_leave_the_vault_as_it_was(sample_vault: Path, tmp_path: Path,
                                                             passphrases: Passphrases) -> None:
    header = Layout(sample_vault).header.read_bytes()
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        to_keys(screen)
        press(screen, "Write everything anew under new keys")
        fill(screen, "Passphrase", passphrases.a)
        screen.keys("Return")
        fill(screen, "Identity passphrase", "not the right one at all")
        screen.keys("Return")
        screen.wait(lambda: screen.find(".*does not open the identity vault.*"), 30, "the refusal")
        press(screen, "Leave it as it is")
        screen.wait(lambda: "desk" in screen.processes().values(), 20, "the unlock window")
        screen.unlock(passphrases.a)
    assert Layout(sample_vault).header.read_bytes() == header
    assert check_closed(sample_vault, passphrases.a, passphrases.b, Silent()) == []
