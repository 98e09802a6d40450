# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes the vault lock, each as it happens to a program on a screen; the clocks alone are moved by hand.

`HAND` runs the program as its door does, but for a supervisor that believes a note about the time it has passed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from shutil import which

import pytest

from tests.journeys.screen import SIGKILL, SIGSTOP, Screen

HAND = """
import os, sys
from casefile.processes import supervisor
from casefile.processes.clocks import Limits

NOTE = os.path.join(os.environ["HOME"], "note")

class Believing(supervisor.Supervisor):
    def __init__(self, vault):
        super().__init__(vault, limits=Limits(hung_s=3))

    def _look_at_clocks(self, slept_s):
        try:
            with open(NOTE) as note:
                said = note.read()
            os.unlink(NOTE)
        except OSError:
            said = ""
        for child in self._children.values() if said == "idle" else ():
            child.last_active -= 1_000_000
        super()._look_at_clocks(30.0 if said == "slept" else slept_s)

supervisor.Supervisor = Believing
from casefile.__main__ import main
sys.exit(main())
"""
Way = Callable[[Screen], None]


def signal(screen: Screen, interface: str, member: str, *arguments: str) -> None:
    """A signal of the desktop on the session's bus."""
    if not which("dbus-send"):
        pytest.skip("dbus-send is not installed")
    subprocess.run(["dbus-send", "--session", "--type=signal", "/" + interface.replace(".", "/"),
                    f"{interface}.{member}", *arguments], env=screen.environment(), check=True)


def ctrl_l(screen: Screen) -> None:
    screen.keys("ctrl+l")


def ctrl_l_twice(screen: Screen) -> None:
    screen.keys("ctrl+l", "ctrl+l")


def out_of_sight_first(screen: Screen) -> None:
    """Hidden by Escape, Escape, then the screen's lock, since no key reaches it."""
    screen.keys("Escape", "Escape")
    the_screens_lock(screen)


def the_screens_lock(screen: Screen) -> None:
    signal(screen, "org.freedesktop.ScreenSaver", "ActiveChanged", "boolean:true")


def gnomes_lock(screen: Screen) -> None:
    signal(screen, "org.gnome.ScreenSaver", "ActiveChanged", "boolean:true")


def _note(screen: Screen, said: str) -> None:
    note = screen.home / "note"
    note.with_suffix(".new").write_text(said)
    note.with_suffix(".new").rename(note)
    screen.wait(lambda: not note.exists(), what="the supervisor to look at its clocks")


def nobody_there(screen: Screen) -> None:
    _note(screen, "idle")


def sleep(screen: Screen) -> None:
    _note(screen, "slept")


def a_crash(screen: Screen) -> None:
    os.kill(screen.pid_of("desk"), SIGKILL)


def hanging(screen: Screen) -> None:
    """The window stops; the lock is ordered when the supervisor has missed its beat."""
    desk = screen.pid_of("desk")
    os.kill(desk, SIGSTOP)
    screen.wait(lambda: desk not in screen.processes(), 20, "the end of what hangs")


SUDDEN = frozenset({a_crash, hanging, nobody_there, sleep})  # no moment is left to keep what was typed just before
WAYS: tuple[Way, ...] = (ctrl_l, the_screens_lock, nobody_there, sleep, gnomes_lock, ctrl_l_twice, a_crash,
                         out_of_sight_first, hanging)
