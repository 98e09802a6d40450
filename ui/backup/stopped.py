# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that a lock, a crash or a power cut stopped is said after the next unlocking, and offered again.

Promises: what was begun is noted in the vault before the worker starts, so that nothing can stop it unnoticed; the
note goes when a backup ends of itself, whatever came of it, or when the person lets it be.
It must never say so of a backup that still runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from ui.kit.states import banner
from ui.kit.words import button, link
from ui.source import Source

_RUNNING = "backup_running"  # holds the number of the process whose worker it is


def begun(source: Source) -> None:
    """A backup starts now."""
    source.remember(_RUNNING, str(os.getpid()))


def over(source: Source) -> None:
    """It has ended, well or not, and the page said how; or nobody wants to hear of it."""
    source.remember(_RUNNING, "")


def notice(source: Source, again: Callable[[], object], let_be: Callable[[], object]) -> list[QFrame]:
    """What to say of a backup that was stopped: one banner, or nothing."""
    if source.setting(_RUNNING) in ("", str(os.getpid())):
        return []

    def quiet() -> None:
        over(source)
        let_be()

    return [banner("warn", "The last backup was stopped before it was done", "The vault was locked or closed meanwhile. "
                   "That copy does not count; your work is safe in the vault, and earlier copies are untouched.",
                   button("Back up again", again), link("Let it be", quiet), mark="backup")]
