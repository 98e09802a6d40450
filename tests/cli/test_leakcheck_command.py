# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile leakcheck` as a script calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from casefile.store import audit
from casefile.vault.unlock import open_vault
from tests.conftest import Answer, Passphrases
from tests.redaction.test_leak_pdf import made

Run = Callable[..., Answer]
NAME = "Namgung Tae-sik"


def test_a_clean_file_is_nothing_and_a_leak_is_exit_5(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                      tmp_path: Path) -> None:
    clean, leak = tmp_path / "clean.txt", tmp_path / "leak.pdf"
    clean.write_text("25 people asked for passage.")
    leak.write_bytes(made(f"I am {NAME}."))
    answer = run_cli("leakcheck", sample_vault, clean, "--json", *keys)
    assert (answer.code, answer.json) == (0, {"findings": []})
    answer = run_cli("leakcheck", sample_vault, clean, leak, "--json", *keys)
    assert answer.code == 5
    assert answer.json["error"]["kind"] == "leak-found"
    assert {one["file"] for one in answer.json["error"]["findings"]} == {str(leak)}
    assert {"file", "where", "kind", "tier"} == set(answer.json["error"]["findings"][0])
    assert NAME not in answer.out + answer.err


def test_terms_are_shown_only_on_request_and_then_logged(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                         tmp_path: Path, passphrases: Passphrases) -> None:
    leak = tmp_path / "leak.json"
    leak.write_text(json.dumps({"x": NAME}))
    answer = run_cli("leakcheck", sample_vault, leak, "--json", "--show-identities", *keys)
    assert answer.code == 5
    assert NAME in {one["term"] for one in answer.json["error"]["findings"]}
    with open_vault(sample_vault, passphrases.a) as session:
        logged = [entry for entry in audit.entries(session.db, "main") if entry.action == "leakcheck.show"]
    assert len(logged) == 1
    assert NAME not in repr(logged)


def test_a_file_name_that_is_a_true_name_is_found_and_not_repeated(run_cli: Run, sample_vault: Path,
                                                                   keys: tuple[str, ...], tmp_path: Path) -> None:
    leak = tmp_path / "남궁태식.txt"
    leak.write_text("nothing")
    answer = run_cli("leakcheck", sample_vault, leak, *keys)
    assert answer.code == 5
    assert "남궁태식" not in answer.out + answer.err


def test_what_cannot_be_read_is_cannot_verify(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                              tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    answer = run_cli("leakcheck", sample_vault, broken, "--json", *keys)
    assert (answer.code, answer.json["error"]["kind"]) == (5, "cannot-verify")


def test_wrong_use_is_exit_2(run_cli: Run, sample_vault: Path, keys: tuple[str, ...], tmp_path: Path) -> None:
    answer = run_cli("leakcheck", sample_vault, tmp_path / "nothing.txt", "--json", *keys)
    assert answer.code == 2
    answer = run_cli("leakcheck", sample_vault, __file__, "--json", *keys[:2])
    assert (answer.code, answer.json["error"]["kind"]) == (2, "identity-passphrase-needed")
