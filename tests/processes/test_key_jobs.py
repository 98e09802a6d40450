# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of keys in a worker: what was prepared elsewhere, office keys, removing, and everything written anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from casefile.errors import WrongPassphrase
from casefile.host.hardening import Role
from casefile.processes import keyacts, link, renewal
from casefile.processes.messages import Message, Op
from casefile.processes.opening import both_roots, cases_root, with_new_phrases
from casefile.processes.roots import Roots
from casefile.progress import Silent
from casefile.vault import reencrypt, switching
from casefile.vault.check import check_closed
from casefile.vault.credentials import Credentials
from casefile.vault.layout import Layout
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.recovery import RecoveryKey
from crypto.slots import CASES
from tests.conftest import Passphrases
from tests.processes.test_worker import worker

NEW = "lantern meridian basalt otter crinkle 83"


def name(act: str, vault: str = "cases") -> str:
    return keyacts.KeyAct(act, vault).name


@pytest.fixture
def roots(vault: Path, passphrases: Passphrases) -> Roots:
    return both_roots(vault, cases_root(vault, passphrases.a).rc, passphrases.b)


def test_a_prepared_passphrase_an_offices_key_and_a_removal(vault: Path, roots: Roots, passphrases: Passphrases,
                                                            tmp_path: Path) -> None:
    with worker(vault, tmp_path) as talk:
        added = with_new_phrases(vault, Roots(roots.rc), CASES, (NEW,))
        assert talk.answer(talk.order(name(keyacts.PASSPHRASE), added)) == {"done": {"ok": True}}
    open_vault(vault, NEW).close()
    with worker(vault, tmp_path) as talk:
        office = RecoveryKey.generate()
        done = talk.answer(talk.order(name(keyacts.OFFICE, "identities"), roots, recipient=office.recipient))["done"]
    mine = next(slot for slot in Layout(vault).read_header().slots if slot.recipient == office.recipient)
    assert mine.id.hex() == done["slot"]
    for slot, kind in ((done["slot"], None), ("00" * 8, "not-found")):
        with worker(vault, tmp_path) as talk:
            answer = talk.answer(talk.order(name(keyacts.REMOVE, "identities"), roots, slot=slot))
            assert answer.get("error", {}).get("kind") == kind
    with worker(vault, tmp_path) as talk:
        answer = talk.answer(talk.order(name(keyacts.OFFICE), Roots(roots.rc, None, b"not a change"), recipient="x"))
        assert answer["error"]["kind"] == "damaged", "nothing is done beside a change that cannot be read"
    assert check_closed(vault, NEW, passphrases.b, Silent()) == []


def test_everything_is_written_anew_by_a_worker_that_sees_no_passphrase(vault: Path, roots: Roots, tmp_path: Path,
                                                                        passphrases: Passphrases) -> None:
    options = renewal.prepare(vault, roots, (passphrases.a,), (passphrases.b,), both=True)
    assert passphrases.a not in str(options) and passphrases.b not in str(options)
    with worker(vault, tmp_path) as talk:
        assert talk.answer(talk.order(renewal.JOB, roots, rc="half of it"))["error"]["code"] == 2
    assert Layout(vault).read_header().generation == 1
    with worker(vault, tmp_path) as talk:
        assert talk.answer(talk.order(renewal.JOB, roots, **options))["done"] == {"generation": 2, "dropped": []}
    with worker(vault, tmp_path) as talk:
        assert "error" in talk.answer(talk.order(renewal.JOB, roots, **options)), "older keys open nothing"
    assert check_closed(vault, passphrases.a, passphrases.b, Silent()) == []
    with pytest.raises(WrongPassphrase):
        renewal.prepare(vault, both_roots(vault, cases_root(vault, passphrases.a).rc, passphrases.b), (passphrases.a,),
                        ("not the right one at all",), both=False)


def test_the_unlock_window_ends_a_switch_that_was_killed_and_writes_nothing_otherwise(
        vault: Path, roots: Roots, passphrases: Passphrases, monkeypatch: pytest.MonkeyPatch) -> None:
    assert link.HALF_SWITCHED == switching.NEXT
    assert link._writable(Role.UNLOCK, {"vault": str(vault)}) == []
    with monkeypatch.context() as cut, open_with_roots(vault, roots.rc, roots.ri, write=True) as session:
        cut.setattr(switching, "finish", lambda *_given, **_named: None)  # as killed just after the decision
        reencrypt.reencrypt(session, Credentials((passphrases.a,)), Credentials((passphrases.b,)), both=True)
    assert switching.pending(vault)
    code = ("import sys; from pathlib import Path; from casefile.host import hardening; from casefile.processes import link, "
            "opening; vault = Path(sys.argv[1]); role = hardening.Role.UNLOCK; "
            "hardening.apply(role, link._writable(role, {'vault': str(vault)})); "
            "print(len(opening.cases_root(vault, sys.stdin.readline().rstrip()).rc))")
    done = subprocess.run([sys.executable, "-c", code, str(vault)], input=passphrases.a, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("32\n", 0), done.stderr
    assert not switching.pending(vault)
    assert check_closed(vault, passphrases.a, passphrases.b, Silent()) == []


def test_writing_anew_that_is_stopped_leaves_the_vault_as_it_was(vault: Path, roots: Roots, tmp_path: Path,
                                                                 passphrases: Passphrases) -> None:
    before = {path: path.read_bytes() for path in vault.iterdir() if path.is_file()}
    options = renewal.prepare(vault, roots, (passphrases.a,), (passphrases.b,), both=True)
    with worker(vault, tmp_path) as talk:
        frames = talk.order(renewal.JOB, roots, **options)
        assert "progress" in frames.unpack(talk.next().keys["frame"]), "it has begun"
        talk.child.send(Message(Op.CANCEL, "desk"))
        answer = talk.answer(frames)
    after = {path: path.read_bytes() for path in vault.iterdir() if path.is_file()}
    if "error" in answer:
        assert answer["error"]["kind"] == "cancelled"
        assert after.keys() == before.keys()
        assert after[vault / "header"] == before[vault / "header"]
    assert check_closed(vault, passphrases.a, passphrases.b, Silent()) == []
