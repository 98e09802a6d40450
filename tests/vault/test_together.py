# SPDX-License-Identifier: GPL-3.0-or-later
"""Both databases are of one time: whatever part is put back beside newer ones is found, also together with its anchor."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from casefile.backup.restore import restore
from casefile.backup.snapshot import backup
from casefile.errors import CasefileError, WentBackInTime
from casefile.host.clock import FixedClock
from casefile.progress import Silent
from casefile.store import blobs
from casefile.store.writing import Change, IdentityChange, new_id, write
from casefile.vault import reencrypt
from casefile.vault.check import check_with_roots
from casefile.vault.credentials import Credentials
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from tests.conftest import Passphrases

Roots = tuple[bytes, bytes]
Files = dict[str, bytes]


def files(vault: Path) -> Files:
    return {path.name: path.read_bytes() for path in vault.iterdir() if path.is_file()}


def put_back(vault: Path, older: Files, *names: str) -> None:
    for name in names:
        (vault / name).write_bytes(older[name])


def change(vault: Path, roots: Roots, *, identities: bool = True) -> str:
    """One more person, with an identity or without the identity vault being open; her id."""
    person = new_id()
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]) if identities else None, write=True) as session:
        write(session, "person.add", [Change("people", person, {})],
              identities=[IdentityChange(person, {"names": []})] if identities else [])
    return person


def kinds(vault: Path, roots: Roots, *, identities: bool = True) -> set[str]:
    return {finding.kind for finding in check_with_roots(
        vault, Secret(roots[0]), Secret(roots[1]) if identities else None, Silent())}


@pytest.mark.parametrize("name", ["cases.db", "identities.db"])
def test_an_older_database_with_its_anchor_beside_the_newer_other_one_went_back(vault: Path, roots: Roots,
                                                                                name: str) -> None:
    older = files(vault)
    change(vault, roots)
    put_back(vault, older, name, "anchor")
    with pytest.raises(WentBackInTime, match=r"older than the (identity|case) database beside it"):
        open_with_roots(vault, Secret(roots[0]), Secret(roots[1]))
    assert kinds(vault, roots) == {"went-back-in-time"}


def test_what_was_written_with_the_identities_open_is_missed_even_if_no_name_was_written(vault: Path,
                                                                                         roots: Roots) -> None:
    older = files(vault)
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True) as session:
        write(session, "case.add", [Change("cases", new_id(), {})])
    put_back(vault, older, "cases.db", "anchor")
    assert kinds(vault, roots) == {"went-back-in-time"}


def test_cases_that_went_on_alone_are_no_alarm(vault: Path, roots: Roots) -> None:
    change(vault, roots)
    for _ in range(2):
        change(vault, roots, identities=False)
    assert kinds(vault, roots) == set()
    change(vault, roots)
    assert kinds(vault, roots) == kinds(vault, roots, identities=False) == set()


def test_an_older_database_says_how_much_is_missing(vault: Path, roots: Roots) -> None:
    older = files(vault)
    for _ in range(3):
        change(vault, roots)
    put_back(vault, older, "cases.db")
    with pytest.raises(WentBackInTime, match="3 entries"):
        open_with_roots(vault, Secret(roots[0]))


def test_a_database_beside_a_newer_or_an_older_header_is_found(vault: Path, roots: Roots,
                                                               passphrases: Passphrases) -> None:
    older = files(vault)
    with open_vault(vault, passphrases.a, passphrases.b, write=True) as session:
        reencrypt.reencrypt(session, Credentials((passphrases.a,)), Credentials((passphrases.b,)), both=False)
    newer = files(vault)
    put_back(vault, older, "cases.db")
    with pytest.raises(Exception, match=r"damaged|older"):
        open_vault(vault, passphrases.a, passphrases.b)
    put_back(vault, newer, "cases.db")
    put_back(vault, older, "header", "header.old", "anchor")
    with pytest.raises(Exception, match=r"damaged|older"):
        open_vault(vault, passphrases.a, passphrases.b)


def test_older_attachments_beside_a_newer_database_are_named(vault: Path, roots: Roots) -> None:
    named, kept = [], []
    for number in range(2):
        with open_with_roots(vault, Secret(roots[0]), write=True) as session:
            blob, one = blobs.add(session, io.BytesIO(b"letter %d" % number)), new_id()
            write(session, "attachment.add", [Change("attachments", one, {"sha256": blob.sha256})], blobs={one: blob})
        named.append(one)
        kept.append(next(path for path in (vault / "blobs").rglob(blob.name)))
    kept[1].unlink()  # the folder as it was before the second
    found = check_with_roots(vault, Secret(roots[0]), None, Silent())
    assert [(one.kind, one.record) for one in found] == [("attachment", named[1])]
    kept[1].write_bytes(kept[0].read_bytes())
    assert [one.record for one in check_with_roots(vault, Secret(roots[0]), None, Silent())] == [named[1]]


@pytest.mark.parametrize("identities", [True, False])
def test_a_restored_vault_is_of_one_time_with_or_without_its_identities(
        vault: Path, roots: Roots, tmp_path: Path, passphrases: Passphrases,
        recovery_keys: tuple[RecoveryKey, RecoveryKey], identities: bool) -> None:
    change(vault, roots)
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True) as session:
        backup(session, tmp_path / "stick", include_identities=identities, allow_same_disk=True)
    secrets = RecoverySecrets(recovery_keys[0], recovery_keys[1] if identities else None)
    restore(tmp_path / "stick", tmp_path / "again", secrets, passphrases.a, passphrases.b,
            cost=PROFILES["low-memory"], clock=FixedClock())
    with open_vault(tmp_path / "again", passphrases.a, passphrases.b, write=True) as session:
        person = new_id()
        write(session, "person.add", [Change("people", person, {})], identities=[IdentityChange(person, {"names": []})])
        own = session.rc.reveal(), session.ri.reveal() if session.ri else b""
    assert kinds(tmp_path / "again", own) == set()


@pytest.mark.parametrize("by", ["copying", "renaming"])
def test_a_database_exchanged_while_it_is_open_is_not_written_to(vault: Path, roots: Roots, by: str) -> None:
    older = files(vault)
    with open_with_roots(vault, Secret(roots[0]), write=True) as session:
        for _ in range(2):
            write(session, "case.add", [Change("cases", new_id(), {})])
        other = vault / "cases.db.other" if by == "renaming" else vault / "cases.db"
        other.write_bytes(older["cases.db"])
        other.replace(vault / "cases.db")
        with pytest.raises(CasefileError) as refused:
            write(session, "case.add", [Change("cases", new_id(), {})])
        assert refused.value.exit_code in (4, 8)
        before = (vault / "cases.db").read_bytes()
    assert (vault / "cases.db").read_bytes() == before == older["cases.db"]
    with pytest.raises(WentBackInTime):
        open_with_roots(vault, Secret(roots[0]))
