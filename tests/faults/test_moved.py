# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault whose folder was moved after a kill, as a stick in another port is, still recovers both databases."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.budget import budget, counted, spread
from tests.faults.hurt import Hurt
from tests.faults.oracle import state
from tests.faults.tracing import needs_strace

pytestmark = needs_strace


def test_a_vault_moved_after_a_kill_still_recovers_both_databases(hurting: Callable[[str], Hurt]) -> None:
    hurt, killed, outcomes = hurting("record"), 0, set()
    points = [at for at in hurt.points if at[0] in ("unlink", "fsync", "fdatasync", "pwrite64")]
    for at in spread(points, budget(12, 200)):
        killed += hurt.killed(at).code == -9
        moved = hurt.vault.rename(hurt.place / "moved")
        outcomes.add(hurt.known.is_new(state(moved, hurt.roots)))
    assert outcomes == {True, False}
    counted("kill", "moved", killed)
