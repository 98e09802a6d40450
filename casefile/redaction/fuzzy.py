# SPDX-License-Identifier: GPL-3.0-or-later
"""Names with one slip of the pen: a letter lost, added, changed or swapped.

For a person to decide (T4).  Words need seven letters; Hangul names three syllables, one of which
may differ by one letter of the alphabet; Chinese names three characters, one of which may be
another that sounds the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import ahocorasick_rs
from rapidfuzz.distance import OSA

from casefile.redaction import variants_chinese
from casefile.redaction.normal import SPACE, STOP, jamo
from casefile.redaction.scripts import script
from casefile.redaction.stream import Stream
from casefile.redaction.terms import What
from casefile.redaction.wordruns import Row

LEAST = 7
_EDGE = 3
_Item = tuple[str, str, What]


@dataclass(frozen=True, slots=True)
class Near:
    """Letters start..end of a stream are one slip away from a name."""

    start: int
    end: int
    person: str
    what: What


class _Edges(dict[str, tuple[int, int]]):
    """Word to the sizes of names that begin and that end like it; the same words come again and again."""

    def __init__(self, book: FuzzyBook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, word: str) -> tuple[int, int]:
        if len(self) > 200_000:
            self.clear()
        found = self[word] = (self._book.heads.get(word[:_EDGE], 0), self._book.ends.get(word[-_EDGE:], 0))
        return found


@dataclass(slots=True)
class FuzzyBook:
    """Whole names to compare with: by their first and last letters, and by what is left with one letter out.

    `heads` and `ends` hold, for the first and last letters, a bit for each length a slip of a name may have.

    Two words that are one slip apart are alike once a letter is taken from one or both, so looking a word
    up costs as many looks as it has letters, however many names there are.
    """

    heads: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    shortened: dict[str, list[_Item]] = field(default_factory=dict)
    open: dict[str, list[_Item]] = field(default_factory=dict)
    sizes: set[int] = field(default_factory=set)
    edges: _Edges = field(init=False)
    pairs: ahocorasick_rs.AhoCorasick | None = None
    frames: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self.edges = _Edges(self)

    def add(self, letters: str, person: str, what: What) -> None:
        """Compare with this row of folded letters."""
        item = (letters, person, what)
        if letters and script(letters[0]) in ("Hang", "Hani"):
            if len(letters) >= 3 and len({script(c) for c in letters}) == 1:
                self.sizes.add(len(letters))
                for k in range(len(letters)):
                    held = self.open.setdefault(letters[:k] + "?" + letters[k + 1:], [])
                    if item not in held:
                        held.append(item)
        elif len(letters) >= LEAST:
            for book, key in ((self.heads, letters[:_EDGE]), (self.ends, letters[-_EDGE:])):
                book[key] = book.get(key, 0) | 0b111 << len(letters) - 1
            for short in {letters, *_shortened(letters)}:
                held = self.shortened.setdefault(short, [])
                if item not in held:
                    held.append(item)


    def openings(self, letters: str) -> list[int]:
        """Where a name of syllables may begin: two of its neighbours, or its first and third, stand where they should."""
        if self.pairs is None:
            names = {name for items in self.open.values() for name, _, _ in items}
            self.pairs = ahocorasick_rs.AhoCorasick({name[k:k + 2] for name in names for k in range(len(name) - 1)})
            firsts, thirds = ("".join(sorted({name[k] for name in names})) for k in (0, 2))
            self.frames = re.compile(f"[{firsts}](?=.[{thirds}])")
        longest = max(self.sizes)
        found = {found.start() for found in self.frames.finditer(letters)}
        for _, place, _ in self.pairs.find_matches_as_indexes(letters, overlapping=True):
            found.update(range(max(0, place - longest + 2), place + 1))
        return sorted(found)


def _shortened(letters: str) -> list[str]:
    return [letters[:k] + letters[k + 1:] for k in range(len(letters))]


def search(book: FuzzyBook, row: Row) -> Iterator[Near]:
    """Every near miss in the words of a stream."""
    if book.open:
        yield from _syllables(book, row.stream)
    if not book.heads:
        return
    letters, starts, texts = row.stream.letters, row.starts, row.texts
    for position, (ahead, behind) in enumerate(map(book.edges.__getitem__, texts)):
        if ahead or behind or len(texts[position]) < _EDGE:
            start, end = starts[position], starts[position] + len(texts[position])
            ahead = ahead or book.heads.get(letters[start:start + _EDGE], 0)
            if ahead:
                yield from _from(book, row, position, ahead)
            behind = behind or book.ends.get(letters[max(0, end - _EDGE):end], 0)
            if behind:
                yield from _back(book, row, position, behind)


def _from(book: FuzzyBook, row: Row, position: int, sizes: int) -> Iterator[Near]:
    start = row.starts[position]
    for last in range(position, min(position + 6, len(row.starts))):
        if last > position and _parted(row.stream, row.starts[last]):
            return
        size = row.end(last) - start
        if sizes >> size == 0:
            return
        if sizes >> size & 1:
            yield from _compared(book, row.stream, start, start + size)


def _back(book: FuzzyBook, row: Row, position: int, sizes: int) -> Iterator[Near]:
    end = row.end(position)
    for first in range(position, max(position - 6, -1), -1):
        if first < position and _parted(row.stream, row.starts[first + 1]):
            return
        size = end - row.starts[first]
        if sizes >> size == 0:
            return
        if sizes >> size & 1:
            yield from _compared(book, row.stream, end - size, end)


def _compared(book: FuzzyBook, stream: Stream, start: int, end: int) -> Iterator[Near]:
    written = stream.letters[start:end]
    seen: set[_Item] = set()
    for short in (written, *_shortened(written)):
        for item in book.shortened.get(short, ()):
            if item not in seen and _slipped(written, item[0]):
                seen.add(item)
                yield Near(start, end, item[1], item[2])


def _slipped(written: str, letters: str) -> bool:
    return OSA.distance(written, letters, score_cutoff=1) == 1


def _parted(stream: Stream, k: int) -> bool:
    return stream.gaps[k] == STOP and "," not in stream.between(k)


def _syllables(book: FuzzyBook, stream: Stream) -> Iterator[Near]:
    """Names of syllables with one of them changed: two neighbours of it, or the first and the third, are left."""
    letters = stream.letters
    if letters.isascii():
        return
    known, heads, gaps = book.open, stream.heads, stream.gaps
    sizes = sorted(book.sizes)
    for start in book.openings(letters):
        if not heads[start] and (letters[start] >= "가" or "ㄱ" <= letters[start] <= "ㅣ"):
            continue
        for size in sizes:
            window = letters[start:start + size]
            if len(window) < size:
                break
            for k in range(size):
                for name, person, what in known.get(window[:k] + "?" + window[k + 1:], ()):
                    if (window != name and _alike(window[k], name[k])
                            and not any(gap > SPACE for gap in gaps[start + 1:start + size])):
                        yield Near(start, start + size, person, what)


def _alike(one: str, two: str) -> bool:
    if script(one) != script(two):
        return False
    if script(one) == "Hani":
        return bool(set(variants_chinese.readings(one)) & set(variants_chinese.readings(two)))
    return OSA.distance(jamo(one), jamo(two), score_cutoff=1) == 1
