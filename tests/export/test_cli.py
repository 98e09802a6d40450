# SPDX-License-Identifier: GPL-3.0-or-later
"""`export` and `appeal` as a script sees them: answers, exit codes, nothing half done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.cli.main import main
from tests.conftest import Answer

Cli = Callable[..., Answer]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line inside this process: `cli("export", vault, ...)`."""
    def call(*words: object) -> Answer:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Answer(code, json.loads(said.out), said.err, said.out)

    return call


ANSWER = {"file", "sha256", "people", "excluded", "replaced", "review", "uniqueness", "canaries", "warnings"}


def test_a_press_export_answers_as_promised(run_cli: Cli, group_vault: Path, keys: tuple[str, ...],
                                            tmp_path: Path) -> None:
    out = tmp_path / "press.txt"
    answer = run_cli("export", group_vault, "--audience", "press", "--format", "txt", "--out", out,
                     "--resolve", "redact", "--json", *keys)
    assert answer.code == 0, answer.json
    assert set(answer.json) == ANSWER
    assert answer.json["canaries"] == "12/12"
    assert answer.err == ""
    assert out.exists()


def test_undecided_items_are_exit_5_with_the_queue_and_a_review_file_decides_them(
        cli: Cli, group_vault: Path, keys: tuple[str, ...], tmp_path: Path) -> None:
    words = ("export", group_vault, "--audience", "press", "--format", "csv", "--out", tmp_path / "p.csv", "--json")
    answer = cli(*words, *keys)
    assert (answer.code, answer.json["error"]["kind"]) == (5, "unresolved-review")
    item = answer.json["error"]["queue"][0]["item"]
    assert cli(*words, *keys).json["error"]["queue"][0]["item"] == item
    review = tmp_path / "review.json"
    review.write_text(json.dumps({item: {"action": "shred"}}))
    assert cli(*words, "--review", review, *keys).code == 6
    assert not (tmp_path / "p.csv").exists()
    review.write_text(json.dumps({item: {"action": "keep", "reason": "a town"}}))
    answer = cli(*words, "--review", review, *keys)
    assert (answer.code, answer.json["review"]) == (0, {"redacted": 0, "kept": 1})


def test_the_small_sample_is_refused_and_a_second_person_may_decide(cli: Cli, sample_vault: Path,
                                                                    keys: tuple[str, ...], tmp_path: Path) -> None:
    words = ("export", sample_vault, "--audience", "press", "--format", "pdf", "--out", tmp_path / "p.pdf",
             "--resolve", "redact", "--json", *keys)
    answer = cli(*words)
    assert (answer.code, answer.json["error"]["kind"]) == (5, "group-too-small")
    assert not (tmp_path / "p.pdf").exists()
    answer = cli(*words, "--override-reason", "public interest", "--second-person", "A. Editor")
    assert answer.code == 0, answer.json
    assert [one["why"] for one in answer.json["excluded"]] == ["refused"]


def test_the_case_passphrase_alone_writes_the_internal_document_and_nothing_else(
        cli: Cli, sample_vault: Path, keys: tuple[str, ...], tmp_path: Path) -> None:
    alone = keys[:2]
    answer = cli("export", sample_vault, "--audience", "internal", "--format", "json", "--out", tmp_path / "i.json",
                     "--json", *alone)
    assert answer.code == 0, answer.json
    assert set(answer.json) == ANSWER
    assert "남궁태식" not in (tmp_path / "i.json").read_text()
    for words in (("--audience", "press", "--format", "txt"), ("--audience", "internal", "--format", "txt"),
                  ("--audience", "internal", "--format", "json", "--show-identities")):
        answer = cli("export", sample_vault, *words, "--out", tmp_path / "x", "--json", *alone)
        assert (answer.code, answer.json["error"]["kind"]) == (2, "identity-passphrase-needed")


@pytest.mark.parametrize("form", ["txt", "pdf"])
def test_an_appeal_leaves_as_a_letter(cli: Cli, sample_vault: Path, keys: tuple[str, ...], tmp_path: Path,
                                      form: str) -> None:
    out = tmp_path / f"appeal.{form}"
    answer = cli("appeal", sample_vault, "a-1", "--format", form, "--out", out, "--resolve", "redact", "--json",
                     *keys)
    assert answer.code == 0, answer.json
    assert set(answer.json) == ANSWER
    assert out.exists()


def test_an_export_shows_in_the_log(cli: Cli, sample_vault: Path, keys: tuple[str, ...], tmp_path: Path) -> None:
    cli("export", sample_vault, "--audience", "internal", "--format", "txt", "--out", tmp_path / "i.txt",
            "--to", "the archive", "--json", *keys)
    answer = cli("check", sample_vault, "--json", *keys)
    assert (answer.code, answer.json) == (0, {"ok": True, "findings": []})


@pytest.mark.parametrize("words", [("--audience", "everyone", "--format", "txt"), ("--audience", "press"),
                                   ("--aud", "press", "--format", "txt"), ("--audience", "press", "--format", "odt"),
                                   ("--audience", "press", "--format", "txt", "--second-person", "x")])
def test_wrong_usage_is_exit_2(cli: Cli, sample_vault: Path, keys: tuple[str, ...], tmp_path: Path,
                               words: tuple[str, ...]) -> None:
    answer = cli("export", sample_vault, *words, "--out", tmp_path / "x", "--json", *keys)
    assert answer.code == 2
    assert answer.json["error"]["message"]
