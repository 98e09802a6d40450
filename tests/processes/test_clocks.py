# SPDX-License-Identifier: GPL-3.0-or-later
"""The quiet time before the program locks by itself."""

from __future__ import annotations

import pytest

from casefile.processes.clocks import idle_seconds


@pytest.mark.parametrize(("chosen", "seconds"), [("2", 120.0), ("30", 1800.0), ("", 300.0), ("0", 300.0),
                                                 ("31", 300.0), ("-5", 300.0), ("5.5", 300.0), ("٥", 300.0)])
def test_the_chosen_minutes_hold_within_limits(chosen: str, seconds: float) -> None:
    assert idle_seconds(chosen, 300.0) == seconds
