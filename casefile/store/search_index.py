# SPDX-License-Identifier: GPL-3.0-or-later
"""The search index: one entry for each record, changed in the transaction that changes the record.

The text comes normalised.  What is taken out of the index is overwritten in it (FTS5 `secure-delete`), so that
a name that was lifted later does not linger there.
"""

from __future__ import annotations

from casefile.store.database import Database


def put(db: Database, kind: str, record: str, text: str) -> None:
    """Replace the entry of a record inside an open transaction; empty text takes it out."""
    place = db.value("SELECT place FROM search_rows WHERE kind = ? AND id = ?", (kind, record))
    if place is not None:
        _take_out(db, place)
    else:
        place = db.value("SELECT coalesce(max(place), 0) + 1 FROM search_rows")
        db.execute("INSERT INTO search_rows (kind, id, place) VALUES (?, ?, ?)", (kind, record, place))
    if text:
        db.execute("INSERT INTO search (rowid, kind, id, text) VALUES (?, ?, ?, ?)", (place, kind, record, text))
        db.count_text(1, place)


def remove(db: Database, kind: str, record: str) -> None:
    """Take a record out for good, place and all, inside an open transaction."""
    place = db.value("SELECT place FROM search_rows WHERE kind = ? AND id = ?", (kind, record))
    if place is not None:
        _take_out(db, place)
        db.execute("DELETE FROM search_rows WHERE kind = ? AND id = ?", (kind, record))


def clear(db: Database) -> None:
    """Take everything out, inside an open transaction."""
    db.count_text(-1)
    db.execute("DELETE FROM search")
    db.execute("DELETE FROM search_rows")


def make_anew(db: Database) -> None:
    """Build the index again from its own texts: its inner nodes keep whole words as signposts."""
    db.execute("INSERT INTO search (search) VALUES ('rebuild')")


def _take_out(db: Database, place: int) -> None:
    db.count_text(-1, place)
    db.execute("DELETE FROM search WHERE rowid = ?", (place,))
