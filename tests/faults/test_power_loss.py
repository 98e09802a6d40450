# SPDX-License-Identifier: GPL-3.0-or-later
"""The power goes at any moment of a write: the vault is as it was before or as it should be after, and whole.

After the writer said "saved" it is always the new state, whatever was not flushed.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from casefile.errors import CasefileError
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.backup.content import tree
from tests.faults.budget import budget, counted
from tests.faults.oracle import Roots, shape, state
from tests.faults.power import TRACE, Outage, disk, recorded
from tests.faults.tracing import Stage, needs_strace

pytestmark = needs_strace


@pytest.mark.parametrize("writer", ["record", "statement", "attachment", "header"])
def test_power_lost_at_any_moment_of_a_write_leaves_old_or_new(stage: Stage, hurt: Path, tmp_path: Path, roots: Roots,
                                                               writer: str) -> None:
    vault = hurt / "vault"
    old = state(vault, roots)
    before = tree(vault)
    ended = stage.run(writer, vault, *(root.hex() for root in roots), strace=TRACE)
    assert ended.saved, ended.said
    ops = recorded(ended.calls, vault)
    after = tree(vault)
    assert disk(before, ops, Outage(random.Random(0), "all", "all")) == after, "the recording tells it all"
    new = shape(state(vault, roots))
    chance, place, known = random.Random(writer), tmp_path / "place", dict[str, bool]()
    number, outcomes = budget(750, 25_000), set()
    for tried in range(number):
        moment = len(ops) if tried % 10 == 0 else chance.randint(0, len(ops))
        files = disk(before, ops[:moment], Outage.drawn(chance))
        is_new = _outcome(files, vault if tried % 2 else place, roots, known, old, new)
        assert is_new or moment < len(ops), "what was said to be saved is saved"
        outcomes.add(is_new)
    assert outcomes == {True, False}
    counted("power", writer, number)


def test_a_writer_that_never_flushed_would_be_found_out(stage: Stage, hurt: Path, tmp_path: Path,
                                                        roots: Roots) -> None:
    vault = hurt / "vault"
    old, before = state(vault, roots), tree(vault)
    ended = stage.run("record", vault, *(root.hex() for root in roots), strace=TRACE)
    ops = [op for op in recorded(ended.calls, vault) if op[0] != "flush"]
    new, chance, bad = shape(state(vault, roots)), random.Random(5), 0
    for _ in range(20):
        try:
            _outcome(disk(before, ops, Outage(chance, "some", "all")), tmp_path / "place", roots, {}, old, new)
        except (CasefileError, AssertionError):
            bad += 1
    assert bad


def _outcome(files: dict[str, bytes], place: Path, roots: Roots, known: dict[str, bool], old: object,
             new: dict[str, int]) -> bool:
    """Whether it is the new state; each disk, and each disk after its recovery, is looked at once."""
    raw = _digest(files)
    if raw not in known:
        _lay(files, place)
        open_with_roots(place, Secret(roots[0]), Secret(roots[1])).close()
        settled = _digest(tree(place))
        if settled not in known:
            now = state(place, roots)
            assert now == old or shape(now) == new
            known[settled] = now != old
        known[raw] = known[settled]
    return known[raw]


def _lay(files: dict[str, bytes], place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        (place / name).write_bytes(data)
    (place / "blobs").mkdir(exist_ok=True)


def _digest(files: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, data in sorted(files.items()):
        whole.update(f"{name} {len(data)} ".encode() + data)
    return whole.hexdigest()
