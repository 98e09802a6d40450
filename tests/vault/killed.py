# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that dies in the middle: a fork of this one, ended without any clean-up at its n-th lasting step.

Lasting steps are what changes the disk: flushes, renames, removals, new folders, and each COMMIT.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from casefile.store.database import Database

NIGHT = os.environ.get("FAULTS") == "night"
STEPS = ("fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir")
KILLED = 77


def killed_at(point: int, work: Callable[[], object]) -> bool:
    """Do the work in a process that dies just before its `point`-th step; whether it came to its end first."""
    child = os.fork()
    if child == 0:
        try:
            _count_steps(point)
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, KILLED), "it failed by itself"
    return code == 0


def points(most: int) -> list[int]:
    """Every point of interest up to `most`, or by night all of them."""
    return list(range(1, most)) if NIGHT else sorted({1, *range(2, most, max(1, most // 8))})


def _count_steps(point: int) -> None:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done == point:
            os._exit(KILLED)

    def before(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            step()
            return call(*arguments, **named)
        return counted

    for name in STEPS:
        setattr(os, name, before(getattr(os, name)))
    execute = Database.execute

    def executed(self: Database, sql: str, values: Any = ()) -> int:
        if sql == "COMMIT":
            step()
        return execute(self, sql, values)

    Database.execute = executed  # type: ignore[method-assign]
