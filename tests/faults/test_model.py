# SPDX-License-Identifier: GPL-3.0-or-later
"""Any sequence of opening, writing, taking back, erasing, locking, dying, new keys, backing up, restoring and importing,
against a model in memory.

The model is a few dictionaries. Whatever was committed before a death is there; what was not is gone; a restored
snapshot is the vault as it was when the snapshot was made. After every step every record, name, draft and
attachment is compared with the model, attachments by their hashes and every few steps and after a death by their
bytes; the whole check is asked after every death, every few steps and at the end.

Passphrases are stretched in no time here, and the search for the same names is prepared once: neither touches a disk,
and together they would take most of the time.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from casefile.backup.restore import restore
from casefile.backup.snapshot import backup
from casefile.host.clock import FixedClock
from casefile.identities import attaching, erasing, voiding
from casefile.identities.dictionary import words_of_record
from casefile.identities.lifting import original
from casefile.importers import interchange
from casefile.progress import Silent
from casefile.records.erased import ERASED
from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson
from casefile.store import blobs, rows, window
from casefile.store.writing import Change, IdentityChange, new_id, write
from casefile.vault import keys
from casefile.vault.check import check_vault, check_with_roots
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault, open_with_roots
from crypto import kdf
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, Kind
from tests.faults.budget import budget, counting
from tests.faults.instant import copied_before, put_back
from tests.faults.oracle import Roots
from tests.faults.writers import PASSPHRASE_A, PASSPHRASE_B

PARTS, RUNS, STEPS = budget(1, 46), budget(200, 126), budget(50, 100)
BACKUPS, RESTORES = 2, 2  # in every fourth run: these cost most
CHECK_EVERY, BYTES_EVERY = 25, 5
LOOKED_AT_FIRST = 10  # of so many deaths, one is looked at by a reader before the next writer opens the vault
NAMES = ("Odalys Fernhollow", "Bertrand Quillmere", "Sunniva Askedal", "Tobias Wrenfield", "Ximena Castellar",
         "Ludovic Marchetti")
numbers = st.integers(0, len(NAMES) - 1)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0⟦⟧"), max_size=12).map(lambda text: f"x {text}")
texts = words | st.builds("{} . {} . {}".format, words, st.sampled_from(NAMES), words)


@dataclass
class Model:
    """What ought to be in the vault; a person is a number and how often somebody of that number was erased."""

    people: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    voided: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    imported: int = 0
    erased: list[int] = field(default_factory=lambda: [0] * len(NAMES))

    def person(self, number: int) -> str:
        """The id of the person of this number."""
        return f"{self.erased[number] * 16 + number:032x}"


class Vault(RuleBasedStateMachine):
    """A real vault and what ought to be in it."""

    template: Path
    disk: Path
    first_roots: Roots
    recovery: RecoverySecrets
    office = RecoveryKey.generate().recipient
    count: Callable[[int], None]
    steps = deaths = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.disk))
        self.vault = Path(shutil.copytree(self.template, self.folder / "vault"))
        self.roots = self.first_roots
        self.session: Session | None = None
        self.model = Model()
        self.with_office = self.died = False
        self.with_stick, self.restores = False, 0
        self.kept: dict[int, Model] = {}
        self.counted = type(self).steps
        type(self).steps -= 1  # the look at the new vault is no step

    def teardown(self) -> None:
        self.close()
        self._check()
        self.died = True
        self.is_the_model()
        type(self).steps -= 1
        shutil.rmtree(self.folder)
        type(self).count(type(self).steps - self.counted)

    def _open(self) -> Session:
        if self.session is None:
            self.session = open_with_roots(self.vault, Secret(self.roots[0]), Secret(self.roots[1]), write=True,
                                           clock=FixedClock())
        return self.session

    def _check(self) -> None:
        assert check_with_roots(self.vault, Secret(self.roots[0]), Secret(self.roots[1]), Silent()) == []

    def _check_after_death(self) -> None:
        type(self).deaths += 1
        self.died = True
        if type(self).deaths % LOOKED_AT_FIRST == 0:
            self._check()
        assert check_vault(self._open(), Silent()) == []

    def _known(self, number: int) -> str | None:
        own = self.model.person(number)
        return own if own in self.model.people else None

    @initialize(with_stick=st.sampled_from([True, False, False, False]))
    def have_a_stick(self, with_stick: bool) -> None:
        """Whether this run backs up. Only what is drawn may decide what a run can do, or it is another when run again."""
        self.with_stick = with_stick

    @rule(number=numbers, text=texts)
    def edit(self, number: int, text: str) -> None:
        own = self.model.person(number)
        _edit(self._open(), own, text, voided=own in self.model.voided)
        self.model.people[own] = text

    @rule(number=numbers, text=texts)
    def edit_and_name(self, number: int, text: str) -> None:
        own = self.model.person(number)
        _edit_and_name(self._open(), own, text, NAMES[number], voided=own in self.model.voided)
        self.model.people[own], self.model.names[own] = text, NAMES[number]

    @rule(number=numbers)
    def take_back_or_let_in(self, number: int) -> None:
        if (own := self._known(number)) is None:
            return
        if own in self.model.voided:
            voiding.restore(self._open(), own)
        else:
            voiding.void(self._open(), own, "A mistake.")
        self.model.voided ^= {own}

    @rule(number=numbers)
    def erase(self, number: int) -> None:
        if (own := self._known(number)) is None:
            return
        erasing.erase(self._open(), own, "She asked for it.")
        self.model.people.pop(own)
        self.model.voided.discard(own)
        if name := self.model.names.pop(own, ""):
            self.model.people = {one: text.replace(name, ERASED) for one, text in self.model.people.items()}
            self.model.drafts = {page: text for page, text in self.model.drafts.items() if name not in text}
        self.model.erased[number] += 1

    @rule(data=st.binary(max_size=300))
    def attach(self, data: bytes) -> None:
        session, own = self._open(), new_id()
        blob = blobs.add(session, io.BytesIO(data))
        write(session, "attachment.add", [Change("attachments", own, {"path": "paper", "sha256": blob.sha256})],
              blobs={own: blob})
        self.model.files[own] = data

    @precondition(lambda self: self.model.files)
    @rule(data=st.data())
    def detach(self, data: Any) -> None:
        own = data.draw(st.sampled_from(sorted(self.model.files)))
        attaching.detach(self._open(), own)
        self.model.files.pop(own)

    @rule(page=st.sampled_from(["one", "two"]), text=texts)
    def type_a_draft(self, page: str, text: str) -> None:
        window.keep_draft(self._open(), page, {"text": text})
        self.model.drafts[page] = text

    @rule()
    def give_or_take_an_office_its_key(self) -> None:
        session = self._open()
        if self.with_office:
            keys.remove(session, next(slot.id.hex() for slot in session.layout.read_header().slots
                                      if slot.kind == Kind.OFFICE))
        else:
            keys.add_recipient(session, CASES, Kind.OFFICE, self.office)
        self.with_office = not self.with_office

    @rule()
    def close(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session = None

    @rule(number=numbers, text=texts, done=st.integers(0, 2), open_too=st.booleans())
    def die(self, number: int, text: str, done: int, open_too: bool) -> None:
        """After some whole writes, and maybe in one that is not over."""
        own, session = self.model.person(number), self._open()
        for one in range(done):
            self.model.people[own] = f"{text}{one}"
            self.model.voided.discard(own)
            _edit(session, own, self.model.people[own])
        if open_too:
            _write_and_stop(session)
        shutil.copytree(self.vault, self.folder / "copy")
        if open_too:
            session.db.execute("ROLLBACK")
        self.close()
        put_back(self.folder / "copy", self.vault)
        self._check_after_death()

    @rule(number=numbers, text=texts, point=st.integers(1, 9))
    def die_at_a_lasting_step(self, number: int, text: str, point: int) -> None:
        """In a write over both databases, or in closing the vault after it."""
        own, name = self.model.person(number), NAMES[number]
        with copied_before(point, self.vault, self.folder / "copy"):
            _edit_and_name(self._open(), own, text, name, voided=own in self.model.voided)
            self.close()
        if (self.folder / "copy").exists():
            put_back(self.folder / "copy", self.vault)
        self._check_after_death()
        session = self._open()
        row = rows.row(session, "people", own)
        if row is not None and _words(session, row) == text and own in dict(rows.identities(session)):
            self.model.people[own], self.model.names[own] = text, name

    @rule()
    def import_document(self) -> None:
        self.model.imported += 1
        document = {"format": "casefile-interchange", "version": 1,
                    "cases": [{"id": f"case-{self.model.imported}", "title": f"Case {self.model.imported}"}]}
        path = self.folder / "document.json"
        path.write_text(json.dumps(document), "utf-8")
        session = self._open()
        interchange.apply(session, interchange.plan(session, path))

    @precondition(lambda self: self.with_stick and len(self.kept) < BACKUPS)
    @rule()
    def back_up(self) -> None:
        made = backup(self._open(), self.folder / "stick", include_identities=True, allow_same_disk=True)
        self.kept[made.snapshot] = deepcopy(self.model)

    @precondition(lambda self: self.kept and self.restores < RESTORES)
    @rule(data=st.data())
    def lose_everything_and_restore(self, data: Any) -> None:
        self.close()
        self.restores += 1
        snapshot = data.draw(st.sampled_from(sorted(self.kept)))
        shutil.rmtree(self.vault)
        restore(self.folder / "stick", self.vault, self.recovery, PASSPHRASE_A, PASSPHRASE_B, snapshot=snapshot,
                clock=FixedClock())
        with open_vault(self.vault, PASSPHRASE_A, PASSPHRASE_B) as session:
            self.roots = session.rc.reveal(), session.ri.reveal() if session.ri else b""
        self.model, self.with_office = deepcopy(self.kept[snapshot]), False

    @invariant()
    def is_the_model(self) -> None:
        type(self).steps += 1
        session = self._open() if self.session is not None else open_with_roots(
            self.vault, Secret(self.roots[0]), Secret(self.roots[1]))
        try:
            found = list(rows.rows(session, "people"))
            assert {one.id: _words(session, one) for one in found} == self.model.people
            assert {one.id for one in found if one.voided is not None} == self.model.voided
            assert {one: body["names"][0]["value"] for one, body in rows.identities(session)} == self.model.names
            stored, seen = blobs.every(session), type(self).steps
            assert {own: blob.sha256 for own, blob in stored} == {
                own: hashlib.sha256(data).hexdigest() for own, data in self.model.files.items()}
            if seen % BYTES_EVERY == 0 or self.died:
                assert {own: blobs.read(session, blob) for own, blob in stored} == self.model.files
                self.died = False
            assert {page: json.loads(body)["text"] for page, body in window.every_draft(session)} == self.model.drafts
            assert rows.count(session, "cases") == self.model.imported
            if seen % CHECK_EVERY == 0:
                assert check_vault(session, Silent()) == []
        finally:
            if session is not self.session:
                session.close()


def _change(person: str, text: str, *, voided: bool) -> Change:
    return Change("people", person, {"occupation": text}, label="Heron", search_text=text,
                  voided="2026-01-01T00:00:00Z A mistake." if voided else None)


def _write_and_stop(session: Session) -> None:
    """Half of a write, with more pages than are kept in memory: those before are on the disk, and a journal of each."""
    for schema in session.db.schemas:
        session.db.execute(f"PRAGMA {schema}.cache_size = 1")
    session.db.execute("BEGIN IMMEDIATE")
    session.db.execute("UPDATE people SET label = 'never'")
    session.db.execute("UPDATE names.people SET body = 'never'")
    for schema in session.db.schemas:
        session.db.execute(f"UPDATE {schema}.meta SET value = 'never'")
        session.db.execute(f"INSERT INTO {schema}.meta (key, value) VALUES ('never', hex(zeroblob(30000)))")


def _words(session: Session, one: rows.Row) -> str:
    """A person's occupation in plain words: an import takes names out of every text it finds."""
    body = original("people", one.body, words_of_record(session, "people", one.id))
    return str(body["occupation"])


def _edit(session: Session, person: str, text: str, *, voided: bool = False) -> None:
    write(session, "person.change", [_change(person, text, voided=voided)])


def _edit_and_name(session: Session, person: str, text: str, name: str, *, voided: bool) -> None:
    write(session, "person.change", [_change(person, text, voided=voided)],
          identities=[IdentityChange(person, {"names": [{"value": name, "kind": "true"}]})])


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases and their salts still decide the key, and names what is found: it comes at once."""
    def stretched(secret: bytes, salt: bytes, *, hash_len: int, **_cost: Any) -> bytes:
        return hashlib.blake2b(secret, salt=hashlib.md5(salt).digest(), digest_size=hash_len).digest()

    def compiled(people: Sequence[KnownPerson], public_contacts: Sequence[str] = ()) -> Matcher:
        return once(tuple(people), tuple(public_contacts))

    once = lru_cache(4000)(Matcher.compile)
    monkeypatch.setattr(Matcher, "compile", compiled)
    monkeypatch.setattr(kdf, "hash_secret_raw", stretched)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.usefixtures("no_waiting")
def test_any_sequence_of_doings_leaves_what_the_model_says(
        vault_template: Path, roots: Roots, recovery_keys: tuple[RecoveryKey, RecoveryKey], quick: Path,
        part: int) -> None:
    Vault.template, Vault.disk, Vault.first_roots = vault_template, quick, roots
    Vault.recovery = RecoverySecrets(*recovery_keys)
    Vault.steps = Vault.deaths = 0
    drawn = secrets.randbits(64)
    sys.stdout.write(f"model: seed {drawn}\n")  # pytest shows it where the run fails
    with counting("model", f"steps-{part}") as Vault.count:
        run_state_machine_as_test(seed(drawn)(Vault), settings=settings(
            max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate], database=None))
