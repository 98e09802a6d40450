# SPDX-License-Identifier: GPL-3.0-or-later
"""A child process as the supervisor sees it: started, spoken to, listened to, ended.

Promises: a child's pipes are closed when it ends; sending never blocks the supervisor for long, for
a child that does not read is ended; ending waits until the process is gone from the system.
It must never look into sealed bytes, and never start anything but this program.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping

from casefile.host.hardening import Role
from casefile.processes.messages import BadMessage, Lines, Message
from casefile.processes.surroundings import command

Heard = Callable[["Child", Message | None], None]


class Child:
    """One process: its role, a name the others call it by, and when it was last heard of."""

    def __init__(self, name: str, role: Role, environment: Mapping[str, str], heard: Heard) -> None:
        """Start it; `heard` is called from a thread with each message, and with None at its end."""
        self.name, self.role = name, role
        self.last_beat = self.last_active = time.monotonic()
        self.is_open = self.is_given = False
        self.purpose = ""
        """Of a worker: the word for its job."""
        self.client: Child | None = None
        """Of a process that asks for the identity passphrase: the one that waits for the roots."""
        self._process = subprocess.Popen(
            command(role), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(environment),
            close_fds=True, bufsize=0)
        self._heard = heard
        if sys.platform != "win32" and self._process.stdin is not None:  # there a write may wait
            os.set_blocking(self._process.stdin.fileno(), False)
        threading.Thread(target=self._listen, name=name, daemon=True).start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def send(self, message: Message, patience_s: float = 2.0) -> None:
        """Give it a message; a child that does not read for `patience_s` seconds is ended."""
        pipe = self._process.stdin
        if pipe is None or pipe.closed:
            return
        rest, until = memoryview(message.line()), time.monotonic() + patience_s
        while rest:
            try:
                rest = rest[os.write(pipe.fileno(), rest):]
                until = time.monotonic() + patience_s
            except BlockingIOError:
                if time.monotonic() > until:
                    return self.kill()
                select.select([], [pipe.fileno()], [], 0.05)
            except OSError:  # it has ended; its listener says so
                return

    def kill(self) -> None:
        """Ask the system to end it now; `wait` says when it is gone."""
        self._process.kill()

    def is_gone(self, patience_s: float) -> bool:
        """Wait so long at most: a killed process goes only when the drive it waits for has answered."""
        try:
            self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            return False
        self.wait()
        return True

    def wait(self) -> int:
        """Wait until it is gone, and close the pipe to it; its exit code."""
        code = self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        return code

    def has_ended(self) -> bool:
        """Whether it is gone already."""
        return self._process.poll() is not None

    def _listen(self) -> None:
        pipe, lines = self._process.stdout, Lines()
        if pipe is None:
            return
        try:
            with pipe:
                while data := pipe.read(1 << 16):
                    for message in lines.feed(data):
                        self._heard(self, message)
        except (BadMessage, OSError, MemoryError):
            self.kill()
        finally:  # a child that is no longer listened to must not count as living
            self._heard(self, None)
