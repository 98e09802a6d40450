# SPDX-License-Identifier: GPL-3.0-or-later
"""The supervisor's messages, brought from the thread that reads the pipe into the window's thread.

Promises: every message is taken in order, in the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from casefile.processes.link import Start
from casefile.processes.messages import Message


class Inbox(QObject):
    """Brings the supervisor's messages into the thread of the window."""

    heard = Signal(object)

    def __init__(self, start: Start, take: Callable[[Message], None]) -> None:
        super().__init__()
        self._take = take
        self.heard.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        start.link.listen(self.heard.emit)

    def _deliver(self, message: Message) -> None:
        self._take(message)
