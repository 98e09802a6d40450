# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page shows when there is nothing yet, when it works, when something went wrong.

Promises: order of each message: what happened, what is safe, what to do; errors stand in the
page until dealt with and hold no record text.
Must never: open a box, beep, or end in a blank table.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QProgressBar, QSizePolicy, QWidget

from ui.kit.chips import SHAPES, WORDS
from ui.kit.theme import colour, em, space, theme
from ui.kit.words import box, button, card, column, label, picture, row


def nothing_yet(mark: str, title: str, sentence: str, act: str = "", do: Callable[[], object] | None = None
                ) -> QFrame:
    """The empty state: an icon, what is not there yet, one sentence, one button."""
    parts: list[QWidget | None] = [label(sentence, "muted", wrap=True)]
    if act:
        parts.append(button(act, do, kind="primary"))
    made = card(row(picture(mark, "muted", 1.6), label(title, "section"), None), *parts, gap=12)
    made.setMaximumWidth(em(44))
    return made


def banner(kind: str, title: str, sentence: str, *acts: QWidget, mark: str = "info") -> QFrame:
    """A card across the page: warn, bad or next."""
    ink = {"warn": "warn", "bad": "bad", "next": "accent"}.get(kind, "text")
    words = column(label(title, {"warn": "warn", "bad": "bad"}.get(kind, "head"), wrap=True),
                   label(sentence, wrap=True), gap=2)
    parts = row(picture(mark, ink), words, *acts, gap=12, margins=(16, 10, 14, 10))
    parts.setStretch(1, 1)
    made = box(parts, kind)
    made.setAccessibleName(title)
    return made


def draft_waits(go_on: Callable[[], object]) -> QFrame:
    """What was being typed when the window went; it is still there."""
    return banner("next", "You were typing here", "It was kept as a draft and is not part of the record yet.",
                  button("Go on with the draft", go_on), mark="pencil")


class Next(QFrame):
    """The one clear next step of a page."""

    def __init__(self, title: str, sentence: str, act: str, do: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "next")
        words = column(None, label(title, "section", wrap=True), label(sentence, wrap=True), None, gap=2)
        self._flow = row(words, button(act, do, kind="primary"), gap=16, margins=(18, 14, 16, 14))
        self._flow.setStretch(0, 1)
        self.setLayout(self._flow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        wanted = QBoxLayout.Direction.TopToBottom if self.width() < em(40) else QBoxLayout.Direction.LeftToRight
        if self._flow.direction() != wanted:
            self._flow.setDirection(wanted)
        super().resizeEvent(event)


class Working(QFrame):
    """Work under way: what, how far, and a Stop that says what it leaves."""

    def __init__(self, title: str, stop: Callable[[], object], leaves: str = "Stop, nothing changes") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._step = label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        parts = column(row(picture("clock"), label(title, "section"), None), self._step, self._bar,
                       row(button(leaves, stop), None), gap=12, margins=(16, 14, 16, 16))
        self.setLayout(parts)

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        """How far the work is; 0 of 0 is unknown."""
        self._step.setText(f"{what}: {done} of {total}" if total else what)
        self._bar.setRange(0, total)
        self._bar.setValue(done)


class StateWord(QLabel):
    """The word in the corner: Saved, saving, not saved and why."""

    def __init__(self) -> None:
        super().__init__("")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", "small")

    def say(self, word: str, tone: str = "small") -> None:
        """Show a word; tone good, small or bad."""
        self.setText(word)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)


class RiskLadder(QLabel):
    """Four parts in a row, filled up to the level; the place repeats the word."""

    def __init__(self, level: str) -> None:
        super().__init__(WORDS.get(level, "Not assessed"))
        self._level = level
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        place = list(SHAPES).index(level) + 1 if level in SHAPES else 0
        self.setAccessibleName(f"{WORDS.get(level, 'Not assessed')}, step {place} of 4")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(12), max(6, space(8)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(4), max(6, space(8)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = list(SHAPES).index(self._level) + 1 if self._level in SHAPES else 0
        paint = theme().tokens.risk(self._level)
        gap = space(4)
        width = (self.width() - 3 * gap) / 4
        for part in range(4):
            seat = 3 - part if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else part
            filled = part < place
            painter.setPen(colour("line") if not filled else paint.edge)
            painter.setBrush(colour("surface") if not filled else paint.fill)
            painter.drawRoundedRect(QRectF(seat * (width + gap) + 0.5, 0.5, width - 1, self.height() - 1), 3, 3)
