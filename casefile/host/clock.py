# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that asks the computer what time it is.

Time is always UTC with whole seconds; everything else takes a `Clock`, so that tests can
stand still or go back.  The clock is a witness that may be wrong: nothing is ordered by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The time in UTC, aware, without fractions of a second."""


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The computer's time in UTC."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass
class FixedClock:
    """A clock that stands until it is moved; for tests and for building the sample."""

    time: datetime = datetime(2026, 1, 15, 12, 0, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The time it was set to."""
        return self.time

    def move(self, **by: float) -> None:
        """Move by `timedelta` words: `move(days=-2)`."""
        self.time += timedelta(**by)


def stamp(time: datetime) -> str:
    """`2026-01-15T12:00:00Z`: how times stand in the vault; sorts as text in order of time."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
