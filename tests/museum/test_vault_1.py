# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault of the first version opens: by its passphrases and its recovery secret; it is checked, read to the letter,
written to, exported from, backed up and restored."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.backup.restore import restore
from casefile.backup.snapshot import backup
from casefile.export import run
from casefile.export.review import REDACT_ALL
from casefile.host.clock import FixedClock
from casefile.identities import voiding
from casefile.identities.dictionary import words_of_record
from casefile.identities.lifting import original
from casefile.progress import Silent
from casefile.store import blobs, rows, window
from casefile.vault import recovery_file
from casefile.vault.check import check_vault
from casefile.vault.credentials import Credentials, open_roots
from casefile.vault.layout import Layout
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.backup.content import content
from tests.conftest import DATA, Answer
from tests.faults.writers import PRESS

HERE = Path(__file__).parent
PHRASES = (HERE / "vault-1-passphrases.txt").read_text("utf-8").split("\n")[:2]
SHEET = HERE / "vault-1-recovery.txt"
SAMPLE = json.loads((DATA / "interchange" / "sample.json").read_text("utf-8"))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy; the one in the museum is never written to."""
    return Path(shutil.copytree(HERE / "vault-1", tmp_path / "vault"))


def opened(vault: Path, *, write: bool = False) -> Session:
    return open_vault(vault, *PHRASES, write=write, clock=FixedClock())


def test_it_is_whole_and_says_what_it_said(old: Path) -> None:
    with opened(old) as session:
        assert check_vault(session, Silent()) == []
        told = {one.external_id: original("statements", one.body, words_of_record(session, "statements", one.id))["text"]
                for one in rows.rows(session, "statements") if one.external_id}
        assert told == {one["id"]: one["text"] for one in SAMPLE["statements"]}
        names = {body["names"][0]["value"] for _, body in rows.identities(session) if body.get("names")}
        assert names == {one["identity"]["names"][0]["value"] for one in SAMPLE["people"] if one.get("identity")}
        ((_, letter),) = [(own, blob) for own, blob in blobs.every(session)]
        assert blobs.read(session, letter) == b"A letter, scanned.\n" * 40
        assert window.draft(session, "statements/new") == {"text": "We waited."}


def test_its_recovery_secrets_open_it(old: Path) -> None:
    for key in recovery_file.read(SHEET).all[:1]:
        rc, _ = open_roots(Layout(old).read_header(), Credentials(recovery=key), None)
        with rc, opened(old) as session:
            assert rc.reveal() == session.rc.reveal()


def test_the_program_reads_it(old: Path, tmp_path: Path, run_cli: Callable[..., Answer]) -> None:
    for name, phrase in zip("ab", PHRASES, strict=True):
        (tmp_path / name).write_text(phrase, "utf-8")
    answer = run_cli("check", old, "--json", "--passphrase-file", tmp_path / "a", "--identity-passphrase-file",
                     tmp_path / "b")
    assert (answer.code, answer.json["ok"]) == (0, True), answer.json


def test_it_is_written_to_exported_from_backed_up_and_restored(old: Path, tmp_path: Path) -> None:
    with opened(old, write=True) as session:
        voiding.restore(session, next(one.id for one in rows.rows(session, "statements") if one.voided is not None))
        run.export(session, PRESS, REDACT_ALL, tmp_path / "press.txt")
        assert (tmp_path / "press.txt").stat().st_size > 100
        backup(session, tmp_path / "stick", include_identities=True, allow_same_disk=True)
        assert check_vault(session, Silent()) == []
        whole = content(session)
    restore(tmp_path / "stick", tmp_path / "restored", recovery_file.read(SHEET), *PHRASES, clock=FixedClock())
    with opened(tmp_path / "restored") as session:
        assert {name: held for name, held in content(session).items() if name != "main.backup_copies"} == \
            {name: held for name, held in whole.items() if name != "main.backup_copies"}
