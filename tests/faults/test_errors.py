# SPDX-License-Identifier: GPL-3.0-or-later
"""Every writer on a drive that is full, failing, read-only or over its quota, at any call, once or from then on.

The program says that the drive is in trouble (exit 8), never "saved" of what is not there, and what was there before
is there still, to the last row.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.faults.budget import budget, counted, counting
from tests.faults.hurt import MAKERS, Hurt
from tests.faults.tracing import OPENING, Ended, needs_strace
from tests.faults.writers import WRITERS

pytestmark = needs_strace
DRIVE_TROUBLE = 8
ERRORS = ("ENOSPC", "EIO", "EROFS", "EDQUOT")
LAST_STEPS = ("fsync", "fdatasync", "unlink", "rename", OPENING)
"""After these fail, nobody can say which state it is; a folder has to be opened to be flushed."""
LONGEST = 400_000
GOES_ON = ("upgrade",)  # whoever opens the vault next takes the steps that are missing


@pytest.mark.parametrize("writer", WRITERS)
def test_any_writer_refused_at_any_call_says_so_and_keeps_what_was_there(
        hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, chance = hurting(writer), random.Random(writer)
    tries = [(at, error, sticky) for at in hurt.points + hurt.openings for error in ERRORS for sticky in (False, True)]
    with counting("error", writer) as count:
        for at, error, sticky in chance.sample(tries, min(len(tries), budget(10, 300))):
            ended = hurt.refused(at, error, sticky=sticky)
            count(_fair(hurt, ended, (at, error, sticky), last=at[0] in LAST_STEPS, answers=not sticky))


@pytest.mark.parametrize("writer", WRITERS)
def test_any_writer_whose_write_comes_out_short_says_so_and_keeps_what_was_there(
        hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, chance = hurting(writer), random.Random(writer)
    with counting("error", f"{writer}-short") as count:
        for _ in range(budget(2, 50)):
            length = round(LONGEST ** chance.random())
            count(_fair(hurt, hurt.limited(file=length), length, last=False))


def _fair(hurt: Hurt, ended: Ended, at: object, *, last: bool, answers: bool = True) -> bool:
    """Whether the writer was refused, or said what could not be done; what it said is what is there.

    `answers`: the drive takes calls again after the one refused, so that a failing backup can take away what it made.
    """
    is_new = hurt.is_new()
    assert not hurt.unremembered or ended.unnoted or not (ended.saved or answers), at
    if ended.saved:
        assert is_new or hurt.writer == "anchor" or (ended.unnoted and hurt.unremembered), at
        return ended.unnoted
    assert ended.code == DRIVE_TROUBLE, (at, ended.code, ended.said)
    assert not is_new or last or hurt.writer in (*MAKERS, *GOES_ON), at
    return True


def test_a_backup_whose_line_the_vault_cannot_write_is_told_with_a_warning(hurting: Callable[[str], Hurt]) -> None:
    """The last steps of a backup are the vault's own: refused there, the proven snapshot stays and is told as one."""
    hurt, states, refused = hurting("backup"), set(), 0
    points = [at for at in hurt.points if at[0] in LAST_STEPS][-10:]
    for at in points:
        ended = hurt.refused(at, "EIO", sticky=False)
        refused += _fair(hurt, ended, at, last=True)
        assert ended.saved, at
        states.add((ended.unnoted, hurt.unremembered))
    assert states >= {(True, 1), (True, 0), (False, 0)}, "the line is not there; it is, though nobody knows; all is well"
    counted("error", "backup-line", refused)
