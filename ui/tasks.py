# SPDX-License-Identifier: GPL-3.0-or-later
"""One door for slow work: a hub that owns all signals, jobs in a thread pool.

Promises: jobs carry a cancel flag and an id; results of a job nobody waits for are dropped; a
job that needs the vault opens a connection of its own in its thread.
Must never: give a job a signal object of its own (it would die on the pool's thread).
"""

from __future__ import annotations

import gc
import itertools
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from casefile.errors import CasefileError
from casefile.progress import Cancelled, Progress

TIDY_MS = 1500
Work = Callable[[Progress], Any]


class _Job(QRunnable):
    def __init__(self, hub: TaskHub, number: int, work: Work) -> None:
        super().__init__()
        self._hub, self._number, self._work = hub, number, work
        self.stopped = False

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        if self.stopped:
            raise Cancelled
        self._hub.told.emit(self._number, what, done, total)

    def run(self) -> None:
        result: Any = None
        wrong: Exception | None = None
        try:
            result = self._work(self)
        except (Cancelled, CasefileError) as fault:
            wrong = fault
        except Exception as fault:  # a fault of ours: the process's own hook closes the vault, where there is one
            sys.excepthook(type(fault), fault, fault.__traceback__)
            wrong = CasefileError(f"The program failed here ({type(fault).__name__}).")
        with suppress(RuntimeError):  # the window has gone, and the hub with it: nobody waits
            self._hub.ended.emit(self._number, result, wrong)


class Tidy(QObject):
    """Collects Python's garbage in the window's thread alone: a widget must not die on another one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=TIDY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        parent.destroyed.connect(gc.enable)

    @staticmethod
    def collect() -> None:
        """Collect the youngest generation that is full, as Python would by itself."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
                gc.collect(generation)
                return


class TaskHub(QObject):
    """Starts jobs and brings their results to the thread of the window."""

    told = Signal(int, str, int, int)
    ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._jobs: dict[int, tuple[_Job, Callable[[Any], None], Callable[[Exception], None],
                                    Callable[[str, int, int], None] | None]] = {}
        self._gone: deque[_Job] = deque(maxlen=64)
        self._tidy = Tidy(self)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self.told.connect(self._told, Qt.ConnectionType.QueuedConnection)
        self.ended.connect(self._ended, Qt.ConnectionType.QueuedConnection)

    def start(self, work: Work, done: Callable[[Any], None], failed: Callable[[Exception], None],
              step: Callable[[str, int, int], None] | None = None) -> int:
        """Run `work(progress)` in the pool; `done(result)` or `failed(error)` follows in this thread."""
        number = next(self._numbers)
        job = _Job(self, number, work)
        job.setAutoDelete(False)
        self._jobs[number] = (job, done, failed, step)
        self._pool.start(job)
        return number

    def cancel(self, number: int) -> None:
        """Ask a job to stop at its next step."""
        if number in self._jobs:
            self._jobs[number][0].stopped = True

    def forget(self, number: int) -> None:
        """Nobody waits for this job any more: stop it and drop what it brings."""
        self.cancel(number)
        if number in self._jobs:
            job = self._jobs[number][0]
            self._jobs[number] = (job, lambda _result: None, lambda _fault: None, None)

    def wait(self, milliseconds: int = 5000) -> bool:
        """Wait for all jobs, for an orderly end."""
        return self._pool.waitForDone(milliseconds)

    def _told(self, number: int, what: str, done: int, total: int) -> None:
        if number in self._jobs and (step := self._jobs[number][3]):
            step(what, done, total)

    def _ended(self, number: int, result: Any, fault: Exception | None) -> None:
        if number not in self._jobs:
            return
        job, done, failed, _step = self._jobs.pop(number)
        self._gone.append(job)  # its thread may still be on the way out of it
        if fault is None:
            done(result)
        else:
            failed(fault)
