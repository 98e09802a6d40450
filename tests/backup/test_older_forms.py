# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup of an older form comes back in today's, by the steps any older vault takes; one of a newer form is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casefile.backup.restore import Restored, restore
from casefile.backup.snapshot import backup
from casefile.backup.verify import verify
from casefile.cli.main import main
from casefile.errors import NewerVersion
from casefile.host.clock import FixedClock
from casefile.progress import Silent
from casefile.records.searching import search
from casefile.store import blobs, migrations
from casefile.vault.check import check_vault
from casefile.vault.recovery_file import RecoverySecrets, read
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.backup.conftest import CASE, NAME, PICTURE
from tests.backup.content import content
from tests.conftest import Passphrases
from tests.faults import made_up
from tests.vault.killed import NIGHT, killed_at

MUSEUM = Path(__file__).parents[1] / "museum"


def again(stick: Path, vault: Path, secrets: RecoverySecrets, passphrases: Passphrases) -> Restored:
    return restore(stick, vault, secrets, passphrases.a, passphrases.b, clock=FixedClock())


def upgrades(session: Session) -> dict[str, list[str]]:
    """What the log of each database says of its newest forms, after the line about the restore."""
    return {schema: [row[0] for row in session.db.rows(
        f"SELECT action || ' ' || purpose FROM {schema}.audit WHERE seq >= (SELECT max(seq) FROM {schema}.audit WHERE "
        "action = 'vault.restore') ORDER BY seq")] for schema in session.db.schemas}


def require_current(session: Session) -> None:
    """Both databases are of the newest of the made-up forms, and whole."""
    assert [migrations.form(session.db, schema) for schema in session.db.schemas] == [3, 3]
    assert {row[0] for row in session.db.rows("SELECT said FROM made_up UNION SELECT said FROM names.made_up")} == {"xy"}
    assert check_vault(session, Silent()) == []


def test_a_backup_of_the_first_form_takes_every_step(filled: Session, stick: Path, tmp_path: Path, passphrases: Passphrases,
                                                     secrets_of: RecoverySecrets) -> None:
    backup(filled, stick, include_identities=True, allow_same_disk=True)
    before = content(filled)
    with made_up.steps():
        assert verify(stick, secrets_of.all).loaded == 1
        assert again(stick, tmp_path / "new", secrets_of, passphrases).identities is True
        with open_vault(tmp_path / "new", passphrases.a, passphrases.b) as session:
            require_current(session)
            line = ["vault.restore snapshot 1", "vault.upgrade form 2", "vault.upgrade form 3"]
            assert upgrades(session) == {"main": line, "names": line}
            after = content(session)
            assert {name for name in before if after[name] != before[name]} <= {"main.tombstones", "names.originals",
                                                                               "main.backup_copies"}
            assert [hit.id for hit in search(session, "CASE-1")] == [CASE]
            blob = blobs.find(session, PICTURE)
            assert blob is not None
            assert blobs.read(session, blob)


def test_without_the_identity_secret_the_empty_identity_vault_is_of_todays_form_too(
        filled: Session, stick: Path, tmp_path: Path, passphrases: Passphrases, secrets_of: RecoverySecrets) -> None:
    backup(filled, stick, include_identities=True, allow_same_disk=True)
    with made_up.steps():
        assert again(stick, tmp_path / "new", RecoverySecrets(secrets_of.cases, None), passphrases).identities is False
        with open_vault(tmp_path / "new", passphrases.a, passphrases.b) as session:
            require_current(session)
            assert session.db.value("SELECT count(*) FROM names.people") == 0


def test_a_backup_of_a_newer_form_is_refused_and_nothing_is_made(
        filled_path: Path, stick: Path, tmp_path: Path, passphrases: Passphrases, secrets_of: RecoverySecrets,
        recovery_sheet: Path, keys: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with made_up.steps():
        with open_vault(filled_path, passphrases.a, passphrases.b, write=True) as session:
            backup(session, stick, include_identities=True, allow_same_disk=True)
        again(stick, tmp_path / "newer", secrets_of, passphrases)
        with open_vault(tmp_path / "newer", passphrases.a, passphrases.b) as session:
            require_current(session)
            assert upgrades(session) == {schema: ["vault.restore snapshot 1"] for schema in ("main", "names")}
    with pytest.raises(NewerVersion):
        verify(stick, secrets_of.all)
    assert verify(stick).snapshots == 1
    made = main(["restore", str(stick), str(tmp_path / "new"), "--recovery-file", str(recovery_sheet), "--json", *keys])
    assert (made, json.loads(capsys.readouterr().out)["error"]["kind"]) == (6, "newer-version")
    assert {path.name for path in tmp_path.iterdir()} == {"filled", "stick", "newer"}


def test_the_stick_in_the_museum_takes_every_step(tmp_path: Path, passphrases: Passphrases) -> None:
    with made_up.steps():
        again(MUSEUM / "stick-1", tmp_path / "vault", read(MUSEUM / "stick-1-recovery.txt"), passphrases)
        with open_vault(tmp_path / "vault", passphrases.a, passphrases.b) as session:
            require_current(session)
            assert NAME in session.db.value("SELECT body FROM names.people")


def test_a_restore_of_an_older_backup_killed_at_any_step_made_a_whole_vault_or_none(
        filled: Session, stick: Path, tmp_path: Path, passphrases: Passphrases, secrets_of: RecoverySecrets) -> None:
    backup(filled, stick, include_identities=True, allow_same_disk=True)
    place, states = tmp_path / "place", set()
    with made_up.steps():
        point, last = 1, False
        while not last:
            place.mkdir(exist_ok=True)
            last = killed_at(point, lambda: again(stick, place / "new", secrets_of, passphrases))
            states.add((place / "new").exists())
            if (place / "new").exists():
                with open_vault(place / "new", passphrases.a, passphrases.b) as session:
                    require_current(session)
                last = True
            point += 1 if NIGHT else 40
        assert {path.name for path in place.iterdir()} == {"new"}, "what was left lying was removed by the next one"
    assert states == {False, True}
