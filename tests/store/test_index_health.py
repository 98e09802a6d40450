# SPDX-License-Identifier: GPL-3.0-or-later
"""The search index is whole exactly where a search finds every word; and what is wrong has the names of records."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.store import index_health, search_index
from casefile.store.database import Database, Row
from crypto.secret import Secret

RECORDS = 60


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.create(tmp_path / "cases.db", Secret(b"k" * 32)) as one:
        yield one


def record(number: int) -> str:
    return f"{number:032x}"


def write(db: Database, chance: random.Random, records: int, words: int = 200) -> None:
    """Some records get another text; some get none."""
    with db.transaction():
        for _ in range(records):
            text = " ".join(f"{chance.choice('abcdefgö漢')}{chance.choice('xyz')}{chance.randrange(2000)}"
                            for _ in range(chance.choice([0, 5, words])))
            search_index.put(db, [("people", record(chance.randrange(RECORDS)), text)])


def told(db: Database, words: list[str]) -> list[list[Row]]:
    """What look-ups find: whole words, and beginnings of one to four letters."""
    asked = [f'"{word}"' for word in words]
    asked += [f'"{start}"*' for start in dict.fromkeys(word[:n] for word in words for n in (1, 2, 3, 4))]
    return [db.rows("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (one,)) for one in asked]


def words_of(db: Database) -> list[str]:
    db.execute("CREATE VIRTUAL TABLE temp.all_words USING fts5vocab(main, search, row)")
    found = [str(row[0]) for row in db.rows("SELECT term FROM temp.all_words")]
    db.execute("DROP TABLE temp.all_words")
    return found


def lay(db: Database, rows: list[Row]) -> None:
    db.execute("DELETE FROM search_idx")
    db.many("INSERT INTO search_idx (segid, term, pgno) VALUES (?, ?, ?)", rows)


def test_an_index_that_was_only_written_to_is_never_called_wrong(db: Database) -> None:
    chance = random.Random(1)
    for _ in range(50):
        write(db, chance, chance.choice([1, 1, 2, 9]), chance.choice([20, 200, 3000]))
        assert index_health.lost(db) == []
    with db.transaction():
        db.execute("INSERT INTO search (search) VALUES ('rebuild')")
    assert index_health.lost(db) == []
    with db.transaction():
        db.execute("INSERT INTO search (search) VALUES ('optimize')")
    assert index_health.lost(db) == []
    assert index_health.affected(db, []) == []


@pytest.mark.parametrize("seed", range(3))
def test_older_signposts_are_found_or_lead_to_the_same_words(db: Database, seed: int) -> None:
    chance, seen = random.Random(seed), list[list[Row]]()
    for _ in range(14):
        write(db, chance, 12)
        seen.append(db.rows("SELECT segid, term, pgno FROM search_idx ORDER BY 1, 2"))
    now, words, found = seen[-1], words_of(db), 0
    whole = told(db, words)
    for _ in range(25):
        old, start = chance.choice(seen[:-1]), chance.randrange(len(now))
        low, high = now[start][:2], now[min(len(now) - 1, start + chance.randrange(1, 40))][:2]
        inside = [row for row in old if low <= row[:2] < high]
        lay(db, [row for row in now if not low <= row[:2] < high] + inside)  # between two signposts an older time
        wrong = bool(index_health.lost(db)) or db.rows("PRAGMA integrity_check('search')") != [("ok",)]
        assert wrong or told(db, words) == whole
        found += wrong
    lay(db, now)
    assert index_health.lost(db) == []
    assert found


def test_the_last_signpost_missing_is_found_and_the_records_behind_it_are_named(db: Database) -> None:
    with db.transaction():
        for number in range(RECORDS):
            search_index.put(db, [("people", record(number), " ".join(f"{word}x{number}" for word in range(200, 500)))])
    behind = db.rows("SELECT segid, term, pgno FROM search_idx ORDER BY 1, 2")
    db.execute("DELETE FROM search_idx WHERE segid = ? AND term = ?", behind[-1][:2])
    assert db.rows("PRAGMA integrity_check('search')") == [("ok",)], "SQLite does not see it"
    spans = index_health.lost(db)
    assert len(spans) == 1
    assert set(index_health.affected(db, spans)) == {record(number) for number in range(RECORDS)}


def test_a_text_of_another_time_is_named(db: Database) -> None:
    write(db, random.Random(7), 40)
    with db.transaction():
        search_index.put(db, [("people", record(3), "lantern")])
        db.execute("UPDATE search_content SET c2 = 'heron' WHERE c1 = ?", (record(3),))
    assert index_health.affected(db, []) == [record(3)]
    assert db.rows("SELECT name FROM temp.sqlite_schema WHERE type = 'table'") == []


def test_a_leaf_without_words_has_no_ends_and_one_cut_off_is_refused() -> None:
    assert index_health._ends(b"\0\0\0\x04") == (b"", b"")
    for block in (b"\0\0\0\x04\x09", b"\0\0\0\x04" + b"\xff" * 12, b"\0\0\0\x05\x09\x04"):
        with pytest.raises(ValueError, match="cut off"):
            index_health._ends(block)
