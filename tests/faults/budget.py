# SPDX-License-Identifier: GPL-3.0-or-later
"""How much is tried: little on every change, all of it with FAULTS=night; and what was tried, counted.

Each count goes to build/faults/, one small file for each kind of fault; packaging/fault_table.py makes the
table of SECURITY.md out of them.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
NIGHT = os.environ.get("FAULTS") == "night"
COUNTS = ROOT / "build" / "faults"
EVERY = 50
_One = TypeVar("_One")


def budget(change: int, night: int) -> int:
    """How many to try in this run."""
    return night if NIGHT else change


def spread(points: Sequence[_One], most: int) -> list[_One]:
    """At most `most` of the points, evenly from the first to the last."""
    if len(points) <= most:
        return list(points)
    return [points[round(step * (len(points) - 1) / (most - 1))] for step in range(most)]


def counted(key: str, part: str, tried: int) -> None:
    """Write down that `tried` faults of a kind were tried by one part of the tests, and none was bad.

    `key` is a row of the table (`packaging/fault_table.py`); parts of a row are added up.
    """
    with counting(key, part) as count:
        count(tried)


@contextmanager
def counting(key: str, part: str) -> Iterator[Callable[[int], None]]:
    """As `counted`, for a long part: call what it gives with how many more were tried and were not bad.

    The count is kept as it grows, so that a run that is cut off has counted what it tried; where the block
    ends in an error there was a bad one, and the count is taken away.
    """
    path = COUNTS / f"{key}.{part}.{'night' if NIGHT else 'change'}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    tried, written = 0, -EVERY

    def count(more: int) -> None:
        nonlocal tried, written
        tried += more
        if tried - written >= EVERY:
            written = tried
            path.write_text(json.dumps({"tried": tried}), "utf-8")

    try:
        yield count
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    path.write_text(json.dumps({"tried": tried}), "utf-8")
    sys.stdout.write(f"{key}, {part}: {tried} tried\n")
