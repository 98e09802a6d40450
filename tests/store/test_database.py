# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection: really encrypted, with the settings its safety rests on, silent, and one over two files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from casefile.errors import CasefileError, Damaged
from casefile.store.database import Database
from crypto.secret import Secret
from tests.conftest import ROOT

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two databases with nothing in them."""
    cases, names = tmp_path / "cases.db", tmp_path / "identities.db"
    with Database.create(cases, Secret(KEY)) as db:
        db.create_identities(names, Secret(OTHER))
    return cases, names


def raw(path: Path, key: bytes = KEY) -> sqlcipher.Connection:
    connection = sqlcipher.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


@pytest.mark.parametrize("readonly", [True, False])
def test_every_setting_is_what_safety_rests_on(files: tuple[Path, Path], readonly: bool) -> None:
    with Database.open(files[0], Secret(KEY), readonly=readonly) as db:
        db.attach_identities(files[1], Secret(OTHER))
        for schema in db.schemas:
            found = {name: str(db.value(f"PRAGMA {schema}.{name}")) for name in (
                "journal_mode", "synchronous", "secure_delete", "auto_vacuum", "page_size")}
            assert found == {"journal_mode": "delete", "synchronous": "3", "secure_delete": "1", "auto_vacuum": "0",
                             "page_size": "4096"}
        assert [str(db.value(f"PRAGMA {name}")) for name in ("foreign_keys", "temp_store", "trusted_schema")] == [
            "1", "2", "0"]


def test_a_wrong_key_opens_nothing_and_prints_nothing(files: tuple[Path, Path]) -> None:
    code = ("import sys; from pathlib import Path; from casefile.store.database import Database\n"
            "from casefile.errors import Damaged; from crypto.secret import Secret\n"
            "try: Database.open(Path(sys.argv[1]), Secret(b'w' * 32), readonly=True)\n"
            "except Damaged: sys.exit(44)\n")
    done = subprocess.run([sys.executable, "-c", code, str(files[0])], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (44, b"", b"")


def test_a_wrong_key_for_the_identities_leaves_the_cases_open(files: tuple[Path, Path]) -> None:
    with Database.open(files[0], Secret(KEY), readonly=True) as db:
        with pytest.raises(Damaged):
            db.attach_identities(files[1], Secret(KEY))
        assert db.value("SELECT count(*) FROM people") == 0


@pytest.mark.parametrize("readonly", [True, False])
def test_a_database_in_another_way_of_writing_is_refused(files: tuple[Path, Path], readonly: bool) -> None:
    connection = raw(files[0])
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with pytest.raises(CasefileError) as refused:
        Database.open(files[0], Secret(KEY), readonly=readonly)
    assert refused.value.exit_code == 4


def test_a_library_that_cannot_encrypt_is_refused(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3  # the stock library, which takes a key without a word and writes plaintext

    import casefile.store.database as module  # to put the stock library in its place

    monkeypatch.setattr(module, "sqlcipher", sqlite3)
    with pytest.raises(CasefileError) as refused:
        Database.open(files[0], Secret(KEY), readonly=True)
    assert refused.value.kind == "no-cipher"
    with pytest.raises(CasefileError):
        Database.create(files[0].with_name("new.db"), Secret(KEY))
    assert files[0].with_name("new.db").read_bytes() == b""


def test_a_reader_writes_nothing_and_cannot_be_made_to(files: tuple[Path, Path]) -> None:
    before = {path: path.read_bytes() for path in files}
    with Database.open(files[0], Secret(KEY), readonly=True) as db:
        db.attach_identities(files[1], Secret(OTHER))
        for statement in ("INSERT INTO ui_state VALUES ('a', 'b')", "DELETE FROM names.people",
                          "PRAGMA main.user_version = 5", "VACUUM"):
            with pytest.raises(CasefileError):
                db.execute(statement)
    assert {path: path.read_bytes() for path in files} == before


def test_one_transaction_covers_both_files(files: tuple[Path, Path]) -> None:
    def fail(db: Database) -> None:
        with db.transaction():
            db.execute("INSERT INTO ui_state VALUES ('a', 'b')")
            db.execute("INSERT INTO names.meta VALUES ('a', 'b')")
            raise RuntimeError

    with Database.open(files[0], Secret(KEY), readonly=False) as db:
        db.attach_identities(files[1], Secret(OTHER))
        with pytest.raises(RuntimeError):
            fail(db)
        assert db.value("SELECT (SELECT count(*) FROM ui_state) + (SELECT count(*) FROM names.meta)") == 0


def test_an_error_of_the_library_says_nothing_of_the_statement(files: tuple[Path, Path]) -> None:
    with Database.open(files[0], Secret(KEY), readonly=True) as db:
        with pytest.raises(CasefileError) as fault:
            db.rows("SELECT 'a secret word' FROM no_such_table")
        assert "secret" not in str(fault.value)
        assert fault.value.__cause__ is None
