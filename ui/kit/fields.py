# SPDX-License-Identifier: GPL-3.0-or-later
"""Choices and ticks whose marks are painted from the tokens, so that every look has them.

Promises: the mark is as strong as the edge (3 to 1), and keyboard and names are Qt's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from ui.kit.icons import paint_icon
from ui.kit.theme import colour, em, space, theme


class Pick(QComboBox):
    """One of several answers; the wheel does not change it by accident."""

    def __init__(self, answers: Sequence[tuple[str, str]] = (), chosen: str = "") -> None:
        super().__init__()
        for key, words in answers:
            self.addItem(words, key)
        self.choose(chosen)
        longest = max((len(words) for _key, words in answers), default=8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(min(18, max(8, longest)))

    def choose(self, key: str) -> None:
        """Show the answer with this key, where there is one."""
        at = self.findData(key)
        if at >= 0:
            self.setCurrentIndex(at)

    def key(self) -> str:
        """The key of the answer shown."""
        found = self.currentData()
        return "" if found is None else str(found)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        side = em(0.95)
        left = self.width() - side - em(0.7)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = em(0.7)
        paint_icon(painter, "down", QRectF(left, (self.height() - side) / 2, side, side), theme().tokens.muted)


class Tick(QCheckBox):
    """Yes or no, with our own mark."""

    def __init__(self, words: str, on: bool = False) -> None:
        super().__init__(words)
        self.setChecked(on)
        self.setMinimumHeight(em(1.8))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        wide = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(wide + em(2.2), max(em(1.8), super().sizeHint().height()))

    def hitButton(self, _place: object) -> bool:  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = em(1.15)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - side - 2 if right_to_left else 2
        box = QRectF(left, (self.height() - side) / 2, side, side)
        on = self.isChecked()
        painter.setPen(QPen(colour("accent" if on else "edge"), 1.4))
        painter.setBrush(colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), theme().tokens.on_accent)
        painter.setPen(colour("text"))
        gap = side + space(10)
        words = self.rect().adjusted(0, 0, -gap, 0) if right_to_left else self.rect().adjusted(gap, 0, 0, 0)
        side_flag = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(side_flag | Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
