# SPDX-License-Identifier: GPL-3.0-or-later
"""Locks, the clock, file systems, and what the doctor sees."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from casefile.errors import Busy, DriveTrouble
from casefile.host import doctor, places
from casefile.host.clock import FixedClock, SystemClock, stamp
from casefile.host.locks import VaultLock
from tests.conftest import ROOT


def test_one_holder_at_a_time_and_nothing_is_written(tmp_path: Path) -> None:
    first, second = VaultLock(tmp_path), VaultLock(tmp_path)
    first.acquire()
    with pytest.raises(Busy):
        second.acquire(wait_s=0.1)
    first.release()
    first.release()
    second.acquire(wait_s=0)
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    code = ("import sys, time; from pathlib import Path; from casefile.host.locks import VaultLock\n"
            "VaultLock(Path(sys.argv[1])).acquire(); lock = VaultLock(Path(sys.argv[1]))\n")
    holder = subprocess.Popen([sys.executable, "-c", code.replace("VaultLock(Path(sys.argv[1])).acquire();",
                              "held = VaultLock(Path(sys.argv[1])); held.acquire(); print('held', flush=True); "
                              "time.sleep(60);"), str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy):
            VaultLock(tmp_path).acquire(wait_s=0)
        holder.kill()
    lock = VaultLock(tmp_path)
    lock.acquire(wait_s=1)
    lock.release()


def test_a_lock_on_nothing_is_drive_trouble(tmp_path: Path) -> None:
    with pytest.raises(DriveTrouble):
        VaultLock(tmp_path / "gone").acquire()


def test_times_are_utc_and_sort_as_text() -> None:
    elsewhere = datetime(2026, 1, 1, 3, 0, tzinfo=timezone(timedelta(hours=9)))
    assert stamp(elsewhere) == "2025-12-31T18:00:00Z"
    assert SystemClock().now().tzinfo is UTC
    clock = FixedClock()
    before = stamp(clock.now())
    clock.move(days=-400)
    assert stamp(clock.now()) < before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux's list of mounts")
def test_the_file_system_of_a_place_is_the_nearest_mount() -> None:
    found = places.file_system(Path("/proc/self/status"))
    assert found is not None
    assert found.kind == "proc"
    assert places.file_system(Path("/no/such/place")) is not None
    places.require_local(ROOT)


@pytest.mark.parametrize(("kind", "network", "modes"), [
    ("ext4", False, True), ("nfs4", True, True), ("cifs", True, True), ("fuse.sshfs", True, True),
    ("vfat", False, False), ("exfat", False, False)])
def test_what_file_systems_can_do(kind: str, network: bool, modes: bool) -> None:
    found = places.FileSystem(kind, Path("/"), "x", read_only=False)
    assert (found.is_network, found.keeps_owner_modes) == (network, modes)


def test_a_network_drive_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "file_system", lambda path: places.FileSystem("nfs4", path, "x", read_only=False))
    with pytest.raises(DriveTrouble) as refused:
        places.require_local(tmp_path)
    assert refused.value.kind == "network-drive"


def test_a_clock_from_before_this_program_was_made_is_told() -> None:
    clock = FixedClock()
    assert doctor.time(clock).ok
    clock.move(days=-3000)
    assert not doctor.time(clock).ok
