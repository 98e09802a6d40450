# SPDX-License-Identifier: GPL-3.0-or-later
"""New keys for the whole vault: both passphrases in, progress shown, the result said.

Promises: no desk is open meanwhile; both passphrases stay in this process, which prepares the new keys, and a worker
writes; stopping or closing leaves the old vault or the new one.
It must never open a database.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from casefile.errors import CasefileError
from casefile.processes import opening, renewal
from casefile.processes.frames import Frames, Order
from casefile.processes.link import Start
from casefile.processes.messages import Message, Op
from casefile.processes.roots import Roots
from crypto.errors import CryptoError
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES
from ui.guard import Guard
from ui.inbox import Inbox
from ui.kit.fields import Tick
from ui.kit.states import Working
from ui.kit.words import column, label, link
from ui.unlock.field import PassphraseField
from ui.unlock.keysteps import KeySteps
from ui.unlock.step import Step, Waiting
from ui.unlock.window import Sheet, UnlockWindow, Words, show_in_the_middle

_WORDS = Words("Write everything anew", "New keys for both vaults. The vault is locked meanwhile, so that nothing is "
               "written beside.", "Passphrase", "lock")
_PEER = "job-1"


class Renewing(QObject):
    """Connects the window with the supervisor and the worker."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._link, self._vault = start.link, start.vault or Path()
        self._roots: Roots | None = None
        self._order: Order | None = None
        self._frames: Frames | None = None
        self._working = Working("Writing everything anew", self._stop, "Stop, the vault stays as it was")
        self._first: tuple[str, ...] = ()
        more = [("Leave it as it is", self._leave)]
        with suppress(CasefileError):  # a vault that cannot be read says so when it is opened
            if opening.two_may_open(self._vault, CASES):
                more.insert(0, ("Two people together", self._two))
        self.window = UnlockWindow(_WORDS, self._open, self._names, lambda: self._link.send(Message(Op.QUIT)), *more,
                                   forgot=self._forgot)
        self._guard = Guard(self._leave, lambda: self._link.send(Message(Op.ACTIVE)))
        self._inbox = Inbox(start, self._take)
        show_in_the_middle(self.window)
        QTimer.singleShot(0, lambda: self._link.send(Message(Op.READY)))

    def _leave(self) -> None:
        self._link.send(Message(Op.LOCK))

    def _forgot(self) -> None:
        self.window.complain("New keys need both passphrases.", "Leave it as it is; on the unlock window “I forgot it” "
                             "takes the recovery words and sets a new passphrase.")

    def _open(self, *typed: str) -> Roots:
        self._first = typed
        return opening.cases_root(self._vault, *typed)

    def _two(self) -> None:
        KeySteps(self.window, self._vault, CASES, self._names).two_together(self._open, self._names)

    def _names(self, roots: Roots) -> None:
        """The case vault is open; the identity passphrase, and what is about to happen."""
        field = PassphraseField("Identity passphrase")
        if opening.is_recovery(self._first[0]):
            self.window.first()
            return self._forgot()
        tick = Tick("New keys for the true names, too", True)
        head = label("Identity passphrase", "head")
        head.setBuddy(field)

        def go_on() -> None:
            if not field.text():
                return field.setFocus()
            second, both = field.text(), tick.isChecked()
            page.act.setEnabled(False)
            self.window.beside(lambda: self._prepare(roots, both, second), self._order_it, refused)

        def two() -> None:
            both = tick.isChecked()
            KeySteps(self.window, self._vault, IDENTITIES, self._order_it).two_together(
                lambda one, other: self._prepare(roots, both, one, other), self._order_it)

        def refused(error: CasefileError) -> None:
            page.act.setEnabled(True)
            page.complain(f"{error.message} {error.advice}", field)

        page = Step("Write everything anew", "Every page and attachment is copied under new keys, compared and checked; "
                    "then the copy takes the place of the old vault at once. Stopped or cut off, the old one stays.",
                    "Write everything anew", go_on, head, field, tick,
                    label("Passphrases other than these two are taken away. Recovery words and office keys stay. Older "
                          "backups still open as before: make a new one afterwards.", "small", wrap=True),
                    *([link("Two people together", two)] if opening.two_may_open(self._vault, IDENTITIES) else []),
                    later=link("Leave it as it is", self._leave))
        field.returnPressed.connect(go_on)
        self.window.show_step(page)

    def _prepare(self, roots: Roots, both: bool, *typed: str) -> Roots:
        opened = opening.both_roots(self._vault, roots.rc, *typed)
        options = renewal.prepare(self._vault, opened, self._first, typed, both=both)
        self._order = Order(renewal.JOB, options, Secret.random())
        return opened

    def _order_it(self, roots: Roots) -> None:
        assert self._order is not None
        self._roots, self._frames = roots, Frames(self._order.key, at_desk=True)
        self.window.field.forget()
        page = Sheet()
        page.setLayout(column(self._working, None, margins=(36, 26, 36, 22)))
        self.window.show_step(page)
        self._link.send(Message(Op.JOB, _PEER, words={"folder": "", "purpose": "", "identities": "no"}))

    def _take(self, message: Message) -> None:
        if message.op is Op.KEY and self._order is not None and self._roots is not None:
            if public := message.keys.get("channel"):
                self._link.send(Message(Op.CHANNEL, message.peer, {"order": self._order.sealed_to(public)}))
            if public := message.keys.get("roots"):
                self._link.send(Message(Op.SEALED, message.peer, {"roots": self._roots.sealed_to(public)}))
        elif message.op is Op.FRAME and self._frames is not None:
            self._hear(message.keys.get("frame", b""))
        elif message.op is Op.CLOSED and self._frames is not None:
            self._ended("Stopped", "The vault is as it was, or written anew as a whole.")

    def _hear(self, frame: bytes) -> None:
        assert self._frames is not None
        try:
            content = self._frames.unpack(frame)
        except (CryptoError, ValueError):
            return self._ended("Stopped", "The vault is as it was, or written anew as a whole.")
        if told := content.get("progress"):
            self._working.step(str(told.get("what", "")), int(told.get("done", 0)), int(told.get("total", 0)))
        elif error := content.get("error"):
            self._ended(str(error.get("message", "")), str(error.get("advice", "")))
        elif done := content.get("done"):
            gone = len(done.get("dropped", ()))
            dropped = "" if not gone else " One passphrase was taken away." if gone == 1 else (
                f" {gone} passphrases were taken away.")
            self._ended("Everything is written anew", "Older keys open nothing in this vault. Make a new backup now, and "
                        f"destroy the older ones: they still open as before.{dropped}")

    def _ended(self, title: str, sentence: str) -> None:
        self._frames = None
        self.window.show_step(Step(title, sentence, "Unlock", self._leave))

    def _stop(self) -> None:
        self._link.send(Message(Op.CANCEL, _PEER))
        self.window.show_step(Waiting("Stopping", "It ends with its step. The vault stays as it was."))
