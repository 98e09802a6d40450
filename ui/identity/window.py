# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity window: one person, a plum band, and a clock that closes it.

Promises: where to find a person is hidden until it is shown, row by row; the title says only
`Casefile`; nothing can be selected, dragged or copied; two minutes without a key or a move close it.
It must never show two people at once or keep a name when it turns to another person.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QPushButton, QScrollArea, QWidget

from ui.identity.adding import Adding
from ui.identity.changing import Changing
from ui.identity.facts import Fact, facts
from ui.kit.chips import Chip, Paint, pseudonym_paint
from ui.kit.theme import em, theme
from ui.kit.words import box, button, card, column, label, line, picture, row, set_tone
from ui.unlock.window import Band, Sheet

IDLE_S = 120
_DOTS = "• • • • • •"


class FactRow(QWidget):
    """One fact, shown or hidden."""

    def __init__(self, fact: Fact, change: Callable[[Fact], None]) -> None:
        super().__init__()
        self._fact, self._shown = fact, not fact.hidden
        key = label(fact.key, "muted")
        key.setFixedWidth(em(9.2))
        key.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words, self._note = label("", wrap=True), label("", "small", wrap=True)
        font = self._words.font()
        font.setPixelSize(em(1.14))
        self._words.setFont(font)
        self._turn: QPushButton = button("", self.turn)
        self._turn.setFixedWidth(em(5.2))
        alter = button("Change", lambda: change(fact), name=f"Change {fact.key.lower()}")
        alter.setFixedWidth(em(5.8))
        alter.setVisible(bool(fact.places))
        words = column(self._words, self._note, gap=2)
        parts = row(key, words, alter, self._turn, gap=12, margins=(0, 8, 0, 8))
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self._show()

    def turn(self) -> None:
        """Show what is hidden, or hide it again."""
        self._shown = not self._shown
        self._show()

    def _show(self) -> None:
        self._words.setText(self._fact.words if self._shown else _DOTS)
        self._words.setAccessibleName("" if self._shown else f"{self._fact.key}, hidden")
        self._note.setText(self._fact.note if self._shown or self._fact.note else "hidden until you show it")
        self._note.setVisible(bool(self._note.text()))
        self._turn.setText("Hide" if self._shown else "Show")
        self._turn.setAccessibleName(f"{'Hide' if self._shown else 'Show'} {self._fact.key.lower()}")


class IdentityWindow(QMainWindow):
    """True names, one person at a time."""

    def __init__(self, close: Callable[[], None], add: Callable[[str, str], None],
                 alter: Callable[[Mapping[str, Any] | None], None], undo: Callable[[], None]) -> None:
        """`close` ends the process; `add` keeps one more fact (its kind, its words) about the person shown;
        `alter` keeps another identity in place of hers (None: nothing), `undo` takes the newest change back."""
        super().__init__()
        self._close, self._left = close, time.monotonic()
        self._body: Mapping[str, Any] | None = None
        self.setWindowTitle("Casefile")
        self.setObjectName("identity")
        tokens = theme().tokens
        self._clock_paint = Paint(tokens.ident, tokens.on_ident, tokens.on_ident, "clock")
        self._clock = Chip("", self._clock_paint)
        band = Band("Identities", "identity", "ident", "on_ident", "True names. Look around you before you read.",
                    self._clock, button("Close now", close))
        self._who = Chip("", pseudonym_paint())
        head = row(label("The person you call", "muted"), self._who, None, label("1 person at a time", "small"),
                   gap=8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = card(row(picture("info", "ident"),
                        label("Copying is off. Screen pictures cannot be blocked on this system.", "small",
                              wrap=True), gap=8))
        self._adding, self._changing = Adding(add), Changing(alter)
        self._adding.hide()
        self._changing.hide()
        self._undo = button("Undo", undo, mark="undo", name="Take the change back")
        self._undo.hide()
        self._said = label("", "good", wrap=True)
        more = button("Add a spelling", self._add)
        done = button("Done", close, kind="identity")
        foot = box(row(self._said, self._undo, more, done, gap=8, margins=(20, 10, 14, 10)), "bar")
        inside = column(head, line(), self._area, self._adding, self._changing, hint, gap=8, margins=(24, 14, 24, 14))
        inside.setStretch(2, 1)
        page = column(band, box(inside), foot, gap=0)
        page.setStretch(1, 1)
        self.setCentralWidget(box(page))
        self.setMinimumSize(em(30), em(24))
        self.resize(em(50), em(45))
        done.setFocus()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self._tick.start()

    def show_person(self, pseudonym: str, body: Mapping[str, Any] | None) -> None:
        """Turn to a person; what was shown before is let go."""
        self._body = body
        self._who.show_as(pseudonym, pseudonym_paint())
        rows: list[QWidget | None] = []
        for fact in facts(body or {}):
            rows += [FactRow(fact, self._change), line()]
        if body is None:
            rows = [label("The identity vault holds nothing about this person yet.", "muted", wrap=True)]
        inner = Sheet()
        inner.setLayout(column(*rows, None, gap=0))
        self._area.setWidget(inner)  # the widget that was there is deleted
        self._adding.let_go()
        self._changing.let_go()
        self._undo.hide()
        self.say("")
        self.present()

    def _add(self) -> None:
        self._changing.hide()
        self._adding.begin("spelling" if self._body else "true")

    def _change(self, fact: Fact) -> None:
        self._adding.hide()
        self._changing.begin(fact, self._body or {})

    def can_undo(self, words: str) -> None:
        """A change was kept, and can be taken back while this person is shown."""
        self.say(words)
        self._undo.show()

    def say(self, words: str, tone: str = "good") -> None:
        """The state word in the corner: good or bad."""
        self._said.setText(words)
        set_tone(self._said, tone)

    def present(self) -> None:
        """The person is there: the clock starts again."""
        self._left = time.monotonic()
        self._count_down()

    def _count_down(self) -> None:
        left = IDLE_S - round(time.monotonic() - self._left)
        if left <= 0:
            self._close()
        minutes, seconds = divmod(max(left, 0), 60)
        words = f"Closes in {minutes} min {seconds} s" if minutes else f"Closes in {seconds} s"
        self._clock.show_as(words, self._clock_paint)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()
        self._close()
