# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk process: waits for the root, opens the case database, shows the main window.

Promises: it is drawn-ready before the root comes, so that opening feels instant; a heartbeat tells the
supervisor that the window answers; closing the window closes the vault and ends the program.
It must never hold the identity root or a passphrase.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox

from casefile.errors import CasefileError
from casefile.processes.faults import read_fault
from casefile.processes.link import Start
from casefile.processes.messages import Message, Op
from casefile.processes.roots import open_roots
from casefile.store import window as memory
from casefile.vault import keychange
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.seal import OneUseKey
from ui.bridge import Bridge
from ui.guard import Guard
from ui.inbox import Inbox
from ui.kit import copying
from ui.shell.returning import KEY
from ui.shell.window import MainWindow

_BEAT_MS = 1000


class DeskProcess(QObject):
    """Connects the main window with the supervisor."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._link, self._vault = start.link, start.vault or Path()
        self._fault = read_fault(start.words)
        self._key = OneUseKey()
        self._session: Session | None = None
        self._bridge: Bridge | None = None
        self._window: MainWindow | None = None
        self._guard: Guard | None = None
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.timeout.connect(lambda: self._link.send(Message(Op.BEAT)))
        self._inbox = Inbox(start, self._take)
        self._link.send(Message(Op.READY, keys={"roots": self._key.public}))

    def _take(self, message: Message) -> None:
        if message.op is Op.SEALED and self._session is None:
            self._open(message.keys.get("roots", b""))
        elif self._bridge is not None:
            self._bridge.take(message)

    def _open(self, sealed: bytes) -> None:
        try:
            roots = open_roots(self._key, sealed)
            self._session = open_with_roots(self._vault, roots.rc, write=True, wait_s=2.0)
            self._link.close_vault = self._session.close
            if roots.change:
                keychange.carry_out(self._session, keychange.read(roots.change))
            if self._fault:  # where it happened is not gone back to: the vault must open
                memory.remember(self._session, KEY, "")
                memory.remember(self._session, "place", "Home")
            self._bridge = Bridge(self._link, roots)
            self._bridge.fault = self._fault
            copying.allow_records(memory.remembered(self._session, copying.SETTING) == "records")
            self._guard = Guard(self._bridge.lock, self._bridge.activity)
            self._window = MainWindow(self._session, self._bridge)
            self._bridge.before_lock = self._window.keep_now
            # what the identity window changed is read again when it is gone
            self._bridge.identities_closed.connect(lambda desk=self._window.desk: desk.changed.emit("", ""))
        except CasefileError as error:
            return self._failed(error)
        except Exception as error:  # a window that cannot be built must lead back to the unlock window
            return self._failed(CasefileError(f"The window could not be built ({type(error).__name__})."))
        self._link.say_trouble = self._trouble
        self._window.installEventFilter(self)
        self._window.show()
        self._window.activateWindow()
        self._link.send(Message(Op.OPENED, words={
            "idle_minutes": self._window.desk.source.setting("idle_minutes", "")}))
        self._beat.start()

    def _failed(self, error: CasefileError) -> None:
        self._link.send(Message(Op.FAILED, words={"message": error.message, "advice": error.advice,
                                                  "kind": error.kind}))

    def _trouble(self, error: CasefileError) -> None:
        """What hindered a step, in words; nothing waits for an answer."""
        box = QMessageBox(QMessageBox.Icon.Warning, "Casefile", error.message, parent=self._window)
        box.setInformativeText(error.advice)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._window and event.type() == QEvent.Type.Close:
            QTimer.singleShot(0, self._quit)  # the window keeps its drafts first
        return False

    def _quit(self) -> None:
        copying.clear()
        if self._session is not None:
            self._session.close()
        self._link.send(Message(Op.QUIT))


def run_desk(start: Start) -> DeskProcess:
    """Build it, and wait for the root."""
    return DeskProcess(start)
