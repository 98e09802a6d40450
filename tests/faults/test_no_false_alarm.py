# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cut-off writer leaves is no damage and no older time: the health check, asked first of all, finds nothing.

An alarm that comes after every power cut would be one nobody reads.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from casefile.progress import Silent
from casefile.vault.check import check_with_roots
from crypto.secret import Secret
from tests.faults.budget import budget, counted
from tests.faults.hurt import Hurt
from tests.faults.power import Outage, disk
from tests.faults.test_power_loss import digest, lay, recording
from tests.faults.tracing import needs_strace

WRITERS = ("record", "statement", "attachment", "header")


@needs_strace
@pytest.mark.parametrize("writer", WRITERS)
def test_the_check_calls_no_crash_state_damaged_or_older(hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, seen = hurting(writer), set[str]()
    before, ops, _ = recording(hurt)
    chance, most = random.Random(f"calm {writer}"), budget(25, 300)
    for _ in range(40 * most):
        files = disk(before, ops[:chance.randint(0, len(ops))], Outage.drawn(chance))
        state = digest(files)
        if state in seen:
            continue
        seen.add(state)
        lay(files, hurt.place)
        assert check_with_roots(hurt.vault, Secret(hurt.roots[0]), Secret(hurt.roots[1]), Silent()) == []
        if len(seen) == most:
            break
    assert len(seen) > 10
    counted("calm", writer, len(seen))
