# SPDX-License-Identifier: GPL-3.0-or-later
"""Could someone be picked out?  A dot a person, up to the number that is needed.

Promises: numbers as people say them; too few is said in words, with what follows from it.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.kit.chips import Chip, state_paint
from ui.kit.theme import colour, em, space
from ui.kit.words import column, label, row


class Dots(QWidget):
    """Filled dots for the people there are, open ones for those that lack."""

    def __init__(self, people: int, needed: int) -> None:
        super().__init__()
        self._people, self._needed = people, max(needed, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        each = em(1.0) + space(4)
        return QSize(min(self._needed, 20) * each, em(1.2))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(em(0.95))
        for at in range(min(self._needed, 20)):
            there = at < self._people
            painter.setPen(QPen(colour("accent" if there else "edge"), 1.4))
            painter.setBrush(colour("accent") if there else colour("surface"))
            painter.drawEllipse(QRectF(at * (side + space(4)) + 1, (self.height() - side) / 2, side, side))


class CrowdMeter(QFrame):
    """How many people in the case could be the one described, and how many are needed."""

    def __init__(self, people: int, needed: int, who: str, about: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        enough = people >= needed
        chip = Chip("Enough people" if enough else "Too few people",
                    state_paint("good") if enough else state_paint("warn", "info"))
        said = f"{people} people in this case could be {who}. At least {needed} are needed."
        if people == 1:
            said = f"Nobody else in this case could be {who}. At least {needed} people are needed."
        words = label(said, wrap=True)
        line = row(Dots(people, needed), words, gap=12)
        line.setStretch(1, 1)
        parts = column(row(label("Could someone be picked out?", "section"), None, chip), line, gap=8,
                       margins=(16, 12, 16, 14))
        rest = about if enough else f"No file is written while it is too few. {about}"
        if rest.strip():
            parts.addWidget(label(rest.strip(), wrap=True))
        self.setLayout(parts)
