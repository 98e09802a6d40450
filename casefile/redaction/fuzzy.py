# SPDX-License-Identifier: GPL-3.0-or-later
"""Names with one slip of the pen: a letter lost, added, changed or swapped.

For a person to decide (T4).  Words need seven letters; Hangul names three syllables, one of which
may differ by one letter of the alphabet; Chinese names three characters, one of which may be
another that sounds the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from casefile.redaction import variants_chinese
from casefile.redaction.normal import SPACE, STOP, Stream, jamo
from casefile.redaction.scripts import script
from casefile.redaction.terms import What
from casefile.redaction.wordnames import Token

LEAST = 7
_SYLLABLES = re.compile("[\uac00-\ud7a3\u3131-\u3163\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_EDGE = 3
_Item = tuple[str, str, What]


@dataclass(frozen=True, slots=True)
class Near:
    """Letters start..end of a stream are one slip away from a name."""

    start: int
    end: int
    person: str
    what: What


@dataclass(slots=True)
class FuzzyBook:
    """Whole names to compare with: by their first and last letters, and by what is left with one letter out.

    Two words that are one slip apart are alike once a letter is taken from one or both, so looking a word
    up costs as many looks as it has letters, however many names there are.
    """

    heads: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    shortened: dict[str, list[_Item]] = field(default_factory=dict)
    open: dict[str, list[_Item]] = field(default_factory=dict)
    sizes: set[int] = field(default_factory=set)

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
                book[key] = max(book.get(key, 0), len(letters) + 1)
            for short in {letters, *_shortened(letters)}:
                held = self.shortened.setdefault(short, [])
                if item not in held:
                    held.append(item)


def _shortened(letters: str) -> list[str]:
    return [letters[:k] + letters[k + 1:] for k in range(len(letters))]


def search(book: FuzzyBook, stream: Stream, row: Sequence[Token]) -> Iterator[Near]:
    """Every near miss in a stream, whose tokens are `row`."""
    if book.open:
        yield from _syllables(book, stream)
    if book.heads:
        letters = stream.letters
        for position, token in enumerate(row):
            if letters[token.start:token.start + _EDGE] in book.heads:
                yield from _from(book, stream, row, position, token)
            if letters[max(0, token.end - _EDGE):token.end] in book.ends:
                yield from _back(book, stream, row, position, token)


def _from(book: FuzzyBook, stream: Stream, row: Sequence[Token], position: int, token: Token) -> Iterator[Near]:
    longest = book.heads[stream.letters[token.start:token.start + _EDGE]]
    for last in range(position, min(position + 6, len(row))):
        if last > position and _parted(stream, row[last].start):
            return
        if row[last].end - token.start > longest:
            return
        yield from _compared(book, stream, token.start, row[last].end)


def _back(book: FuzzyBook, stream: Stream, row: Sequence[Token], position: int, token: Token) -> Iterator[Near]:
    longest = book.ends[stream.letters[token.end - _EDGE:token.end]]
    for first in range(position, max(position - 6, -1), -1):
        if first < position and _parted(stream, row[first + 1].start):
            return
        if token.end - row[first].start > longest:
            return
        yield from _compared(book, stream, row[first].start, token.end)


def _compared(book: FuzzyBook, stream: Stream, start: int, end: int) -> Iterator[Near]:
    if end - start < LEAST - 1:
        return
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
    stream.begins(0)
    heads = stream.heads
    for row in _SYLLABLES.finditer(letters):
        for start in range(*row.span()):
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
