# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands for sticks, as a script calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.backup.verify import verify
from casefile.cli.main import main
from casefile.errors import DriveTrouble
from casefile.store import backups
from tests.conftest import Answer

Run = Callable[..., Answer]


def test_the_whole_round(run_cli: Run, keys: tuple[str, ...], filled_path: Path, stick: Path, recovery_sheet: Path,
                         tmp_path: Path) -> None:
    made = run_cli("backup", filled_path, stick, "--include-identities", "--allow-same-disk", "--json", *keys)
    assert made.code == 0, made
    assert {"snapshot", "bytes_written", "bytes_reused", "verified", "took_s"} <= set(made.json)
    assert (made.json["noted"], made.json["warnings"]) == (True, [])
    assert (made.json["snapshot"], made.json["verified"]) == (1, True)
    again = run_cli("backup", filled_path, stick, "--allow-same-disk", "--json", *keys[:2])
    assert (again.code, again.json["snapshot"]) == (0, 2)
    listed = run_cli("backups", stick, "--json")
    assert listed.json == {"snapshots": [{"number": 1, "complete": True}, {"number": 2, "complete": True}]}
    checked = run_cli("verify", stick, "--json")
    assert (checked.code, checked.json["ok"]) == (0, True)
    opened = run_cli("verify", stick, "--recovery-file", recovery_sheet, "--json")
    assert opened.code == 0
    assert [opened.json[word] for word in ("files", "bytes")] == [checked.json[word] for word in ("files", "bytes")]
    back = run_cli("restore", stick, tmp_path / "new", "--recovery-file", recovery_sheet, "--snapshot", 1, "--json",
                   *keys)
    assert back.code == 0, back
    assert back.json["snapshot"] == 1
    assert back.json["identities"] is True
    assert back.json["counts"]["people"] == 1
    assert run_cli("check", tmp_path / "new", "--json", *keys).json == {"ok": True, "findings": []}


def test_a_proven_backup_that_the_vault_cannot_note_is_a_success_with_a_warning(
        keys: tuple[str, ...], filled_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise DriveTrouble("The drive is full.", kind="full")

    monkeypatch.setattr(backups, "remember", full)
    warning = "The backup is whole; that it was made could not be noted in the vault: The drive is full."
    command = ["backup", str(filled_path), str(stick), "--allow-same-disk", *keys[:2]]
    assert main([*command, "--json"]) == 0
    said = capsys.readouterr()
    made = json.loads(said.out)
    assert (made["snapshot"], made["verified"], made["noted"], made["warnings"]) == (1, True, False, [warning])
    assert said.err == f"casefile: {warning}\n"
    assert verify(stick).snapshots == 1
    assert main(command) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Snapshot 2 is written, read back")
    assert said.err == f"casefile: {warning}\n"


def test_each_refusal_has_its_exit_code(run_cli: Run, keys: tuple[str, ...], filled_path: Path, stick: Path,
                                        tmp_path: Path, recovery_sheet: Path) -> None:
    def refused(*words: object) -> tuple[int, str]:
        answer = run_cli(*words, "--json")
        return answer.code, answer.json["error"]["kind"]

    assert refused("backup", filled_path, stick, *keys[:2]) == (8, "same-disk")
    assert refused("backup", filled_path, stick, "--allow-same-disk", "--include-identities", *keys[:2]) == (
        2, "identity-passphrase-needed")
    assert refused("backup", filled_path, stick / "x/y", "--allow-same-disk", *keys) == (8, "gone")
    assert not stick.exists()
    assert refused("backups", stick) == (8, "gone")
    assert refused("verify", stick) == (8, "gone")
    stick.mkdir()
    assert run_cli("backups", stick, "--json").json == {"snapshots": []}
    assert refused("verify", stick) == (6, "no-snapshot")
    new = tmp_path / "new"
    assert refused("restore", stick, new, "--recovery-file", recovery_sheet, *keys) == (6, "no-snapshot")
    assert refused("restore", stick, filled_path, *keys)[0] == 2
    (tmp_path / "empty").write_text("nothing")
    assert refused("restore", stick, new, "--recovery-file", tmp_path / "empty", *keys)[0] == 6
    assert not new.exists()


def test_a_damaged_stick_and_a_strange_secret_have_their_exit_codes(
        run_cli: Run, keys: tuple[str, ...], filled_path: Path, stick: Path, tmp_path: Path) -> None:
    assert run_cli("backup", filled_path, stick, "--allow-same-disk", "--json", *keys).code == 0
    strange = tmp_path / "strange"
    strange.write_text("abandon " * 23 + "art\n")
    assert run_cli("verify", stick, "--recovery-file", strange, "--json").code == 3
    assert run_cli("restore", stick, tmp_path / "new", "--recovery-file", strange, "--json", *keys).code == 3
    manifest = stick / "snap/000001.age"
    manifest.write_bytes(manifest.read_bytes()[:-1] + b"\0")
    assert run_cli("verify", stick, "--json").code == 4
    assert run_cli("backups", stick, "--json").json == {"snapshots": [{"number": 1, "complete": True}]}
