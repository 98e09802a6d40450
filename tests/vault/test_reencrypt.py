# SPDX-License-Identifier: GPL-3.0-or-later
"""New roots: everything is written anew, nothing older opens it, and a kill leaves the old vault or the new one."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from casefile.errors import CasefileError, Damaged, NotAVault, WrongPassphrase
from casefile.progress import Silent
from casefile.store import audit, blobs, rows
from casefile.store.writing import Change, IdentityChange, Lift, write
from casefile.vault import keys, switching
from casefile.vault.check import check_vault, check_with_roots
from casefile.vault.credentials import Credentials, open_roots
from casefile.vault.layout import Layout
from casefile.vault.reencrypt import reencrypt
from casefile.vault.unlock import open_databases, open_vault, open_with_roots
from crypto.header import parse
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES
from tests.conftest import Passphrases
from tests.vault.killed import killed_at, points

SECOND = "umbrella fjord cactus paprika nimbus 29"
BYTES = b"scan of a page " * 9000
PERSON = "a" * 32
Roots = tuple[bytes, bytes]


@pytest.fixture
def full_vault(vault: Path, roots: Roots) -> Path:
    """A vault with a person, an identity, a lifted word and an attachment with bytes."""
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True) as session:
        blob = blobs.add(session, io.BytesIO(BYTES))
        write(session, "person.add", [
            Change("people", PERSON, {"pseudonym": "Heron"}, external_id="p-1", label="Heron", search_text="heron"),
            Change("attachments", "b" * 32, {"sha256": blob.sha256, "path": "scan"}, label="scan")],
            identities=[IdentityChange(PERSON, {"names": []})],
            lifts=[Lift("c" * 32, PERSON, "n", "Invented", "people", PERSON)], blobs={"b" * 32: blob})
    return vault


def renew(root: Path, roots: Roots, passphrases: Passphrases, *, both: bool = True) -> int:
    with open_with_roots(root, Secret(roots[0]), Secret(roots[1]), write=True) as session:
        return reencrypt(session, Credentials((passphrases.a,)), Credentials((passphrases.b,)), both=both).generation


def contents(root: Path, passphrases: Passphrases) -> tuple[object, ...]:
    """What the vault holds; asserts that it is whole."""
    with open_vault(root, passphrases.a, passphrases.b, write=True) as session:
        assert check_vault(session, Silent()) == []
        blob = blobs.find(session, "b" * 32)
        assert blob is not None
        return (list(rows.rows(session, "people")), list(rows.identities(session)), rows.lifts(session),
                rows.history(session, "people", PERSON), blobs.read(session, blob))


def pages(root: Path) -> set[bytes]:
    """Every page of the databases, and every attachment."""
    found = {path.read_bytes() for path in (root / "blobs").rglob("*") if path.is_file()}
    for name in ("cases.db", "identities.db"):
        data = (root / name).read_bytes()
        found |= {data[at:at + 4096] for at in range(0, len(data), 4096)}
    return found


def test_everything_is_kept_and_every_page_and_blob_is_new(full_vault: Path, roots: Roots,
                                                           passphrases: Passphrases) -> None:
    before, old_pages = contents(full_vault, passphrases), pages(full_vault)
    names = {path.name for path in full_vault.iterdir()}
    assert renew(full_vault, roots, passphrases) == 2
    assert contents(full_vault, passphrases) == before
    assert not pages(full_vault) & old_pages
    assert {path.name for path in full_vault.iterdir()} == names
    assert len([path for path in (full_vault / "blobs").rglob("*") if path.is_file()]) == 1


def test_older_headers_roots_and_passphrases_open_nothing(full_vault: Path, roots: Roots,
                                                          passphrases: Passphrases) -> None:
    old = {name: (full_vault / name).read_bytes() for name in ("header", "header.old", "anchor")}
    renew(full_vault, roots, passphrases)
    layout = Layout(full_vault)
    rc, ri = open_roots(layout.read_header(), Credentials((passphrases.a,)), Credentials((passphrases.b,)))
    assert ri is not None
    for first, also in ((roots[0], None), (rc.reveal(), roots[1])):  # each old root by itself
        with pytest.raises(Damaged):
            open_with_roots(full_vault, Secret(first), None if also is None else Secret(also))
        with pytest.raises(Damaged):  # nor a database, whatever the header says
            open_databases(layout, parse(old["header"]).vault_id, Secret(first), None if also is None else Secret(also),
                           readonly=True)
    for name, data in old.items():
        (full_vault / name).write_bytes(data)
    for second in (None, passphrases.b):
        with pytest.raises(CasefileError) as error:
            open_vault(full_vault, passphrases.a, second)
        assert error.value.exit_code == 4


def test_recovery_keys_stay_valid_and_passphrases_not_given_go(
        full_vault: Path, roots: Roots, passphrases: Passphrases,
        recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    with open_with_roots(full_vault, Secret(roots[0]), Secret(roots[1]), write=True) as session:
        slot = keys.add_passphrases(session, CASES, (SECOND,))
        made = reencrypt(session, Credentials((passphrases.a,)), Credentials((passphrases.b,)), both=False)
    assert made.dropped == (slot,)
    header = Layout(full_vault).read_header()
    open_roots(header, Credentials(recovery=recovery_keys[0]), Credentials(recovery=recovery_keys[1]))
    with pytest.raises(WrongPassphrase):
        open_vault(full_vault, SECOND)
    with open_vault(full_vault, passphrases.a, passphrases.b) as session:
        assert session.ri is not None
        assert session.ri.reveal() == roots[1], "without the option the identity vault keeps its root"
        assert session.rc.reveal() != roots[0]
        for schema in session.db.schemas:
            assert [entry.action for entry in audit.entries(session.db, schema)][-1] == "keys.re-encrypt"


def test_a_wrong_identity_passphrase_changes_nothing(full_vault: Path, roots: Roots, passphrases: Passphrases) -> None:
    before = pages(full_vault)
    with open_with_roots(full_vault, Secret(roots[0]), Secret(roots[1]), write=True) as session, \
            pytest.raises(WrongPassphrase):
        reencrypt(session, Credentials((passphrases.a,)), Credentials((SECOND,)), both=True)
    assert pages(full_vault) == before
    assert not [path for path in full_vault.iterdir() if path.name.endswith(".part")]


def test_a_kill_at_any_step_leaves_the_old_vault_or_the_new_one(full_vault: Path, roots: Roots, tmp_path: Path,
                                                                passphrases: Passphrases) -> None:
    with open_with_roots(full_vault, Secret(roots[0]), Secret(roots[1]), write=True):
        pass
    before, outcomes = contents(full_vault, passphrases), set[int]()
    names = {path.name for path in full_vault.iterdir()}
    for point in points(64):
        copy = Path(shutil.copytree(full_vault, tmp_path / f"vault {point}"))
        over = killed_at(point, lambda root=copy: renew(root, roots, passphrases))  # type: ignore[misc]
        assert contents(copy, passphrases) == before
        outcomes.add(parse((copy / "header").read_bytes()).generation)
        assert {path.name for path in copy.iterdir() if path.suffix != ".db-journal"} == names, "nothing is left over"
        if parse((copy / "header").read_bytes()).generation == 1:
            assert check_with_roots(copy, Secret(roots[0]), Secret(roots[1]), Silent()) == []
        if over:
            break
    assert over, "the last point lies behind the end"
    assert outcomes == {1, 2}


def test_a_folder_that_is_no_vault_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    for name in ("header", switching.NEXT + "/header", switching.NEXT + "/cases.db", "next/header"):
        (foreign / name).parent.mkdir(parents=True, exist_ok=True)
        (foreign / name).write_text("somebody's own")
    before = sorted(str(path) for path in foreign.rglob("*"))
    with pytest.raises(NotAVault):
        open_vault(foreign, SECOND)
    (foreign / "header").unlink()
    with pytest.raises(NotAVault):
        open_vault(foreign, SECOND)
    assert sorted(str(path) for path in foreign.rglob("*")) == [one for one in before if one != str(foreign / "header")]
