# SPDX-License-Identifier: GPL-3.0-or-later
"""The second unlock process: the identity passphrase in, both roots out to the one that waits for them.

Promises: the case root comes sealed from the desk, both roots leave sealed to the identity window or
the worker; the desk never gets the identity root.  It hands over and ends at once.
It must never open a database or keep a root after it was sent.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from casefile.processes.link import Start
from casefile.processes.messages import Message, Op
from casefile.processes.opening import both_roots
from casefile.processes.roots import Roots, open_roots
from crypto.errors import CryptoError
from crypto.seal import OneUseKey
from ui.guard import Guard
from ui.inbox import Inbox
from ui.unlock.window import UnlockWindow, Words, show_in_the_middle

_WHY = {
    "identities": "True names are kept under a passphrase of their own. Look around you before you read.",
    "preview": "To find every name that must not leave, the names have to be opened for a moment.",
    "export": "To find every name that must not leave, the names have to be opened for a moment.",
    "screening": "To find names in what was written, the names have to be opened for a moment.",
    "backup": "The true names go into this backup too, for their own recovery words.",
}
_FORGOT = ("Nobody can look it up for you. The 24 recovery words of the identity vault open it too: "
           "type them above.")


class Ask(QObject):
    """Connects the window with the supervisor."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._link, self._vault = start.link, start.vault or Path()
        self._key = OneUseKey()
        self._rc: Roots | None = None
        self._roots: Roots | None = None
        self._client: tuple[str, bytes] | None = None
        why = _WHY.get(start.words.get("purpose", ""), _WHY["identities"])
        words = Words("Open the true names", why, "Identity passphrase", "identity", _FORGOT,
                      colour="ident", ink="on_ident", act="identity")
        self.window = UnlockWindow(words, self._open, self._opened, self._closed)
        self._guard = Guard(lambda: self._link.send(Message(Op.LOCK)),
                            lambda: self._link.send(Message(Op.ACTIVE)))
        self._inbox = Inbox(start, self._take)
        show_in_the_middle(self.window)
        QTimer.singleShot(0, lambda: self._link.send(Message(Op.READY, keys={"roots": self._key.public})))

    def _open(self, typed: str) -> Roots:
        if self._rc is None:
            raise RuntimeError("the case root has not come")
        return both_roots(self._vault, self._rc.rc, typed)

    def _take(self, message: Message) -> None:
        if message.op is Op.SEALED:
            try:
                self._rc = open_roots(self._key, message.keys.get("roots", b""))
            except CryptoError:
                self._closed()
        elif message.op is Op.KEY:
            self._client = (message.peer, message.keys.get("roots", b""))
            self._hand_over()

    def _opened(self, roots: Roots) -> None:
        self._roots = roots
        self._hand_over()

    def _hand_over(self) -> None:
        """Once both are there: the roots, and the public key of the one that waits."""
        if self._roots is None or self._client is None:
            return
        peer, public = self._client
        self._link.send(Message(Op.SEALED, peer, {"roots": self._roots.sealed_to(public)}))
        os._exit(0)  # no farewell: what this process knew goes now

    def _closed(self) -> None:
        self._link.send(Message(Op.CLOSED))


def run_ask(start: Start) -> Ask:
    """Build and show it."""
    return Ask(start)
