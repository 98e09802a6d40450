# SPDX-License-Identifier: GPL-3.0-or-later
"""What a database says of where it stands is true after every write, and shows whatever is older."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from casefile.errors import Damaged
from casefile.progress import Silent
from casefile.store import fitting, window
from casefile.store.database import Database
from casefile.store.names import Original
from casefile.store.writing import Change, IdentityChange, Lift, Removal, new_id, write
from casefile.vault.check import check_vault
from casefile.vault.session import Session
from crypto.secret import Secret


def true(session: Session) -> bool:
    """Whether what both databases say of themselves is what they hold."""
    for schema in session.db.schemas:
        stand = session.db.standing(schema)
        assert stand is not None
        if stand.sums != session.db.sums(schema) or stand.sketch != session.db.sketch(schema).text():
            return False
    fitting.assert_heads(session.db)
    return True


def test_the_sums_move_with_every_row(session: Session) -> None:
    assert true(session)
    chance, people = random.Random(3), [new_id() for _ in range(12)]
    for step in range(40):
        person, text = chance.choice(people), f"words {chance.randrange(99)}" if chance.random() < 0.8 else ""
        write(session, "person.change",
              [Change("people", person, {"step": step}, label="nul \0 inside", search_text=text)],
              identities=[IdentityChange(person, {"names": []} if chance.random() < 0.8 else None)],
              lifts=[Lift(f"{step % 7:032x}", person, "n", "Words", "people", person)], drop_lifts=[f"{step % 5:032x}"],
              originals=[Original("people", person, "notes", chance.randbytes(32))],
              screening={("people", person): (chance.choice(["screened", None]), [])}, kept={"note": f"note {step}"})
        window.keep_draft(session, f"page {step % 3}", {"half": step} if chance.random() < 0.7 else None)
        window.remember(session, "place", str(step))
        if step % 9 == 8:
            write(session, "person.erase", [], identities=[IdentityChange(person, None)],
                  removals=[Removal("people", person)])
            people[people.index(person)] = new_id()
        assert true(session), step
    assert check_vault(session, Silent()) == []


def test_a_write_that_is_taken_back_leaves_the_sums(session: Session) -> None:
    before = session.db.standing("main")
    refused = [Change("people", new_id(), {}), Change("people", new_id(), {"a": object()})]
    with pytest.raises(TypeError):
        write(session, "person.add", refused)
    assert session.db.standing("main") == before
    window.keep_draft(session, "b", {})
    assert true(session)


@pytest.mark.parametrize(("table", "sql", "said"), [
    ("tombstones", "INSERT INTO tombstones VALUES ('people', 'x', 'y', 'z')", "erased records"),
    ("drafts", "INSERT INTO drafts VALUES ('x', '{}', '')", "being typed"),
    ("names.originals", "INSERT INTO names.originals VALUES ('people', 'x', 'y', x'00')", "texts came in"),
    ("revisions", "INSERT INTO revisions VALUES ('r', 'k', 'x', '[]', 'a', 9, '', '', '', '', x'', 1)", "revisions"),
    ("search", "INSERT INTO search (rowid, kind, id, text) VALUES (77, 'people', 'x', 'a word')", "search index"),
    ("search_config", "UPDATE search_config SET v = 0 WHERE k = 'secure-delete'", "settings of the search index"),
    ("meta", "UPDATE meta SET value = 'other' WHERE key = 'recorder'", "keeps about itself")])
def test_a_row_no_write_put_there_is_found_in_any_table(session: Session, table: str, sql: str, said: str) -> None:
    session.db.execute(sql)  # outside a transaction of the database nothing is written down
    assert any(said in finding.what for finding in check_vault(session, Silent())), table


def test_an_older_word_of_where_it_stands_is_found(session: Session) -> None:
    older = session.db.value("SELECT value FROM meta WHERE key = 'standing'")
    write(session, "case.add", [Change("cases", new_id(), {})])
    session.db.execute("UPDATE meta SET value = ? WHERE key = 'standing'", (older,))
    with pytest.raises(Damaged, match="different times"):
        fitting.assert_heads(session.db)
    for nonsense in ("{}", "[]", "x", '{"seq":1,"sums":{"a":2},"other":null}', '{"seq":1,"sums":{},"other":[1]}'):
        session.db.execute("UPDATE meta SET value = ? WHERE key = 'standing'", (nonsense,))
        assert "meta" in {finding.kind for finding in check_vault(session, Silent())}


def test_a_database_of_before_says_nothing_and_the_next_write_makes_it_speak(session: Session) -> None:
    for schema in session.db.schemas:
        session.db.execute(f"DELETE FROM {schema}.meta WHERE key = 'standing'")
    assert check_vault(session, Silent()) == []
    write(session, "case.add", [Change("cases", new_id(), {})])
    assert true(session)


def test_the_sums_are_of_rows_and_not_of_their_places(tmp_path: Path) -> None:
    sums = []
    for order in ((1, 2, 3), (3, 1, 2)):
        with Database.create(tmp_path / f"{order[0]}.db", Secret(b"k" * 32)) as db:
            for number in order:
                db.execute("INSERT INTO tombstones VALUES (?, ?, NULL, '')", ("people", str(number)))
            sums.append(db.sums("main")["tombstones"])
    assert sums[0] == sums[1] != 0
