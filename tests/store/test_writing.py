# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way to write: everything belonging to a change happens with it, or nothing does."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.errors import CasefileError, IdentityPassphraseNeeded
from casefile.host.clock import FixedClock
from casefile.progress import Silent
from casefile.store import audit, rows
from casefile.store.writing import Change, HistoryChange, IdentityChange, Lift, log, new_id, write
from casefile.vault.check import check_vault
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases


def person(text: str = "farmer", **more: str) -> Change:
    """A person with one word about her."""
    return Change("people", more.pop("id", "p" * 32), {"occupation": text}, external_id="person-1", label="Heron",
                  search_text=text, **more)


def find(session: Session, word: str) -> list[str]:
    return [row[0] for row in session.db.rows("SELECT id FROM search WHERE search MATCH ?", (word,))]


def test_a_change_comes_with_revision_search_entry_and_audit_line(session: Session) -> None:
    written = write(session, "person.add", [person()], purpose="interview")
    row = rows.row(session, "people", "p" * 32)
    assert row is not None
    assert (row.body, row.external_id, row.label) == ({"occupation": "farmer"}, "person-1", "Heron")
    assert row.revision == written.revisions[0]
    assert find(session, "farmer") == ["p" * 32]
    entry = audit.entry(session.db, "main", written.seq)
    assert entry is not None
    assert (entry.action, entry.kind, entry.record, entry.purpose) == (
        "person.add", "people", "p" * 32, "interview")
    assert "farmer" not in repr(entry)


def test_a_second_change_names_the_first_as_its_parent_and_keeps_it(session: Session, clock: FixedClock) -> None:
    first = write(session, "person.add", [person()])
    clock.move(hours=1)
    second = write(session, "person.change", [person("miner")])
    history = rows.history(session, "people", "p" * 32)
    assert [(one.revision, one.parents, one.body["occupation"]) for one in history] == [
        (first.revisions[0], (), "farmer"), (second.revisions[0], (first.revisions[0],), "miner")]
    assert [one.counter for one in history] == [1, 2]
    row = rows.row(session, "people", "p" * 32)
    assert row is not None
    assert (row.created, row.changed) == ("2026-01-15T12:00:00Z", "2026-01-15T13:00:00Z")
    assert find(session, "farmer") == []
    assert find(session, "miner") == ["p" * 32]


def test_what_was_taken_out_of_the_index_is_not_left_in_its_pages(session: Session) -> None:
    write(session, "person.add", [person("zanzibarquartz")])
    write(session, "person.change", [person("miner")])
    write(session, "screening", [], history=[
        HistoryChange(rows.history(session, "people", "p" * 32)[0].revision, {"occupation": "x"})])
    blocks = session.db.rows("SELECT block FROM search_data UNION ALL SELECT c2 FROM search_content UNION ALL "
                             "SELECT body FROM revisions UNION ALL SELECT body FROM people")
    assert not any("zanzibar" in str(block[0]) for block in blocks)


def test_a_failure_in_the_middle_changes_nothing(session: Session) -> None:
    write(session, "person.add", [person()])
    before = audit.read_head(session.db, "main"), audit.read_head(session.db, "names")
    clash = Change("people", new_id(), {}, external_id="person-1")
    with pytest.raises(CasefileError):
        write(session, "person.add", [person("miner"), clash],
              identities=[IdentityChange("p" * 32, {"names": []})])
    with pytest.raises(ValueError):
        write(session, "person.add", [person("miner"), Change("no such kind", new_id(), {})])
    with pytest.raises(ValueError):
        write(session, "person.add", [person("miner"), Change("people", new_id(), {"age": float("nan")})])
    assert (audit.read_head(session.db, "main"), audit.read_head(session.db, "names")) == before
    row = rows.row(session, "people", "p" * 32)
    assert row is not None
    assert row.body == {"occupation": "farmer"}
    assert find(session, "miner") == []
    assert not session.db.in_transaction


def test_names_go_into_their_own_database_and_chain(session: Session, vault: Path, passphrases: Passphrases) -> None:
    lift = Lift(new_id(), "p" * 32, "n", "Invented Name", "people", "p" * 32)
    write(session, "person.add", [person()], identities=[IdentityChange("p" * 32, {"names": ["Invented Name"]})],
          lifts=[lift])
    assert rows.identity(session, "p" * 32) == {"names": ["Invented Name"]}
    assert rows.lifts(session, kind="people", record="p" * 32) == [lift]
    assert rows.lift(session, lift.lift) == lift
    head = audit.read_head(session.db, "names")
    assert head is not None
    assert head.seq == 3
    write(session, "person.forget", [], identities=[IdentityChange("p" * 32, None)], drop_lifts=[lift.lift])
    assert rows.identity(session, "p" * 32) is None
    assert rows.lifts(session) == []
    assert check_vault(session, Silent()) == []
    session.close()
    with (open_vault(vault, passphrases.a, write=True) as alone,
          pytest.raises(IdentityPassphraseNeeded)):
        write(alone, "person.change", [person("miner")], identities=[IdentityChange("p" * 32, {})])


def test_text_nobody_looked_at_counts_as_unscreened(session: Session) -> None:
    def states() -> list[tuple[str, object, bool]]:
        return [(one.state, one.doubts, one.current) for one in rows.screening(session)]

    write(session, "person.add", [person()])
    assert states() == [("unscreened", [], True)]
    write(session, "person.change", [person("miner")], screening={("people", "p" * 32): ("screened", [])})
    assert states() == [("screened", [], True)]
    write(session, "screening", [], screening={("people", "p" * 32): ("doubts", [{"start": 1}])})
    assert states() == [("doubts", [{"start": 1}], True)]
    write(session, "person.change", [person("baker")])
    assert states() == [("unscreened", [], True)]
    assert check_vault(session, Silent()) == []


def test_a_past_state_can_be_screened_again_and_the_vault_stays_whole(session: Session) -> None:
    first = write(session, "person.add", [person("the farmer Invented Name")]).revisions[0]
    write(session, "person.change", [person("miner")])
    write(session, "screening", [], history=[HistoryChange(first, {"occupation": "the farmer"}, label="Crane")])
    past = rows.history(session, "people", "p" * 32)[0]
    assert (past.revision, past.body, past.label) == (first, {"occupation": "the farmer"}, "Crane")
    assert check_vault(session, Silent()) == []


def test_a_voided_record_is_no_longer_found_and_can_come_back(session: Session) -> None:
    write(session, "person.add", [person()])
    write(session, "void", [person(voided="entered twice")])
    assert find(session, "farmer") == []
    write(session, "void.undo", [person()])
    assert find(session, "farmer") == ["p" * 32]
    assert check_vault(session, Silent()) == []


def test_public_contacts_and_what_is_kept_are_vouched_for(session: Session) -> None:
    write(session, "import", [], public_contacts=["desk@example.org", "a@example.org"], kept={"note": "a note"})
    assert rows.public_contacts(session) == ("a@example.org", "desk@example.org")
    assert rows.meta(session, "note") == "a note"
    assert check_vault(session, Silent()) == []
    session.db.execute("DELETE FROM public_contacts WHERE value = 'a@example.org'")
    session.db.execute("UPDATE meta SET value = 'another' WHERE key = 'note'")
    assert {found.kind for found in check_vault(session, Silent())} == {"went-back-in-time"}


def test_a_look_at_an_identity_is_logged_without_changing_a_record(session: Session) -> None:
    write(session, "person.add", [person()])
    log(session, "identity.show", kind="people", record="p" * 32, purpose="call the family")
    assert check_vault(session, Silent()) == []
    assert [entry.action for entry in audit.entries(session.db, "main")] == [
        "vault.create", "person.add", "identity.show"]


@pytest.mark.parametrize("meddle", [
    "UPDATE people SET body = '{\"occupation\":\"spy\"}'",
    "UPDATE people SET label = 'Stork'",
    "UPDATE people SET external_id = 'person-2'",
    "UPDATE people SET voided = 'never was'",
    "DELETE FROM people",
    "DELETE FROM revisions WHERE parents = '[]'",
    "UPDATE revisions SET body = '{}' WHERE parents = '[]'",
    "UPDATE people SET revision = (SELECT revision FROM revisions WHERE parents = '[]')",
    "UPDATE people SET (body, salt, revision) = (SELECT body, salt, revision FROM revisions WHERE parents = '[]')",
    "UPDATE audit SET purpose = 'another' WHERE seq = 2",
    "UPDATE audit SET time = '2020-01-01T00:00:00Z' WHERE seq = 3",
    "DELETE FROM audit WHERE seq = 2",
    "DELETE FROM audit WHERE seq = 3",
    "UPDATE screening SET state = 'screened'",
    "DELETE FROM screening",
    "UPDATE names.people SET body = '{\"names\":[\"Other\"]}'",
    "DELETE FROM names.people",
    "UPDATE names.lifts SET words = 'Other'",
    "DELETE FROM names.lifts",
    "UPDATE names.audit SET action = 'x' WHERE seq = 2",
    "UPDATE meta SET value = 1 WHERE key = 'audit_seq'",
])
def test_whatever_is_meddled_with_behind_writes_back_is_found(session: Session, meddle: str) -> None:
    write(session, "person.add", [person()], identities=[IdentityChange("p" * 32, {"names": []})],
          lifts=[Lift("l" * 32, "p" * 32, "n", "Invented", "people", "p" * 32)])
    write(session, "person.change", [person("miner")])
    assert check_vault(session, Silent()) == []
    assert session.db.execute(meddle) > 0
    assert check_vault(session, Silent()) != []
