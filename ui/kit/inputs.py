# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into a field is not for an input method or a keyboard to learn.

Promises: every field that takes text carries the system's sign for sensitive text before the first key reaches it,
whoever made the field; methods for Korean or Chinese go on working, for only what they keep is asked away.
It must never depend on a page remembering to ask for it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_INSTALLED = "casefile keeps typing private"


def install(app: QApplication) -> None:
    """From now on, for every field of this process; doing it twice does no harm."""
    if not app.property(_INSTALLED):
        app.setProperty(_INSTALLED, True)
        app.focusChanged.connect(lambda _before, now: keep_private(now))


def keep_private(field: QWidget | None) -> None:
    """Mark one field that takes text; anything else is left as it is."""
    if isinstance(field, (QLineEdit, QTextEdit, QPlainTextEdit)) or (isinstance(field, QComboBox) and field.isEditable()):
        hints = field.inputMethodHints()
        if not hints & Qt.InputMethodHint.ImhSensitiveData:
            field.setInputMethodHints(hints | Qt.InputMethodHint.ImhSensitiveData)
