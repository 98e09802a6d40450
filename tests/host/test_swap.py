# SPDX-License-Identifier: GPL-3.0-or-later
"""Swap and hibernation of made-up computers: what is encrypted, what is not, and what nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.host import doctor, places, swap
from casefile.host.places import FileSystem

Make = Callable[[Path], None]
HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"


def device(name: str, *, uuid: str = "", on: tuple[str, ...] = (), behind: str = "") -> Make:
    def make(system: Path) -> None:
        block = system / "class" / "block" / name
        (block / "slaves").mkdir(parents=True)
        if uuid:
            (block / "dm").mkdir()
            (block / "dm" / "uuid").write_text(uuid + "\n")
        for below in on:
            (block / "slaves" / below).mkdir()
        if behind:
            (block / "backing_dev").write_text(behind + "\n")
    return make


DISK = device("sda2")
CRYPT = device("dm-0", uuid="CRYPT-LUKS2-0123", on=("sda2",))
VOLUME_ON_CRYPT = device("dm-1", uuid="LVM-abc", on=("dm-0",))
VOLUME_ON_DISK = device("dm-2", uuid="LVM-def", on=("sda2",))
CASES = {
    "none": ([], "", True),
    "a bare partition": ([DISK], "/dev/sda2 partition 1 0 -2", False),
    "a container": ([DISK, CRYPT], "/dev/dm-0 partition 1 0 -2", True),
    "a volume in a container": ([DISK, CRYPT, VOLUME_ON_CRYPT], "/dev/dm-1 partition 1 0 -2", True),
    "a volume on a bare disk": ([DISK, VOLUME_ON_DISK], "/dev/dm-2 partition 1 0 -2", False),
    "a volume on both": ([DISK, CRYPT, device("dm-3", uuid="LVM-x", on=("dm-0", "sda2"))],
                         "/dev/dm-3 partition 1 0 -2", False),
    "compressed memory": ([device("zram0", behind="none")], "/dev/zram0 partition 1 0 100", True),
    "compressed memory written out to a disk": ([DISK, device("zram0", behind="/dev/sda2")],
                                                "/dev/zram0 partition 1 0 100", False),
    "compressed memory written out to a container": ([DISK, CRYPT, device("zram0", behind="/dev/dm-0")],
                                                     "/dev/zram0 partition 1 0 100", True),
    "a device nobody knows": ([], "/dev/gone partition 1 0 -2", False),
    "a container beside a bare one": ([DISK, CRYPT], "/dev/dm-0 partition 1 0 -2\n/dev/sda2 partition 1 0 -3", False),
    "a file on a container": ([DISK, CRYPT], "/on-crypt/swap\\040file file 1 0 -2", True),
    "a file on a bare disk": ([DISK], "/on-disk/swapfile file 1 0 -2", False),
    "a file on what is no device": ([], "/on-memory/swapfile file 1 0 -2", False),
}


def file_system(path: Path) -> FileSystem | None:
    source = {"on-crypt": "/dev/dm-0", "on-disk": "/dev/sda2", "on-memory": "tmpfs"}[path.parts[1]]
    assert "\\" not in str(path)
    return FileSystem("ext4", Path("/"), source, False)


@pytest.mark.parametrize("case", CASES)
def test_swap_is_safe_only_where_it_is_known_to_be(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    makers, lines, safe = CASES[case]
    for make in makers:
        make(tmp_path)
    (tmp_path / "swaps").write_text(HEAD + lines + "\n")
    monkeypatch.setattr(places, "file_system", file_system)
    found = swap.swaps(tmp_path / "swaps", tmp_path)
    ok, said = swap.encrypted(found)
    assert ok is safe, said
    (tmp_path / "power").mkdir()
    (tmp_path / "power" / "state").write_text("freeze mem disk\n")
    (tmp_path / "power" / "disk").write_text("[platform] shutdown\n")
    assert swap.hibernation(found, tmp_path)[0] is safe
    (tmp_path / "power" / "disk").write_text("[disabled]\n")
    assert swap.hibernation(found, tmp_path)[0], "a computer that cannot hibernate"


def test_what_the_system_does_not_tell_is_not_in_order(tmp_path: Path) -> None:
    assert swap.swaps(tmp_path / "nothing") is None
    assert not swap.encrypted(None)[0]
    assert not swap.hibernation(None)[0]


def test_the_kernels_own_word_about_the_filter_is_repeated(tmp_path: Path) -> None:
    status = tmp_path / "status"
    for line, ok in (("Seccomp:\t2", True), ("Seccomp:\t0", False), ("", False)):
        status.write_text(f"Name:\tx\n{line}\n")
        assert doctor.filtered(status).ok is ok
    assert not doctor.filtered(tmp_path / "nothing").ok
