# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a vault: all of it or nothing, and nobody else's to read."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import zlib
from pathlib import Path

import pytest

from casefile.errors import CasefileError, DriveTrouble, UsageError, WeakPassphrase
from casefile.host.locks import VaultLock
from casefile.host.private_files import write_private
from casefile.vault import anchor
from casefile.vault.create import building, create
from casefile.vault.passwords import judge
from casefile.vault.unlock import open_vault
from crypto.header import parse
from crypto.kdf import PROFILES, Cost
from crypto.recovery import RecoveryKey
from tests.conftest import Passphrases
from tests.vault import tampering
from tests.vault.killed import killed_at

CHEAP = PROFILES["low-memory"]


def make(root: Path, a: str, b: str, cost: Cost = CHEAP) -> str:
    return create(root, a, b, cost=cost, case_recovery=RecoveryKey.generate(),
                  identity_recovery=RecoveryKey.generate())


def test_a_new_vault_is_its_owners_alone_whatever_the_umask(tmp_path: Path, passphrases: Passphrases) -> None:
    before = os.umask(0)
    try:
        make(tmp_path / "vault", passphrases.a, passphrases.b)
    finally:
        os.umask(before)
    for path in [tmp_path / "vault", *(tmp_path / "vault").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name


def test_without_a_passphrase_a_vault_shows_its_sizes_where_its_logs_stand_and_what_opens_it(
        vault: Path, passphrases: Passphrases) -> None:
    tampering.fill(vault, passphrases.a, passphrases.b)
    header = parse((vault / "header").read_bytes())  # one form only: fields of slots, and sealed bytes
    assert (vault / "header.old").read_bytes() == header.data
    assert {slot.recipient is None for slot in header.slots if slot.phrases} == {True}
    found = {str(path.relative_to(vault)): path.read_bytes() for path in vault.rglob("*") if path.is_file()}
    blob = next(name for name in found if re.fullmatch("blobs/([0-9a-f]{2})/\\1[0-9a-f]{30}", name))
    assert found.keys() == {"header", "header.old", "anchor", "cases.db", "identities.db", blob}
    for name in ("cases.db", "identities.db", blob):
        assert len(zlib.compress(found[name], 9)) > len(found[name]), "what can be made smaller shows something"
    said = json.loads(found["anchor"].split(b"\n")[0])
    assert said.keys() == {"version", "generation", "cases_seq", "cases_head", "identities_seq", "identities_head", "newest"}


def test_no_file_of_a_new_vault_holds_anything_readable(tmp_path: Path, passphrases: Passphrases) -> None:
    vault_id = make(tmp_path / "vault", passphrases.a, passphrases.b)
    for path in (tmp_path / "vault").rglob("*.db"):
        data = path.read_bytes()
        assert b"SQLite" not in data
        assert b"CREATE TABLE" not in data
        assert vault_id.encode() not in data


@pytest.mark.parametrize("phrase", ["", "   ", "password", "correct horse", "12345678901234567890", "qwertyuiop" * 3,
                                    "a" * 200, "correct horse battery staple", "Tr0ub4dor&3"])
def test_a_weak_passphrase_is_refused_and_leaves_nothing(tmp_path: Path, passphrases: Passphrases,
                                                         phrase: str) -> None:
    for a, b in ((phrase, passphrases.b), (passphrases.a, phrase)):
        with pytest.raises(WeakPassphrase):
            make(tmp_path / "vault", a, b)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("phrase", ["glacier ombudsman velvet trampoline quixotic harpsichord 47",
                                    "bcdfghjk mnpqrstv wxzbcdfg walnut", "x9$Kq2!vLm4#Zr8@Tw6",
                                    "구름 고래 하모니카 유리창 돌다리 자작나무 만년필"])
def test_random_words_of_any_script_are_strong_enough(phrase: str) -> None:
    judge(phrase)


def test_a_very_long_passphrase_is_judged_quickly_and_one_beyond_the_limit_refused() -> None:
    judge("glacier ombudsman velvet trampoline quixotic harpsichord " * 15)
    with pytest.raises(WeakPassphrase):
        judge("glacier ombudsman velvet trampoline quixotic harpsichord " * 30)


def test_equal_passphrases_are_refused(tmp_path: Path, passphrases: Passphrases) -> None:
    with pytest.raises(WeakPassphrase) as refused:
        make(tmp_path / "vault", passphrases.a, passphrases.a)
    assert refused.value.kind == "same-passphrase"


def test_passphrases_that_differ_only_in_their_unicode_form_are_equal(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        make(tmp_path / "vault", "caf\u00e9 ombudsman velvet trampoline 47",
             "cafe\u0301 ombudsman velvet trampoline 47")


@pytest.mark.parametrize("kind", ["folder", "empty folder", "file", "broken link"])
def test_what_stands_at_the_place_is_never_touched(tmp_path: Path, passphrases: Passphrases, kind: str) -> None:
    root = tmp_path / "vault"
    if kind == "file":
        root.write_text("mine")
    elif kind == "broken link":
        root.symlink_to(tmp_path / "nowhere")
    else:
        root.mkdir()
        if kind == "folder":
            (root / "mine").write_text("mine")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(UsageError) as refused:
        make(root, passphrases.a, passphrases.b)
    assert refused.value.kind == "exists"
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_missing_parent_is_drive_trouble(tmp_path: Path, passphrases: Passphrases) -> None:
    with pytest.raises(DriveTrouble):
        make(tmp_path / "gone" / "vault", passphrases.a, passphrases.b)


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, passphrases: Passphrases,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DriveTrouble("The drive is full.", kind="full")

    monkeypatch.setattr(anchor, "write", full)
    with pytest.raises(CasefileError):
        make(tmp_path / "vault", passphrases.a, passphrases.b)
    assert list(tmp_path.iterdir()) == []


def test_a_name_the_drive_will_not_keep_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        if folder == tmp_path:
            raise OSError(errno.EIO, "the drive reports an error")

    monkeypatch.setattr("casefile.vault.create.flush_folder", refuse)

    def build() -> None:
        with building(tmp_path / "vault") as folder:
            (folder / "header").write_text("x")

    with pytest.raises(DriveTrouble):
        build()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_killed_at_any_step_of_its_making_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    names, outcomes, over = ["anchor", "cases.db", "header"], set[bool](), False
    for point in range(1, 60):
        root = tmp_path / f"vault {point}"

        def build(root: Path = root) -> None:
            with building(root) as folder:
                for name in names:
                    write_private(folder / name, b"x")

        over = killed_at(point, build)
        assert not root.exists() or sorted(path.name for path in root.iterdir()) == names
        outcomes.add(root.exists())
        if over:
            break
    assert over
    assert outcomes == {True, False}


def test_two_vaults_share_nothing(tmp_path: Path, passphrases: Passphrases) -> None:
    ids = {make(tmp_path / name, passphrases.a, passphrases.b) for name in ("one", "two")}
    assert len(ids) == 2
    found = []
    for name in ("one", "two"):
        with open_vault(tmp_path / name, passphrases.a, passphrases.b) as session:
            found.append({bytes(row[0]) for row in session.db.rows(
                "SELECT value FROM meta WHERE key IN ('pseudonym_key', 'audit_key') UNION ALL "
                "SELECT value FROM names.meta WHERE key = 'audit_key'")})
    assert len(found[0] | found[1]) == 6


def test_what_a_killed_attempt_left_is_removed_by_the_next_but_not_a_live_one(
        tmp_path: Path, passphrases: Passphrases) -> None:
    dead, live, foreign = (tmp_path / name for name in (".vault.0123abcd.part", ".vault.4567cdef.part",
                                                        ".vault.mine.part"))
    for folder in (dead, live, foreign):
        folder.mkdir()
        (folder / "cases.db").write_text("half")
    lock = VaultLock(live)
    lock.acquire()
    make(tmp_path / "vault", passphrases.a, passphrases.b)
    lock.release()
    assert sorted(path.name for path in tmp_path.iterdir()) == [live.name, foreign.name, "vault"]
