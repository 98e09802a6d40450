# SPDX-License-Identifier: GPL-3.0-or-later
"""The unlock process: the case passphrase in, the root out, sealed to the waiting desk.

Promises: it hands the root on and ends at once; nobody who relays it can read it.  Whoever forgot the passphrase
recovers here with the words, and a new one is sealed here: beside the root goes its slot, never the passphrase.
It must never open a database or keep a root after it was sent.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from casefile.errors import CasefileError
from casefile.processes import opening
from casefile.processes.link import Start
from casefile.processes.messages import Message, Op
from casefile.processes.roots import Roots
from crypto.slots import CASES
from ui.inbox import Inbox
from ui.unlock.window import UnlockWindow, Words, show_in_the_middle

if TYPE_CHECKING:
    from ui.unlock.keysteps import KeySteps

WORDS = Words(
    "Unlock your vault", "Your work is locked on this computer. Nothing was lost.", "Passphrase", "lock")

_FAULT = ("A fault of the program ({}) closed the vault. What was saved is safe in it. Settings can save a report "
          "without a word of your records.")
_NOTICES = {
    "idle": "Nobody was here for a while, so Casefile locked itself. Nothing was lost.",
    "slept": "The computer slept, so Casefile locked itself. Nothing was lost.",
    "hung": "The window no longer answered and was closed. What was saved is safe in the vault.",
    "ended": "The window ended by itself. What was saved is safe in the vault.",
}
_STOPPED = {
    "backup": "The backup you had begun was stopped and is not on the stick. Earlier copies are untouched; start it "
              "again once you have unlocked.",
    "export": "The export you had begun was stopped, and no file was written. Start it again once you have unlocked.",
}
_STUCK = ("A job still waits for a drive that does not answer, and holds what it knew until then. Unplug the drive, or "
          "switch the computer off.")
_STOPPED_TOO = "What you had begun was stopped. What was there before is untouched; start it again."


class Unlock(QObject):
    """Connects the window with the supervisor."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._link, self._vault = start.link, start.vault or Path()
        self._desk: tuple[str, bytes] | None = None
        self._roots: Roots | None = None
        more = [("Another vault", self._another)]
        with suppress(CasefileError):  # a vault that cannot be read says so when it is opened
            if opening.two_may_open(self._vault, CASES):
                more.insert(0, ("Two people together", self._two))
        self.window = UnlockWindow(WORDS, lambda typed: opening.cases_root(self._vault, typed), self._opened,
                                   self._closed, *more, forgot=lambda: self._steps().recover())
        notice = start.words.get("notice", "")
        if notice == "failed":
            self.window.complain(start.words.get("message", ""), start.words.get("advice", ""))
        elif notice == "fault":
            self.window.say(_FAULT.format(start.words.get("fault", "")))
        elif notice in _NOTICES:
            self.window.say(_NOTICES[notice])
        if job := start.words.get("stopped", ""):
            self.window.complain("", _STUCK if job == "stuck" else _STOPPED.get(job, _STOPPED_TOO))
        self._inbox = Inbox(start, self._take)
        show_in_the_middle(self.window)
        QTimer.singleShot(0, lambda: self._link.send(Message(Op.READY)))

    def _take(self, message: Message) -> None:
        if message.op is Op.KEY:
            self._desk = (message.peer, message.keys.get("roots", b""))
            self._hand_over()

    def _steps(self) -> KeySteps:
        from ui.unlock.keysteps import KeySteps  # what judges passphrases is heavy, and the window shall come at once

        return KeySteps(self.window, self._vault, CASES, self._got)

    def _two(self) -> None:
        self._steps().two_together(lambda first, second: opening.cases_root(self._vault, first, second),
                                   self._got)

    def _opened(self, roots: Roots) -> None:
        if opening.is_recovery(self.window.field.text()):
            self._steps().after_words(roots)
        else:
            self._got(roots)

    def _got(self, roots: Roots) -> None:
        self._roots = roots
        self._hand_over()

    def _hand_over(self) -> None:
        """Once both are there: the root, and the desk's public key."""
        if self._roots is None or self._desk is None:
            return
        peer, public = self._desk
        self._link.send(Message(Op.SEALED, peer, {"roots": self._roots.sealed_to(public)}))
        self._roots.rc.wipe()
        os._exit(0)  # no farewell: what this process knew goes now

    def _closed(self) -> None:
        self._link.send(Message(Op.QUIT))

    def _another(self) -> None:
        self._link.send(Message(Op.WELCOME, words={"reason": "another"}))


def run_unlock(start: Start) -> QObject:
    """Build and show it; or the window that takes both passphrases to make new keys."""
    if start.words.get("notice") == "renew":
        from ui.unlock.renewing import Renewing  # seldom, and the unlock window shall come at once

        return Renewing(start)
    return Unlock(start)
