# SPDX-License-Identifier: GPL-3.0-or-later
"""How long work tells how far it is, and how it is stopped.

Work calls `step` with a plain sentence and numbers; whoever started it shows them or not.
Stopping is asked for between steps only, so that a stop leaves old or new, never half.
"""

from __future__ import annotations

import sys
from typing import Protocol


class Cancelled(Exception):
    """The person stopped the work; what was there before is untouched."""


class Progress(Protocol):
    """Where long work reports to."""

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        """Say what is under way (`done` of `total`, 0 = unknown); raises Cancelled when stopped."""


class Silent:
    """Reports nothing and never stops."""

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        """Take note of nothing."""


class OnTerminal:
    """One changing line on standard error; silent where that is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        """Show the step, with numbers where they are known."""
        if self._shown:
            count = f" {done} of {total}" if total else ""
            sys.stderr.write(f"\r\x1b[K{what}{count}")
            sys.stderr.flush()

    def close(self) -> None:
        """Leave the terminal's line empty."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
