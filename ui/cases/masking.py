# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of a picture for others: cover, look, say for whom, make it.

Promises: the copy is made from pixels and boxes alone; nothing is made before somebody said that she looked
at the whole picture; boxes drawn so far outlive a lock; a clearance can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from casefile.errors import CasefileError, UsageError
from casefile.export import masking
from casefile.processes.pictures import Pixels
from casefile.progress import Progress
from ui.cases.cover import KEYS, Cover
from ui.desk import Desk
from ui.kit.fields import Tick
from ui.kit.page import Columns
from ui.kit.states import banner
from ui.kit.theme import em
from ui.kit.words import button, card, column, label, row, set_tone

READERS = {"press": "the press", "appeal": "an appeal", "un": "UN bodies", "legal": "a lawyer"}


def readers_words(readers: Sequence[str]) -> str:
    """Cleared for the press and UN bodies."""
    names = [words for key, words in READERS.items() if key in readers]
    if not names:
        return "cleared for nobody"
    return f"cleared for {' and '.join([', '.join(names[:-1]), names[-1]] if len(names) > 1 else names)}"


class Readers(QWidget):
    """For whom a copy may leave."""

    def __init__(self, chosen: Sequence[str] = ()) -> None:
        super().__init__()
        self._ticks = {key: Tick(words[0].upper() + words[1:], key in chosen) for key, words in READERS.items()}
        self.setLayout(column(*self._ticks.values(), gap=2))

    def keys(self) -> list[str]:
        """The readers chosen."""
        return [key for key, tick in self._ticks.items() if tick.isChecked()]

    def tell(self, changed: Callable[[], None]) -> None:
        """Call this at every change."""
        for tick in self._ticks.values():
            tick.toggled.connect(lambda _on: changed())


class Masking(QWidget):
    """The picture with its boxes, and what has to be said before the copy is made."""

    def __init__(self, desk: Desk, attachment: str, pixels: Pixels, done: Callable[[str], None],
                 leave: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._attachment, self._pixels, self._done = desk, attachment, pixels, done
        self._key = f"mask/{attachment}"
        self._cover = Cover(pixels, self._kept())
        self._where = label("", "small", wrap=True)
        self._nothing = Tick("Nothing here has to be hidden")
        self._looked = Tick("I looked at the whole picture")
        self._readers = Readers()
        self._make = button("Make the copy", self.make, kind="primary")
        self._said = label("", "small", wrap=True)
        tools = row(button("Add a box", self._cover.add, mark="add"), button("Next box", self._cover.next),
                    button("Take it away", self._cover.remove), button("Undo", self._cover.undo, mark="undo"), None)
        left = QWidget()
        left.setLayout(column(self._cover, self._where, tools, label(KEYS, "small", wrap=True), gap=8))
        right = card(
            label("Before it may leave", "section"),
            label("Cover faces, hands, scars, clothes that are known, signs, papers, number plates, views from windows, and what "
                  "is mirrored. The copy holds these pixels and nothing of the file: no name, date or place.", wrap=True),
            self._nothing, self._looked, label("It may be read by", "head"), self._readers, self._said,
            row(self._make, button("Leave it", leave), None), gap=8)
        self.setLayout(column(Columns(left, right, shares=(3, 2)), gap=8))
        self._cover.changed.connect(self._drawn)
        for tick in (self._nothing, self._looked):
            tick.toggled.connect(lambda _on: self._state())
        self._readers.tell(self._state)
        self._cover.setMinimumWidth(em(14))
        self._drawn()

    def _kept(self) -> list[masking.Box]:
        try:
            return masking.boxes_of(self._desk.source.setting(self._key, ""))
        except UsageError:
            return []

    def _drawn(self) -> None:
        text = ";".join(f"{one.x},{one.y},{one.width},{one.height}" for one in self._cover.boxes)
        try:
            self._desk.source.remember(self._key, text)
        except CasefileError as fault:
            self._say(fault)
        self._where.setText(self._cover.words())
        self._nothing.setVisible(not self._cover.boxes)
        self._state()

    def missing(self) -> str:
        """What has to be done before the copy can be made; empty where nothing is."""
        if not self._cover.boxes and not self._nothing.isChecked():
            return "Draw a box over what must not be seen, or say that nothing has to be hidden."
        if not self._looked.isChecked():
            return "No program can read a picture. Look at all of it, then say so."
        return ""

    def _state(self) -> None:
        lacking = self.missing()
        self._said.setText(lacking or ("It stays in the vault until you say for whom it may leave." if not self._readers.keys()
                                       else ""))
        set_tone(self._said, "small")
        self._make.setEnabled(not lacking)

    def make(self) -> None:
        """Fill the boxes, write new pixels, keep the copy."""
        if self.missing():
            return
        boxes, readers, pixels = self._cover.boxes, self._readers.keys(), self._pixels
        self._make.setEnabled(False)
        self._said.setText("Writing new pixels…")

        def work(_progress: Progress) -> bytes:
            return masking.png(masking.cover(pixels, boxes))

        def ready(png: bytes) -> None:
            if not isValid(self):
                return
            try:
                own = self._desk.source.keep_masked(self._attachment, png, len(boxes), readers)
                self._desk.source.remember(self._key, "")
            except CasefileError as fault:
                return self._say(fault)
            self._done(own)

        self._desk.hub.start(work, ready, self._failed)

    def _failed(self, fault: Exception) -> None:
        if isValid(self) and isinstance(fault, CasefileError):
            self._say(fault)

    def _say(self, fault: CasefileError) -> None:
        self._said.setText(f"{fault.message} {fault.advice}")
        set_tone(self._said, "bad")
        self._make.setEnabled(not self.missing())


def made(readers: Sequence[str]) -> QWidget:
    """What is said when a copy was made."""
    return banner("next", f"The copy is made, {readers_words(readers)}",
                  "It goes into PDF and text documents for those readers. The original stays in the vault.", mark="check")
