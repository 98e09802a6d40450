# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the rules alone refuse, a second person may answer for it: a reason, her name, and both are in the log.

Promises: what that means is said before it is asked for; nothing goes on with one of the two missing.
It must never claim that a second person was there: the program knows a name and no more.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLineEdit

from ui.kit.form import titled
from ui.kit.theme import em
from ui.kit.words import button, card, label, row

KINDS = frozenset({"group-too-small", "second-person-needed"})
"""Refusals a second person may answer for."""


class SecondPerson(QFrame):
    """Two fields and one act."""

    def __init__(self, decided: Callable[[str, str], None]) -> None:
        super().__init__()
        self._decided = decided
        self._reason, self._name = QLineEdit(), QLineEdit()
        self._said = label("", "small", wrap=True)
        for field in (self._reason, self._name):
            field.setMaxLength(500)
            field.returnPressed.connect(self._take)
        self.setLayout(row(card(
            label("A second person can decide otherwise", "section"),
            label("Let her look at the same pages. Her name and the reason stay in the log, and the identity passphrase is "
                  "asked for again. The program records a name; it cannot know who was there.", wrap=True),
            titled("Why it may leave all the same", self._reason, wide=True), titled("Name of the second person", self._name),
            self._said, row(button("Look again with her answer", self._take), None), gap=10)))
        self.setMaximumWidth(em(48))

    def _take(self) -> None:
        reason, name = self._reason.text().strip(), self._name.text().strip()
        if reason and name:
            self._decided(reason, name)
        else:
            self._said.setText("Both are needed: the reason and the name.")
            (self._name if reason else self._reason).setFocus()
