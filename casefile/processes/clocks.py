# SPDX-License-Identifier: GPL-3.0-or-later
"""When the supervisor locks by itself: nobody at the keyboard, a desk that hangs, a laptop that slept.

Promises: the supervisor's own clock decides, since a hung desk cannot lock itself; time asleep counts
as time away.
It must never be extended by a process that is not the person's: only key and pointer events are told.
"""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds until the supervisor acts by itself."""

    idle_s: float = 300.0
    identity_idle_s: float = 125.0
    """The identity window closes itself after 120; this is for one that hangs."""
    hung_s: float = 5.0
    slept_s: float = 2.0
    cancel_s: float = 10.0
    """How long a stopped job may take to come to the end of its step."""
    decode_s: float = 15.0
    """How long a picture may take to be decoded."""


def idle_seconds(minutes: str, otherwise: float) -> float:
    """The quiet time the person chose, in seconds: 1 to 30 whole minutes; anything else is `otherwise`."""
    known = minutes.isascii() and minutes.isdigit() and 1 <= int(minutes) <= 30
    return int(minutes) * 60.0 if known else otherwise


def now() -> float:
    """Seconds on a clock that nobody sets; it stands still while the computer sleeps."""
    return time.monotonic()


def _asleep_so_far() -> float:
    """Seconds spent asleep since the computer started, where the system tells; else 0."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    if clock is None or not hasattr(time, "clock_gettime"):
        return 0.0
    return float(time.clock_gettime(clock)) - time.monotonic()


class Sleep:
    """Notices that the computer slept since it was last asked."""

    def __init__(self) -> None:
        self._before = _asleep_so_far()

    def seconds(self) -> float:
        """Seconds asleep since the last call."""
        before, self._before = self._before, _asleep_so_far()
        return self._before - before
