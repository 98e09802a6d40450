# SPDX-License-Identifier: GPL-3.0-or-later
"""The passphrase field: dots always, the words drawn only while a button is held.

Promises: its text reaches the accessibility tree as dots, also while the words are shown, since they
are painted and never set as text.  Caps Lock is noticed from what the keys bring.
It must never change its echo mode, put text on a clipboard, or offer to complete.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPushButton

from ui.kit.icons import icon, pixmap
from ui.kit.theme import colour, em, space


class PassphraseField(QLineEdit):
    """One line of dots."""

    caps = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMaxLength(1024)
        self._shown = False

    def show_words(self, shown: bool) -> None:
        """Draw the words instead of the dots, or the dots again."""
        self._shown = shown
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        letter = event.text()
        if letter.isalpha() and letter.lower() != letter.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(letter.isupper() != shift)
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._shown:
            painter = QPainter(self)
            inside: QRect = self.rect().adjusted(space(8), space(4), -space(8), -space(4))
            painter.fillRect(inside, colour("surface"))
            painter.setPen(colour("text"))
            shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideLeft, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def forget(self) -> None:
        """Empty the field, and its undo."""
        self.clear()
        self.setModified(False)


class HoldToShow(QPushButton):
    """Shows a field's words while it is held down."""

    def __init__(self, field: PassphraseField) -> None:
        super().__init__()
        self.setIcon(icon("eye"))
        self.setIconSize(pixmap("eye", em(1.2)).size())
        self.setAccessibleName("Show while held")
        self.setToolTip("Hold to see what you typed. It is drawn only: a screen reader keeps hearing dots.")
        self.setAutoDefault(False)
        self.setFixedWidth(em(3.7))
        self.pressed.connect(lambda: field.show_words(True))
        self.released.connect(lambda: field.show_words(False))
