# SPDX-License-Identifier: GPL-3.0-or-later
"""Names with one slip of the pen: a letter lost, added, changed or swapped.

For a person to decide (T4).  Words need seven letters; Hangul names three syllables, one of which
may differ by one letter of the alphabet; Chinese names three characters, one of which may be
another that sounds the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from casefile.redaction import variants_chinese
from casefile.redaction.normal import SPACE, STOP, jamo
from casefile.redaction.scripts import script
from casefile.redaction.stream import Stream
from casefile.redaction.terms import What
from casefile.redaction.wordruns import Row

LEAST = 7
_SYLLABLES = re.compile("[\uac00-\ud7a3\u3131-\u3163\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_HAN = re.compile("[^\uac00-\ud7a3\u3131-\u3163]")
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
    letters = stream.letters
    if letters.isascii():
        return
    sizes, known = sorted(book.sizes), book.open
    heads = stream.heads
    for row in _SYLLABLES.finditer(letters):
        for start in (range(*row.span()) if _HAN.search(letters, *row.span()) else
                      stream.starts[bisect_left(stream.starts, row.start()):bisect_left(stream.starts, row.end())]):
            if not heads[start] and (letters[start] >= "가" or "ㄱ" <= letters[start] <= "ㅣ"):
                continue
            for size in sizes:
                window = letters[start:start + size]
                if len(window) < size:
                    break
                for k in range(size):
                    for name, person, what in known.get(window[:k] + "?" + window[k + 1:], ()):
                        if (window != name and _alike(window[k], name[k])
                                and not any(gap > SPACE for gap in stream.gaps[start + 1:start + size])):
                            yield Near(start, start + size, person, what)


def _alike(one: str, two: str) -> bool:
    if script(one) != script(two):
        return False
    if script(one) == "Hani":
        return bool(set(variants_chinese.readings(one)) & set(variants_chinese.readings(two)))
    return OSA.distance(jamo(one), jamo(two), score_cutoff=1) == 1
