# SPDX-License-Identifier: GPL-3.0-or-later
"""What a snapshot is made of, what it says to whom, and when none is made."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from casefile.backup import stick as on_stick
from casefile.backup.medium import Medium
from casefile.backup.snapshot import BackupResult, backup
from casefile.backup.verify import verify
from casefile.errors import Busy, Damaged, DriveTrouble, IdentityPassphraseNeeded
from casefile.host.clock import FixedClock
from casefile.progress import Cancelled
from casefile.store import backups, blobs
from casefile.store.blobs import padded
from casefile.store.writing import Change, write
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from crypto.agefile import decrypt
from crypto.errors import WrongSecret
from crypto.recovery import RecoveryKey
from tests.backup.conftest import CASE, NAME, PICTURE, PICTURE_BYTES
from tests.backup.content import tree
from tests.conftest import Passphrases


def made(session: Session, dest: Path, *, identities: bool = True) -> BackupResult:
    return backup(session, dest, include_identities=identities, allow_same_disk=True)


def test_two_backups_into_one_folder_do_not_take_each_others_files(filled: Session, vault: Path, passphrases: Passphrases,
                                                                  stick: Path) -> None:
    refused: list[str] = []

    class Meanwhile:
        def step(self, what: str, done: int = 0, total: int = 0) -> None:
            """Between the attachments and the list of one backup another vault's begins."""
            if what == "Records":
                with pytest.raises(Busy) as busy:
                    made(other, stick, identities=False)
                refused.append(busy.value.message)

    with open_vault(vault, passphrases.a, write=True) as other:
        backup(filled, stick, allow_same_disk=True, progress=Meanwhile())
        assert len(refused) == 1
        assert verify(stick).snapshots == 1
        assert made(other, stick, identities=False).snapshot == 2
    assert verify(stick).snapshots == 2


def test_a_snapshot_lies_as_its_list_says(filled: Session, stick: Path) -> None:
    result = made(filled, stick)
    files = tree(stick)
    assert (result.snapshot, result.bytes_reused) == (1, 0)
    assert result.bytes_written == sum(len(data) for data in files.values())
    listed = {line[66:]: line[:64] for line in files["snap/000001.sum"].decode().splitlines()}
    assert set(files) == {*listed, "snap/000001.sum", "README.txt", "RECOVER.py", "HELP.sum"}
    assert all(hashlib.sha256(files[name]).hexdigest() == own for name, own in listed.items())
    assert all(name == f"data/{own[:2]}/{own}" for name, own in listed.items() if name.startswith("data"))
    assert all(len(data) <= 256 << 20 for data in files.values())


def test_nothing_but_the_helper_files_is_readable(filled: Session, stick: Path) -> None:
    made(filled, stick)
    for name, data in tree(stick).items():
        if not name.endswith((".sum", ".txt", ".py")):
            assert data.startswith(b"age-encryption.org/v1\n")
        assert NAME.encode() not in data
        assert b"harbour" not in data
        assert CASE.encode() not in data


def test_each_file_opens_with_one_of_the_two_secrets_and_names_with_the_other_alone(
        filled: Session, stick: Path, recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    made(filled, stick)
    opened: list[set[int]] = []
    for name in [*stick.rglob("data/*/*"), *stick.rglob("snap/*.age")]:
        opens = set()
        for number, key in enumerate(recovery_keys):
            try:
                decrypt([key], io.BytesIO(name.read_bytes()), io.BytesIO())
            except WrongSecret:
                continue
            opens.add(number)
        opened.append(opens)
    assert all(len(opens) == 1 for opens in opened)
    assert opened.count({1}) == 1


def test_lengths_are_padded(filled: Session, stick: Path, recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    made(filled, stick)
    for name in stick.rglob("data/*/*"):
        for key in recovery_keys:
            plain = io.BytesIO()
            try:
                decrypt([key], io.BytesIO(name.read_bytes()), plain)
            except WrongSecret:
                continue
            assert padded(plain.tell()) == plain.tell()


def test_attachments_on_the_stick_are_not_written_again(filled: Session, stick: Path) -> None:
    first = made(filled, stick)
    second = made(filled, stick)
    assert second.bytes_reused > len(PICTURE_BYTES)
    assert second.bytes_written < first.bytes_written - len(PICTURE_BYTES)
    other = made(filled, stick.parent / "another")
    assert other.bytes_reused == 0


def test_an_attachment_that_rotted_on_the_stick_is_written_again(filled: Session, stick: Path) -> None:
    made(filled, stick)
    largest = max(stick.rglob("data/*/*"), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[1000] ^= 1
    largest.write_bytes(data)
    assert made(filled, stick).bytes_written > len(PICTURE_BYTES)


def test_an_attachment_that_rotted_in_the_vault_stops_the_backup(filled: Session, stick: Path) -> None:
    made(filled, stick)
    before = tree(stick)
    blob = blobs.find(filled, PICTURE)
    assert blob is not None
    path = filled.blobs / blob.name[:2] / blob.name
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(Damaged):
        made(filled, stick)
    assert tree(stick) == before


def test_the_vault_remembers_its_last_proven_backup(filled: Session, stick: Path, clock: FixedClock) -> None:
    assert backups.last_backup(filled) is None
    made(filled, stick, identities=False)
    last = backups.last_backup(filled)
    assert last is not None
    assert (last.snapshot, last.place, last.identities, last.changes) == (1, str(stick), False, 0)
    clock.move(days=3)
    write(filled, "case.edit", [Change("cases", CASE, {"title": "The other harbour"}, "CASE-1", label="x")])
    last = backups.last_backup(filled)
    assert last is not None
    assert last.changes == 1


def test_without_the_identity_key_only_the_records_are_backed_up(filled_path: Path, passphrases: Passphrases,
                                                                  stick: Path) -> None:
    with open_vault(filled_path, passphrases.a, write=True) as session:
        with pytest.raises(IdentityPassphraseNeeded):
            made(session, stick)
        assert not stick.exists()
        assert made(session, stick, identities=False).identities is False
    with open_vault(filled_path, passphrases.a) as session, pytest.raises(Busy):
        made(session, stick, identities=False)


def test_the_disk_of_the_vault_and_the_vault_itself_are_refused(filled: Session, stick: Path) -> None:
    with pytest.raises(DriveTrouble) as caught:
        backup(filled, stick)
    assert caught.value.kind == "same-disk"
    inside = filled.layout.root / "backup"
    with pytest.raises(DriveTrouble):
        backup(filled, inside, allow_same_disk=True)
    assert not stick.exists()
    assert not inside.exists()


def test_a_place_without_parent_or_with_other_files_of_our_names_is_refused(filled: Session, stick: Path) -> None:
    with pytest.raises(DriveTrouble):
        made(filled, stick / "deeper")
    stick.mkdir()
    (stick / "README.txt").write_text("holiday pictures")
    with pytest.raises(DriveTrouble) as caught:
        made(filled, stick)
    assert caught.value.kind == "exists"
    assert tree(stick) == {"README.txt": b"holiday pictures"}


class StopsAt:
    """Somebody who presses Cancel at the nth step."""

    def __init__(self, number: int) -> None:
        self.left = number

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        self.left -= 1
        if not self.left:
            raise Cancelled


def test_cancelling_leaves_the_stick_as_it_was(filled: Session, stick: Path) -> None:
    made(filled, stick)
    before = tree(stick)
    steps = 0
    for number in range(1, 40):
        try:
            backup(filled, stick, include_identities=True, allow_same_disk=True, progress=StopsAt(number))
            break
        except Cancelled:
            steps += 1
            assert tree(stick) == before
    assert steps > 5


def test_what_killed_runs_left_is_cleared_after_the_next_proven_snapshot(filled: Session, stick: Path) -> None:
    made(filled, stick)
    orphan = hashlib.sha256(b"orphan").hexdigest()
    for name in (f"data/{orphan[:2]}/{orphan}", "data/tmp-0123456789abcdef", "snap/tmp-0123456789abcdef"):
        (stick / name).parent.mkdir(exist_ok=True)
        (stick / name).write_bytes(b"orphan")
    (stick / "snap/000007.age").write_bytes(b"cut")
    (stick / "my own file.txt").write_bytes(b"mine")
    assert made(filled, stick).snapshot == 8
    left = tree(stick)
    assert not [name for name in left if "tmp-" in name or orphan in name]
    assert "my own file.txt" in left
    assert on_stick.complete(Medium(stick), 1)


def test_recovery_secrets_are_not_needed_and_not_kept(filled: Session, stick: Path,
                                                       secrets_of: RecoverySecrets) -> None:
    made(filled, stick)
    for data in tree(stick).values():
        for key in secrets_of.all:
            assert key.line.encode() not in data
            assert key.words.encode() not in data
