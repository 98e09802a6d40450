# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile erase`, `void`, `attach`, `detach` and `extract` as a script calls them."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DATA, Answer, Passphrases

Run = Callable[..., Answer]
SCAN = bytes(range(256)) * 1200


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan of Luo Weidong.jpg"
    path.write_bytes(SCAN)
    return path


def attached(run_cli: Run, vault: Path, keys: tuple[str, ...], *more: object) -> Any:
    answer = run_cli("attach", vault, "--case", "c-1", *more, *keys, "--json")
    assert answer.code == 0, answer.err
    return answer.json


def test_a_file_goes_in_and_comes_out_byte_for_byte(run_cli: Run, sample_vault: Path, keys: tuple[str, ...], scan: Path,
                                                    tmp_path: Path) -> None:
    made = attached(run_cli, sample_vault, keys, scan)
    assert (made["sha256"], made["bytes"]) == (hashlib.sha256(SCAN).hexdigest(), len(SCAN))
    listed = run_cli("list", sample_vault, "attachments", *keys, "--json")
    assert "Weidong" not in listed.out
    out = tmp_path / "out"
    taken = run_cli("extract", sample_vault, made["id"], "--out", out, *keys, "--json")
    assert {key: taken.json[key] for key in ("id", "sha256", "bytes")} == {
        key: made[key] for key in ("id", "sha256", "bytes")}
    assert out.read_bytes() == SCAN
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert run_cli("extract", sample_vault, made["id"], "--out", out, *keys, "--json").code == 2
    inside = run_cli("extract", sample_vault, made["id"], "--out", sample_vault / "out", *keys, "--json")
    assert inside.code == 2 and not (sample_vault / "out").exists()
    log = run_cli("audit", sample_vault, "--entries", *keys, "--json").json["entries"]
    assert [entry["record"] for entry in log if entry["action"] == "attachment.extract"] == [made["id"]]
    assert run_cli("check", sample_vault, *keys, "--json").code == 0


def test_attach_needs_the_case_passphrase_alone_and_then_its_text_waits(run_cli: Run, sample_vault: Path, scan: Path,
                                                                        passphrases: Passphrases) -> None:
    alone = ("--passphrase-file", str(passphrases.file_a))
    made = attached(run_cli, sample_vault, alone, scan)
    waiting = run_cli("list", sample_vault, "unscreened", *alone, "--json")
    assert [item["id"] for item in waiting.json["items"] if item["state"] == "unscreened"] == [made["id"]]
    assert "Weidong" not in waiting.out


def test_several_files_come_in_together_or_not_at_all(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                      scan: Path, tmp_path: Path) -> None:
    refused = run_cli("attach", sample_vault, "--case", "c-1", scan, tmp_path, *keys, "--json")
    assert (refused.code, refused.json["error"]["kind"]) == (6, "not-a-file")
    assert run_cli("attach", sample_vault, "--case", "c-1", scan, tmp_path / "gone", *keys, "--json").code == 2
    assert run_cli("attach", sample_vault, "--case", "c-9", scan, *keys, "--json").code == 2
    assert run_cli("list", sample_vault, "attachments", *keys, "--json").json == {"items": []}
    assert not [path for path in (sample_vault / "blobs").rglob("*") if path.is_file()]


def test_what_is_detached_is_gone_with_its_bytes(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                 scan: Path) -> None:
    made = attached(run_cli, sample_vault, keys, scan)
    gone = run_cli("detach", sample_vault, made["id"], *keys, "--json")
    assert gone.json["sha256"] == made["sha256"]
    assert run_cli("list", sample_vault, "attachments", *keys, "--json").json == {"items": []}
    assert not [path for path in (sample_vault / "blobs").rglob("*") if path.is_file()]
    assert run_cli("check", sample_vault, *keys, "--json").json == {"ok": True, "findings": []}


def test_a_mistake_is_taken_back_and_let_back_in(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                 passphrases: Passphrases) -> None:
    alone = run_cli("void", sample_vault, "i-1", "--reason", "twice", "--passphrase-file", passphrases.file_a, "--json")
    assert (alone.code, alone.json["error"]["kind"]) == (2, "identity-passphrase-needed")
    done = run_cli("void", sample_vault, "i-1", "--reason", "Luo Weidong told it twice", *keys, "--json")
    assert (done.code, done.json["voided"]) == (0, True)
    assert run_cli("search", sample_vault, "gate", "--kind", "incidents", *keys, "--json").json["hits"] == []
    shown = run_cli("show", sample_vault, "i-1", *keys, "--json")
    assert shown.json["voided"].endswith("Z [name] told it twice")
    assert shown.json["screening"] == "screened"
    assert run_cli("void", sample_vault, "i-1", "--reason", "again", *keys, "--json").code == 2
    assert run_cli("void", sample_vault, "i-1", "--undo", *keys, "--json").json["voided"] is False
    assert run_cli("search", sample_vault, "gate", "--kind", "incidents", *keys, "--json").json["hits"]
    assert run_cli("void", sample_vault, "i-1", "--undo", *keys, "--json").code == 2
    assert "Weidong" not in run_cli("audit", sample_vault, "--entries", *keys).out
    assert run_cli("check", sample_vault, *keys, "--json").json == {"ok": True, "findings": []}


def test_erase_takes_a_person_out_and_says_what_still_holds_her(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                                passphrases: Passphrases, scan: Path) -> None:
    attached(run_cli, sample_vault, keys, "--person", "p-1", scan)
    alone = run_cli("erase", sample_vault, "--person", "p-1", "--reason", "asked", "--passphrase-file",
                    passphrases.file_a, "--json")
    assert (alone.code, alone.json["error"]["kind"]) == (2, "identity-passphrase-needed")
    done = run_cli("erase", sample_vault, "--person", "p-1", "--reason", "Namgung Tae-sik asked", *keys, "--json")
    assert done.code == 0, done.err
    assert {kind: done.json["removed"][kind] for kind in ("people", "statements", "attachments")} == {
        "people": 1, "statements": 1, "attachments": 1}
    assert "still hold her" in done.json["older_backups"]
    assert run_cli("show", sample_vault, "p-1", *keys, "--json").code == 2
    assert run_cli("search", sample_vault, "survive", *keys, "--json").json["hits"] == []
    assert not [path for path in (sample_vault / "blobs").rglob("*") if path.is_file()]
    assert run_cli("check", sample_vault, *keys, "--json").json == {"ok": True, "findings": []}
    log = run_cli("audit", sample_vault, "--entries", "--verify", *keys, "--json")
    assert {entry["purpose"] for entry in log.json["entries"] if entry["action"] == "person.erase"} == {"[name] asked"}
    again = run_cli("import", sample_vault, DATA / "interchange" / "sample.json", *keys, "--json").json
    assert again["skipped"] == {"people": 1, "statements": 1}
    assert sum(again["updated"].values()) == sum(again["created"].values()) == 0
    assert run_cli("erase", sample_vault, "--person", "p-1", "--reason", "again", *keys, "--json").code == 2
