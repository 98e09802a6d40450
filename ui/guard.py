# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes a window lock: Ctrl+L wherever the keyboard is, the screen's lock, the computer's sleep.

Promises: Ctrl+L is seen before any dialog or menu; the signals of the desktop are listened to where
there is a bus, and where there is none nothing is asked.
It must never decide how long nobody may be there: that clock is the supervisor's.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_PRESENT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
                      QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.InputMethod})
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_IF: Any = SLOT("lock_if(bool)")  # the type stub wants bytes, the library wants what SLOT makes
_NOW: Any = SLOT("lock_now()")
_SYSTEM_BUS = "/run/dbus/system_bus_socket"


class Guard(QObject):
    """Watches all events of a process and the desktop's signals."""

    def __init__(self, lock: Callable[[], None], present: Callable[[], None]) -> None:
        super().__init__()
        self._lock, self._present = lock, present
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        QTimer.singleShot(0, self._listen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = event.type()
        if kind in _KEYS and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_L and \
                event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier:
            self._lock()
            return True
        if kind in _PRESENT:
            self._present()
        return False

    def _listen(self) -> None:
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            session = QDBusConnection.sessionBus()
            for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
                session.connect("", "", name, "ActiveChanged", self, _IF)
        if os.path.exists(_SYSTEM_BUS):
            system = QDBusConnection.systemBus()
            login = "org.freedesktop.login1"
            system.connect(login, "", f"{login}.Manager", "PrepareForSleep", self, _IF)
            system.connect(login, "", f"{login}.Session", "Lock", self, _NOW)

    @Slot(bool)
    def lock_if(self, on: bool) -> None:
        """The screen went dark, or the computer is about to sleep."""
        if on:
            self._lock()

    @Slot()
    def lock_now(self) -> None:
        """The login session was locked."""
        self._lock()
