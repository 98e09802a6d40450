# SPDX-License-Identifier: GPL-3.0-or-later
"""A form that loses nothing: drafts within two seconds, undo, and a word that says so.

Promises: what is typed is in the vault as a draft within two seconds; closing, locking or a crash
loses at most that; undo goes back step by step.
Must never: ask "Are you sure?" for what undo can mend.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget
from shiboken6 import isValid

from casefile.errors import CasefileError
from ui.kit.fields import Pick, Tick
from ui.kit.page import Page
from ui.kit.passages import Passage
from ui.kit.states import StateWord
from ui.kit.theme import em
from ui.kit.words import column, label

DRAFT_MS = 1200
AGAIN_MS = 5000  # after the vault could not be written
Values = dict[str, Any]


class Keeper(QObject):
    """Watches a form: keeps drafts, and the way back."""

    def __init__(self, parent: QWidget, read: Callable[[], Values], fill: Callable[[Mapping[str, Any]], None],
                 keep: Callable[[Values | None], None], word: StateWord, key: str) -> None:
        """`key` is the draft's name in the vault, `kind/record` or `kind/new`."""
        super().__init__(parent)
        self.key = key
        page = parent.parentWidget()
        if isinstance(page, Page):
            page.turned.connect(self.pause)  # its fields go next
        self._read, self._fill, self._keep, self._word = read, fill, keep, word
        self._steps: list[str] = []
        self._last = ""
        self._filling = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.save_draft)

    def begin(self, stored: Mapping[str, Any], draft: Mapping[str, Any] | None) -> None:
        """Fill the form with what is stored, then with a draft; from here on changes count."""
        self._filling = True
        self._fill(stored)
        self._last = self._state()
        self._steps.clear()
        if draft:
            self._steps.append(self._last)
            self._fill(draft)
            self._last = self._state()
            self._word.say("Your draft came back", "good")
        self._filling = False

    def _state(self) -> str:
        return json.dumps(self._read(), ensure_ascii=False, sort_keys=True)

    def touched(self, *_any: object) -> None:
        """Something was typed or chosen."""
        if not self._filling:
            self._word.say("Saving…")
            self._timer.start(DRAFT_MS)

    def save_draft(self) -> None:
        """Keep what stands there now."""
        self._timer.stop()
        state = self._state()
        if state != self._last:
            try:
                self._keep(self._read())
            except CasefileError as error:  # a full drive, a vault in use: what was typed stays, and is tried again
                self._word.say(f"Not saved yet. {error.message}", "bad")
                self._timer.start(AGAIN_MS)
                return
            self._steps.append(self._last)
            self._last = state
        self._word.say("Saved as a draft", "good")

    def undo(self) -> None:
        """One step back."""
        if self._timer.isActive():
            self.save_draft()
        if not self._steps:
            self._word.say("Nothing to undo")
            return
        self._last = self._steps.pop()
        self._filling = True
        self._fill(json.loads(self._last))
        self._filling = False
        self._keep(json.loads(self._last))
        self._word.say("Undone, saved as a draft", "good")

    def end(self) -> None:
        """The form is done: the draft goes."""
        self._timer.stop()
        self._keep(None)

    def is_shown(self) -> bool:
        """Whether the form stands on its page now."""
        return isValid(self._word) and self._word.isVisible()

    def pause(self) -> None:
        """The window locks or closes, or the page turns: keep what was not kept yet."""
        if self._timer.isActive():
            self.save_draft()

    def watch(self, *fields: QWidget) -> None:
        """Listen to fields."""
        for field in fields:
            if isinstance(field, QLineEdit):
                field.textEdited.connect(self.touched)
            elif isinstance(field, Pick):
                field.activated.connect(self.touched)
            elif isinstance(field, Tick):
                field.toggled.connect(self.touched)
            elif isinstance(field, Passage):
                field.textChanged.connect(self.touched)


def titled(title: str, field: QWidget, about: str = "", *, wide: bool = False) -> QLayout:
    """A field under its title, with its name for a screen reader."""
    field.setAccessibleName(title)
    if about:
        field.setAccessibleDescription(about)
    if not wide:
        field.setMaximumWidth(em(24))
    heading = label(title, "head")
    heading.setBuddy(field)
    parts: list[QWidget] = [heading, field]
    if about:
        parts.append(label(about, "small", wrap=True))
    return column(*parts, gap=4)
