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

from casefile.errors import CasefileError
from casefile.host import hardening
from casefile.host.hardening import Role, Step
from casefile.processes.faults import fault_of
from casefile.processes.messages import MAY_SEND, BadMessage, Lines, Message, Op


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


    def fault(self, role: Role, kind: type[BaseException], trace: TracebackType | None) -> None:
        """An unforeseen error: its type and place alone are told, for its words may hold what nobody should read.

        A process with an open vault closes it, tells the supervisor, and ends.  What the program does
        foresee (CasefileError: a full drive, a busy vault) is told as well, and ends nothing.
        """
        met = fault_of(role.value, kind, trace)
        where = met.places[-1].split()[0] if met.places else ""
        sys.stderr.write(f"casefile: a fault of the program itself ({met.kind} at {where}), {met.id}\n")
        if issubclass(kind, CasefileError) or Op.FAULT not in MAY_SEND.get(role, ()):
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
    sys.excepthook = lambda kind, error, trace: link.fault(role, kind, trace)
    threading.excepthook = lambda met: link.fault(role, met.exc_type, met.exc_traceback)
    vault = words.get("vault", "")
    return Start(role, link, Path(vault) if vault else None, words.get("language", ""), words, tuple(steps))
