# SPDX-License-Identifier: GPL-3.0-or-later
"""The anchor follows every writing session, and a clock that runs behind is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.errors import Damaged, Refused
from casefile.host.clock import FixedClock
from casefile.store.writing import Change, IdentityChange, new_id, write
from casefile.vault import anchor
from casefile.vault.newest import clock_check, newest_time, require_clock
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from crypto.secret import Secret
from tests.conftest import Passphrases


def stands(vault: Path, roots: tuple[bytes, bytes], session: Session) -> anchor.Anchor:
    return anchor.read(vault / "anchor", Secret(roots[0]), session.vault_id)


def test_the_anchor_is_written_when_a_writing_session_closes(vault: Path, roots: tuple[bytes, bytes],
                                                             session: Session, passphrases: Passphrases) -> None:
    assert (stands(vault, roots, session).cases_seq, stands(vault, roots, session).identities_seq) == (1, 1)
    person = new_id()
    write(session, "person.add", [Change("people", person, {})], identities=[IdentityChange(person, {})])
    session.close()
    assert (stands(vault, roots, session).cases_seq, stands(vault, roots, session).identities_seq) == (2, 2)
    with open_vault(vault, passphrases.a, write=True) as alone:
        write(alone, "case.add", [Change("cases", new_id(), {})])
    now = stands(vault, roots, session)
    assert (now.cases_seq, now.identities_seq) == (3, 2), "of the closed vault the last known place stays"


def test_an_anchor_of_another_vault_or_with_anything_added_is_refused(vault: Path, session: Session) -> None:
    path = vault / "anchor"
    whole = path.read_bytes()
    with pytest.raises(Damaged):
        anchor.read(path, Secret.random(), session.vault_id)
    with pytest.raises(Damaged):
        anchor.read(path, session.rc, bytes(16))
    for data in (b"", whole + b"\n", whole[:-1], whole.upper(), b"\xff" + whole, whole * 100):
        path.write_bytes(data)
        with pytest.raises(Damaged):
            anchor.read(path, session.rc, session.vault_id)


def test_a_clock_earlier_than_the_newest_entry_is_told(vault: Path, session: Session, clock: FixedClock,
                                                       passphrases: Passphrases) -> None:
    clock.move(days=3)
    write(session, "case.add", [Change("cases", new_id(), {})])
    require_clock(session)
    assert newest_time(session) == "2026-01-18T12:00:00Z"
    clock.move(seconds=-120)
    require_clock(session)
    clock.move(seconds=-1)
    with pytest.raises(Refused) as refused:
        require_clock(session)
    assert refused.value.kind == "clock"
    session.close()
    assert not clock_check(vault, passphrases.a, clock).ok
    clock.move(hours=2)
    assert clock_check(vault, passphrases.a, clock).ok
