# SPDX-License-Identifier: GPL-3.0-or-later
"""A change of keys that is prepared in one process and carried out in another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casefile.errors import Damaged, IdentityPassphraseNeeded, NotFound, UsageError, WeakPassphrase, WrongPassphrase
from casefile.store import audit
from casefile.vault import costs, keychange, keys
from casefile.vault.keychange import KeyChange
from casefile.vault.layout import Layout
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES
from tests.conftest import Passphrases
from tests.vault.killed import killed_at, points

NEW = "lantern meridian basalt otter crinkle 83"
Roots = tuple[bytes, bytes]


def phrases_of(session: Session, root: int) -> list[str]:
    return [slot.id.hex() for slot in session.layout.read_header().of(root) if slot.phrases]


def prepared(session: Session, root: int, phrase: str, *, replace: bool = True) -> KeyChange:
    header = session.layout.read_header()
    secret = session.rc if root == CASES else session.ri
    assert secret is not None
    made = keychange.new_phrases(header, root, session.rc, secret, (phrase,), 7,
                                 replace=phrases_of(session, root) if replace else ())
    return keychange.read(made.as_bytes())


@pytest.mark.parametrize("root", [CASES, IDENTITIES])
def test_a_forgotten_passphrase_is_replaced_by_what_was_prepared(session: Session, passphrases: Passphrases,
                                                                 root: int) -> None:
    change = prepared(session, root, NEW)
    assert NEW.encode() not in change.as_bytes()
    slot = keychange.carry_out(session, change)
    assert phrases_of(session, root) == [slot]
    place = session.layout.root
    newest = audit.read_head(session.db, "main")
    session.close()
    a, b = (NEW, passphrases.b) if root == CASES else (passphrases.a, NEW)
    with open_vault(place, a, b) as opened:
        assert audit.read_head(opened.db, "main") == newest
    with pytest.raises(WrongPassphrase):
        open_vault(place, passphrases.a, passphrases.b)


def test_nothing_weak_used_or_forged_is_taken(session: Session, passphrases: Passphrases, roots: Roots) -> None:
    for phrase in ("a weak one", passphrases.a, passphrases.b):
        with pytest.raises(WeakPassphrase):
            prepared(session, CASES, phrase)
    before = session.layout.header.read_bytes()
    good = prepared(session, CASES, NEW)
    names = prepared(session, IDENTITIES, NEW)
    for wrong, error in ((KeyChange("keys.change", good.slot, ("00" * 8,)), NotFound),
                         (KeyChange("keys.change", good.slot[:-1], good.gone), Damaged),
                         (KeyChange("keys.change", good.slot + b"x", good.gone), Damaged),
                         (KeyChange("keys.change", b"", good.gone), Damaged),
                         (KeyChange("keys.change", good.slot, names.gone), UsageError)):
        with pytest.raises(error):
            keychange.carry_out(session, wrong)
    for data in (b"", b"[]", b"{}", b'{"action": 1, "slot": 2, "gone": 3}'):
        with pytest.raises(Damaged):
            keychange.read(data)
    place = session.layout.root
    session.close()
    with open_with_roots(place, Secret(roots[0]), write=True) as half, pytest.raises(IdentityPassphraseNeeded):
        keychange.carry_out(half, names)
    assert Layout(place).header.read_bytes() == before


def test_tried_recovery_words_are_a_line_in_the_log_and_nothing_else(session: Session) -> None:
    header = session.layout.read_header()
    slots = [slot for slot in header.slots if slot.recipient]
    keychange.carry_out(session, keychange.read(keychange.tried(slots).as_bytes()))
    entries = [entry for entry in audit.entries(session.db, "main") if entry.action == keychange.TRIED]
    assert [(entry.record, entry.purpose) for entry in entries] == [(slot.id.hex(), keys.VAULTS[slot.root])
                                                                    for slot in slots]
    assert session.layout.read_header().data == header.data


def test_a_new_recovery_secret_is_sealed_by_its_public_half(session: Session, passphrases: Passphrases) -> None:
    key, header = RecoveryKey.generate(), session.layout.read_header()
    change = keychange.new_recovery(header, CASES, session.rc, session.rc, key.recipient, 7)
    slot = keychange.carry_out(session, keychange.read(change.as_bytes()))
    assert slot in {one.id.hex() for one in session.layout.read_header().slots if one.recipient == key.recipient}


def test_a_recovery_killed_at_any_step_has_the_old_passphrase_or_the_new_one(session: Session, tmp_path: Path,
                                                                             roots: Roots) -> None:
    change, place = prepared(session, CASES, NEW), session.layout.root
    session.close()
    template = Path(shutil.copytree(place, tmp_path / "template"))
    seen = set()

    def again() -> None:
        shutil.rmtree(place)
        shutil.copytree(template, place)

    def recover() -> None:
        with open_with_roots(place, Secret(roots[0]), write=True) as opened:
            keychange.carry_out(opened, change)

    for point in points(40):
        again()
        if killed_at(point, recover):
            break
        with open_with_roots(place, Secret(roots[0]), write=True) as opened:
            slots = phrases_of(opened, CASES)
            assert len(slots) == 1
            seen.add(slots[0] == change.gone[0])
    else:
        raise AssertionError("it never came to its end")
    assert seen == {True, False}


def test_a_named_profile_is_kept_and_never_measured(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_given: object) -> None:
        raise AssertionError("measured")
    monkeypatch.setattr(costs, "calibrate", never)
    assert costs.chosen("low-memory") == PROFILES["low-memory"]
    assert costs.chosen("strong") == PROFILES["strong"]
    assert costs.for_slot(session.layout.read_header(), IDENTITIES) == PROFILES["low-memory"]


def test_the_standard_is_measured_within_what_the_machine_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.host.machine.memory_kib", lambda: 0)  # a machine that has next to none
    made = costs.chosen("standard")
    assert made.memory_kib == PROFILES["low-memory"].memory_kib
    assert made.passes >= 3


def test_a_busy_computer_measures_as_a_quiet_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "processor_seconds", lambda cost: cost.memory_kib * cost.passes / (512 * 1024 * 4) * 2)
    monkeypatch.setattr("casefile.host.machine.cores", lambda: 2)
    monkeypatch.setattr("casefile.host.machine.memory_kib", lambda: 16 * 1024 * 1024)
    assert costs.chosen("standard") == PROFILES["standard"], "time of the processors is counted, not of the clock"
