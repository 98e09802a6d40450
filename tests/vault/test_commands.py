# SPDX-License-Identifier: GPL-3.0-or-later
"""new, check and doctor, as someone at a terminal meets them."""

from __future__ import annotations

import os
import pty
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casefile.cli.main import main
from casefile.vault import create, recovery_file
from tests.conftest import ROOT, Passphrases
from tests.vault import tampering

Run = Callable[..., Any]


def new(run_cli: Run, root: Path, keys: tuple[str, ...], sheet: Path | None, *more: str) -> Any:
    out = ("--recovery-out", str(sheet)) if sheet else ()
    return run_cli("new", root, *keys, *out, "--kdf", "low-memory", "--json", *more)


def test_new_makes_a_vault_and_a_recovery_sheet(run_cli: Run, tmp_path: Path, keys: tuple[str, ...]) -> None:
    answer = new(run_cli, tmp_path / "vault", keys, tmp_path / "sheet", "--recorder", "Someone")
    assert answer.code == 0, answer.err
    assert re.fullmatch("[0-9a-f]{32}", answer.json.pop("vault_id"))
    assert answer.json == {"format_version": 1, "kdf": {"memory_kib": 65536, "passes": 3, "lanes": 4}}
    assert stat.S_IMODE((tmp_path / "sheet").stat().st_mode) == 0o600
    secrets = recovery_file.read(tmp_path / "sheet")
    assert secrets.cases is not None
    assert secrets.identities is not None
    assert run_cli("check", tmp_path / "vault", *keys, "--json").json == {"ok": True, "findings": []}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheet", "vault"]


def test_new_refuses_an_existing_place_and_an_existing_sheet(run_cli: Run, tmp_path: Path, vault: Path,
                                                             keys: tuple[str, ...]) -> None:
    answer = new(run_cli, vault, keys, tmp_path / "sheet")
    assert (answer.code, answer.json["error"]["kind"]) == (2, "exists")
    assert not (tmp_path / "sheet").exists()
    (tmp_path / "sheet").write_text("precious")
    answer = new(run_cli, tmp_path / "another", keys, tmp_path / "sheet")
    assert (answer.code, answer.json["error"]["kind"]) == (2, "exists")
    assert (tmp_path / "sheet").read_text() == "precious"
    assert not (tmp_path / "another").exists()


def test_no_recovery_secret_is_written_into_a_log(tmp_path: Path, vault: Path, keys: tuple[str, ...]) -> None:
    listening, terminal = pty.openpty()
    try:
        for words in (("new", tmp_path / "vault", *keys, "--kdf", "low-memory"),
                      ("keys", "add", vault, *keys, "--kind", "recovery")):
            done = subprocess.run([sys.executable, "-m", "casefile", *map(str, words)], stdin=subprocess.DEVNULL,
                                  stdout=terminal, stderr=subprocess.PIPE, cwd=ROOT)
            assert done.returncode == 2
            assert b"AGE-SECRET-KEY" not in done.stderr
    finally:
        os.close(listening)
        os.close(terminal)
    assert list(tmp_path.iterdir()) == [vault]


@pytest.mark.parametrize("late", [False, True])
def test_recovery_secrets_stay_with_a_vault_that_was_made_and_go_with_one_that_was_not(
        tmp_path: Path, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, late: bool) -> None:
    def interrupted(root: Path, folder: Path) -> None:
        if not late:
            root.rename(folder)
        raise KeyboardInterrupt

    monkeypatch.setattr(create, "_flush_or_take_back", interrupted)
    assert main(["new", str(tmp_path / "vault"), *keys, "--kdf", "low-memory", "--recovery-out", str(tmp_path / "sheet")]) == 2
    assert (tmp_path / "vault").exists() is (tmp_path / "sheet").exists() is late


def test_new_needs_a_place_for_the_recovery_secrets(run_cli: Run, tmp_path: Path, keys: tuple[str, ...]) -> None:
    answer = new(run_cli, tmp_path / "vault", keys, None)
    assert (answer.code, answer.json["error"]["kind"]) == (2, "recovery-out-needed")
    (tmp_path / "link").symlink_to(tmp_path)
    for place in (tmp_path / "vault" / "sheet", tmp_path / "link" / "vault" / "sheet"):
        answer = new(run_cli, tmp_path / "vault", keys, place)
        assert (answer.code, answer.json["error"]["kind"]) == (2, "recovery-out-inside")
    (tmp_path / "link").unlink()
    answer = new(run_cli, tmp_path / "vault", keys, tmp_path / "gone" / "sheet")
    assert answer.code == 8
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("phrase", ["", "password", "same"])
def test_new_refuses_weak_and_equal_passphrases(run_cli: Run, tmp_path: Path, passphrases: Passphrases,
                                                phrase: str) -> None:
    other = tmp_path / "phrase"
    other.write_text((passphrases.a if phrase == "same" else phrase) + "\n")
    answer = new(run_cli, tmp_path / "vault",
                 ("--passphrase-file", str(passphrases.file_a), "--identity-passphrase-file", str(other)),
                 tmp_path / "sheet")
    assert answer.code == 2
    assert passphrases.a not in answer.out + answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["phrase"]


def test_check_says_what_is_wrong_and_with_which_code(run_cli: Run, vault: Path, tmp_path: Path,
                                                      passphrases: Passphrases, keys: tuple[str, ...]) -> None:
    first = ("--passphrase-file", str(passphrases.file_a))
    assert run_cli("check", vault, *first, "--json").json == {"ok": True, "findings": []}
    wrong = run_cli("check", vault, "--passphrase-file", passphrases.file_b, "--json")
    assert (wrong.code, wrong.json["error"]["kind"]) == (3, "wrong-passphrase")
    assert run_cli("check", tmp_path / "gone", *first, "--json").code == 8
    assert run_cli("check", tmp_path, *first, "--json").code == 6
    assert run_cli("check", vault, "--json").json["error"]["kind"] == "passphrase-needed"
    tampering.flip(vault / "cases.db", 5 * 4096 + 10)
    tampering.flip(vault / "anchor", 20)
    answer = run_cli("check", vault, *keys, "--json")
    assert answer.code == 4
    assert {found["kind"] for found in answer.json["error"]["findings"]} >= {"page", "anchor"}


def test_check_of_a_damaged_header_has_findings_too(run_cli: Run, vault: Path, keys: tuple[str, ...]) -> None:
    tampering.flip(vault / "header", (vault / "header").stat().st_size - 1)
    answer = run_cli("check", vault, *keys, "--json")
    assert answer.code == 4
    assert [found["kind"] for found in answer.json["error"]["findings"]] == ["header"]


def test_doctor_looks_at_everything_and_writes_nothing(run_cli: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    answer = run_cli("doctor", "--json", HOME=str(home), XDG_CACHE_HOME=str(home / "cache"))
    assert answer.code == 0, answer.err
    checks = {check["id"]: check for check in answer.json["checks"]}
    assert {"network-denied", "no-core-dump", "swap-encrypted", "sqlcipher", "font-korean",
            "font-chinese-simplified", "clock-plausible"} <= set(checks)
    assert all(set(check) == {"id", "ok", "detail"} for check in checks.values())
    assert list(home.rglob("*")) == []


def test_doctor_compares_the_clock_with_a_vault(run_cli: Run, vault: Path, tmp_path: Path,
                                                passphrases: Passphrases) -> None:
    answer = run_cli("doctor", vault, "--passphrase-file", passphrases.file_a, "--json")
    assert [check["ok"] for check in answer.json["checks"] if check["id"] == "clock"] == [True]
    assert run_cli("doctor", tmp_path / "gone", "--json").code == 8


def test_doctor_without_a_passphrase_says_that_the_clock_was_not_compared(run_cli: Run, vault: Path) -> None:
    answer = run_cli("doctor", vault, "--json")
    assert answer.code == 0, answer.err
    clock = next(check for check in answer.json["checks"] if check["id"] == "clock")
    assert not clock["ok"]
    assert "passphrase" in clock["detail"]


def test_new_names_the_passphrase_that_is_missing(run_cli: Run, tmp_path: Path, keys: tuple[str, ...]) -> None:
    for given, kind in ((keys[:2], "identity-passphrase-needed"), (keys[2:], "passphrase-needed")):
        answer = new(run_cli, tmp_path / "vault", given, tmp_path / "sheet")
        assert (answer.code, answer.json["error"]["kind"]) == (2, kind)
    assert list(tmp_path.iterdir()) == []
