# SPDX-License-Identifier: GPL-3.0-or-later
"""A failing drive at every call, a lying one, and the power going at every moment.

What must hold: earlier snapshots untouched, the failure told as trouble of the drive, nothing half done
left behind where the drive still answers, and no unfinished snapshot ever counted.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from casefile.backup import stick as on_stick
from casefile.backup.medium import Medium
from casefile.backup.snapshot import backup
from casefile.backup.verify import verify
from casefile.errors import CasefileError, DriveTrouble, InputRefused
from casefile.store import backups
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.session import Session
from tests.backup.content import tree
from tests.backup.drives import Failing, Lying, LyingInPlain, Recording, Replay, Shortening

EVERY = 1 if os.environ.get("FAULTS") == "night" else 5


def run(session: Session, dest: Path, medium: type[Medium]) -> int:
    return backup(session, dest, include_identities=True, allow_same_disk=True, medium=medium).snapshot


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_drive_that_fails_at_any_call_is_left_as_it_was(filled: Session, stick: Path, number: int) -> None:
    run(filled, stick, Medium)
    before, last = tree(stick), backups.last_backup(filled)
    calls = 0
    for call in range(1, 10_000, EVERY):
        try:
            run(filled, stick, Failing.prepared(call, number, gone=False))
        except DriveTrouble:  # exit 8
            assert tree(stick) == before
            assert backups.last_backup(filled) == last
            calls += 1
        else:
            break
    assert calls * EVERY > 40


def test_a_first_backup_that_fails_leaves_no_folder(filled: Session, stick: Path) -> None:
    for call in range(1, 10_000, 7):
        try:
            run(filled, stick, Failing.prepared(call, errno.ENOSPC, gone=False))
        except DriveTrouble:
            assert not stick.exists()
        else:
            break
    else:
        raise AssertionError("it never came to an end")


def test_a_stick_pulled_out_at_any_call_still_holds_its_snapshots(filled: Session, stick: Path) -> None:
    run(filled, stick, Medium)
    before = tree(stick)
    number = 1
    for call in range(1, 10_000, EVERY):
        try:
            number = run(filled, stick, Failing.prepared(call, errno.ENODEV, gone=True))
        except DriveTrouble:
            now = tree(stick)
            assert {name: now.get(name) for name in before} == before
            for snapshot in (one for one in on_stick.finished(Medium(stick)) if one > 1):
                # only the very last flush of a folder may still fail when the list has its name
                assert on_stick.complete(Medium(stick), snapshot)
            verify(stick)
        else:
            break
    assert number > 1
    assert verify(stick).snapshots >= 2


@pytest.mark.parametrize("drive", [Lying, LyingInPlain, Shortening])
def test_a_drive_that_gives_back_something_else_is_found_out(filled: Session, stick: Path, drive: type[Medium]) -> None:
    with pytest.raises(CasefileError) as caught:
        run(filled, stick, drive)
    assert (caught.value.exit_code, caught.value.kind) == (8, "read-back")
    assert not stick.exists()


@pytest.mark.parametrize("kept", ["all", "none", "names"])
def test_power_lost_at_any_moment_leaves_old_snapshots_and_maybe_the_new_one(
        filled: Session, stick: Path, tmp_path: Path, secrets_of: RecoverySecrets, kept: str) -> None:
    run(filled, stick, Medium)
    before = tmp_path / "before"
    stick.rename(before)
    os.system(f"cp -r {before} {stick}")
    Recording.log.clear()
    run(filled, stick, Recording)
    log, place = list(Recording.log), tmp_path / "after"
    finished = []
    for moment in range(len(log) + 1):
        Replay(before, kept).build(log[:moment], place)
        found = verify(place, secrets_of.all if moment == len(log) else ())
        finished.append(found.snapshots)
    assert finished[0] == 1
    assert finished[-1] == 2
    assert finished == sorted(finished)
    assert on_stick.complete(Medium(place), 2)


def test_power_lost_during_the_first_backup_leaves_no_snapshot_or_a_whole_one(filled: Session, stick: Path,
                                                                              tmp_path: Path) -> None:
    stick.mkdir()
    before = tmp_path / "before"
    before.mkdir()
    Recording.log.clear()
    run(filled, stick, Recording)
    log, place = list(Recording.log), tmp_path / "after"
    for moment in range(0, len(log) + 1, EVERY):
        Replay(before, "names").build(log[:moment], place)
        try:
            assert verify(place).snapshots == 1
        except InputRefused:
            continue
        break
    else:
        raise AssertionError("no snapshot was ever finished")
