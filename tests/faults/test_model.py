# SPDX-License-Identifier: GPL-3.0-or-later
"""Any sequence of opening, writing, closing, killing, backing up, restoring and importing, against a model in memory.

The model is a dictionary of texts and one of names. Whatever was committed before a kill is there; what was not is gone;
a restored snapshot is the vault as it was when the snapshot was made.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from casefile.backup.restore import restore
from casefile.backup.snapshot import backup
from casefile.host.clock import FixedClock
from casefile.identities.dictionary import words_of_record
from casefile.identities.lifting import original
from casefile.importers import interchange
from casefile.progress import Silent
from casefile.store import rows
from casefile.store.writing import Change, IdentityChange, write
from casefile.vault.check import check_vault, check_with_roots
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from tests.faults.budget import budget, counted
from tests.faults.oracle import Roots
from tests.faults.writers import PASSPHRASE_A, PASSPHRASE_B

RUNS, STEPS = budget(5, 600), budget(15, 50)
numbers = st.integers(0, 9)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0⟦⟧"), max_size=60).map(lambda text: f"x {text}")
Model = tuple[dict[str, str], dict[str, str]]


def _person(number: int) -> str:
    return f"{number:032x}"


class Vault(RuleBasedStateMachine):
    """A real vault and what ought to be in it."""

    template: Path
    first_roots: Roots
    recovery: RecoverySecrets
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="casefile-model-"))
        self.vault = Path(shutil.copytree(self.template, self.folder / "vault"))
        self.roots = self.first_roots
        self.session: Session | None = None
        self.people: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.imported = 0
        self.kept: dict[int, tuple[dict[str, str], dict[str, str], int]] = {}
        self.restored = 0

    def teardown(self) -> None:
        self.close()
        assert check_with_roots(self.vault, Secret(self.roots[0]), Secret(self.roots[1]), Silent()) == []
        shutil.rmtree(self.folder)

    def _open(self) -> Session:
        if self.session is None:
            self.session = open_with_roots(self.vault, Secret(self.roots[0]), Secret(self.roots[1]), write=True,
                                           clock=FixedClock())
        return self.session

    @rule(number=numbers, text=texts)
    def edit(self, number: int, text: str) -> None:
        _edit(self._open(), number, text)
        self.people[_person(number)] = text

    @rule(number=numbers, name=texts)
    def name(self, number: int, name: str) -> None:
        write(self._open(), "identity.change", [], identities=[IdentityChange(_person(number), _identity(name))])
        self.names[_person(number)] = name

    @rule(number=numbers, text=texts, name=texts)
    def edit_and_name(self, number: int, text: str, name: str) -> None:
        write(self._open(), "person.change", [_change(number, text)],
              identities=[IdentityChange(_person(number), _identity(name))])
        self.people[_person(number)], self.names[_person(number)] = text, name

    @rule()
    def close(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session = None

    @rule(number=numbers, text=texts, done=st.integers(0, 2), open_too=st.booleans())
    def kill(self, number: int, text: str, done: int, open_too: bool) -> None:
        self.close()
        child = os.fork()
        if child == 0:
            _write_and_die(self, number, text, done, open_too)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        for one in range(done):
            self.people[_person(number)] = f"{text}{one}"

    @rule()
    def import_document(self) -> None:
        self.imported += 1
        document = {"format": "casefile-interchange", "version": 1,
                    "cases": [{"id": f"case-{self.imported}", "title": f"Case {self.imported}"}]}
        path = self.folder / "document.json"
        path.write_text(json.dumps(document), "utf-8")
        session = self._open()
        interchange.apply(session, interchange.plan(session, path))

    @precondition(lambda self: len(self.kept) < 4)
    @rule()
    def back_up(self) -> None:
        made = backup(self._open(), self.folder / "stick", include_identities=True, allow_same_disk=True)
        self.kept[made.snapshot] = dict(self.people), dict(self.names), self.imported

    @precondition(lambda self: self.kept and self.restored < budget(1, 3))
    @rule(data=st.data())
    def lose_everything_and_restore(self, data: Any) -> None:
        self.close()
        self.restored += 1
        snapshot = data.draw(st.sampled_from(sorted(self.kept)))
        shutil.rmtree(self.vault)
        restore(self.folder / "stick", self.vault, self.recovery, PASSPHRASE_A, PASSPHRASE_B, snapshot=snapshot,
                clock=FixedClock())
        with open_vault(self.vault, PASSPHRASE_A, PASSPHRASE_B) as session:
            self.roots = session.rc.reveal(), session.ri.reveal() if session.ri else b""
        people, names, self.imported = self.kept[snapshot]
        self.people, self.names = dict(people), dict(names)

    @invariant()
    def is_the_model(self) -> None:
        type(self).steps += 1
        session = self._open() if self.session is not None else open_with_roots(
            self.vault, Secret(self.roots[0]), Secret(self.roots[1]))
        try:
            assert {one.id: _words(session, one) for one in rows.rows(session, "people")} == self.people
            assert {one: body["names"][0]["value"] for one, body in rows.identities(session)} == self.names
            assert rows.count(session, "cases") == self.imported
            if type(self).steps % 5 == 0:
                assert check_vault(session, Silent()) == []
        finally:
            if session is not self.session:
                session.close()


def _change(number: int, text: str) -> Change:
    return Change("people", _person(number), {"occupation": text}, label="Heron", search_text=text)


def _identity(name: str) -> dict[str, Any]:
    return {"names": [{"value": name, "kind": "true"}]}


def _words(session: Session, one: rows.Row) -> str:
    """A person's notes in plain words: an import takes names out of every text it finds."""
    body = original("people", one.body, words_of_record(session, "people", one.id))
    return str(body["occupation"])


def _edit(session: Session, number: int, text: str) -> None:
    write(session, "person.change", [_change(number, text)])


def _write_and_die(self: Vault, number: int, text: str, done: int, open_too: bool) -> None:
    """In a process of its own: some whole writes, maybe one that is not over, and the end."""
    try:
        session = self._open()
        for one in range(done):
            _edit(session, number, f"{text}{one}")
        if open_too:
            session.db.execute("BEGIN IMMEDIATE")
            session.db.execute("UPDATE people SET label = 'never'")
            session.db.execute("UPDATE names.people SET body = 'never'")
            session.db.execute("PRAGMA cache_spill = 1")
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed writer is a fork")
def test_any_sequence_of_doings_leaves_what_the_model_says(
        vault_template: Path, roots: Roots, recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    Vault.template, Vault.first_roots, Vault.recovery = vault_template, roots, RecoverySecrets(*recovery_keys)
    Vault.steps = 0
    run_state_machine_as_test(Vault, settings=settings(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate]))
    counted("model", "steps", Vault.steps)
