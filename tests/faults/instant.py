# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program that is killed leaves, without killing it: the files as they are at one instant of its work.

A killed program's files hold everything it had handed to the system, flushed or not; a copy taken between two of its
calls holds the same. That takes a few milliseconds, where a process of its own takes a tenth of a second.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from casefile.store.database import Database

STEPS = ("fsync", "replace", "rename", "link", "unlink", "mkdir")


def put_back(copy: Path, vault: Path) -> None:
    """Let the copy be the vault."""
    shutil.rmtree(vault)
    copy.rename(vault)


@contextmanager
def copied_before(point: int, vault: Path, copy: Path) -> Iterator[None]:
    """Copy the vault just before the `point`-th lasting step (flush, rename, removal, COMMIT) of the block, if it comes
    so far."""
    done, kept, execute = 0, {name: getattr(os, name) for name in STEPS}, Database.execute

    def step() -> None:
        nonlocal done
        done += 1
        if done == point:
            taken = done
            done = -1_000_000  # copying makes folders too
            shutil.copytree(vault, copy)
            done = taken

    def before(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            step()
            return call(*arguments, **named)
        return counted

    def executed(self: Database, sql: str, values: Any = ()) -> int:
        if sql == "COMMIT":
            step()
        return execute(self, sql, values)

    for name, call in kept.items():
        setattr(os, name, before(call))
    Database.execute = executed  # type: ignore[method-assign]
    try:
        yield
    finally:
        for name, call in kept.items():
            setattr(os, name, call)
        Database.execute = execute  # type: ignore[method-assign]
