# SPDX-License-Identifier: GPL-3.0-or-later
"""How a person gets about in the program: to a page, a record, a form, through the second passphrase."""

from __future__ import annotations

import time
from pathlib import Path

from tests.conftest import Passphrases
from tests.journeys.memory import TYPED_NAME
from tests.journeys.screen import Screen
from tests.journeys.test_first_run import press


class Walk:
    """The program on a screen, and the secrets that open it."""

    def __init__(self, screen: Screen, secrets: Passphrases, stick: Path) -> None:
        self.screen, self.secrets, self.stick = screen, secrets, stick
        self.drafted, self._forms = "", 0
        """What was typed last into a statement that is not kept yet."""

    def page(self, name: str) -> None:
        """Go to a page by the list on the left."""
        self.screen.click(self.screen.wait(lambda: self.screen.find(name, "list item"), what=f"the page {name}"))
        time.sleep(0.2)

    def open(self, page: str, row: str) -> None:
        """Open a record."""
        self.page(page)
        self.screen.click(self.screen.wait(lambda: self.screen.find(row, "list item"), what=row), times=2)

    def see(self, name: str, role: str = "") -> None:
        """Wait until it is there."""
        self.screen.wait(lambda: self.screen.find(name, role), 60, name)

    def ask_identities(self) -> None:
        """The window that asks for the identity passphrase, from a person's page."""
        self.open("People", "Heron.*")
        press(self.screen, ".*Identities.*")
        self.screen.click(self.screen.wait(lambda: self.screen.find("Identity passphrase", "password"), what="it"))

    def give_identities(self) -> None:
        """Type the identity passphrase where it is asked for."""
        self.screen.click(self.screen.wait(lambda: self.screen.find("Identity passphrase", "password"), what="it"))
        self.screen.type(self.secrets.b)
        self.screen.keys("Return")
        self.screen.wait(lambda: "unlock-identities" not in self.screen.processes().values(), what="its end")

    def form(self, words: str = "") -> None:
        """A statement half written; without `words` a sentence with a name in it, another one each time."""
        self._forms += 1
        self.drafted = words or f"{TYPED_NAME} was there {self._forms}."
        self.page("Statements")
        press(self.screen, "Add a statement")
        self.screen.click(self.screen.wait(lambda: self.screen.find("Original", "text"), what="the form"))
        self.screen.keys("ctrl+a")
        self.screen.type(self.drafted)

    def choose_folder(self, folder: Path) -> None:
        """Choose where backups go."""
        self.page("Backup")
        press(self.screen, "Choose a.*folder.*")
        self.see("Look in:", "label")
        self.screen.type(str(folder))
        self.screen.keys("Return")
        self.see(str(folder), "label")

    def back_up(self) -> None:
        """Begin a backup to the folder chosen."""
        self.screen.click([node for node in self.screen.tree() if node["name"].startswith("Back up now")][-1])
        self.screen.wait(lambda: "worker" in self.screen.processes().values(), what="the worker")

    def first_person(self) -> None:
        """Open the first person of the list."""
        self.page("People")
        rows = self.screen.wait(lambda: [node for node in self.screen.tree() if node["role"] == "list item"][9:],
                                what="the people")
        self.screen.click(rows[0], times=2)

    def export(self, place: Path) -> None:
        """A file for the press, answering whatever is asked on the way."""
        self.page("Export")
        press(self.screen, "Choose the place, and look.*")
        until = time.monotonic() + 120
        while not self.screen.find("The file is written", "label"):
            assert time.monotonic() < until, [node["name"] for node in self.screen.tree()]
            if self.screen.find("Look in:", "label"):
                self.screen.keys("ctrl+a")
                self.screen.type(str(place))
                self.screen.keys("Return")
            elif self.screen.find("Identity passphrase", "password"):
                self.give_identities()
            else:
                decided = self.screen.find(r"(\d+) of \1 decided.*", "label")
                button = self.screen.find("Write the file.*" if decided else "Remove", "button")
                if button:
                    self.screen.click(button)
            time.sleep(0.3)

    def look_at_an_export(self, place: Path) -> None:
        """As far as the names are opened for it; for the office, for whom nobody is too few."""
        self.page("Export")
        if choice := self.screen.find("The press", "combo"):
            self.screen.click(choice)
            self.screen.click(self.screen.wait(lambda: self.screen.find("This office", "list item"), what="the choice"))
        press(self.screen, "Choose the place, and look.*")
        self.see("Look in:", "label")
        self.screen.keys("ctrl+a")
        self.screen.type(str(place))
        self.screen.keys("Return")
        self.give_identities()
