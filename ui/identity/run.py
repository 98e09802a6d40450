# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity process: waits for both roots, opens both databases, shows one person.

Promises: each look at a person is a line in the audit log before anything is shown; it ends when it is
closed, after two minutes without anybody, and at every lock.
It must never hand a name to another process.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from casefile.errors import CasefileError
from casefile.identities.editing import set_identity
from casefile.processes.link import Start
from casefile.processes.messages import Message, Op
from casefile.processes.roots import open_roots
from casefile.records.reading import pseudonym_of
from casefile.store import rows
from casefile.store.writing import log
from casefile.vault import keychange
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.errors import CryptoError
from crypto.seal import OneUseKey
from ui.guard import Guard
from ui.identity.adding import with_added
from ui.identity.window import IdentityWindow
from ui.inbox import Inbox
from ui.unlock.window import show_in_the_middle


class IdentityProcess(QObject):
    """Connects the identity window with the supervisor."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._link, self._vault = start.link, start.vault or Path()
        self._person = start.words.get("person", "")
        self._key = OneUseKey()
        self._session: Session | None = None
        self._told = 0.0
        self._before: tuple[str, Mapping[str, Any] | None] | None = None
        self.window = IdentityWindow(self._close, self._add, self._alter, self._undo)
        self._guard = Guard(lambda: self._link.send(Message(Op.LOCK)), self._present)
        self._inbox = Inbox(start, self._take)
        self._link.send(Message(Op.READY, keys={"roots": self._key.public}))

    def _take(self, message: Message) -> None:
        try:
            if message.op is Op.SEALED and self._session is None:
                self._open(message.keys.get("roots", b""))
            elif message.op is Op.PERSON:
                self._person = message.words.get("person", "")
                self._show()
        except (CasefileError, CryptoError):
            self._link.send(Message(Op.FAILED))

    def _open(self, sealed: bytes) -> None:
        roots = open_roots(self._key, sealed)
        # the desk holds the vault's lock for us, and the database has its own for each write
        self._session = open_with_roots(self._vault, roots.rc, roots.ri, write=True, lock=False)
        if roots.change:
            keychange.carry_out(self._session, keychange.read(roots.change))
        self._show()
        self._link.send(Message(Op.OPENED))

    def _show(self) -> None:
        if self._session is None:
            return
        self._before = None
        log(self._session, "identity.look", kind="people", record=self._person)
        self.window.show_person(pseudonym_of(self._session, self._person),
                                rows.identity(self._session, self._person))
        show_in_the_middle(self.window)

    def _add(self, kind: str, words: str) -> None:
        if self._session is None:
            return
        self._alter(with_added(rows.identity(self._session, self._person), kind, words))

    def _alter(self, body: Mapping[str, Any] | None) -> None:
        """Keep another identity in place of the one shown; it can be taken back until another person is shown."""
        if self._session is None:
            return
        before = rows.identity(self._session, self._person)
        if self._keep(body):
            self._before = self._person, before
            self.window.can_undo("Saved")

    def _undo(self) -> None:
        """What stood there before the newest change."""
        if self._session is not None and self._before is not None and self._before[0] == self._person:
            if self._keep(self._before[1]):
                self.window.say("Taken back")
            self._before = None

    def _keep(self, body: Mapping[str, Any] | None) -> bool:
        assert self._session is not None
        self.window.say("Looking through every text …")
        QApplication.processEvents()  # the words have to stand there before the work begins
        try:
            set_identity(self._session, self._person, body)
        except CasefileError as error:
            self.window.say(f"Not saved. {error.message}", "bad")
            return False
        self.window.show_person(pseudonym_of(self._session, self._person),
                                rows.identity(self._session, self._person))
        return True

    def _present(self) -> None:
        self.window.present()
        if time.monotonic() - self._told > 2:
            self._told = time.monotonic()
            self._link.send(Message(Op.ACTIVE))

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
        self._link.send(Message(Op.CLOSED))


def run_identity(start: Start) -> IdentityProcess:
    """Build it, and wait for the roots."""
    return IdentityProcess(start)
