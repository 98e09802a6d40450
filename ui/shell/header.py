# SPDX-License-Identifier: GPL-3.0-or-later
"""The header band: the same on every page, and never with case data.

Promises: `Search` on Ctrl+F, `Back up now`, `Lock now` on Ctrl+L are always there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from ui.kit.chips import Chip, state_paint
from ui.kit.icons import paint_icon
from ui.kit.theme import em, space, theme
from ui.kit.words import button, label, row


class SearchField(QLineEdit):
    """The search field; its icon grows with the text."""

    left = Signal()
    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setAccessibleName("Search")
        self.setAccessibleDescription("Search everything. Results appear while you type. Control F.")
        self.setClearButtonEnabled(True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        side = em(1.15)
        left = em(0.75)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - em(0.75) - side
        paint_icon(painter, "search", QRectF(left, (self.height() - side) / 2, side, side), theme().tokens.muted)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        super().keyPressEvent(event)


class Header(QFrame):
    """Casefile, Search, backup chip, Back up now, Lock now."""

    def __init__(self, back_up: Callable[[], None], lock: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "band")
        brand = label("Casefile", "brand")
        brand.setIndent(space(4))
        self._brand = brand
        self.search = SearchField()
        self._hint = label("Ctrl+F", "band")
        self.chip = Chip("", state_paint("band"))
        self.back_up = button("Back up now", back_up, kind="band", mark="backup")
        self.lock = button("Lock now", lock, kind="band", mark="lock", tip="Ctrl+L")
        parts = row(brand, self.search, self._hint, None, self.chip, self.back_up, self.lock, gap=10,
                    margins=(16, 8, 16, 8))
        parts.setStretch(1, 30)
        parts.setStretch(3, 1)
        self.setLayout(parts)
        self._chip_wanted = False

    def show_backup(self, words: str, mark: str) -> None:
        """The chip's words; empty hides it."""
        self._chip_wanted = bool(words)
        self.chip.show_as(words, state_paint("band", mark))
        self.chip.setVisible(self._chip_wanted and not self._hint.isHidden())

    def fold(self, narrow: bool, tight: bool) -> None:
        """Narrow: less than 50 em; tight: no room for the chip beside the acts."""
        self._hint.setVisible(not tight)
        self.chip.setVisible(self._chip_wanted and not tight)
        self._brand.setFixedWidth(self._brand.sizeHint().width() if narrow else em(11.1))
        self.search.setPlaceholderText("Search" if narrow else "Search everything")
        if narrow:
            self.search.setMinimumWidth(em(6))
            self.search.setMaximumWidth(16777215)
        else:
            self.search.setMinimumWidth(em(12))
            self.search.setMaximumWidth(em(30))

