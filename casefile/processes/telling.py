# SPDX-License-Identifier: GPL-3.0-or-later
"""What a worker says to the desk while it works, and the one question it may ask.

Promises: progress comes often, and a stop takes effect between two steps; a worker that asked waits only
while the person at the desk does something: after two quiet minutes it gives up, and its keys go with it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Mapping
from typing import Any

from casefile.errors import Refused
from casefile.processes.frames import Frames
from casefile.processes.link import Link
from casefile.processes.messages import Message, Op
from casefile.progress import Cancelled
from crypto.errors import CryptoError

QUIET_S = 120.0
_TELL_EVERY_S = 0.1


class WaitedTooLong(Refused):
    """Nobody answered; the names are closed again."""

    kind = "waited-too-long"
    advice = "Nothing was written. Your decisions are kept; the identity passphrase is asked for once more."


class Telling:
    """Progress and answers as frames to the desk; raises Cancelled once the person asked to stop."""

    def __init__(self, link: Link, frames: Frames, quiet_s: float = QUIET_S) -> None:
        """`quiet_s`: seconds without a sign of the person after which a question is given up."""
        self._link, self._frames, self._quiet_s = link, frames, quiet_s
        self._stopped = threading.Event()
        self._heard: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
        self._told, self._what = 0.0, ""

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        """Tell the desk, at most ten times a second unless the sentence changes."""
        if self._stopped.is_set():
            raise Cancelled
        if what != self._what or time.monotonic() - self._told > _TELL_EVERY_S:
            self._told, self._what = time.monotonic(), what
            self.answer({"progress": {"what": what, "done": done, "total": total}})

    def answer(self, content: Mapping[str, Any]) -> None:
        """Send one frame."""
        self._link.send(Message(Op.FRAME, "desk", {"frame": self._frames.pack(content)}))

    def ask(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a question and wait for what the desk answers.  Raises WaitedTooLong and Cancelled."""
        self.answer({"ask": dict(question)})
        while True:
            try:
                said = self._heard.get(timeout=self._quiet_s)
            except queue.Empty:
                raise WaitedTooLong("Nobody did anything here for two minutes, so the names were closed again.") from None
            if said is None or self._stopped.is_set():
                raise Cancelled
            if "here" not in said:  # else: somebody is still reading
                return said

    def hear(self, message: Message) -> None:
        """What the supervisor brings; called in a thread of its own."""
        if message.op is Op.CANCEL:
            self._stopped.set()
            self._heard.put(None)
        elif message.op is Op.FRAME:
            try:
                self._heard.put(self._frames.unpack(message.keys.get("frame", b"")))
            except (CryptoError, ValueError):
                self._heard.put(None)
