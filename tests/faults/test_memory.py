# SPDX-License-Identifier: GPL-3.0-or-later
"""Too little memory at any moment of a write: the write ends, and the vault is as it was or as it should be."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.faults.budget import budget, counted
from tests.faults.oracle import Roots, shape, state
from tests.faults.tracing import Stage

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is Linux's")
ENDS = (1, 8, 71, -6)
"""A fault of the program, trouble of the drive, no memory; or the process ends at once (libraries in Rust do that)."""


@pytest.mark.parametrize("writer", ["record", "statement", "attachment"])
def test_a_writer_without_memory_leaves_old_or_new(stage: Stage, hurt: Path, tmp_path: Path, roots: Roots,
                                                   writer: str) -> None:
    arguments, place = [root.hex() for root in roots], tmp_path / "place"
    old = state(hurt / "vault", roots)
    shutil.copytree(hurt / "vault", place)
    assert stage.run(writer, place, *arguments).saved
    new, refused, steps = shape(state(place, roots)), 0, budget(16, 700)
    for step in range(steps):
        shutil.rmtree(place)
        shutil.copytree(hurt / "vault", place)
        ended = stage.run(writer, place, *arguments, memory=(2 << 20) * step // steps)
        now = state(place, roots)
        assert now == old or shape(now) == new, step
        assert not ended.saved or shape(now) == new
        assert ended.saved or ended.code in ENDS, (step, ended.code, ended.said)
        refused += not ended.saved
    assert refused
    counted("memory", writer, refused)
