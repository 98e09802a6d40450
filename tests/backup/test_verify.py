# SPDX-License-Identifier: GPL-3.0-or-later
"""Checking a stick: any changed bit is found, what a pulled stick left is no fault."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from casefile.backup.snapshot import backup
from casefile.backup.verify import verify
from casefile.errors import Damaged, DriveTrouble, InputRefused, WrongPassphrase
from casefile.host.clock import FixedClock
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.unlock import open_vault
from crypto.recovery import RecoveryKey
from tests.backup.content import tree
from tests.conftest import Passphrases


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, filled_template: Path, passphrases: Passphrases) -> Path:
    """Two snapshots; never change it, take `copy`."""
    root = tmp_path_factory.mktemp("sound")
    vault = Path(shutil.copytree(filled_template, root / "vault"))
    with open_vault(vault, passphrases.a, passphrases.b, write=True, clock=FixedClock()) as session:
        for _ in range(2):
            backup(session, root / "stick", include_identities=True, allow_same_disk=True)
    return root / "stick"


@pytest.fixture
def copy(sound: Path, stick: Path) -> Path:
    return Path(shutil.copytree(sound, stick))


def test_every_file_is_read_and_counted_once(sound: Path) -> None:
    found, files = verify(sound), tree(sound)
    assert (found.snapshots, found.files, found.bytes) == (2, len(files), sum(map(len, files.values())))


def test_with_the_secrets_everything_is_opened_and_loaded(sound: Path, secrets_of: RecoverySecrets) -> None:
    both = verify(sound, secrets_of.all)
    assert (both.loaded, both.identities) == (2, True)
    assert secrets_of.cases is not None
    assert verify(sound, [secrets_of.cases]).identities is False


def test_other_secrets_are_refused(sound: Path, secrets_of: RecoverySecrets) -> None:
    assert secrets_of.identities is not None
    for keys in ([RecoveryKey.generate()], [secrets_of.identities]):
        with pytest.raises(WrongPassphrase):
            verify(sound, keys)


def test_a_flipped_bit_in_any_file_is_found(copy: Path) -> None:
    draw = random.Random(20021)
    for name, data in tree(copy).items():
        places = {0, len(data) - 1, *(draw.randrange(len(data)) for _ in range(6))}
        if name.endswith(".sum"):
            places |= set(range(draw.randrange(3), len(data), 3))
        for at in places:
            changed = data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1:]
            (copy / name).write_bytes(changed)
            with pytest.raises(Damaged):
                verify(copy)
        (copy / name).write_bytes(data)
    verify(copy)


def test_a_missing_or_cut_file_is_found(copy: Path) -> None:
    for name, data in tree(copy).items():
        if name.endswith(".sum") and name.startswith("snap"):
            continue  # without its list a snapshot was never finished
        (copy / name).unlink()
        with pytest.raises(Damaged):
            verify(copy)
        (copy / name).write_bytes(data[:-1])
        with pytest.raises(Damaged):
            verify(copy)
        (copy / name).write_bytes(data)
    for name in ("snap/000001.sum", "snap/000002.sum"):
        lines = (copy / name).read_bytes().splitlines(keepends=True)
        for keep in range(1, len(lines)):
            (copy / name).write_bytes(b"".join(lines[:keep]))
            with pytest.raises(Damaged):
                verify(copy)
        (copy / name).write_bytes(b"".join(lines))


@pytest.mark.parametrize("text", [
    b"\n", b"not a list\n", b"0" * 64 + b"  ../../../etc/passwd\n", b"0" * 64 + b"  /etc/passwd\n",
    b"A" * 64 + b"  snap/000002.age\n", b"0" * 64 + b" *snap/000002.age\n", b"\xff\xfe\n"])
def test_a_list_of_another_form_is_refused(copy: Path, text: bytes) -> None:
    for whole in (text, (copy / "snap/000002.sum").read_bytes() + text, text + (copy / "snap/000002.sum").read_bytes()):
        (copy / "snap/000002.sum").write_bytes(whole)
        with pytest.raises(Damaged):
            verify(copy)


def test_the_same_line_twice_is_refused(copy: Path) -> None:
    lines = (copy / "snap/000002.sum").read_bytes().splitlines(keepends=True)
    (copy / "snap/000002.sum").write_bytes(b"".join([lines[0], *lines]))
    with pytest.raises(Damaged):
        verify(copy)


def test_what_a_pulled_stick_left_is_no_fault(copy: Path) -> None:
    (copy / "snap/000003.age").write_bytes(b"cut")
    (copy / "snap/000004.sum").write_bytes(b"")
    (copy / "data/tmp-0011223344556677").write_bytes(b"cut")
    (copy / "data/00").mkdir(exist_ok=True)
    (copy / "data/00" / ("0" * 64)).write_bytes(b"nobody lists me")
    assert verify(copy).snapshots == 2


def test_a_folder_without_a_complete_snapshot_is_refused(copy: Path, tmp_path: Path) -> None:
    for name in ("snap/000001.sum", "snap/000002.sum"):
        (copy / name).unlink()
    with pytest.raises(InputRefused):
        verify(copy)
    with pytest.raises(InputRefused):
        verify(tmp_path)
    with pytest.raises(DriveTrouble):
        verify(tmp_path / "nowhere")


def test_files_exchanged_between_snapshots_are_found(copy: Path, secrets_of: RecoverySecrets) -> None:
    """An old manifest under a new number is whole by its hash; what is inside tells."""
    old = (copy / "snap/000001.age").read_bytes()
    (copy / "snap/000002.age").write_bytes(old)
    with pytest.raises(Damaged):
        verify(copy)
    lines = (copy / "snap/000001.sum").read_text().replace("000001", "000002")
    (copy / "snap/000002.sum").write_text(lines)
    assert verify(copy).snapshots == 2  # without a key nobody can tell
    with pytest.raises(Damaged):
        verify(copy, secrets_of.all)
