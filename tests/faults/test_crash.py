# SPDX-License-Identifier: GPL-3.0-or-later
"""Every writer, killed at its system calls, leaves the old state or the new one, to the last row, and nothing else.

After a kill the vault opens, its whole check finds nothing, what it holds is exactly what it held before or what the
unhurt writer leaves (records, log, index, keys, attachments), and nothing unfinished stays after the next writer.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.faults.budget import budget, counting, spread
from tests.faults.hurt import MAKERS, OUTSIDE, Hurt
from tests.faults.tracing import Point, needs_strace
from tests.faults.writers import WRITERS

pytestmark = needs_strace
ON_A_VAULT = [writer for writer in WRITERS if writer not in MAKERS]
ON_CHANGE = {"reencrypt": 16, "anchor": 6, "record": 12, "erase": 12, "import": 12}
NIGHT_MOST = 2000
KILLED = -9


@pytest.mark.parametrize("writer", ON_A_VAULT)
def test_any_writer_killed_at_any_call_leaves_old_or_new(hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, outcomes = hurting(writer), set()
    with counting("kill", writer) as count:
        for at in _some(hurt, budget(ON_CHANGE.get(writer, 10), NIGHT_MOST)):
            ended = hurt.killed(at)
            is_new = hurt.is_new()
            assert is_new or not ended.saved or writer == "anchor", at
            outcomes.add(is_new)
            if writer == "backup" or (writer in OUTSIDE and not hurt.handed_out):
                hurt.again()
            count(ended.code == KILLED)
        assert outcomes == ({False} if writer == "anchor" else {True, False})


@pytest.mark.parametrize("writer", MAKERS)
def test_a_vault_in_the_making_is_there_whole_or_not_at_all(hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, outcomes = hurting(writer), set()
    with counting("kill", writer) as count:
        for at in _some(hurt, budget(8, NIGHT_MOST)):
            ended = hurt.killed(at)
            is_new = hurt.is_new()
            assert is_new or not ended.saved, at
            outcomes.add(is_new)
            if not is_new:
                hurt.again()
            count(ended.code == KILLED)
        assert outcomes == {True, False}


def _some(hurt: Hurt, most: int) -> list[Point]:
    """At most so many of a writer's calls, from everywhere in its work, in no order: a run that is cut off has seen all of it."""
    points = spread(hurt.points, most)
    return random.Random(hurt.writer).sample(points, len(points))
