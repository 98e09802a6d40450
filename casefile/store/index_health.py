# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the search index leads to every word it holds, and which records it tells wrongly about.

SQLite's integrity check compares the words of the index with the texts, but goes through it from leaf to leaf.
A search goes by the signposts (`search_idx`): a row of an older time sends it to the wrong leaf, and hits are missing.
So each signpost is followed here, as a search would, for the first and the last word of every leaf.

Format of leaves and signposts: fts5_index.c.  A leaf's row number is segment << 37 | page; its bytes 2 and 3 say where the
list of its words' places begins; the first word stands whole, the others without what they share with the one before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from casefile.store.database import Database

_PAGE_BITS, _SEGMENT_BITS = 31, 37
_PREFIXES = (None, 2, 3)  # the whole words, then their first letters: as the table is declared
_ANEW, _WORDS, _OLD_WORDS = "search_anew", "words_anew", "words_old"


@dataclass(frozen=True, slots=True)
class _Leaf:
    segment: int
    page: int
    first: bytes
    last: bytes


Span = tuple[bytes, bytes]
"""Words after the first and up to the second, as the index keeps them: one byte says of which prefix."""


def lost(db: Database) -> list[Span]:
    """The words a search would look for on the wrong leaf; empty where every signpost is right."""
    posts: dict[int, list[tuple[bytes, int]]] = {}
    for segment, word, page in db.each("SELECT segid, term, pgno >> 1 FROM search_idx ORDER BY segid, term"):
        posts.setdefault(int(segment), []).append((_bytes(word), int(page)))
    found: list[Span] = []
    for segment, leaves in groupby(_leaves(db), key=lambda leaf: leaf.segment):
        found += _lost(list(leaves), posts.get(segment, []))
    return found


def _lost(leaves: list[_Leaf], posts: list[tuple[bytes, int]]) -> Iterator[Span]:
    """Of one segment.  A look-up starts at the leaf of the last signpost that is not after the word, and goes on to the
    right only where it looks for what begins with the word."""
    words, start = [word for word, _ in posts], min(leaf.page for leaf in leaves)
    before, left = b"", start
    for leaf in leaves:
        if not leaf.first:
            continue
        at, end = bisect_right(words, leaf.first), bisect_right(words, leaf.last)
        between = [max(page, start) for _, page in posts[bisect_right(words, before) if before else 0:at]]
        entry = max(posts[at - 1][1], start) if at else start
        if entry != leaf.page or any(not left <= page <= leaf.page for page in between) or \
                any(page != leaf.page for _, page in posts[at:end]):
            yield before, leaf.last
        before, left = leaf.last, leaf.page


def _leaves(db: Database) -> Iterator[_Leaf]:
    for row, block in db.each("SELECT id, block FROM search_data WHERE id >= ? ORDER BY id", (1 << _SEGMENT_BITS,)):
        if row >> _PAGE_BITS & 0x3F:  # no leaf: a list of where in a long leaf to go on
            continue
        first, last = _ends(bytes(block))
        yield _Leaf(row >> _SEGMENT_BITS, row & (1 << _PAGE_BITS) - 1, first, last)


def _ends(block: bytes) -> Span:
    """The first and the last word that begins on a leaf; empty where none does.  ValueError for what is no leaf."""
    try:
        at, place, first, word = int.from_bytes(block[2:4], "big"), 0, b"", b""
        while at < len(block):
            step, at = _varint(block, at)
            place += step
            shared, start = _varint(block, place) if word else (0, place)
            length, start = _varint(block, start)
            if start + length > len(block):
                raise IndexError
            word = word[:shared] + block[start:start + length]
            first = first or word
    except IndexError:
        raise ValueError("a leaf of the search index is cut off") from None
    return first, word


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, 7 bits a byte but the ninth, and where it ends."""
    number = 0
    for last in range(at, at + 8):
        number = number << 7 | data[last] & 0x7F
        if not data[last] & 0x80:
            return number, last + 1
    return number << 8 | data[at + 8], at + 9


def _bytes(word: str | bytes) -> bytes:
    return word.encode("utf-8") if isinstance(word, str) else bytes(word)


def affected(db: Database, spans: list[Span]) -> list[str]:
    """The records whose words the index tells otherwise than their texts, or whose words lie in `spans`.

    Makes the index anew in memory, to compare.  Raises Damaged where the old one cannot be read at all.
    """
    declared = str(db.value("SELECT sql FROM sqlite_schema WHERE name = 'search'"))
    try:
        db.execute(declared.replace("TABLE search ", f"TABLE temp.{_ANEW} ", 1))
        db.execute(f"INSERT INTO temp.{_ANEW} (rowid, kind, id, text) SELECT id, c0, c1, c2 FROM search_content")
        db.execute(f"CREATE VIRTUAL TABLE temp.{_WORDS} USING fts5vocab(temp, {_ANEW}, instance)")
        db.execute(f"CREATE VIRTUAL TABLE temp.{_OLD_WORDS} USING fts5vocab(main, search, instance)")
        told, is_told = (f"SELECT term, doc FROM temp.{table}" for table in (_WORDS, _OLD_WORDS))
        places = {int(row[1]) for row in db.rows(f"SELECT * FROM ({told} EXCEPT {is_told}) UNION SELECT * FROM "
                                                 f"({is_told} EXCEPT {told})")}
        if spans:
            places |= {int(doc) for word, doc in db.each(f"SELECT DISTINCT term, doc FROM temp.{_WORDS}")
                       if any(low < key <= high for key in _keys(str(word)) for low, high in spans)}
    finally:
        for table in (_OLD_WORDS, _WORDS, _ANEW):
            db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    return sorted(str(record) for place, record in db.rows("SELECT place, id FROM search_rows") if place in places)


def _keys(word: str) -> list[bytes]:
    """Under which keys the index keeps a word."""
    return [b"%d" % number + word[:letters].encode("utf-8") for number, letters in enumerate(_PREFIXES)]
