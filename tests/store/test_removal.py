# SPDX-License-Identifier: GPL-3.0-or-later
"""What is removed leaves no word in the search index, not even as a signpost of its inner nodes."""

from __future__ import annotations

import random
import string

from casefile.store.writing import Change, HistoryChange, Removal, write
from casefile.vault.session import Session

MARK = "qqqq"
CHANCE = random.Random(7)


def words(count: int, mark: str = "") -> str:
    """So many words that fill many pages of the index, each with `mark` in it."""
    letters = [letter for letter in string.ascii_lowercase if letter != "q"]
    return " ".join(CHANCE.choice(letters) + mark + "".join(CHANCE.choices(letters, k=8)) for _ in range(count))


def tables_with(session: Session, mark: str) -> set[str]:
    return {table for (table,) in session.db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
            for row in session.db.rows(f'SELECT * FROM "{table}"') for value in row
            if mark.encode() in (value if isinstance(value, bytes) else str(value).encode())}


def fill(session: Session) -> None:
    """Many writes: of one alone no signpost would be left behind when its words go."""
    for batch in range(15):
        write(session, "person.add", [
            *(Change("people", f"{batch * 20 + one:032}", {}, search_text=words(60)) for one in range(20)),
            *([Change("people", "h" * 32, {}, search_text=words(4000, MARK))] if batch == 7 else [])])
    assert "search_idx" in tables_with(session, MARK), "the signposts are there before"


def test_a_removed_record_leaves_no_word_in_the_index(session: Session) -> None:
    fill(session)
    write(session, "person.erase", [], removals=[Removal("people", "h" * 32)])
    assert tables_with(session, MARK) == set()
    assert session.db.value("PRAGMA integrity_check") == "ok"


def test_words_that_are_lifted_later_leave_the_index_too(session: Session) -> None:
    fill(session)
    revision = session.db.value("SELECT revision FROM people WHERE id = ?", ("h" * 32,))
    write(session, "screen", [Change("people", "h" * 32, {}, search_text="")], history=[HistoryChange(revision, {})])
    assert tables_with(session, MARK) == set()
