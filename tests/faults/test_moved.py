# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault whose folder was moved after a kill, as a stick in another port is, still recovers both databases."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.faults.budget import budget, counted, spread
from tests.faults.oracle import Roots, shape, state
from tests.faults.tracing import Stage, needs_strace

pytestmark = needs_strace


def test_a_vault_moved_after_a_kill_still_recovers_both_databases(stage: Stage, hurt: Path, tmp_path: Path,
                                                                  roots: Roots) -> None:
    vault, arguments = hurt / "vault", [root.hex() for root in roots]
    before = Path(shutil.copytree(vault, tmp_path / "before"))
    old = state(vault, roots)
    points = [at for at in stage.points("record", vault, *arguments, place=vault)
              if at[0] in ("unlink", "fsync", "fdatasync", "pwrite64")]
    new, killed, outcomes = shape(state(vault, roots)), 0, set()
    for number, at in enumerate(spread(points, budget(12, 200))):
        shutil.rmtree(vault)
        shutil.copytree(before, vault)
        killed += stage.killed("record", vault, *arguments, at=at).code == -9
        now = state(vault.rename(tmp_path / f"moved {number}"), roots)
        assert now == old or shape(now) == new, at
        outcomes.add(now == old)
        vault = hurt / "vault"
        vault.mkdir()
    assert outcomes == {True, False}
    counted("kill", "moved", killed)
