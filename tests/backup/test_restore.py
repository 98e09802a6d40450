# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes back is what was: rows, chains, search, attachments; and only to who may have it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casefile.backup.restore import LOST, Restored, restore
from casefile.backup.snapshot import backup
from casefile.errors import Damaged, InputRefused, UsageError, WeakPassphrase, WrongPassphrase
from casefile.host.clock import FixedClock
from casefile.identities.dictionary import words_of_record
from casefile.identities.editing import set_identity
from casefile.identities.erasing import erase
from casefile.identities.lifting import original
from casefile.importers import interchange
from casefile.progress import Silent
from casefile.records.reading import find
from casefile.records.searching import search
from casefile.store.writing import Change, write
from casefile.vault.check import check_vault
from casefile.vault.layout import Layout
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from crypto.header import open_cases, open_identities
from crypto.recovery import RecoveryKey
from tests.backup.conftest import CASE
from tests.backup.content import audit_of, content, tree
from tests.conftest import DATA, Passphrases

SAMPLE = DATA / "interchange" / "sample.json"
NEW_A, NEW_B = "sextant paprika wolverine lighthouse 29", "marzipan dirigible lacquer thunderhead 83"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, filled_template: Path, passphrases: Passphrases) -> Path:
    """A vault and its stick: snapshot 1 with identities, 2 with one case renamed, 3 without identities."""
    root = tmp_path_factory.mktemp("made")
    vault = Path(shutil.copytree(filled_template, root / "vault"))
    with open_vault(vault, passphrases.a, passphrases.b, write=True, clock=FixedClock()) as session:
        backup(session, root / "stick", include_identities=True, allow_same_disk=True)
        write(session, "case.edit", [Change("cases", CASE, {"title": "The quay"}, "CASE-1", label="The quay")])
        backup(session, root / "stick", include_identities=True, allow_same_disk=True)
        backup(session, root / "stick", allow_same_disk=True)
    return root


def again(made: Path, vault: Path, secrets: RecoverySecrets, snapshot: int | None = 2) -> Restored:
    return restore(made / "stick", vault, secrets, NEW_A, NEW_B, snapshot=snapshot, clock=FixedClock())


def test_the_restored_vault_holds_what_the_old_one_held(made: Path, tmp_path: Path, secrets_of: RecoverySecrets,
                                                        passphrases: Passphrases) -> None:
    done = again(made, tmp_path / "new", secrets_of)
    assert (done.snapshot, done.identities, done.counts["people"], done.counts["attachments"]) == (2, True, 1, 2)
    with open_vault(made / "vault", passphrases.a, passphrases.b) as old, \
            open_vault(tmp_path / "new", NEW_A, NEW_B, write=True) as new:
        before, after = content(old), content(new)
        before.pop("main.backup_copies")
        after.pop("main.backup_copies")
        assert after == before
        assert old.vault_id == new.vault_id
        for schema in ("main", "names"):
            chain = audit_of(new, schema)
            assert audit_of(old, schema)[:len(chain) - 1] == chain[:-1]
            assert chain[-1][2] == "vault.restore"
        assert not check_vault(new, Silent())
        assert [hit.id for hit in search(new, "CASE-1")] == [CASE]
        write(new, "case.edit", [Change("cases", CASE, {"title": "Later"}, "CASE-1", label="Later")])
        assert not check_vault(new, Silent())


def test_an_older_snapshot_comes_back_as_it_was(made: Path, tmp_path: Path, secrets_of: RecoverySecrets) -> None:
    assert again(made, tmp_path / "new", secrets_of, 1).snapshot == 1
    with open_vault(tmp_path / "new", NEW_A) as session:
        assert session.db.value("SELECT label FROM cases") == "The harbour"


def test_a_restored_vault_keeps_its_recovery_secrets_and_can_be_backed_up_and_restored_again(
        made: Path, tmp_path: Path, secrets_of: RecoverySecrets) -> None:
    again(made, tmp_path / "new", secrets_of)
    header = Layout(tmp_path / "new").read_header()
    rc = open_cases(header, recovery=secrets_of.cases)
    open_identities(header, rc, recovery=secrets_of.identities)
    with open_vault(tmp_path / "new", NEW_A, NEW_B, write=True) as session:
        backup(session, tmp_path / "stick", include_identities=True, allow_same_disk=True)
        before = content(session)
    restore(tmp_path / "stick", tmp_path / "newer", secrets_of, NEW_A, NEW_B)
    with open_vault(tmp_path / "newer", NEW_A, NEW_B) as session:
        assert content(session)["main.revisions"] == before["main.revisions"]
        assert content(session)["names.people"] == before["names.people"]


def test_two_copies_of_a_vault_write_under_different_hands(made: Path, tmp_path: Path,
                                                           secrets_of: RecoverySecrets) -> None:
    authors = set()
    for name in ("one", "two"):
        again(made, tmp_path / name, secrets_of)
        with open_vault(tmp_path / name, NEW_A, NEW_B) as session:
            authors |= {session.db.value(f"SELECT value FROM {schema}.meta WHERE key = 'author'")
                        for schema in session.db.schemas}
    assert len(authors) == 4


def test_the_case_secret_alone_brings_back_no_identities(made: Path, tmp_path: Path,
                                                         secrets_of: RecoverySecrets) -> None:
    done = again(made, tmp_path / "new", RecoverySecrets(secrets_of.cases, None))
    assert done.identities is False
    with open_vault(tmp_path / "new", NEW_A, NEW_B) as session:
        assert session.db.value("SELECT count(*) FROM names.people") == 0
        assert session.db.value("SELECT count(*) FROM people") == 1
        assert not check_vault(session, Silent())


def test_a_vault_without_its_identities_learns_names_reads_and_erases_again(
        sample_vault: Path, passphrases: Passphrases, tmp_path: Path, secrets_of: RecoverySecrets) -> None:
    with open_vault(sample_vault, passphrases.a, passphrases.b, write=True) as session:
        backup(session, tmp_path / "stick", allow_same_disk=True)
        before = words_in(session)
    restore(tmp_path / "stick", tmp_path / "new", secrets_of, NEW_A, NEW_B)
    with open_vault(tmp_path / "new", NEW_A, NEW_B, write=True) as session:
        assert LOST in words_in(session)
        set_identity(session, find(session, "p-1").id, {"names": [{"value": "Invented Newname"}]})
        interchange.apply(session, interchange.plan(session, SAMPLE))
        assert words_in(session) == before, "who has the file brings the words back"
        erase(session, "p-2", "she asked for it")
        assert not check_vault(session, Silent())


def words_in(session: Session) -> str:
    """The sample's statement in its original words."""
    record = find(session, "s-1")
    return str(original(record.kind, record.body, words_of_record(session, record.kind, record.id)))


def test_a_snapshot_without_identities_brings_back_none(made: Path, tmp_path: Path,
                                                        secrets_of: RecoverySecrets) -> None:
    done = again(made, tmp_path / "new", secrets_of, None)
    assert (done.snapshot, done.identities, done.counts["people"]) == (3, False, 1)


def test_the_identity_secret_and_strange_ones_open_nothing(made: Path, tmp_path: Path,
                                                           secrets_of: RecoverySecrets) -> None:
    for secrets in (RecoverySecrets(None, secrets_of.identities), RecoverySecrets(RecoveryKey.generate(), None)):
        with pytest.raises(WrongPassphrase):
            again(made, tmp_path / "new", secrets)
    assert not list(tmp_path.iterdir())


def test_secrets_without_label_open_what_they_can(made: Path, tmp_path: Path, secrets_of: RecoverySecrets) -> None:
    assert again(made, tmp_path / "new", RecoverySecrets(None, None, secrets_of.all)).identities is True


def test_nothing_is_overwritten_and_nothing_made_for_bad_requests(made: Path, tmp_path: Path,
                                                                  secrets_of: RecoverySecrets) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(UsageError):
        again(made, tmp_path / "there", secrets_of)
    with pytest.raises(InputRefused):
        again(made, tmp_path / "new", secrets_of, 4)
    with pytest.raises(WeakPassphrase):
        restore(made / "stick", tmp_path / "new", secrets_of, "short", NEW_B)
    with pytest.raises(WeakPassphrase):
        restore(made / "stick", tmp_path / "new", secrets_of, NEW_A, NEW_A)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_damaged_snapshot_is_refused_whole_and_never_passed_over(made: Path, tmp_path: Path,
                                                                   secrets_of: RecoverySecrets) -> None:
    stick = Path(shutil.copytree(made / "stick", tmp_path / "stick"))
    needed = {line[66:] for line in (stick / "snap/000003.sum").read_text().splitlines()}
    for name, data in tree(stick).items():
        if name not in needed and name != "snap/000003.sum":
            continue
        (stick / name).write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
        with pytest.raises(Damaged):
            restore(stick, tmp_path / "new", secrets_of, NEW_A, NEW_B)
        (stick / name).write_bytes(data)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["stick"]
