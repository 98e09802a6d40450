# SPDX-License-Identifier: GPL-3.0-or-later
"""After a lock the window comes back where it was: page, record, form, scroll, caret.

Promises: where the person is stands in the vault within two seconds, and at once when the window
locks or closes; a place that is no longer there leads to Home, never to a window that cannot open.
Must never: keep words of a record; a place is ids, numbers and the name of a field.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from casefile.errors import CasefileError
from ui.desk import Desk
from ui.kit.form import Keeper

KEY = "view"
_LOOK_MS = 1000
_STEP_MS, _STEPS = 30, 20  # a page made in parts grows while it is scrolled down


class Shown(Protocol):
    """What is asked of the window."""

    desk: Desk

    def place(self) -> tuple[str, QWidget]: ...
    def has_page(self, name: str) -> bool: ...
    def show_page(self, name: str, record: str = "") -> None: ...
    def focusWidget(self) -> QWidget | None: ...  # noqa: N802 - Qt's name
    def centralWidget(self) -> QWidget | None: ...  # noqa: N802 - Qt's name


@dataclass(frozen=True, slots=True)
class View:
    """Where the person is.  `form` is the key of the draft; `nth` counts fields of one name."""

    page: str = "Home"
    record: str = ""
    form: str = ""
    scroll: tuple[int, ...] = ()
    field: str = ""
    nth: int = 0
    caret: int = 0
    anchor: int = 0

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))


def read_view(text: str) -> View | None:
    """The place that was kept, or None for anything else."""
    try:
        found = json.loads(text)
        return View(str(found["page"]), str(found["record"]), str(found["form"]),
                    tuple(int(one) for one in found["scroll"]), str(found["field"]), int(found["nth"]),
                    max(0, int(found["caret"])), max(0, int(found["anchor"])))
    except (ValueError, KeyError, TypeError):
        return None


def _areas(page: QWidget) -> list[QAbstractScrollArea]:
    """What scrolls on a page, in one order; fields grow with their words and do not."""
    return [one for one in page.findChildren(QAbstractScrollArea)
            if one.isVisibleTo(page) and not isinstance(one, (QTextEdit, QPlainTextEdit))]


def _named(page: QWidget, name: str) -> list[QWidget]:
    return [one for one in page.findChildren(QWidget) if one.accessibleName() == name and one.isVisibleTo(page)]


def look(window: Shown) -> View:
    """Where the person is now."""
    name, page = window.place()
    form = next((one.key for one in page.findChildren(Keeper) if one.is_shown()), "")
    field, nth, caret, anchor = "", 0, 0, 0
    focus = window.focusWidget()
    if focus is not None and page.isAncestorOf(focus) and focus.accessibleName():
        field, nth = focus.accessibleName(), 0
        same = _named(page, field)
        if focus in same:
            nth = same.index(focus)
        if isinstance(focus, QLineEdit):
            caret = anchor = focus.cursorPosition()
        elif isinstance(focus, QTextEdit):
            caret, anchor = focus.textCursor().position(), focus.textCursor().anchor()
    scroll = tuple(one.verticalScrollBar().value() for one in _areas(page))
    return View(name, str(getattr(page, "shown", "")), form, scroll, field, nth, caret, anchor)


class Returning(QObject):
    """Keeps the place of one window, and goes back to it."""

    def __init__(self, window: Shown, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._kept, self._left = window, "", 0
        self._view = View()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._remember)
        self._step = QTimer(self, interval=_STEP_MS)
        self._step.timeout.connect(self._scroll)

    def come_back(self) -> None:
        """Show the place that was kept; scroll and caret follow once the page was laid out."""
        source = self._window.desk.source
        view = read_view(source.setting(KEY, ""))
        if view is None:
            page, _, record = source.setting("place", "Home").partition("/")
            view = View(page, record)
        self._view, self._left = view, _STEPS
        try:
            self._window.show_page(view.page if self._window.has_page(view.page) else "Home", view.record)
            go_on: Callable[[str], None] | None = getattr(self._window.place()[1], "go_on", None)
            if view.form and go_on is not None:
                go_on(view.form)
        except Exception:  # a record that is gone must not keep the vault shut, whatever a page makes of it
            self._view = View()
            self._window.show_page("Home")
        QTimer.singleShot(0, self, self._arrive)

    def _arrive(self) -> None:
        view, page = self._view, self._window.place()[1]
        same = _named(page, view.field) if view.field else []
        if view.nth < len(same):
            field = same[view.nth]
            field.setFocus()
            if isinstance(field, QLineEdit):
                field.setCursorPosition(min(view.caret, len(field.text())))
            elif isinstance(field, QTextEdit):
                last = field.document().characterCount() - 1
                cursor = field.textCursor()
                cursor.setPosition(min(view.anchor, last))
                cursor.setPosition(min(view.caret, last), cursor.MoveMode.KeepAnchor)
                field.setTextCursor(cursor)
        self._step.start()
        self._scroll()

    def _scroll(self) -> None:
        """Scroll until the place is reached, for a page may still grow."""
        name, page = self._window.place()
        areas = _areas(page)
        self._left -= 1
        late = False
        if name == self._view.page and len(areas) == len(self._view.scroll):
            for area, wanted in zip(areas, self._view.scroll, strict=True):
                area.verticalScrollBar().setValue(wanted)
                late = late or area.verticalScrollBar().value() < wanted
        if not late or self._left <= 0:
            self._step.stop()
            self._timer.start()

    def keep_now(self) -> None:
        """Before a lock or the end: what was typed and where, without waiting for the clocks."""
        whole = self._window.centralWidget()
        for keeper in whole.findChildren(Keeper) if whole else ():
            keeper.pause()
        if self._timer.isActive():
            self._remember()

    def _remember(self) -> None:
        if self._window.place()[0] in ("Search", "Help"):
            return
        text = look(self._window).text()
        if text != self._kept:
            with suppress(CasefileError):  # a full drive: the next second tries again, and writing says so itself
                self._window.desk.source.remember(KEY, text)
                self._kept = text
