# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a backup without this program, with the tools README.txt names."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.backup.snapshot import backup
from casefile.vault.session import Session
from crypto.recovery import RecoveryKey
from tests.backup.conftest import NAME, PICTURE, PICTURE_BYTES, STATEMENT, WORDS

TOOLS = ("sha256sum", "age", "gunzip", "sqlite3")
pytestmark = pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason="a stock tool is missing")


def run(*command: object, cwd: Path, data: bytes | None = None) -> bytes:
    return subprocess.run([str(word) for word in command], cwd=cwd, input=data, capture_output=True, check=True).stdout


@pytest.fixture
def written(filled: Session, stick: Path) -> Path:
    backup(filled, stick, include_identities=True, allow_same_disk=True)
    return stick


def test_the_commands_of_the_readme_open_everything(written: Path, recovery_sheet: Path, tmp_path: Path) -> None:
    readme = (written / "README.txt").read_text("utf-8")
    for command in ("sha256sum -c HELP.sum", "sha256sum -c snap/000001.sum", "age -d -i", "gunzip", "sqlite3"):
        assert command in readme
    for name in ("HELP.sum", "snap/000001.sum"):
        run("sha256sum", "-c", "--strict", name, cwd=written)
    manifest = json.loads(run("age", "-d", "-i", recovery_sheet, "snap/000001.age", cwd=written))
    for item in manifest["items"]:
        parts = [f"data/{part['file'][:2]}/{part['file']}" for part in item["parts"]]
        plain = b"".join(run("age", "-d", "-i", recovery_sheet, part, cwd=written) for part in parts)
        if item["role"] == "attachment":
            if item["id"] == PICTURE:
                assert plain[:item["bytes"]] == PICTURE_BYTES
            continue
        sql = run("gunzip", cwd=tmp_path, data=plain)
        run("sqlite3", "-bail", f"{item['role']}.db", cwd=tmp_path, data=sql)
    records, identities = sqlite3.connect(tmp_path / "records.db"), sqlite3.connect(tmp_path / "identities.db")
    assert records.execute("SELECT label FROM statements WHERE id = ?", (STATEMENT,)).fetchone() == (WORDS,)
    assert records.execute("SELECT count(*) FROM people").fetchone() == (1,)
    assert identities.execute("SELECT words FROM lifts").fetchone() == (NAME + "\n",)
    for connection in (records, identities):
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


def recover(stick: Path, key: Path, target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", stick / "RECOVER.py", key, target], capture_output=True, text=True)


def test_the_script_on_the_stick_recovers_everything(written: Path, recovery_sheet: Path, tmp_path: Path) -> None:
    done = recover(written, recovery_sheet, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/attachments" / PICTURE).read_bytes() == PICTURE_BYTES
    records = sqlite3.connect(tmp_path / "out/records.db")
    assert records.execute("SELECT label FROM statements").fetchone() == (WORDS,)
    records.close()
    assert NAME in (tmp_path / "out/identities.sql").read_text("utf-8")
    assert not list((tmp_path / "out").rglob("*.gz"))


def test_with_the_case_secret_alone_the_script_recovers_no_identities(
        written: Path, recovery_keys: tuple[RecoveryKey, RecoveryKey], tmp_path: Path) -> None:
    (tmp_path / "key").write_text(recovery_keys[0].line + "\n")
    done = recover(written, tmp_path / "key", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "attachments", "manifest.json", "records.db", "records.sql"]


def test_the_script_refuses_a_damaged_snapshot(written: Path, recovery_sheet: Path, tmp_path: Path) -> None:
    largest = max(written.rglob("data/*/*"), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1] + b"\0")
    done = recover(written, recovery_sheet, tmp_path / "out")
    assert done.returncode != 0
    assert "damaged" in done.stderr
    assert not (tmp_path / "out").exists()
