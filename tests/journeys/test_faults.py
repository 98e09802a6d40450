# SPDX-License-Identifier: GPL-3.0-or-later
"""A fault of the program closes the vault first; then it has an id, and a report can be saved."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import Passphrases
from tests.journeys.screen import UNLOCK, Screen
from tests.journeys.test_ends import alive

BREAK = """
import sys
from casefile.processes import surroundings
def command(role, before=surroundings.command):
    words = before(role)
    if role.value != "desk":
        return words
    at = words.index("-m")
    code = ("import sys\\nsys.argv = sys.argv[:1] + sys.argv[1:]\\nfrom ui.shell import header\\n"
            "from ui.shell import rail\\nimport ui.shell.window as w\\n"
            "from casefile.errors import DriveTrouble, NotFound\\n"
            "def broken(self): raise NotFound('a sentence of a record')\\n"
            "def full(self): raise DriveTrouble('The drive is full.')\\n"
            "w.MainWindow._help, w.MainWindow._new = broken, full\\n"
            "from casefile.__main__ import main\\nsys.exit(main())")
    return [*words[:at], "-c", code, *words[at + 2:]]
"""


def test_what_hinders_is_said_and_a_fault_closes_the_vault_and_its_report_holds_no_word(sample_vault: Path, passphrases: Passphrases,
                                                               tmp_path: Path) -> None:
    code = (BREAK + "from casefile.processes import children\nchildren.command = command\n"
            "from casefile.__main__ import main\nsys.exit(main())")
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault, code=code)
        screen.unlock(passphrases.a)
        desk = screen.pid_of("desk")
        screen.keys("ctrl+n")
        screen.wait(lambda: screen.find("The drive is full."), what="what hindered")
        screen.keys("Escape")
        screen.wait(lambda: not screen.find("The drive is full."), what="the window alone")
        assert alive([desk])
        screen.keys("F1")
        screen.wait(lambda: screen.titles() == [UNLOCK], 10, "the lock")
        assert not alive([desk])
        told = screen.wait(lambda: screen.find("A fault of the program.*"), what="the reason")
        found = re.search(r"\(([0-9a-f]{8})\)", told["name"])
        assert found
        screen.unlock(passphrases.a)
        screen.click(screen.wait(lambda: screen.find("Settings", "list item"), what="the settings"))
        screen.wait(lambda: screen.find(f"Fault {found[1]} closed the vault."), what="the fault")
    printed = screen.printed.read_text("utf-8")
    assert re.search(rf"NotFound at <string>:\d+\), {found[1]}", printed)
    assert "a sentence" not in printed
