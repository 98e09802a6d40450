# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking in the middle of a sentence: after the passphrase the sentence goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Passphrases
from tests.journeys.screen import UNLOCK, Screen
from tests.journeys.test_first_run import press

SENTENCES = "They came at night. Nobody slept."


def test_a_lock_in_the_middle_of_a_sentence_loses_nothing(sample_vault: Path, passphrases: Passphrases,
                                                          tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        screen.click(screen.wait(lambda: screen.find("Statements", "list item"), what="the statements page"))
        press(screen, "Add a statement")
        field = screen.wait(lambda: screen.find("Original", "text"), what="the form")
        screen.click(field)
        screen.type(SENTENCES)
        screen.keys(*["Left"] * len("Nobody slept."))
        screen.keys("ctrl+l")  # at once: no clock had time to keep it
        screen.wait(lambda: screen.titles() == [UNLOCK], 5, "the lock")
        screen.unlock(passphrases.a)
        screen.wait(lambda: said(screen) == SENTENCES, what="the sentences")
        screen.wait(lambda: (found := screen.find("Original", "text")) and found["focused"], what="the caret")
        screen.type("but ")
        screen.wait(lambda: said(screen) == SENTENCES.replace("Nobody", "but Nobody"), what="the rest of it")


def said(screen: Screen) -> str:
    """What the form's field holds, as the text interface tells it."""
    field = screen.find("Original", "text")
    return screen.text(field) if field else ""
