# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to a lock: through a dialog, by the screen's lock, by sleep; and the identity window's own clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Passphrases
from tests.journeys.screen import MAIN, UNLOCK, Screen
from tests.journeys.test_ends import SHORT, alive
from tests.journeys.test_lock import to_identity
from tests.journeys.ways import signal


def locked(screen: Screen, desk: int) -> None:
    screen.wait(lambda: screen.titles() == [UNLOCK], 5, "the lock")
    assert not alive([desk])


def test_a_lock_goes_through_an_open_dialog(vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.unlock(passphrases.a)
        screen.click(screen.wait(lambda: screen.find("Backup", "list item|page tab|button"), what="the backup page"))
        screen.click(screen.wait(lambda: screen.find("Choose a.*folder.*", "button"), what="the button"))
        screen.wait(lambda: screen.find("Look in:", "label"), what="the dialog")
        desk = screen.pid_of("desk")
        screen.keys("ctrl+l")
        locked(screen, desk)


@pytest.mark.parametrize("interface", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_the_screens_own_lock_locks_and_its_end_does_not(interface: str, vault: Path, passphrases: Passphrases,
                                                         tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.unlock(passphrases.a)
        desk = screen.pid_of("desk")
        signal(screen, interface, "ActiveChanged", "boolean:false")
        screen.wait(lambda: screen.find("Home"), what="the window")
        assert alive([desk])
        signal(screen, interface, "ActiveChanged", "boolean:true")
        locked(screen, desk)


def test_the_identity_window_ends_by_the_supervisors_clock_and_the_desk_stays(
        sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault, code=SHORT.format("identity_idle_s=3"))
        screen.unlock(passphrases.a)
        to_identity(screen, "Heron")
        screen.click(screen.wait(lambda: screen.find("Identity passphrase", "password"), what="the second window"))
        screen.type(passphrases.b)
        screen.keys("Return")
        screen.wait(lambda: "identity" in screen.processes().values() and screen.find("남궁태식"), what="the name")
        screen.wait(lambda: set(screen.processes().values()) == {"supervisor", "desk"}, 10, "its end")
        screen.wait(lambda: screen.titles() == [MAIN], what="the desk alone")
