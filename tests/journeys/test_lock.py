# SPDX-License-Identifier: GPL-3.0-or-later
"""Lock means gone: what the processes hold while typed, unlocked and locked, read from their memory."""

from __future__ import annotations

import time
from pathlib import Path

from tests.conftest import Passphrases
from tests.journeys.memory import NAME, RC, RI, SENTENCE, A, B, held, needles_of
from tests.journeys.screen import MAIN, UNLOCK, Screen


def test_after_a_lock_no_process_holds_a_name_a_sentence_a_passphrase_or_a_key(
        sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    needles = needles_of(sample_vault, passphrases)
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.wait(lambda: UNLOCK in screen.titles() and len(screen.processes()) == 3, what="the unlock window")
        screen.at_unlock()
        screen.type(passphrases.a)
        time.sleep(0.5)
        typed = held(screen, needles)
        assert A in typed["unlock"], "the scan finds nothing at all"
        assert not typed["supervisor"]
        assert not typed["desk"]
        screen.keys("Return")
        screen.wait(lambda: MAIN in screen.titles(), what="the main window")
        screen.keys("ctrl+f")
        screen.type("river")
        screen.keys("Return")
        time.sleep(1)
        unlocked = held(screen, needles)
        assert set(unlocked) == {"supervisor", "desk"}
        assert not unlocked["supervisor"]
        assert {RC, SENTENCE} <= set(unlocked["desk"]), "the scan misses what is there"
        assert not {A, B, RI, NAME} & set(unlocked["desk"])
        before = set(screen.processes())
        screen.keys("ctrl+l")
        screen.wait(lambda: UNLOCK in screen.titles() and len(screen.processes()) == 3, what="the lock")
        locked = held(screen, needles)
        assert set(locked) == {"supervisor", "unlock", "desk"}
        assert not any(locked.values()), locked
        assert not {pid for pid, role in screen.processes().items() if role != "supervisor"} & before


def test_the_identity_window_alone_holds_a_name_and_a_lock_ends_it(
        sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    needles = needles_of(sample_vault, passphrases)
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        to_identity(screen, "Heron")
        field = screen.wait(lambda: screen.find("Identity passphrase", "password"), what="the second unlock window")
        screen.click(field)
        screen.type(passphrases.b)
        screen.keys("Return")
        screen.wait(lambda: screen.find("남궁태식"), what="the true name")
        shown = screen.tree()
        assert {node["window"] for node in shown} == {MAIN}
        assert not any("Saetgol" in node["name"] for node in shown), "the home town is hidden until shown"
        opened = held(screen, needles)
        assert set(opened) == {"supervisor", "desk", "identity"}
        assert not opened["supervisor"]
        assert {RC, RI, NAME} <= set(opened["identity"]), "the scan misses what is there"
        assert not {A, B} & set(opened["identity"])
        assert not {A, B, RI, NAME} & set(opened["desk"])
        screen.keys("ctrl+l")
        screen.wait(lambda: screen.titles() == [UNLOCK] and len(screen.processes()) == 3, what="the lock")
        locked = held(screen, needles)
        assert not any(locked.values()), locked


def test_closing_the_second_unlock_window_leaves_the_desk_as_it_was(sample_vault: Path, passphrases: Passphrases,
                                                                    tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        for _again in range(2):
            to_identity(screen, "Heron")
            field = screen.wait(lambda: screen.find("Identity passphrase", "password"), what="the second window")
            screen.click(field)
            screen.keys("alt+F4")
            screen.wait(lambda: set(screen.processes().values()) == {"supervisor", "desk"}, what="its end")
        screen.wait(lambda: screen.titles() == [MAIN], what="the desk alone")


def to_identity(screen: Screen, pseudonym: str) -> None:
    """Go to a person and press the button that leads to her identity."""
    screen.click(screen.wait(lambda: screen.find("People", "list item|page tab|button"), what="the people page"))
    row = screen.wait(lambda: screen.find(f"{pseudonym}.*", "list item|table cell|tree item"), what="her row")
    screen.click(row, times=2)
    screen.click(screen.wait(lambda: screen.find(".*Identities.*", "button"), what="the way to her identity"))
