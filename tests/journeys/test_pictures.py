# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture kept with a case is looked at in the window; the bytes are parsed in a process of their own."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from casefile.export import masking
from casefile.identities.attaching import attach
from casefile.records import masked
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.journeys.screen import SIGSTOP, Screen
from tests.journeys.test_ends import SHORT
from tests.journeys.test_first_run import press
from tests.processes.test_decoding import picture


def filled(vault: Path, secrets: Passphrases, folder: Path) -> None:
    """A good and a hostile picture in the case."""
    (folder / "landing.png").write_bytes(picture("PNG", (300, 200)))
    (folder / "cut.png").write_bytes(picture("PNG", (300, 200))[:-40])
    with open_vault(vault, secrets.a, secrets.b, write=True) as session:
        case = session.db.value("SELECT id FROM cases")
        attach(session, str(case), [folder / "landing.png", folder / "cut.png"])


def to_the_case(screen: Screen) -> None:
    screen.click(screen.wait(lambda: screen.find("Cases", "list item"), what="the cases page"))
    rows = screen.wait(lambda: [node for node in screen.tree() if node["role"] == "list item"
                                and node["window"] == "Casefile"][9:], what="the case's row")
    screen.click(rows[0], times=2)


def test_a_picture_is_shown_and_a_damaged_one_says_so(sample_vault: Path, passphrases: Passphrases,
                                                      tmp_path: Path) -> None:
    filled(sample_vault, passphrases, tmp_path)
    with Screen(tmp_path / "desktop", "1400x2400") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        screen.keys("super+Up")
        to_the_case(screen)
        press(screen, "Show .*landing.*")
        screen.wait(lambda: screen.find("Put the picture away"), what="the picture")
        assert "decoder" not in screen.processes().values(), "it ends with its picture"
        press(screen, "Show .*cut.*")
        screen.wait(lambda: screen.find("This picture is damaged or cut off.*"), what="the refusal")


def test_a_copy_for_the_press_is_covered_with_keys_alone(sample_vault: Path, passphrases: Passphrases,
                                                           tmp_path: Path) -> None:
    filled(sample_vault, passphrases, tmp_path)
    with Screen(tmp_path / "desktop", "1400x2400") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        screen.keys("super+Up")
        to_the_case(screen)
        press(screen, "Make a copy of .*landing.*")
        screen.click(screen.wait(lambda: screen.find("Add a box", "button"), what="the picture to cover"))
        screen.keys("Left", "shift+Down", "a", "Delete")
        for name in ("I looked at the whole picture", "The press"):
            screen.click(screen.wait(partial(screen.find, name, "check box"), what=name))
        press(screen, "Make the copy")
        screen.wait(lambda: screen.find("The copy is made, cleared for the press", "label"), what="the copy")
        screen.picture(tmp_path / "made.png")
    with open_vault(sample_vault, passphrases.a) as session:
        (copy,) = masked.cleared(session, "press")
    made = masking.pixels_of(copy.data)
    assert (made.width, made.height) == (300, 200)
    covered = {(x, y) for y in range(200) for x in range(300) if made.data[3 * (y * 300 + x):][:3] == masking.INK}
    assert covered == {(x, y) for y in range(80, 130) for x in range(110, 170)}


def test_a_decoder_that_hangs_is_ended(sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    filled(sample_vault, passphrases, tmp_path)
    with Screen(tmp_path / "desktop", "1400x2400") as screen:
        screen.launch(sample_vault, code=SHORT.format("decode_s=2"))
        screen.unlock(passphrases.a)
        to_the_case(screen)
        show = screen.wait(lambda: screen.find("Show .*landing.*", "button|link"), what="the picture's line")
        screen.click(show)
        os.kill(screen.wait(lambda: next((pid for pid, role in screen.processes().items() if role == "decoder"), None),
                            what="the decoder"), SIGSTOP)
        screen.wait(lambda: screen.find(".*more time or memory than it may have.*"), 10, "its end")
