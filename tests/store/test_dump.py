# SPDX-License-Identifier: GPL-3.0-or-later
"""A database as SQL text: any content comes back the same, stock sqlite3 reads it, and no text runs as SQL."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.errors import Damaged
from casefile.store.database import Database
from casefile.store.dump import Counts, Loader, dump, scratch
from casefile.vault.session import Session

AWKWARD = ["", "'", "''", "it's", "\n", "\\n", "\\n\n", "a\r\nb", "\0", "\\0.\0.\\0..", "--", "');DROP TABLE people;--",
           "replace(", "',char(10))", "한국어 \u2028 \U0001f600", "\x1b[0m", "\ufeff", "NULL", "X'00'"]


def dumped(db: Database) -> tuple[bytes, Counts]:
    out: list[bytes] = []
    with db.reading():
        counts = dump(db, "main", out.append)
    return b"".join(out), counts


def put(db: Database, key: str, value: Any) -> None:
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def loaded(text: bytes, step: int = 1 << 20) -> tuple[Database, Counts]:
    db = scratch()
    try:
        loader = Loader(db, "main")
        for at in range(0, len(text), step):
            loader.write(text[at:at + step])
        return db, loader.finish()
    except BaseException:
        db.close()
        raise


def refuses(text: bytes) -> bool:
    try:
        loaded(text)[0].close()
    except Damaged:
        return True
    return False


@pytest.mark.parametrize("step", [1, 7, 1 << 20])
def test_awkward_values_come_back_the_same(step: int) -> None:
    values = [*AWKWARD, *(word.encode() for word in AWKWARD), 0, -1, 1 << 62, -(1 << 63), 0.1, -2.5e300, 1e-7]
    with scratch() as db:
        for number, value in enumerate(values):
            put(db, str(number), value)
        text, counts = dumped(db)
    other, found = loaded(text, step)
    with other:
        assert found == counts
        assert [other.value("SELECT value FROM meta WHERE key = ?", (str(number),))
                for number in range(len(values))] == values


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.text("\n\r\0\\n0.'")
                | st.integers(-2**63, 2**63 - 1) | st.binary(max_size=20)
                | st.floats(allow_nan=False, allow_infinity=False), max_size=8))
def test_any_values_come_back_the_same(values: list[Any]) -> None:
    with scratch() as db:
        for number, value in enumerate(values):
            put(db, str(number), value)
        text, counts = dumped(db)
    other, found = loaded(text)
    with other:
        assert found == counts
        assert dumped(other)[0] == text
    assert text.count(b"INSERT INTO") >= len(values)


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="sqlite3 is not installed")
def test_stock_sqlite_reads_it(tmp_path: Path) -> None:
    with scratch() as db:
        for number, value in enumerate(AWKWARD):
            put(db, str(number), value)
        text, _ = dumped(db)
    subprocess.run(["sqlite3", "-bail", tmp_path / "db"], input=text, check=True, capture_output=True)
    connection = sqlite3.connect(tmp_path / "db")
    assert [connection.execute("SELECT value FROM meta WHERE key = ?", (str(number),)).fetchone()[0]
            for number in range(len(AWKWARD))] == AWKWARD
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert {"people", "statements", "revisions", "audit", "meta"} <= names
    assert not [name for name in names if name.startswith("search")]


HEAD, TAIL = b"PRAGMA foreign_keys=OFF;\nBEGIN;\n", b"COMMIT;\n"


@pytest.mark.parametrize("line", [
    b"ATTACH DATABASE '/tmp/x' AS x;", b"DROP TABLE people;", b"PRAGMA writable_schema=ON;", b"DELETE FROM meta;",
    b"CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END;", b"SELECT load_extension('x');",
    b'INSERT INTO "meta"("key","value") VALUES((SELECT 1),2);',
    b'INSERT INTO "meta"("key") VALUES(\'a\',\'b\');',
    b'INSERT INTO "meta"("key","value") VALUES(1,2);DROP TABLE people;',
    b'INSERT INTO "nowhere"("key") VALUES(1);',
    b'INSERT INTO "meta"("key","key") VALUES(1,2);',
    b'INSERT INTO "meta"("key","nothing") VALUES(1,2);',
    b'INSERT INTO "sqlite_master"("name") VALUES(1);',
    b'INSERT INTO "meta"("key","value") VALUES(1,2',
    b'INSERT INTO "meta"("key","value") VALUES(\'a,\'b\');',
    b'INSERT INTO "meta"("key","value") VALUES(1,NULL);',
    b'INSERT INTO "meta"("key","value") VALUES(1,99999999999999999999);',
    b'INSERT INTO "meta"("key","value") VALUES(1,2);\nINSERT INTO "meta"("key","value") VALUES(1,2);',
    b'INSERT INTO "meta"("key","value") VALUES(replace(\'a\',\'x\',char(64)),1);',
    b'INSERT INTO "meta"("key","value") VALUES(replace(\'a\',\'x\',char(10)),char(10)),1);',
    b"COMMIT;\nBEGIN;", b'INSERT INTO "meta"("key","value") VALUES(\'\xff\',1);', b"\0"])
def test_a_line_of_another_form_is_refused_and_never_run(line: bytes) -> None:
    assert refuses(HEAD + line + b"\n" + TAIL)


def test_a_dump_that_is_cut_is_refused() -> None:
    with scratch() as db:
        put(db, "a", "b")
        text, _ = dumped(db)
    for cut in range(0, len(text), 13):
        assert refuses(text[:cut])
    assert refuses(text[:-1])
    assert refuses(text + b"INSERT INTO \"meta\"(\"key\",\"value\") VALUES('c',1);\n")
    assert not refuses(text + b"--" + b" " * 1000 + b"\n")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_bytes_are_loaded_or_refused(data: st.DataObject) -> None:
    with scratch() as db:
        put(db, "a", "it's\n")
        text, _ = dumped(db)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    refuses(text[:start] + data.draw(st.binary(max_size=30)) + text[end:])  # no other error comes out


def test_both_databases_of_a_vault_load(session: Session) -> None:
    for schema in session.db.schemas:
        out: list[bytes] = []
        with session.db.reading():
            counts = dump(session.db, schema, out.append)
        with scratch() as trial:
            loader = Loader(trial, schema)
            loader.write(b"".join(out))
            assert loader.finish() == counts
            assert loader.version == session.db.value(f"PRAGMA {schema}.user_version")
