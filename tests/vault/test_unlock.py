# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a vault: the right error for every kind of trouble, and nothing written by looking."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.errors import (
    Busy,
    CasefileError,
    Damaged,
    IdentityPassphraseNeeded,
    NewerVersion,
    NotAVault,
    VaultMissing,
    WrongPassphrase,
)
from casefile.host.clock import FixedClock
from casefile.store.rows import count, identity, row
from casefile.store.writing import Change, IdentityChange, new_id, write
from casefile.vault.layout import Layout
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.secret import Secret
from tests.conftest import Passphrases


def state(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file's bytes and time of change, and every folder's."""
    return {str(path.relative_to(root)): (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns)
            for path in [root, *root.rglob("*")]}


def test_the_case_passphrase_alone_opens_the_cases_alone(vault: Path, passphrases: Passphrases) -> None:
    with open_vault(vault, passphrases.a) as session:
        assert not session.has_identities
        assert session.recorder == "Test recorder"
        with pytest.raises(IdentityPassphraseNeeded):
            identity(session, "anyone")


def test_a_wrong_passphrase_opens_nothing(vault: Path, passphrases: Passphrases) -> None:
    before = state(vault)
    for a, b in (("wrong", None), (passphrases.b, None), (passphrases.a, "wrong"), (passphrases.a, passphrases.a),
                 ("", None), (passphrases.b, passphrases.a)):
        with pytest.raises(WrongPassphrase):
            open_vault(vault, a, b)
    assert state(vault) == before


def test_looking_writes_nothing(vault: Path, passphrases: Passphrases) -> None:
    before = state(vault)
    with open_vault(vault, passphrases.a, passphrases.b) as session:
        assert count(session, "people") == 0
        session.db.rows("SELECT * FROM search WHERE search MATCH 'heron'")
    assert state(vault) == before


def test_a_reader_cannot_write(vault: Path, passphrases: Passphrases) -> None:
    with open_vault(vault, passphrases.a) as session:
        with pytest.raises(Busy):
            write(session, "case.add", [Change("cases", new_id(), {})])
        with pytest.raises(CasefileError):
            session.db.execute("DELETE FROM audit")


def test_nothing_there_is_drive_trouble_and_something_else_is_no_vault(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(VaultMissing):
        open_vault(tmp_path / "gone", "x")
    for name in ("folder", "file"):
        with pytest.raises(NotAVault):
            open_vault(tmp_path / name, "x")


@pytest.mark.parametrize("data", [b"", b"nonsense", os.urandom(4096), b"\x89CF\r\n\x1a\n"])
def test_a_header_without_our_magic_is_no_vault(vault: Path, data: bytes) -> None:
    (vault / "header").write_bytes(data)
    with pytest.raises(NotAVault):
        open_vault(vault, "x")


def test_our_header_damaged_is_damage(vault: Path) -> None:
    header = (vault / "header").read_bytes()
    for data in (header[:-1], header + b"\0", header[:200], header * 60):
        (vault / "header").write_bytes(data)
        with pytest.raises(Damaged):
            open_vault(vault, "x")


def test_a_newer_version_says_so(vault: Path) -> None:
    header = bytearray((vault / "header").read_bytes())
    header[8:10] = struct.pack(">H", 2)
    (vault / "header").write_bytes(header)
    with pytest.raises(NewerVersion):
        open_vault(vault, "x")


def test_a_header_that_asks_for_a_tebibyte_is_refused_without_trying(vault: Path, passphrases: Passphrases) -> None:
    header = (vault / "header").read_bytes()
    asked = struct.pack(">III", 65536, 3, 4)
    if asked not in header:
        asked = struct.pack(">II", 65536, 3)
    places = [at for at in range(len(header)) if header.startswith(asked, at)]
    assert places
    for place in places:
        hostile = bytearray(header)
        hostile[place:place + 4] = struct.pack(">I", 1 << 30)  # in KiB: one tebibyte
        (vault / "header").write_bytes(hostile)
        code = ("import re, sys; sys.path.insert(0, sys.argv[2])\n"
                "from pathlib import Path\nfrom casefile.errors import Damaged\n"
                "from casefile.vault.unlock import open_vault\n"
                "try:\n    open_vault(Path(sys.argv[1]), 'x')\n"
                "except Damaged:\n"
                "    print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)\n")
        done = subprocess.run([sys.executable, "-c", code, str(vault), str(Path(__file__).parents[2])],
                              capture_output=True, text=True, check=True)
        assert int(done.stdout) < 150, "no memory may be taken for it (MiB)"


def test_a_missing_header_points_to_its_copy(vault: Path, passphrases: Passphrases) -> None:
    (vault / "header").unlink()
    with pytest.raises(Damaged) as refused:
        open_vault(vault, passphrases.a)
    assert "header.old" in refused.value.advice
    (vault / "header.old").rename(vault / "header")
    open_vault(vault, passphrases.a).close()


def test_a_flipped_bit_in_a_slot_is_damage_not_a_wrong_passphrase(vault: Path, passphrases: Passphrases) -> None:
    header = (vault / "header").read_bytes()
    for place in range(48, len(header), 97):
        damaged = bytearray(header)
        damaged[place] ^= 4
        (vault / "header").write_bytes(damaged)
        with pytest.raises((Damaged, NotAVault, NewerVersion)):
            open_vault(vault, passphrases.a, passphrases.b)


def test_a_second_writer_waits_and_is_then_told(vault: Path, passphrases: Passphrases) -> None:
    with open_vault(vault, passphrases.a, write=True):
        with pytest.raises(Busy):
            open_vault(vault, passphrases.a, write=True, wait_s=0.2)
        open_vault(vault, passphrases.a).close()  # readers share
    open_vault(vault, passphrases.a, write=True, wait_s=0).close()


def test_a_reader_sees_what_a_writer_saved_and_nothing_half(vault: Path, passphrases: Passphrases) -> None:
    with (open_vault(vault, passphrases.a, passphrases.b, write=True) as writer,
          open_vault(vault, passphrases.a, passphrases.b) as reader):
        person = new_id()
        write(writer, "person.add", [Change("people", person, {"risk": "high"})],
              identities=[IdentityChange(person, {"names": []})])
        found = row(reader, "people", person)
        assert found is not None
        assert found.body == {"risk": "high"}


def test_roots_open_the_vault_without_a_passphrase_and_wrong_roots_do_not(vault: Path,
                                                                          passphrases: Passphrases) -> None:
    with open_vault(vault, passphrases.a, passphrases.b) as session:
        assert session.ri is not None
        rc, ri = session.rc.reveal(), session.ri.reveal()
    with open_with_roots(vault, Secret(rc), Secret(ri), clock=FixedClock()) as session:
        assert session.has_identities
    with pytest.raises(Damaged):
        open_with_roots(vault, Secret.random())
    with pytest.raises(Damaged):
        open_with_roots(vault, Secret(rc), Secret.random())


def test_closing_wipes_the_keys_it_held(vault: Path, passphrases: Passphrases) -> None:
    session = open_vault(vault, passphrases.a, passphrases.b)
    session.close()
    session.close()
    assert session.ri is not None
    assert len(session.rc) == len(session.ri) == 0


def test_a_vault_of_plain_or_stock_databases_is_refused(vault: Path, passphrases: Passphrases) -> None:
    import sqlite3  # the stock library, to make what must never be opened

    (vault / "cases.db").unlink()
    plain = sqlite3.connect(vault / "cases.db")
    plain.execute("CREATE TABLE people (id)")
    plain.commit()
    plain.close()
    with pytest.raises(Damaged) as refused:
        open_vault(vault, passphrases.a)
    assert refused.value.kind == "plaintext"


def test_leftovers_of_a_killed_writer_are_removed_by_the_next(vault: Path, passphrases: Passphrases) -> None:
    (vault / ".anchor.12345678.part").write_text("half")
    open_vault(vault, passphrases.a).close()
    assert (vault / ".anchor.12345678.part").exists(), "a reader changes nothing"
    open_vault(vault, passphrases.a, write=True).close()
    assert not (vault / ".anchor.12345678.part").exists()


def test_a_vault_works_from_another_place(vault: Path, tmp_path: Path, session: Session,
                                          passphrases: Passphrases) -> None:
    write(session, "case.add", [Change("cases", new_id(), {"title": "x"})])
    session.close()
    moved = tmp_path / "folder with blank % and ? é" / "vault"
    moved.parent.mkdir()
    shutil.move(vault, moved)
    with open_vault(moved, passphrases.a, passphrases.b, write=True) as opened:
        assert count(opened, "cases") == 1
    assert Layout(moved).read_header().generation == 1
