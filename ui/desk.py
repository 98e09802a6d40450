# SPDX-License-Identifier: GPL-3.0-or-later
"""What every page is given: the vault's records, the bridge to other processes, the way between pages.

Promises: pages reach nothing but through this object, so wiring is one place.
Must never: hold the identity root or a true name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from casefile.processes.faults import Fault
from ui.source import Source
from ui.tasks import TaskHub

Report = Mapping[str, Any]


class DeskBridge(Protocol):
    """How the desk asks other processes to do what it may not."""

    fault: Fault | None
    """The fault that closed the vault before this unlock."""

    def lock(self) -> None:
        """End this process and show the unlock window."""

    def open_identities(self, person: str) -> None:
        """Open the identity window on a person."""

    def start_worker(self, job: str, options: Mapping[str, Any], on_progress: Callable[[Report], None],
                     on_done: Callable[[Report], None], on_ask: Callable[[Report], None] | None = None) -> str:
        """Start a worker that may write at the chosen place; returns the job's id.

        Progress: {"what", "done", "total"}.  Done: the result, or {"error": {...}}.  Asked: what waits for
        the person; `answer` brings what she decides.
        """

    def answer(self, job: str, content: Mapping[str, Any]) -> None:
        """What the person said to a job's question."""

    def picture(self, data: bytes, on_done: Callable[[Report], None]) -> None:
        """Have foreign bytes decoded elsewhere: {"width", "height", "pixels"}, or {"error": {...}}."""

    def cancel(self, job: str) -> None:
        """Ask a worker to stop; it leaves old or new, never half."""

    def renew(self) -> None:
        """Lock, and write the whole vault anew under new keys."""

    def activity(self) -> None:
        """The person is there: restart the idle clock."""


class Desk(QObject):
    """The pages' surroundings."""

    opened = Signal(str, str)  # page, record
    changed = Signal(str, str)  # kind, record
    restyled = Signal()
    left = Signal()  # back to the page before

    def __init__(self, source: Source, bridge: DeskBridge, hub: TaskHub) -> None:
        super().__init__()
        self.source = source
        self.bridge = bridge
        self.hub = hub

    def go(self, page: str, record: str = "") -> None:
        """Show a page, and a record in it."""
        self.opened.emit(page, record)
