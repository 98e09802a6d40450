# SPDX-License-Identifier: GPL-3.0-or-later
"""The power goes at any moment of a write: the vault is as it was before or as it should be after, to the last row.

After the writer said "saved" it is always the new state, whatever was not flushed.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.errors import CasefileError
from tests.backup.content import tree
from tests.faults.budget import budget, counting
from tests.faults.hurt import MAKERS, Hurt
from tests.faults.power import TRACE, Op, Outage, disk, recorded
from tests.faults.tracing import needs_strace
from tests.faults.writers import WRITERS

pytestmark = needs_strace
NIGHT = 5_500


def recording(hurt: Hurt) -> tuple[dict[str, bytes], list[Op], int]:
    """The place before, every call of the unhurt writer, and the moment from which its work is said to be saved."""
    hurt.fresh()
    before = _with_folders(hurt.place)
    ended = hurt.stage.run(hurt.writer, *hurt.arguments, strace=TRACE)
    assert ended.saved, ended.said
    ops = recorded(ended.calls, hurt.place)
    said = ops.index(("said",)) if ("said",) in ops else len(ops)
    assert {name: data for name, data in disk(before, ops, Outage(random.Random(0), "all", "all")).items()
            if not name.endswith("/")} == tree(hurt.place), "the recording tells it all"
    return before, ops, said


@pytest.mark.parametrize("writer", [writer for writer in WRITERS if writer != "anchor"])
def test_power_lost_at_any_moment_of_a_write_leaves_old_or_new(hurting: Callable[[str], Hurt], quick: Path,
                                                               writer: str) -> None:
    hurt = hurting(writer)
    before, ops, said = recording(hurt)
    places = [hurt] if writer in MAKERS else [hurt, hurt.at(quick / "elsewhere")]
    chance, known, outcomes = random.Random(writer), dict[str, bool](), set()
    with counting("power", writer) as count:
        for tried in range(budget(150, NIGHT)):
            moment = chance.randint(said, len(ops)) if tried % 10 == 0 else chance.randint(0, len(ops))
            files = disk(before, ops[:moment], Outage.drawn(chance))
            is_new = _outcome(files, places[tried % len(places)], known)
            assert is_new or moment < said, "what was said to be saved is saved"
            outcomes.add(is_new)
            count(1)
        assert outcomes == {True, False}


def test_a_writer_that_never_flushed_would_be_found_out(hurting: Callable[[str], Hurt]) -> None:
    hurt = hurting("record")
    before, ops, _ = recording(hurt)
    ops, chance, bad = [op for op in ops if op[0] != "flush"], random.Random(5), 0
    for _ in range(20):
        try:
            _outcome(disk(before, ops, Outage(chance, "some", "all")), hurt, {})
        except (CasefileError, AssertionError):
            bad += 1
    assert bad


def _outcome(files: dict[str, bytes], hurt: Hurt, known: dict[str, bool]) -> bool:
    """Whether it is the new state; each disk is looked at once."""
    raw = digest(files)
    if raw not in known:
        lay(files, hurt.place)
        known[raw] = hurt.is_new()
    return known[raw]


def _with_folders(place: Path) -> dict[str, bytes]:
    return {f"{path.relative_to(place)}/": b"" for path in sorted(place.rglob("*")) if path.is_dir()} | tree(place)


def lay(files: dict[str, bytes], place: Path) -> None:
    """Make a place what a disk holds."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name, data in files.items():
        if name.endswith("/"):
            (place / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        else:
            (place / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (place / name).write_bytes(data)


def digest(files: dict[str, bytes]) -> str:
    """One word for a disk."""
    whole = hashlib.sha256()
    for name, data in sorted(files.items()):
        whole.update(f"{name} {len(data)} ".encode() + data)
    return whole.hexdigest()
