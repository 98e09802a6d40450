# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile import`, `list`, `show`, `search`, `risk` as programs: answers, exit codes, and nothing half done."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.importers import interchange
from casefile.records import reading
from casefile.store import rows
from casefile.vault.unlock import open_vault
from tests.conftest import DATA, ROOT, Answer, Passphrases

Run = Callable[..., Answer]
SAMPLE_FILE = DATA / "interchange" / "sample.json"
NAMES = ("남궁태식", "남궁은별", "남궁태호", "南宮", "Namgung", "Eun-byol", "罗卫东", "Luo", "0142")


def _digest(vault: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in vault.rglob("*") if path.is_file()}


def test_the_sample_can_be_listed_shown_and_searched_with_the_case_key(sample_vault: Path, passphrases: Passphrases,
                                                                       run_cli: Run) -> None:
    before = _digest(sample_vault)
    key = ("--json", "--passphrase-file", passphrases.file_a)
    sizes = {"cases": 1, "people": 4, "families": 1, "statements": 1, "incidents": 1, "appeals": 1, "attachments": 0,
             "consents": 3, "unscreened": 1}
    told = ""
    for kind, size in sizes.items():
        answer = run_cli("list", sample_vault, kind, *key)
        assert answer.code == 0
        assert len(answer.json["items"]) == size
        assert all({"id", "external_id"} <= item.keys() for item in answer.json["items"])
        told += answer.out
    shown = run_cli("show", sample_vault, "p-1", *key)
    assert shown.json["pseudonym"] == "Heron"
    assert shown.json["history"][0]["action"] == "import"
    hits = run_cli("search", sample_vault, "강을", *key)
    assert hits.json["hits"][0]["external_id"] == "s-1"
    assert hits.json["took_ms"] >= 0
    risk = run_cli("risk", sample_vault, "--person", "p-1", *key)
    assert {"return_risk", "disclosure_risk", "reasons", "review_due"} <= risk.json["people"][0].keys()
    told += shown.out + hits.out + risk.out + run_cli("show", sample_vault, "s-1", *key).out
    assert not [name for name in NAMES if name in told]
    assert _digest(sample_vault) == before
    assert len(run_cli("list", sample_vault, "people", "--limit", "2", *key).json["items"]) == 2


def test_true_names_are_shown_only_when_asked_for_and_that_is_logged(sample_vault: Path, passphrases: Passphrases,
                                                                     keys: tuple[str, ...], run_cli: Run) -> None:
    without = run_cli("show", sample_vault, "p-1", "--show-identities", "--json", "--passphrase-file",
                      passphrases.file_a)
    assert (without.code, without.json["error"]["kind"]) == (2, "identity-passphrase-needed")
    plain = run_cli("show", sample_vault, "p-1", "--json", *keys)
    assert "identity" not in plain.json
    shown = run_cli("show", sample_vault, "p-1", "--show-identities", "--json", *keys)
    assert shown.json["identity"]["names"][0]["value"] == "남궁태식"
    with open_vault(sample_vault, passphrases.a) as session:
        entries = session.db.rows("SELECT record FROM audit WHERE action = 'identity.show'")
        assert entries == [(reading.find(session, "p-1").id,)]


@pytest.mark.parametrize(("words", "code", "kind"), [
    (("show", "VAULT", "p-99"), 2, "not-found"), (("list", "VAULT", "things"), 2, "usage"),
    (("list", "VAULT", "people", "--limit", "-1"), 2, "usage"), (("search", "VAULT"), 2, "usage"),
    (("import", "VAULT", "/nowhere/at/all.json"), 2, "file"), (("risk", "VAULT", "--person", "s-1"), 2, "not-found"),
])
def test_wrong_use_is_told_in_the_same_form(sample_vault: Path, passphrases: Passphrases, run_cli: Run,
                                            words: tuple[str, ...], code: int, kind: str) -> None:
    answer = run_cli(*[str(sample_vault) if word == "VAULT" else word for word in words], "--json",
                     "--passphrase-file", passphrases.file_a)
    assert (answer.code, answer.json["error"]["kind"]) == (code, kind)


def test_a_refused_file_and_a_dry_run_write_nothing(sample_vault: Path, keys: tuple[str, ...], run_cli: Run,
                                                    tmp_path: Path) -> None:
    data = json.loads(SAMPLE_FILE.read_text("utf-8"))
    data["statements"][0]["text"] += "!"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(data), "utf-8")
    before = _digest(sample_vault)
    dry = run_cli("import", sample_vault, changed, "--dry-run", "--json", *keys)
    assert dry.json["updated"]["statements"] == 1
    data["people"][0]["Namgung"] = 1
    changed.write_text(json.dumps(data), "utf-8")
    bad = run_cli("import", sample_vault, changed, "--json", *keys)
    assert bad.code == 6
    assert bad.json["error"]["problems"] == [
        {"where": "people[0]", "field": "Namgung", "message": "There is no such key here."}]
    assert _digest(sample_vault) == before


def test_a_file_without_identities_needs_the_case_key_alone(sample_vault: Path, passphrases: Passphrases,
                                                            run_cli: Run, tmp_path: Path) -> None:
    key = ("--json", "--passphrase-file", passphrases.file_a)
    refused = run_cli("import", sample_vault, SAMPLE_FILE, *key)
    assert (refused.code, refused.json["error"]["kind"]) == (2, "identity-passphrase-needed")
    path = tmp_path / "in.json"
    path.write_text(json.dumps({"format": "casefile-interchange", "version": 1,
                                "cases": [{"id": "c-2", "title": "Another of Luo Weidong"}]}), "utf-8")
    assert run_cli("import", sample_vault, path, *key).json["created"] == {"cases": 1}
    waiting = run_cli("list", sample_vault, "unscreened", *key).json["items"]
    told = json.dumps(waiting) + run_cli("list", sample_vault, "cases", *key).out
    hits = run_cli("search", sample_vault, "another weidong", *key)
    assert [hit["external_id"] for hit in hits.json["hits"]] == ["c-2"]
    assert "Weidong" not in told + hits.out
    assert [(item["external_id"], item["state"]) for item in waiting] == [("c-2", "unscreened"), ("s-1", "doubt")]


# The calls by which an import becomes durable; the first unlink is the commit of both databases.
_EVERY = [("fsync", number) for number in range(1, 16)] + [("unlink", 1), ("unlink", 2), ("unlink", 3), ("rename", 1)]
_FEW = [("fsync", 2), ("fsync", 9), ("unlink", 1), ("unlink", 2), ("unlink", 3)]


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize("moment", _EVERY if os.environ.get("FAULTS") == "night" else _FEW)
def test_an_import_killed_at_any_moment_leaves_old_or_new(sample_vault: Path, passphrases: Passphrases,
                                                          keys: tuple[str, ...], tmp_path: Path,
                                                          moment: tuple[str, int]) -> None:
    data = json.loads(SAMPLE_FILE.read_text("utf-8"))
    data["statements"] += [{"id": f"s-{number}", "case": "c-1", "language": "en", "text": f"Luo Weidong {number}"}
                           for number in range(2, 30)]
    path = tmp_path / "in.json"
    path.write_text(json.dumps(data), "utf-8")
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", str(tmp_path / "trace"), "-e", f"trace={moment[0]}", "-e",
         f"inject={moment[0]}:signal=KILL:when={moment[1]}", sys.executable, "-m", "casefile", "import",
         str(sample_vault), str(path), "--json", *keys],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, stdin=subprocess.DEVNULL,
        timeout=120)
    assert done.returncode != 0
    with open_vault(sample_vault, passphrases.a, passphrases.b) as session:
        count = rows.count(session, "statements")
        lifted = session.db.value("SELECT count(*) FROM names.lifts WHERE words = 'Luo Weidong'")
    assert (count, lifted) in ((1, 0), (29, 28))
    with open_vault(sample_vault, passphrases.a, passphrases.b, write=True) as session:
        planned = interchange.plan(session, path)
        interchange.apply(session, planned)
        assert rows.count(session, "statements") == 29
