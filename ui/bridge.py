# SPDX-License-Identifier: GPL-3.0-or-later
"""How the desk asks other processes to do what it may not: the supervisor, the identity window, workers.

Promises: what passes through the supervisor is sealed; a worker's answer comes back in the window's
thread; a worker that ends without an answer is told as stopped.
It must never receive the identity root or a true name.
"""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from casefile.processes.faults import Fault, read_fault
from casefile.processes.frames import Frames, Order
from casefile.processes.jobs import JOBS
from casefile.processes.link import Link
from casefile.processes.messages import Message, Op
from casefile.processes.roots import Roots
from crypto.errors import CryptoError
from crypto.secret import Secret
from ui.kit import copying

Report = Mapping[str, Any]
_TOO_MUCH = {"error": {"kind": "picture-too-large", "message": "This picture could not be shown: it needs more time or "
                       "memory than it may have.", "advice": "It is kept in the vault as it came."}}
_KEEP_S = 0.3  # a lock comes within a second, also while a worker holds the database
_STOPPED = {"error": {"kind": "cancelled", "message": "Stopped. What was there before is untouched.",
                      "advice": "You can start it again at any time."}}


@dataclass(slots=True)
class _Running:
    order: Order
    frames: Frames
    on_progress: Callable[[Report], None]
    on_done: Callable[[Report], None]
    on_ask: Callable[[Report], None] | None = None
    """Where the job asks the person something: shows it; `Bridge.answer` brings what she says."""
    asking: bool = False
    data: bytes | None = None
    """Of a picture: the foreign bytes, until the decoder has them."""


class Bridge(QObject):
    """The desk's way to the other processes."""

    identities_closed = Signal()
    """The identity window is gone; what it changed can be read again."""

    def __init__(self, link: Link, roots: Roots) -> None:
        super().__init__()
        self._link, self._roots = link, roots
        self._running: dict[str, _Running] = {}
        self._count, self._told = 0, 0.0
        self.fault: Fault | None = None
        """What went wrong before this unlock, since the program was started."""
        self.before_lock: Callable[[], None] = lambda: None
        """What the window wants kept before it is ended."""

    def lock(self) -> None:
        """Keep what was typed a moment ago, then end this process and show the unlock window.

        The wish to lock leaves after `_KEEP_S` at the latest, whatever keeping does.
        """
        late = threading.Timer(_KEEP_S, self._link.send, [Message(Op.LOCK)])
        late.daemon = True
        late.start()
        try:
            keep, self.before_lock = self.before_lock, lambda: None
            keep()
            copying.clear()  # with this process it goes on most systems, but not on all
        finally:
            late.cancel()
            self._link.send(Message(Op.LOCK))

    def renew(self) -> None:
        """Keep what was typed, then end this process: the whole vault is written anew under new keys."""
        keep, self.before_lock = self.before_lock, lambda: None
        keep()
        self._link.send(Message(Op.RENEW))

    def activity(self) -> None:
        """The person is there: restart the idle clock (told at most once in two seconds)."""
        if time.monotonic() - self._told > 2:
            self._told = time.monotonic()
            self._link.send(Message(Op.ACTIVE))
            for name, running in self._running.items():
                if running.asking:  # a worker that waits for her decisions goes on waiting
                    self._say(name, {"here": True})

    def open_identities(self, person: str) -> None:
        """Open the identity window on a person, by the vault's id."""
        self._link.send(Message(Op.IDENTITIES, words={"person": person}))

    def start_worker(self, job: str, options: Mapping[str, Any], on_progress: Callable[[Report], None],
                     on_done: Callable[[Report], None], on_ask: Callable[[Report], None] | None = None) -> str:
        """Start a worker that may write at the chosen place; returns the job's id.

        `on_ask` is called with what the job wants decided.  Jobs and what their options must hold: casefile/processes/jobs.py and worker_jobs.py.
        """
        kind = JOBS[job]
        self._count += 1
        name = f"job-{self._count}"
        order = Order(job, options, Secret.random())
        self._running[name] = _Running(order, Frames(order.key, at_desk=True), on_progress, on_done, on_ask)
        self._link.send(Message(Op.JOB, name, words={
            "folder": kind.folder(options), "purpose": kind.purpose,
            "identities": "yes" if kind.identities(options) else "no"}))
        return name

    def picture(self, data: bytes, on_done: Callable[[Report], None]) -> None:
        """Have foreign bytes decoded elsewhere; then {"width", "height", "pixels"}, or {"error": {...}}.

        `pixels` is base64 of rows of red, green, blue.
        """
        self._count += 1
        name = f"decode-{self._count}"
        order = Order("picture", {}, Secret.random())
        self._running[name] = _Running(order, Frames(order.key, at_desk=True), lambda _report: None, on_done, data=data)
        self._link.send(Message(Op.DECODE, name))

    def answer(self, job: str, content: Mapping[str, Any]) -> None:
        """What the person said to a job's question."""
        if job in self._running and self._running[job].asking:
            self._running[job].asking = False
            self._say(job, content)

    def _say(self, job: str, content: Mapping[str, Any]) -> None:
        self._link.send(Message(Op.FRAME, job, {"frame": self._running[job].frames.pack(content)}))

    def cancel(self, job: str) -> None:
        """Ask a worker to stop; it leaves old or new, never half."""
        if job in self._running:
            self._link.send(Message(Op.CANCEL, job))

    def take(self, message: Message) -> None:
        """What the supervisor brings; called in the window's thread."""
        if message.op is Op.KEY:
            self._give(message)
        elif message.op is Op.FRAME and message.peer in self._running:
            self._hear(message.peer, message.keys.get("frame", b""))
        elif message.op is Op.CLOSED:
            running = self._running.pop(message.peer, None)
            if running:
                running.on_done(_TOO_MUCH if message.peer.startswith("decode-") else _STOPPED)
            elif message.peer.startswith("identity"):
                self.identities_closed.emit()

    def _give(self, message: Message) -> None:
        if public := message.keys.get("channel"):
            running = self._running.get(message.peer)
            if running is None:
                return
            self._link.send(Message(Op.CHANNEL, message.peer, {"order": running.order.sealed_to(public)}))
            if running.data is not None:
                frame = running.frames.pack({"bytes": base64.b64encode(running.data).decode()})
                running.data = None
                self._link.send(Message(Op.FRAME, message.peer, {"frame": frame}))
                return
        if public := message.keys.get("roots"):
            self._link.send(Message(Op.SEALED, message.peer, {"roots": self._roots.sealed_to(public)}))

    def _hear(self, name: str, frame: bytes) -> None:
        running = self._running[name]
        try:
            content = running.frames.unpack(frame)
        except (CryptoError, ValueError):
            content = _STOPPED
        if "progress" in content:
            running.on_progress(content["progress"])
        elif "ask" in content and running.on_ask is not None:
            running.asking = True
            running.on_ask(content["ask"])
        else:
            del self._running[name]
            self.fault = read_fault(content.get("error", {}).get("fault", {})) or self.fault
            running.on_done(content.get("done", content) if "done" in content else content)
