# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile keys`, `office-key` and `audit` as a script calls them."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.cli.main import main
from casefile.host.locks import VaultLock
from casefile.vault import recovery_file
from casefile.vault.unlock import open_vault
from crypto.recovery import RecoveryKey
from tests.conftest import Answer, Passphrases

Run = Callable[..., Answer]
NEW, SECOND = "lantern meridian basalt otter crinkle 83", "umbrella fjord cactus paprika nimbus 29"


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    path = tmp_path / "new phrase"
    path.write_text(f"{NEW}\n{SECOND}\n", "utf-8")
    return path


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Run:
    """The same commands in this process, for what needs no process of its own."""
    def run(*words: object) -> Answer:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Answer(code, json.loads(out), err, out)
    return run


@pytest.fixture
def other_sheet(tmp_path: Path) -> Path:
    recovery_file.write(tmp_path / "other sheet", "0" * 32, RecoveryKey.generate(), RecoveryKey.generate())
    return tmp_path / "other sheet"


def test_change_sets_a_new_passphrase_and_list_shows_the_slots(run_cli: Run, vault: Path, passphrases: Passphrases,
                                                               phrase: Path) -> None:
    old = ("--passphrase-file", passphrases.file_a)
    done = run_cli("keys", "change", vault, *old, "--new-passphrase-file", phrase, "--json")
    assert done.code == 0, done.err
    assert run_cli("keys", "list", vault, *old, "--json").code == 3
    slots = run_cli("keys", "list", vault, "--passphrase-file", phrase, "--json").json["slots"]
    assert {(slot["vault"], slot["kind"]) for slot in slots} == {
        (vault, kind) for vault in ("cases", "identities") for kind in ("passphrase", "recovery")}
    mine = next(slot for slot in slots if slot["id"] == done.json["slot"])
    assert (mine["vault"], mine["kdf"]) == ("cases", {"memory_kib": 65536, "passes": 3, "lanes": 4})
    assert run_cli("check", vault, "--passphrase-file", phrase, "--json").json == {"ok": True, "findings": []}
    for secret in (NEW, passphrases.a):
        assert secret not in done.out + done.err


def test_the_identity_passphrase_changes_with_both(run_cli: Run, vault: Path, keys: tuple[str, ...],
                                                   passphrases: Passphrases, phrase: Path) -> None:
    alone = run_cli("keys", "change", vault, "--passphrase-file", passphrases.file_a, "--identities",
                    "--new-passphrase-file", phrase, "--json")
    assert (alone.code, alone.json["error"]["kind"]) == (2, "identity-passphrase-needed")
    same = run_cli("keys", "change", vault, *keys, "--identities", "--new-passphrase-file", passphrases.file_a, "--json")
    assert (same.code, same.json["error"]["kind"]) == (2, "same-passphrase")
    assert run_cli("keys", "change", vault, *keys, "--identities", "--new-passphrase-file", phrase, "--json").code == 0
    assert run_cli("check", vault, "--passphrase-file", passphrases.file_a, "--identity-passphrase-file", phrase).code == 0


def test_an_added_recovery_secret_opens_and_the_last_passphrase_stays(run_cli: Run, vault: Path, phrase: Path,
                                                                      passphrases: Passphrases, tmp_path: Path) -> None:
    given, sheet = ("--passphrase-file", passphrases.file_a), tmp_path / "sheet"
    assert run_cli("keys", "add", vault, *given, "--kind", "recovery", "--json").json["error"]["kind"] == \
        "recovery-out-needed"
    added = run_cli("keys", "add", vault, *given, "--kind", "recovery", "--recovery-out", sheet, "--json")
    assert added.code == 0, added.err
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert recovery_file.read(sheet).identities is None
    forgotten = run_cli("keys", "change", vault, "--recovery-file", sheet, "--new-passphrase-file", phrase, "--json")
    assert forgotten.code == 0, forgotten.err
    assert run_cli("keys", "remove", vault, "--passphrase-file", phrase, "--slot", added.json["slot"], "--json").json \
        == {"slot": added.json["slot"]}
    last = run_cli("keys", "remove", vault, "--passphrase-file", phrase, "--slot", forgotten.json["slot"], "--json")
    assert (last.code, last.json["error"]["kind"]) == (2, "last-slot")


def test_a_recovery_sheet_can_be_tried_without_changing_anything(run_cli: Run, vault: Path, other_sheet: Path,
                                                                 recovery_sheet: Path) -> None:
    before = {path: path.read_bytes() for path in vault.iterdir() if path.is_file()}
    assert run_cli("keys", "list", vault, "--recovery-file", recovery_sheet, "--json").json["verified"]
    assert run_cli("keys", "list", vault, "--recovery-file", other_sheet, "--json").code == 3
    assert {path: path.read_bytes() for path in vault.iterdir() if path.is_file()} == before


def test_two_persons_and_an_office_are_added(run_cli: Run, vault: Path, passphrases: Passphrases, phrase: Path,
                                             tmp_path: Path) -> None:
    given = ("--passphrase-file", passphrases.file_a)
    pair = run_cli("office-key", "new", "--out", tmp_path / "secret", "--public-out", tmp_path / "public", "--json")
    assert pair.code == 0
    assert "AGE-SECRET-KEY" not in (tmp_path / "public").read_text() + pair.out
    office = run_cli("keys", "add", vault, *given, "--kind", "office", "--recipient", tmp_path / "public", "--json")
    assert office.json["fingerprint"] == pair.json["fingerprint"]
    assert run_cli("keys", "add", vault, *given, "--kind", "two-person", "--new-passphrase-file", phrase, "--json").code == 0
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text(NEW)
    two.write_text(SECOND)
    both = ("--passphrase-file", one, "--second-passphrase-file", two)
    assert run_cli("keys", "list", vault, *both, "--json").json["verified"]
    assert run_cli("keys", "list", vault, "--passphrase-file", one, "--json").code == 3
    assert run_cli("list", vault, "people", *both, "--json").json == {"items": []}, "every command takes both"
    assert run_cli("check", vault, *both, "--json").code == 0
    assert run_cli("new", tmp_path / "another", *both, "--json").json["error"]["code"] == 2
    again = run_cli("keys", "list", vault, "--json").json
    assert (again["verified"], len(again["slots"])) == (False, 6)


def test_a_recovery_secret_of_another_vault_is_exit_3_everywhere(here: Run, vault: Path, other_sheet: Path, phrase: Path,
                                                                 passphrases: Passphrases) -> None:
    before = {path: path.read_bytes() for path in vault.iterdir() if path.is_file()}
    for command in (("audit", vault, "--verify", "--passphrase-file", passphrases.file_a),
                    ("keys", "change", vault, "--new-passphrase-file", phrase),
                    ("keys", "change", vault, "--identities", "--new-passphrase-file", phrase)):
        answer = here(*command, "--recovery-file", other_sheet, "--json")
        assert (answer.code, answer.json["error"]["kind"]) == (3, "wrong-passphrase"), command
        assert "recovery secret" in answer.json["error"]["message"]
    assert {path: path.read_bytes() for path in vault.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(("words", "code", "kind"), [
    (("change", "--new-passphrase-file", "NEW", "--slot", "00"), 2, "not-found"),
    (("change",), 2, "passphrase-needed"), (("remove",), 2, "usage"), (("remove", "--slot", "00"), 2, "not-found"),
    (("add", "--kind", "office"), 2, "recipient-needed"), (("add", "--kind", "passphrase", "--recipient", "NEW"), 2, "usage"),
    (("add", "--kind", "office", "--recipient", "NEW"), 6, "recipient"), (("list", "--silly"), 2, "usage")])
def test_wrong_use_has_its_exit_and_changes_nothing(here: Run, vault: Path, passphrases: Passphrases, phrase: Path,
                                                    words: tuple[str, ...], code: int, kind: str) -> None:
    before = {path: path.read_bytes() for path in vault.iterdir() if path.is_file()}
    action, *rest = (str(phrase) if word == "NEW" else word for word in words)
    answer = here("keys", action, vault, *rest, "--passphrase-file", passphrases.file_a, "--json")
    assert (answer.code, answer.json["error"]["kind"]) == (code, kind)
    assert {path: path.read_bytes() for path in vault.iterdir() if path.is_file()} == before


def test_no_vault_is_exit_6_and_a_missing_one_8_for_every_action(here: Run, passphrases: Passphrases, phrase: Path,
                                                                 keys: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for words in (("keys", "list"), ("keys", "change", "--new-passphrase-file", phrase), ("keys", "remove", "--slot", "00"),
                  ("keys", "re-encrypt"), ("audit",), ("erase", "--person", "p-1", "--reason", "asked")):
        split = 2 if words[0] == "keys" else 1
        for place, code in (("folder", 6), ("nowhere", 8)):
            assert here(*words[:split], tmp_path / place, *words[split:], *keys, "--json").code == code, words


def test_who_holds_the_vault_makes_changes_exit_7_and_lets_readers_in(
        here: Run, vault: Path, passphrases: Passphrases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ("--passphrase-file", passphrases.file_a)
    acquire = VaultLock.acquire
    monkeypatch.setattr(VaultLock, "acquire", lambda lock, wait_s=0.0: acquire(lock, 0.0))  # not ten seconds here
    with open_vault(vault, passphrases.a, write=True):
        answer = here("keys", "add", vault, *given, "--kind", "recovery", "--recovery-out", tmp_path / "sheet", "--json")
        assert (answer.code, answer.json["error"]["kind"]) == (7, "busy")
        assert not (tmp_path / "sheet").exists()
        assert here("audit", vault, *given, "--verify", "--json").code == 0, "a reader is let in"


def test_re_encrypt_makes_older_headers_useless(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                passphrases: Passphrases, tmp_path: Path) -> None:
    older = shutil.copy(sample_vault / "header", tmp_path / "older")
    alone = run_cli("keys", "re-encrypt", sample_vault, "--passphrase-file", passphrases.file_a, "--json")
    assert (alone.code, alone.json["error"]["kind"]) == (2, "identity-passphrase-needed")
    done = run_cli("keys", "re-encrypt", sample_vault, "--identities", *keys, "--json")
    assert done.code == 0, done.err
    assert done.json["generation"] == 2
    assert run_cli("check", sample_vault, *keys, "--json").json == {"ok": True, "findings": []}
    assert len(run_cli("list", sample_vault, "people", *keys, "--json").json["items"]) == 4
    shutil.copy(older, sample_vault / "header")
    assert run_cli("list", sample_vault, "people", *keys, "--json").code == 4


def test_audit_counts_names_its_head_and_lists_without_content(run_cli: Run, sample_vault: Path, keys: tuple[str, ...],
                                                               passphrases: Passphrases, recovery_sheet: Path) -> None:
    alone = run_cli("audit", sample_vault, "--passphrase-file", passphrases.file_a, "--json").json
    assert alone["ok"] and len(alone["head_words"].split()) == 6
    assert run_cli("show", sample_vault, "p-1", "--show-identities", *keys).code == 0
    listed = run_cli("audit", sample_vault, "--entries", "--verify", "--recovery-file", recovery_sheet, *keys, "--json")
    assert listed.code == 0, listed.err
    assert listed.json["seals_checked"] == ["cases", "identities"]
    assert listed.json["head_words"] != alone["head_words"]
    looked = [entry for entry in listed.json["entries"] if entry["action"] == "identity.show"]
    assert [entry["external_id"] for entry in looked] == ["p-1"]
    assert {entry["vault"] for entry in listed.json["entries"]} == {"cases", "identities"}
    assert set(looked[0]) == {"seq", "vault", "time", "action", "kind", "record", "external_id", "purpose"}
    assert "남궁" not in listed.out and "survive" not in listed.out


def test_an_office_key_is_never_made_inside_a_vault(vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "link").symlink_to(vault / "blobs")
    before = sorted(vault.rglob("*"))
    outside = tmp_path / "outside"
    for inside in (vault / "key", vault / "blobs/key", tmp_path / "link/key"):
        for secret, public in ((inside, outside), (outside, inside)):
            assert main(["office-key", "new", "--out", str(secret), "--public-out", str(public), "--json"]) == 2
            assert json.loads(capsys.readouterr().out)["error"]["kind"] == "inside-vault"
    assert sorted(vault.rglob("*")) == before
    assert not outside.exists()
