# SPDX-License-Identifier: GPL-3.0-or-later
"""A writer killed at any system call, or refused one, leaves the old state or the new one, in both databases.

Few points on every change; FAULTS=night tries them all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.progress import Silent
from casefile.store.rows import count, identities, lifts
from casefile.vault.check import check_with_roots
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.conftest import ROOT
from tests.vault.one_write import PEOPLE

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "unlink", "ftruncate", "rename")
NIGHT = os.environ.get("FAULTS") == "night"
Roots = tuple[bytes, bytes]

pytestmark = pytest.mark.skipif(shutil.which("strace") is None or not sys.platform.startswith("linux"),
                                reason="strace is not here")


def traced(vault: Path, roots: Roots, number: int, *options: str) -> subprocess.CompletedProcess[str]:
    """Run one write under strace."""
    return subprocess.run(
        ["strace", "-f", "-qq", *options, sys.executable, "-m", "tests.vault.one_write", str(vault),
         roots[0].hex(), roots[1].hex(), str(number)],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, check=False)


def people_in(vault: Path, roots: Roots) -> int:
    """How many people there are; asserts that both databases tell the same and that the vault is whole."""
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1])) as session:
        number = count(session, "people")
        assert number == len(list(identities(session))) == len(lifts(session))
    assert check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent()) == []
    open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True).close()
    assert {path.name for path in vault.iterdir() if path.suffix != ".db-journal"} == {
        "header", "header.old", "cases.db", "identities.db", "blobs", "anchor"}, "nothing is left over"
    return number


def calls_of(vault: Path, roots: Roots) -> dict[str, list[int]]:
    """For each system call: the numbers of those that touch the vault."""
    done = traced(vault, roots, 0, "-y", "-e", f"trace={','.join(CALLS)}")
    assert done.returncode == 0, done.stderr
    seen: dict[str, list[int]] = {}
    counted: dict[str, int] = {}
    for line in done.stderr.splitlines():
        found = re.search(rf"\b({'|'.join(CALLS)})\(", line)
        if found:
            counted[found[1]] = counted.get(found[1], 0) + 1
            if str(vault) in line:
                seen.setdefault(found[1], []).append(counted[found[1]])
    return seen


def some(numbers: list[int], most: int) -> list[int]:
    """At most `most` of them, spread from the first to the last."""
    if NIGHT or len(numbers) <= most:
        return numbers
    return sorted({numbers[round(step * (len(numbers) - 1) / (most - 1))] for step in range(most)})


def test_a_writer_killed_at_any_call_leaves_old_or_new(vault: Path, roots: Roots) -> None:
    points = calls_of(vault, roots)
    assert {"fsync", "unlink"} <= set(points) or {"fdatasync", "unlink"} <= set(points), points
    before, outcomes = people_in(vault, roots), set()
    number = 1
    for call, numbers in points.items():
        for when in some(numbers, 4):
            done = traced(vault, roots, number, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}")
            assert done.returncode != 0
            now = people_in(vault, roots)
            assert now in (before, before + PEOPLE), (call, when)
            outcomes.add(now - before)
            before, number = now, number + 1
    assert outcomes == {0, PEOPLE}, "some points lie before the commit and some behind it"


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_full_or_failing_drive_keeps_what_was_there(vault: Path, roots: Roots, error: str) -> None:
    points, number = calls_of(vault, roots), 1
    before = people_in(vault, roots)
    for call in ("write", "pwrite64", "fsync", "fdatasync"):
        for when in some(points.get(call, []), 3):
            done = traced(vault, roots, number, "-e", f"trace={call}", "-e",
                          f"inject={call}:error={error}:when={when}+")
            now = people_in(vault, roots)
            if done.returncode:
                # after a flush that failed nobody can say which it is; a refused write is the old state
                assert now == before or (call == "fsync" and now == before + PEOPLE), (call, when)
                assert "DriveTrouble" in done.stderr, done.stderr[-500:]
            else:
                assert now == before + PEOPLE, (call, when)
            before, number = now, number + 1


def test_a_vault_moved_after_a_kill_still_recovers_both_databases(vault: Path, roots: Roots, tmp_path: Path) -> None:
    points = calls_of(vault, roots)
    before, number = people_in(vault, roots), 1
    for call in ("unlink", "fsync", "fdatasync"):
        for when in some(points.get(call, []), 5):
            traced(vault, roots, number, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}")
            moved = tmp_path / f"moved {number}"
            vault = vault.rename(moved)
            now = people_in(vault, roots)
            assert now in (before, before + PEOPLE), (call, when)
            before, number = now, number + 1
