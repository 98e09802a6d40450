# SPDX-License-Identifier: GPL-3.0-or-later
"""The search index: one entry for each record, changed in the transaction that changes the record.

The text comes normalised.  What is taken out of the index is overwritten in it (FTS5 `secure-delete`), so that
a name that was lifted later does not linger there.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from casefile.store.database import Database

_AT_ONCE = 1000  # texts held in memory


def put(db: Database, texts: Iterable[tuple[str, str, str]]) -> None:
    """Replace the entries of records, (kind, id, text) of each, inside an open transaction; empty text takes one out.

    All together: between two texts nothing else is written, or FTS5 would put each of them on the disk by itself.
    """
    waiting = iter(texts)
    while some := list(islice(waiting, _AT_ONCE)):
        places = [_place(db, kind, record) for kind, record, _ in some]
        for (kind, record, text), (place, known) in zip(some, places, strict=True):
            if known:
                _take_out(db, place)
            if text:
                db.execute("INSERT INTO search (rowid, kind, id, text) VALUES (?, ?, ?, ?)",
                           (place, kind, record, text))
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


def _place(db: Database, kind: str, record: str) -> tuple[int, bool]:
    """A record's row number in the index, and whether it had one before."""
    place = db.value("SELECT place FROM search_rows WHERE kind = ? AND id = ?", (kind, record))
    if place is not None:
        return int(place), True
    place = int(db.value("SELECT coalesce(max(place), 0) + 1 FROM search_rows"))
    db.execute("INSERT INTO search_rows (kind, id, place) VALUES (?, ?, ?)", (kind, record, place))
    return place, False


def _take_out(db: Database, place: int) -> None:
    db.count_text(-1, place)
    db.execute("DELETE FROM search WHERE rowid = ?", (place,))
