# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of what was done: an entry changed, swapped, cut or written anew is found."""

from __future__ import annotations

import pytest

from casefile.host.clock import FixedClock
from casefile.store import audit, meta
from casefile.store.audit import Chain
from casefile.store.writing import log
from casefile.vault.auditing import entries, logs, verify
from casefile.vault.session import Session
from crypto.chain import START, mac, next_key
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.words import comparison_words

Keys = tuple[RecoveryKey, RecoveryKey]


@pytest.fixture
def logged(session: Session) -> Session:
    for purpose in ("first", "second", "third", "fourth"):
        log(session, "export", kind="cases", record="a" * 32, purpose=purpose)
    return session


def test_a_whole_log_is_whole_and_its_seals_are_right(logged: Session, recovery_keys: Keys) -> None:
    assert verify(logged).macs == ()
    found = verify(logged, recovery_keys)
    assert (found.troubles, found.macs) == ((), ("cases", "identities"))
    assert [entry.purpose for _, entry in entries(logged) if entry.purpose] == ["first", "second", "third", "fourth"]


@pytest.mark.parametrize("sql", [
    "UPDATE audit SET purpose = 'other' WHERE seq = 3", "UPDATE audit SET time = '2020' WHERE seq = 2",
    "DELETE FROM audit WHERE seq = 3", "DELETE FROM audit WHERE seq = 1",
    "UPDATE audit SET seq = 99 WHERE seq = 2", "UPDATE audit SET record = 'bb' WHERE seq = 4"])
def test_a_changed_swapped_or_missing_entry_is_found(logged: Session, sql: str) -> None:
    logged.db.execute(sql)
    assert {trouble.kind for trouble in verify(logged).troubles} == {"audit"}


def test_a_log_written_anew_by_who_knows_todays_key_is_found_with_the_recovery_key(
        logged: Session, recovery_keys: Keys) -> None:
    """Every hash fits again; only the seals, whose first key lies with the recovery secret, do not."""
    stands = list(audit.entries(logged.db, "main"))
    key, before = Secret(meta.value(logged.db, "audit_key")), START
    for entry in stands:
        forged = audit.Entry(entry.seq, entry.time, entry.action, entry.kind, entry.record,
                             entry.purpose.replace("second", "other"), entry.content, before, b"", b"")
        before = forged.digest()
        logged.db.execute("UPDATE audit SET purpose = ?, prev = ?, hash = ?, mac = ? WHERE seq = ?",
                          (forged.purpose, forged.prev, before, mac(key, before), entry.seq))
        key = next_key(key)
    assert verify(logged).troubles == ()
    assert len(verify(logged, recovery_keys).troubles) == 1


def test_entries_stay_in_their_order_when_the_clock_went_back(logged: Session, clock: FixedClock) -> None:
    clock.move(days=-400)
    log(logged, "export", purpose="fifth")
    assert [entry.seq for vault, entry in entries(logged) if vault == "cases"] == [1, 2, 3, 4, 5, 6]


def test_the_words_of_the_head_change_with_every_entry(logged: Session) -> None:
    before = logs(logged)[0]
    assert before.entries == 5 and len(before.head_words.split()) == 6
    with logged.db.transaction():
        chain = Chain(logged.db, "main")
        chain.append("2026-01-15T12:00:00Z", "export")
        chain.save()
    assert logs(logged)[0].head_words != before.head_words


def test_comparison_words_are_those_of_the_published_list() -> None:
    assert comparison_words(bytes(32), 6) == " ".join(["abandon"] * 6)
    assert comparison_words(b"\xff" * 32, 8) == " ".join(["zoo"] * 8)
    assert comparison_words(bytes.fromhex("80000000000000000000"), 2) == "length abandon"
    with pytest.raises(ValueError, match="too short"):
        comparison_words(bytes(8), 6)
