# SPDX-License-Identifier: GPL-3.0-or-later
"""Too little memory at any moment of a write: the write ends, and the vault is as it was or as it should be.

In three ways: the process as a whole has no more; the database library has no more; one single piece of memory that
Python asks for is refused, and all the others are given.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable

import pytest

from tests.faults.budget import budget, counting, spread
from tests.faults.hurt import Hurt
from tests.faults.tracing import Ended

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is Linux's")
ENDS = (1, 8, 71, -6)
"""A fault of the program, trouble of the drive, no memory; or the process ends at once (libraries in Rust do that)."""
REFUSED = (*ENDS, 70)
"""What is interrupted makes of a single refused piece whatever it can: Python's own buffers say RuntimeError, for one. The
program calls that a fault of its own; here it matters that the write ends and the vault is whole."""
WRITERS = ("record", "statement", "attachment", "import", "erase", "header")
ALL_OF_IT = 2 << 20  # bytes a writer does with, beside what its process has
PIECES = 40_000  # no writer asks Python for more than that
HEAP = (100_000, 1_500_000)  # from too little to open a database, to enough


@pytest.mark.parametrize("writer", WRITERS)
def test_a_writer_without_memory_leaves_old_or_new(hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, steps = hurting(writer), budget(6, 200)
    with counting("memory", writer) as count:
        for step in range(steps):
            count(_fair(hurt, hurt.limited(memory=ALL_OF_IT * step // steps), step))


@pytest.mark.parametrize("writer", WRITERS)
def test_a_writer_whose_database_library_has_no_memory_leaves_old_or_new(
        hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, steps = hurting(writer), budget(6, 150)
    with counting("memory", f"{writer}-library") as count:
        for step in range(steps):
            heap = HEAP[0] + (HEAP[1] - HEAP[0]) * step // steps
            count(_fair(hurt, hurt.limited(heap=heap), heap))


@pytest.mark.skipif(importlib.util.find_spec("_testcapi") is None, reason="this Python cannot refuse memory")
@pytest.mark.parametrize("writer", WRITERS)
def test_a_writer_that_is_refused_one_piece_of_memory_leaves_old_or_new(
        hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, steps = hurting(writer), budget(6, 200)
    with counting("memory", f"{writer}-piece") as count:
        for nth in _apart(PIECES, steps):
            count(_fair(hurt, hurt.limited(nth=nth), nth, REFUSED))


def _apart(most: int, steps: int) -> list[int]:
    """So many numbers from 1 to `most`, each once, close together at first."""
    return spread(sorted({round(most ** (step / 1000)) for step in range(1000)}), steps)


def _fair(hurt: Hurt, ended: Ended, at: int, ends: tuple[int, ...] = ENDS) -> bool:
    """Whether the writer came to no end; what it said is what is there."""
    is_new = hurt.is_new()
    assert is_new or not ended.saved
    assert ended.saved or ended.code in ends, (at, ended.code, ended.said)
    return not ended.saved
