# SPDX-License-Identifier: GPL-3.0-or-later
"""The child's end of its pipes to the supervisor, and its first breath.

Promises: a child is hardened before it can be handed a secret; when the supervisor is gone, so is the
child; nothing a library prints can be taken for a message.
It must never start a thread before hardening.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from casefile.errors import Busy, CasefileError, DriveTrouble
from casefile.host import hardening
from casefile.host.hardening import Role, Step
from casefile.processes.faults import fault_of, guard, told
from casefile.processes.messages import MAY_SEND, BadMessage, Lines, Message, Op

HALF_SWITCHED = ".new-keys"
"""What a decided switch to new keys leaves in a vault; named in vault/switching.py, too heavy for a first breath."""


class Link:
    """Messages to and from the supervisor, over what were standard input and output."""

    def __init__(self) -> None:
        self._in, self._out = os.dup(0), os.dup(1)
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        os.close(nowhere)
        os.dup2(2, 1)  # what a library prints goes where errors go
        self._lines, self._waiting = Lines(), list[Message]()
        self._writing = threading.Lock()
        self.close_vault: Callable[[], object] = lambda: None
        """Closes what this process holds open; set by it, called at a fault."""
        self.say_trouble: Callable[[CasefileError], None] | None = None
        """Shows what hindered a step that no page caught; called in the window's thread."""

    def receive(self) -> Message:
        """Wait for the next message; the process ends here if the supervisor is gone."""
        while not self._waiting:
            try:
                data = os.read(self._in, 1 << 16)
                self._waiting += self._lines.feed(data)
            except (OSError, BadMessage):
                data = b""
            if not data:
                os._exit(0)
        return self._waiting.pop(0)

    def listen(self, heard: Callable[[Message], None]) -> None:
        """Call `heard` with every message from now on, from a thread of its own."""
        def loop() -> None:
            while True:
                heard(self.receive())
        threading.Thread(target=loop, name="supervisor", daemon=True).start()

    def send(self, message: Message) -> None:
        """Send one message whole; the process ends here if the supervisor is gone."""
        rest = memoryview(message.line())
        with self._writing:
            while rest:
                try:
                    rest = rest[os.write(self._out, rest):]
                except OSError:
                    os._exit(0)

    def fault(self, role: Role, kind: type[BaseException], error: BaseException | None,
              trace: TracebackType | None) -> None:
        """An error nobody caught: its type and place alone are told, for its words may hold what nobody should read.

        A process with an open vault closes it, tells the supervisor, and ends.  A full drive or a vault that
        somebody else is writing to is no fault of the program: where there is a window, it says so.
        """
        if isinstance(error, (DriveTrouble, Busy)) and self.say_trouble is not None:
            return self.say_trouble(error)
        met = fault_of(role.value, kind, trace)
        sys.stderr.write(told(met))
        if Op.FAULT not in MAY_SEND.get(role, ()):
            return
        with suppress(Exception):  # whatever state the vault is in, this process ends next
            self.close_vault()
        self.send(Message(Op.FAULT, words=met.words()))
        os._exit(70)


@dataclass(frozen=True, slots=True)
class Start:
    """What a child knows when it begins: who it is, its first message, and how it was hardened."""

    role: Role
    link: Link
    vault: Path | None
    language: str
    words: dict[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


def _writable(role: Role, words: dict[str, str]) -> list[Path]:
    """The folders this role may write beneath."""
    vault, target = words.get("vault", ""), words.get("folder", "")
    if role is Role.UNLOCK and vault and os.path.isdir(os.path.join(vault, HALF_SWITCHED)):
        return [Path(vault)]  # it has to end the switch to new keys that was killed, before any key fits
    places = {Role.DESK: [vault], Role.IDENTITY: [vault], Role.WORKER: [vault, target]}.get(role, [])
    return [Path(place) for place in places if place]


def begin(role: Role, parent: int) -> Start:
    """Take the first message, harden this process, and say what it is to do.

    Must be the first thing a child does: before Qt, before any thread, before any secret.
    """
    link = Link()
    first = link.receive()
    words = dict(first.words) if first.op is Op.START else {}
    steps = hardening.apply(role, _writable(role, words), parent=parent)
    guard(role.value)
    sys.excepthook = lambda kind, error, trace: link.fault(role, kind, error, trace)
    # a thread shows nothing: whatever was not caught there is a fault
    threading.excepthook = lambda met: link.fault(role, met.exc_type, None, met.exc_traceback)
    vault = words.get("vault", "")
    return Start(role, link, Path(vault) if vault else None, words.get("language", ""), words, tuple(steps))
