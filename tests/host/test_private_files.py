# SPDX-License-Identifier: GPL-3.0-or-later
"""Private files: old or new, whole, the owner's alone, nothing left over."""

from __future__ import annotations

import errno
import os
import stat
import sys
from functools import partial
from pathlib import Path

import pytest

from casefile.errors import DriveTrouble, UsageError
from casefile.host import living, private_files
from casefile.host.private_files import (
    drive_trouble,
    make_private_folder,
    private_target,
    remove_leftovers,
    sweep,
    write_private,
)
from tests.vault.killed import killed_at


@pytest.fixture(autouse=True)
def open_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_and_folders_are_the_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "folder")
    write_private(tmp_path / "folder" / "file", b"x")
    assert (mode(tmp_path / "folder"), mode(tmp_path / "folder" / "file")) == (0o700, 0o600)


def test_an_unfinished_file_has_another_name_and_the_same_mode(tmp_path: Path) -> None:
    with private_target(tmp_path / "file") as target:
        target.write(b"half")
        part, = tmp_path.iterdir()
        assert part.name.startswith(".file.")
        assert mode(part) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_failure_keeps_the_old_file_and_removes_the_new(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    def fail() -> None:
        with private_target(tmp_path / "file") as target:
            target.write(b"new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (tmp_path / "file").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_an_existing_file_is_kept_where_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(UsageError):
        write_private(tmp_path / "file", b"new", replace=False)
    assert (tmp_path / "file").read_bytes() == b"old"
    write_private(tmp_path / "other", b"new", replace=False)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("refused", ["the unfinished name", "the flush"])
def test_a_new_file_that_could_not_be_finished_has_no_name_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                                   refused: str) -> None:
    unlink, times = Path.unlink, [0]

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    def once(self: Path, missing_ok: bool = False) -> None:
        times[0] += 1
        if times[0] == 1:
            fail()
        unlink(self, missing_ok)

    if refused == "the flush":
        monkeypatch.setattr(private_files, "flush_folder", fail)
    else:
        monkeypatch.setattr(Path, "unlink", once)
    with pytest.raises(DriveTrouble):
        write_private(tmp_path / "sheet", b"secret", replace=False)
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"precious")
    (tmp_path / "file").symlink_to(tmp_path / "target")
    write_private(tmp_path / "file", b"new")
    assert (tmp_path / "target").read_bytes() == b"precious"
    assert not (tmp_path / "file").is_symlink()


def test_trouble_of_the_drive_has_its_kind_and_no_path(tmp_path: Path) -> None:
    with pytest.raises(DriveTrouble) as gone:
        write_private(tmp_path / "secret-folder" / "file", b"x")
    assert gone.value.kind == "gone"
    assert "secret-folder" not in gone.value.message + gone.value.advice
    kinds = {code: drive_trouble(OSError(code, os.strerror(code), "/home/someone")).kind
             for code in (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT, errno.ENODEV)}
    assert list(kinds.values()) == ["full", "read-only", "drive-error", "full", "drive"]


def test_only_leftovers_are_removed(tmp_path: Path) -> None:
    for name in (".header.0a0a0a0a.part", ".hidden", "header", "x.part"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".folder.0a0a0a0a.part").mkdir()
    remove_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "header", "x.part"]


def test_what_a_killed_writer_left_beside_its_target_goes_with_the_next_one(tmp_path: Path) -> None:
    target, other = tmp_path / "press [1].txt", tmp_path / "press [2].txt"
    for path in (target, other):
        killed_at(1, partial(write_private, path, b"half of it", outside=True))  # before it is flushed
    assert len(list(tmp_path.iterdir())) == 2
    write_private(target, b"all of it", outside=True)
    assert {path.name[:14] for path in tmp_path.iterdir()} == {"press [1].txt", ".press [2].txt"}
    assert target.read_bytes() == b"all of it"


def test_what_a_living_writer_writes_and_what_others_left_stays(tmp_path: Path) -> None:
    target = tmp_path / "press.txt"
    others = [".press.txt.part", ".press.txt.1234567.part", ".press.txt.12345678.part2", "press.txt.12345678.part"]
    for name in others:
        (tmp_path / name).touch()
    (tmp_path / ".press.txt.00000000.part").symlink_to(tmp_path / "elsewhere")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / ".press.txt.00000001.part")
    before = set(tmp_path.iterdir())
    with private_target(target, outside=True) as slow:
        slow.write(b"the slow one")
        write_private(target, b"the quick one", outside=True)
        assert target.read_bytes() == b"the quick one"
    assert target.read_bytes() == b"the slow one"
    assert set(tmp_path.iterdir()) == {*before, target}


def test_a_folder_that_is_not_finished_goes_unless_its_writer_lives(tmp_path: Path) -> None:
    folder = tmp_path / ".letters-files.0123abcd.part"
    folder.mkdir()
    (folder / "letter").write_bytes(b"a letter")
    with living.shown(folder):
        sweep(tmp_path / "letters-files")
        assert folder.exists()
    sweep(tmp_path / "letters-files")
    assert not folder.exists()
