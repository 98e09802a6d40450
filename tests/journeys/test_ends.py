# SPDX-License-Identifier: GPL-3.0-or-later
"""How it ends: by a key, by the window's cross, by a kill, by hanging; never half."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.conftest import Passphrases
from tests.journeys.screen import MAIN, SIGKILL, SIGSTOP, UNLOCK, Screen

SHORT = """
import sys
from casefile.processes.clocks import Limits
from casefile.processes.supervisor import Supervisor

sys.exit(Supervisor(sys.argv[2], limits=Limits({})).run())
"""


def alive(pids: object) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists()  # type: ignore[attr-defined]
            and Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.parametrize("unlocked", [False, True])
def test_when_the_supervisor_is_killed_everything_is_gone(unlocked: bool, vault: Path, passphrases: Passphrases,
                                                          tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.wait(lambda: len(screen.processes()) == 3, what="unlock and desk")
        if unlocked:
            screen.unlock(passphrases.a)
        pids = screen.processes()
        assert screen.program is not None
        os.kill(screen.program.pid, SIGKILL)
        screen.program.wait()
        screen.wait(lambda: not alive(pids), 2, "the end of all")


def test_when_the_unlock_process_is_killed_nothing_stays(vault: Path, tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.wait(lambda: len(screen.processes()) == 3, what="unlock and desk")
        pids = screen.processes()
        os.kill(screen.pid_of("unlock"), SIGKILL)
        screen.wait(lambda: not alive(pid for pid in pids if pids[pid] != "supervisor"), 2, "the end of all")
        assert screen.program is not None
        assert screen.program.wait(5) != 0


@pytest.mark.parametrize("unlocked", [False, True])
def test_closing_the_last_window_ends_every_process(unlocked: bool, vault: Path, passphrases: Passphrases,
                                                    tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.at_unlock()
        screen.wait(lambda: len(screen.processes()) == 3, what="the waiting desk")
        if unlocked:
            screen.unlock(passphrases.a)
        pids = screen.processes()
        screen.wait(lambda: screen.active() in (UNLOCK, MAIN), what="a window with the keyboard")
        time.sleep(0.2)
        screen.keys("alt+F4")
        assert screen.program is not None
        assert screen.program.wait(5) == 0
        assert not alive(pids)


def test_a_wrong_passphrase_keeps_the_window_and_the_caret(vault: Path, passphrases: Passphrases,
                                                           tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.at_unlock()
        screen.type("not the passphrase")
        screen.keys("Return")
        screen.wait(lambda: screen.find(".*does not open.*"), what="the words beneath")
        field = screen.find("Passphrase", "password")
        assert field is not None
        assert field["focused"]
        assert set(screen.text(field)) == {"●"}, "a screen reader must hear dots"
        screen.keys("ctrl+a", "BackSpace")
        screen.unlock(passphrases.a)
        assert "unlock" not in screen.processes().values()


def test_a_desk_that_hangs_is_locked(vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault, code=SHORT.format("hung_s=2"))
        screen.unlock(passphrases.a)
        desk = screen.pid_of("desk")
        os.kill(desk, SIGSTOP)  # hangs as thoroughly as a process can
        screen.wait(lambda: UNLOCK in screen.titles(), 10, "the lock")
        assert not alive([desk])
        screen.wait(lambda: screen.find(".*no longer answered.*"), what="the reason")


def test_nobody_at_the_keyboard_locks(vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault, code=SHORT.format("idle_s=3"))
        screen.unlock(passphrases.a)
        desk = screen.pid_of("desk")
        screen.wait(lambda: UNLOCK in screen.titles(), 10, "the lock")
        assert not alive([desk])
        screen.wait(lambda: screen.find(".*Nobody was here.*"), what="the reason")


def test_a_desk_that_crashes_leads_back_to_the_unlock_window(vault: Path, passphrases: Passphrases,
                                                             tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault)
        screen.unlock(passphrases.a)
        os.kill(screen.pid_of("desk"), SIGKILL)
        screen.wait(lambda: UNLOCK in screen.titles(), what="the unlock window")
        screen.unlock(passphrases.a)


def test_a_vault_held_by_another_program_says_so_and_can_be_tried_again(vault: Path, passphrases: Passphrases,
                                                                        tmp_path: Path) -> None:
    from casefile.host.locks import VaultLock  # only this test stands in for another program

    with Screen(tmp_path / "desktop") as screen:
        other = VaultLock(vault)
        other.acquire(0)
        screen.launch(vault)
        screen.at_unlock()
        screen.type(passphrases.a)
        screen.keys("Return")
        screen.wait(lambda: screen.find(".*(open|hold|using|use).*", "label") and
                    screen.find("Close or lock the other program.*"), what="the reason")
        other.release()
        screen.unlock(passphrases.a)
