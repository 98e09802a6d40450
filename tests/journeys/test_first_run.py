# SPDX-License-Identifier: GPL-3.0-or-later
"""The first minutes: from nothing to an unlocked vault, by keys and names alone."""

from __future__ import annotations

import re
import time
from pathlib import Path

from casefile.processes.first_run import SAMPLE_A
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.journeys.screen import MAIN, UNLOCK, Screen


def press(screen: Screen, name: str) -> None:
    screen.click(screen.wait(lambda: screen.find(name, "button|link"), 30, f"the button {name}"))


def fill(screen: Screen, name: str, text: str) -> None:
    screen.click(screen.wait(lambda: screen.find(name, "text"), 30, f"the field {name}"))
    screen.keys("ctrl+a")
    screen.type(text)


def test_a_vault_is_made_its_recovery_words_are_read_back_and_it_opens(passphrases: Passphrases,
                                                                      tmp_path: Path) -> None:
    place = tmp_path / "records"
    with Screen(tmp_path / "desktop") as screen:
        screen.launch()
        press(screen, "Make a vault")
        fill(screen, "Your name or sign", "W")
        fill(screen, "Folder of the vault", str(place))
        press(screen, "Go on")
        fill(screen, "Passphrase", "weak")
        press(screen, "Go on")
        screen.wait(lambda: screen.find(".*too weak.*"), what="the refusal")
        for name, phrase in (("Passphrase", passphrases.a), ("Identity passphrase", passphrases.b)):
            fill(screen, name, phrase)
            fill(screen, f"{name}, once more", phrase)
            press(screen, "Go on")
        screen.wait(lambda: screen.find("Write these words down.*"), 60, "the recovery words")
        shown = [node["name"] for node in screen.tree() if re.match(r"\d+ \w+ {3}", node["name"])]
        words = [re.findall(r"\d+ (\w+)", " ".join(shown[start:start + 4])) for start in (0, 4)]
        assert [len(half) for half in words] == [24, 24]
        press(screen, "I wrote them down")
        asked = screen.wait(lambda: [node for node in screen.tree() if "text" in node["role"]
                                     and ", word " in node["name"]], what="the question")
        for node in asked:
            which, number = re.fullmatch(r"(\w+) vault, word (\d+)", node["name"]).groups()  # type: ignore[union-attr]
            screen.click(node)
            screen.type(words[0 if which == "Case" else 1][int(number) - 1])
        press(screen, "They are safe")
        press(screen, "Unlock it")
        screen.unlock(passphrases.a)
    with open_vault(place, passphrases.a, passphrases.b) as session:
        assert session.recorder == "W"


def test_the_sample_case_can_be_looked_at(tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch()
        press(screen, "Look around with a sample case")
        screen.wait(lambda: screen.find(SAMPLE_A), 60, "the sample's passphrase")
        press(screen, "Open the sample")
        screen.unlock(SAMPLE_A)
        assert (screen.home / "Casefile sample" / "header").is_file()


def test_another_vault_can_be_chosen_and_the_old_one_taken_again(vault: Path, tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.wait(lambda: UNLOCK in screen.titles(), what="the unlock window")
        press(screen, "Another vault")
        screen.wait(lambda: screen.titles() == [MAIN] and set(screen.processes().values()) == {"supervisor", "welcome"},
                    what="the welcome window")
        press(screen, "Back to the vault you had")
        screen.wait(lambda: UNLOCK in screen.titles(), what="the unlock window")
        time.sleep(0.3)
        screen.keys("alt+F4")
        assert screen.program is not None
        assert screen.program.wait(5) == 0
