# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile scan` as a script calls it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Answer, Passphrases

Run = Callable[..., Answer]
TEXT = "Then 남궁태식 said: call +86 433 555 0142.\r\nNamgung Tae-sik left."


def test_scan_answers_in_code_points_and_never_prints_the_words(run_cli: Run, sample_vault: Path,
                                                                keys: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(TEXT.encode())
    answer = run_cli("scan", sample_vault, "--text-file", file, "--json", *keys)
    assert answer.code == 0, answer.err
    spans = answer.json["spans"]
    found = {TEXT[s["start"]:s["end"]] for s in spans if s["action"] == "replace"}
    assert {"남궁태식", "Namgung Tae-sik"} <= found
    assert {s["tier"] for s in spans} <= {"T1", "T2", "T3", "T4", "P", "Q"}
    assert {s["person"] for s in spans} == {"Heron"}
    assert isinstance(answer.json["took_ms"], int)
    assert "남궁" not in answer.out and "Tae-sik" not in answer.out
    assert {s["replacement"] for s in spans if s["tier"] == "P"} == {"[contact]"}


def test_audiences_have_pseudonyms_of_their_own(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("\ufeff남궁태식", "utf-8")
    words = []
    for audience in ("press", "un", "internal"):
        answer = run_cli("scan", sample_vault, "--text-file", file, "--audience", audience, "--json", *keys)
        assert [(s["start"], s["end"]) for s in answer.json["spans"]] == [(1, 5)]
        words.append(answer.json["spans"][0]["replacement"])
    assert words[2] == "Heron" and len(set(words)) == 3


def test_a_text_that_is_not_utf_8_is_refused_with_its_place(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                            tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(b"fine \xff")
    answer = run_cli("scan", sample_vault, "--text-file", file, "--json", *keys)
    assert answer.code == 6
    assert answer.json["error"]["byte"] == 5


def test_scan_needs_the_identity_passphrase(run_cli: Run, sample_vault: Path, passphrases: Passphrases,
                                            tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("x")
    answer = run_cli("scan", sample_vault, "--text-file", file, "--json", "--passphrase-file", passphrases.file_a)
    assert (answer.code, answer.json["error"]["kind"]) == (2, "identity-passphrase-needed")


def test_contacts_that_nobody_listed_are_found_by_their_shape(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                              tmp_path: Path) -> None:
    text = "Ring +44 7700 900123 or ask who.ever@example.net; the fax +82 2 555 0100 is public, article 33 of 1951."
    file = tmp_path / "text.txt"
    file.write_text(text, "utf-8")
    found = {}
    for audience in ("press", "internal"):
        answer = run_cli("scan", sample_vault, "--text-file", file, "--audience", audience, "--json", *keys)
        assert {s["person"] for s in answer.json["spans"]} <= {""}
        found[audience] = [(text[s["start"]:s["end"]], s["tier"], s["action"]) for s in answer.json["spans"]]
    assert found == {"press": [("+44 7700 900123", "P", "replace"), ("who.ever@example.net", "P", "replace")],
                     "internal": []}
