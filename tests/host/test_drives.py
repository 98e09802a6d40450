# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder beside another is on the same disk; partitions are followed down to theirs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from casefile.host import drives


def test_two_folders_of_one_file_system_are_on_one_disk(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert drives.same_disk(tmp_path / "a", tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux") or not Path("/dev/shm").is_dir(), reason="needs /dev/shm")
def test_memory_is_another_disk(tmp_path: Path) -> None:
    if tmp_path.stat().st_dev == Path("/dev/shm").stat().st_dev:
        pytest.skip("the temporary folder is in memory too")
    assert not drives.same_disk(tmp_path, Path("/dev/shm"))


def test_partitions_and_containers_are_followed_to_their_disk(tmp_path: Path) -> None:
    disk, container = tmp_path / "block" / "sda", tmp_path / "virtual" / "dm-0"
    for partition in ("sda1", "sda2"):
        (disk / partition).mkdir(parents=True)
        (disk / partition / "partition").write_text("1")
    (container / "slaves").mkdir(parents=True)
    (container / "slaves" / "sda2").symlink_to(disk / "sda2")
    assert drives._beneath(disk / "sda1") == drives._beneath(container) == drives._beneath(disk) == {"sda"}


def test_what_cannot_be_found_out_counts_as_another_disk(tmp_path: Path) -> None:
    assert drives._disks(tmp_path / "nowhere") == frozenset()
