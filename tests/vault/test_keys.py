# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways a vault opens: added, changed, taken away, and never the last one."""

from __future__ import annotations

import errno
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from casefile.errors import (
    CasefileError,
    DriveTrouble,
    IdentityPassphraseNeeded,
    UsageError,
    WeakPassphrase,
    WrongPassphrase,
)
from casefile.host import private_files
from casefile.progress import Silent
from casefile.store import audit
from casefile.vault import keys, office_key
from casefile.vault.check import check_with_roots
from casefile.vault.credentials import Credentials, open_roots
from casefile.vault.layout import Layout
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES, Kind
from tests.conftest import Passphrases
from tests.vault.killed import killed_at, points

NEW = "lantern meridian basalt otter crinkle 83"
SECOND = "umbrella fjord cactus paprika nimbus 29"
Roots = tuple[bytes, bytes]


def sound(root: Path, roots: Roots) -> bool:
    return check_with_roots(root, Secret(roots[0]), Secret(roots[1]), Silent()) == []


def kinds(session: Session, root: int) -> list[str]:
    return sorted(keys.kind_name(slot) for slot in session.layout.read_header().of(root))


def test_a_new_case_passphrase_needs_no_identity_passphrase(vault: Path, roots: Roots,
                                                            passphrases: Passphrases) -> None:
    with open_vault(vault, passphrases.a, write=True) as session:
        keys.change(session, CASES, Credentials((passphrases.a,)), NEW)
    with pytest.raises(WrongPassphrase):
        open_vault(vault, passphrases.a)
    open_vault(vault, NEW, passphrases.b).close()
    assert sound(vault, roots)
    layout = Layout(vault)
    assert layout.header.read_bytes() == layout.header_old.read_bytes(), "the copy obeys the new passphrase too"


def test_a_new_identity_passphrase_needs_both(session: Session, passphrases: Passphrases) -> None:
    keys.change(session, IDENTITIES, Credentials((passphrases.b,)), NEW)
    root = session.layout.root
    session.close()
    open_vault(root, passphrases.a, NEW).close()
    with pytest.raises(WrongPassphrase):
        open_vault(root, passphrases.a, passphrases.b)
    with open_vault(root, passphrases.a, write=True) as half, pytest.raises(IdentityPassphraseNeeded):
        keys.change(half, IDENTITIES, Credentials((NEW,)), SECOND)


@pytest.mark.parametrize("phrase", ["", "password", "a", "b"])
def test_a_weak_passphrase_or_one_in_use_is_refused(session: Session, passphrases: Passphrases, phrase: str) -> None:
    before = session.layout.header.read_bytes()
    wanted = {"a": passphrases.a, "b": passphrases.b}.get(phrase, phrase)
    for root, given in ((CASES, passphrases.a), (IDENTITIES, passphrases.b)):
        with pytest.raises(WeakPassphrase):
            keys.change(session, root, Credentials((given,)), wanted)
    assert session.layout.header.read_bytes() == before


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_secret(
        vault: Path, passphrases: Passphrases, recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    given = Credentials(recovery=recovery_keys[0])
    rc, _ = open_roots(Layout(vault).read_header(), given, None)
    with open_with_roots(vault, rc, write=True) as session:
        keys.change(session, CASES, given, NEW)
        assert kinds(session, CASES) == ["passphrase", "recovery"]
    open_vault(vault, NEW, passphrases.b).close()


def test_two_persons_open_together_and_in_their_order_alone(session: Session) -> None:
    keys.add_passphrases(session, CASES, (NEW, SECOND), cost=PROFILES["low-memory"])
    keys.add_passphrases(session, IDENTITIES, (SECOND, NEW))
    header = session.layout.read_header()
    rc, ri = open_roots(header, Credentials((NEW, SECOND)), Credentials((SECOND, NEW)))
    assert rc.reveal() == session.rc.reveal() and ri is not None
    for wrong in ((SECOND, NEW), (NEW,), (SECOND,), (NEW, NEW)):
        with pytest.raises(WrongPassphrase):
            open_roots(header, Credentials(wrong), None)
    with pytest.raises(WeakPassphrase):
        keys.add_passphrases(session, CASES, ("saddle quartz bramble viola comet 61",) * 2)


def test_an_office_opens_what_was_opened_to_it(session: Session, tmp_path: Path) -> None:
    prints = office_key.write_pair(tmp_path / "secret", tmp_path / "public")
    recipient = office_key.read_public(tmp_path / "public")
    assert office_key.fingerprint(recipient) == prints
    keys.add_recipient(session, CASES, Kind.OFFICE, recipient)
    lines = (tmp_path / "secret").read_text().splitlines()
    key = RecoveryKey.from_text(next(line for line in lines if line.startswith("AGE-")))
    rc, _ = open_roots(session.layout.read_header(), Credentials(recovery=key), None)
    assert rc.reveal() == session.rc.reveal()
    with pytest.raises(WrongPassphrase):
        open_roots(session.layout.read_header(), Credentials(recovery=key), Credentials(recovery=key))
    with pytest.raises(UsageError):
        keys.add_recipient(session, CASES, Kind.OFFICE, recipient)
    with pytest.raises(CasefileError):
        keys.add_recipient(session, CASES, Kind.OFFICE, "age1notakey")


def test_the_last_slot_of_neither_vault_goes(session: Session, passphrases: Passphrases) -> None:
    for slot in session.layout.read_header().slots:
        with suppress(UsageError):
            keys.remove(session, slot.id.hex())
    assert kinds(session, CASES) == kinds(session, IDENTITIES) == ["passphrase"]
    root = session.layout.root
    session.close()
    open_vault(root, passphrases.a, passphrases.b).close()


def test_every_change_of_a_slot_is_in_the_log(session: Session) -> None:
    slot = keys.add_passphrases(session, CASES, (NEW,))
    keys.remove(session, slot)
    told = [(entry.action, entry.record, entry.purpose) for entry in audit.entries(session.db, "main")][1:]
    assert told == [("keys.add", slot, "cases, passphrase"), ("keys.remove", slot, "cases, passphrase")]
    assert session.generation == session.layout.read_header().generation == 3


def test_a_vault_has_at_most_sixteen_slots(session: Session) -> None:
    for _ in range(12):
        keys.add_recipient(session, CASES, Kind.RECOVERY, RecoveryKey.generate().recipient)
    with pytest.raises(UsageError, match="at most 16"):
        keys.add_recipient(session, CASES, Kind.RECOVERY, RecoveryKey.generate().recipient)


def test_an_older_header_after_a_change_went_back_in_time(vault: Path, passphrases: Passphrases) -> None:
    old = (vault / "header").read_bytes()
    with open_vault(vault, passphrases.a, write=True) as session:
        keys.change(session, CASES, Credentials((passphrases.a,)), NEW)
    (vault / "header").write_bytes(old)
    with pytest.raises(CasefileError) as error:
        open_vault(vault, passphrases.a)
    assert error.value.exit_code == 4


def test_a_change_killed_at_any_step_has_happened_or_not(vault: Path, roots: Roots, tmp_path: Path) -> None:
    """A recipient slot is added, so that no key derivation stands in the way of trying many points."""
    recipient, outcomes = RecoveryKey.generate().recipient, set[int]()
    for point in points(40):
        copy = Path(shutil.copytree(vault, tmp_path / f"vault {point}"))

        def work(root: Path = copy) -> None:
            with open_with_roots(root, Secret(roots[0]), Secret(roots[1]), write=True) as session:
                keys.add_recipient(session, CASES, Kind.OFFICE, recipient)

        over = killed_at(point, work)
        before = Layout(copy).read_header()
        with open_with_roots(copy, Secret(roots[0]), Secret(roots[1]), write=True) as session:
            assert session.generation == before.generation
            logged = [entry.action for entry in audit.entries(session.db, "main")]
            assert (len(before.slots), logged.count("keys.add")) in ((4, 0), (5, 1))
            outcomes.add(len(before.slots))
        assert sound(copy, roots)
        assert Layout(copy).header.read_bytes() == Layout(copy).header_old.read_bytes()
        assert {path.name for path in copy.iterdir() if path.suffix != ".db-journal"} == {
            path.name for path in vault.iterdir()}, "nothing is left over"
        if over:
            break
    assert outcomes == {4, 5}


@pytest.mark.parametrize("failing", [{1}, {2}, {2, 3}])
def test_a_change_that_is_said_to_have_failed_is_not_in_force(vault: Path, roots: Roots, passphrases: Passphrases,
                                                              monkeypatch: pytest.MonkeyPatch, failing: set[int]) -> None:
    flush, calls = private_files.flush_folder, [0]

    def flush_folder(folder: Path) -> None:
        calls[0] += 1
        if calls[0] in failing:
            raise OSError(errno.EIO, "Input/output error")
        flush(folder)

    with open_vault(vault, passphrases.a, write=True) as session:
        monkeypatch.setattr(private_files, "flush_folder", flush_folder)
        with pytest.raises(DriveTrouble):
            keys.change(session, CASES, Credentials((passphrases.a,)), NEW)
        monkeypatch.undo()
        after = session.layout.read_header()
    assert open_roots(after, Credentials((passphrases.a,)), None)[0] == Secret(roots[0])
    with pytest.raises(WrongPassphrase):
        open_vault(vault, NEW)
    with open_vault(vault, passphrases.a, write=True) as session:
        assert "keys.change" not in {entry.action for entry in audit.entries(session.db, "main")}
    assert sound(vault, roots)


def test_the_same_two_persons_passphrases_do_not_open_both_vaults(session: Session) -> None:
    keys.add_passphrases(session, CASES, (NEW, SECOND))
    for root in (CASES, IDENTITIES):
        with pytest.raises(WeakPassphrase, match="in use already"):
            keys.add_passphrases(session, root, (NEW, SECOND))
