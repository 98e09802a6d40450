# SPDX-License-Identifier: GPL-3.0-or-later
"""One step of a window that takes or makes secrets: a title, a sentence, parts, and one way on.

Promises: each page has one filled button and says beneath what is wrong, with the caret where it can be mended.
It must never keep what was typed once it is left.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QTextEdit, QWidget

from ui.kit.words import button, column, label, link, row
from ui.unlock.window import Sheet


class Step(Sheet):
    """A title, a sentence, parts, what is wrong, and one way on."""

    def __init__(self, title: str, sentence: str, act: str, do: Callable[[], None], *parts: QWidget | int | None,
                 back: Callable[[], None] | None = None, kind: str = "primary", later: QWidget | None = None) -> None:
        """`later`: a quiet second way on, before the filled button."""
        super().__init__()
        self.wrong = label("", "bad", wrap=True)
        self.wrong.hide()
        self.act = button(act, do, kind=kind)
        foot: list[QWidget | None] = [link("Back", back)] if back else []
        layout = column(label(title, "title", wrap=True), label(sentence, "muted", wrap=True), 6, *parts, self.wrong,
                        None, row(*foot, None, *([later] if later else []), self.act), gap=8, margins=(36, 26, 36, 22))
        self.setLayout(layout)

    def complain(self, words: str, field: QLineEdit | QTextEdit) -> None:
        """Say what is wrong, and put the caret where it can be mended."""
        self.wrong.setText(words)
        self.wrong.show()
        field.selectAll()
        field.setFocus()


def named_field(name: str, text: str = "") -> tuple[QLabel, QLineEdit]:
    """A field of one line and the label before it."""
    made, head = QLineEdit(text), label(name, "head")
    made.setAccessibleName(name)
    head.setBuddy(made)
    return head, made


class Waiting(Sheet):
    """Slow work under way; there is nothing to press."""

    def __init__(self, title: str, sentence: str = "The keys are made slowly on purpose: that slowness is protection."
                 ) -> None:
        super().__init__()
        pulse = QProgressBar()
        pulse.setRange(0, 0)
        pulse.setTextVisible(False)
        pulse.setAccessibleName(title)
        self.setLayout(column(label(title, "title", wrap=True), label(sentence, "muted", wrap=True), 8, pulse, None,
                              margins=(36, 26, 36, 22)))
