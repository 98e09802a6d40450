# SPDX-License-Identifier: GPL-3.0-or-later
"""The second unlock process: the identity passphrase in, both roots out to the one that waits for them.

Promises: the case root comes sealed from the desk, both roots leave sealed to the identity window or
the worker; the desk never gets the identity root.  It hands over and ends at once.  For a change of keys it asks
for the passphrase of the vault concerned, and makes the new slot here: the worker gets that, never the passphrase.
It must never open a database or keep a root after it was sent.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from casefile.errors import CasefileError
from casefile.processes import keyacts, opening
from casefile.processes.link import Start
from casefile.processes.messages import Message, Op
from casefile.processes.roots import Roots, open_roots
from crypto.errors import CryptoError
from crypto.seal import OneUseKey
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES
from ui.guard import Guard
from ui.inbox import Inbox
from ui.unlock.window import UnlockWindow, Words, show_in_the_middle

if TYPE_CHECKING:
    from ui.unlock.keysteps import KeySteps

_WHY = {
    "identities": "True names are kept under a passphrase of their own. Look around you before you read.",
    "preview": "To find every name that must not leave, the names have to be opened for a moment.",
    "export": "To find every name that must not leave, the names have to be opened for a moment.",
    "screening": "To find names in what was written, the names have to be opened for a moment.",
    "erase": "To take a person out of both vaults, both have to be open.",
    "backup": "The true names go into this backup too, for their own recovery words.",
}
_KEYS = "To change what opens it, it is opened once more. Nobody can do it who only finds this computer unlocked."
_CASES = Words("Open the case vault once more", _KEYS, "Passphrase", "lock")


class Ask(QObject):
    """Connects the window with the supervisor."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._link, self._vault = start.link, start.vault or Path()
        self._key = OneUseKey()
        self._rc: Roots | None = None
        self._roots: Roots | None = None
        self._client: tuple[str, bytes] | None = None
        purpose = start.words.get("purpose", "")
        self._act, self._trying = keyacts.named(purpose), purpose == keyacts.TRY
        self._root = CASES if self._trying or (self._act and self._act.vault == "cases") else IDENTITIES
        self._replaced: tuple[str, ...] = ()
        why = _KEYS if self._act else _WHY.get(purpose, _WHY["identities"])
        words = _CASES if self._root == CASES else Words(
            "Open the true names", why, "Identity passphrase", "identity", colour="ident", ink="on_ident", act="identity")
        more = []
        with suppress(CasefileError):  # a vault that cannot be read says so when it is opened
            if opening.two_may_open(self._vault, self._root):
                more.append(("Two people together", self._two))
        self.window = UnlockWindow(words, self._open, self._opened, self._closed, *more, forgot=self._forgot)
        self._guard = Guard(lambda: self._link.send(Message(Op.LOCK)),
                            lambda: self._link.send(Message(Op.ACTIVE)))
        self._inbox = Inbox(start, self._take)
        show_in_the_middle(self.window)
        QTimer.singleShot(0, lambda: self._link.send(Message(Op.READY, keys={"roots": self._key.public})))

    def _steps(self) -> KeySteps:
        from ui.unlock.keysteps import KeySteps  # what judges passphrases is heavy, and the window shall come at once

        return KeySteps(self.window, self._vault, self._root, self._got, "primary" if self._root == CASES else "identity")

    def _case_root(self) -> Secret:
        if self._rc is None:
            raise RuntimeError("the case root has not come")
        return self._rc.rc

    def _open(self, typed: str, second: str | None = None) -> Roots:
        """What the field's passphrase opens; the slot it stands in, where that is to be replaced."""
        rc = self._case_root()
        roots = opening.cases_root(self._vault, typed, second) if self._root == CASES else (
            opening.both_roots(self._vault, rc, typed, second))
        if self._act and self._act.act == keyacts.CHANGE:
            self._replaced = opening.slots_opened_by(self._vault, roots, typed)
        return roots

    def _two(self) -> None:
        self._steps().two_together(self._open, self._opened)

    def _forgot(self) -> None:
        self._steps().recover(None if self._root == CASES else self._case_root())

    def _take(self, message: Message) -> None:
        if message.op is Op.SEALED:
            try:
                self._rc = open_roots(self._key, message.keys.get("roots", b""))
            except CryptoError:
                return self._closed()
            if self._trying:
                self._steps().try_words(self._rc.rc, self._closed)
        elif message.op is Op.KEY:
            self._client = (message.peer, message.keys.get("roots", b""))
            self._hand_over()

    def _opened(self, roots: Roots) -> None:
        act = self._act.act if self._act else ""
        if opening.is_recovery(self.window.field.text()) and act in ("", keyacts.CHANGE):
            self._steps().after_words(roots)
        elif act == keyacts.CHANGE:
            self._steps().change(roots, self._replaced)
        elif act == keyacts.PASSPHRASE:
            self._steps().add_phrase(roots)
        elif act == keyacts.TWO:
            self._steps().add_two(roots)
        elif act == keyacts.RECOVERY:
            self._steps().add_recovery(roots)
        else:
            self._got(roots)

    def _got(self, roots: Roots) -> None:
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
