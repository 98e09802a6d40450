# SPDX-License-Identifier: GPL-3.0-or-later
"""The second matcher: finds known names and numbers in a finished text, in pure Python.

It exists to disagree.  The first matcher decides what is replaced; this one reads what is left,
with its own normaliser, its own spellings and its own search (a dictionary of the first letters,
over letters alone).  It promises a yes or no with the words it saw, not exact places.
It must never share code with the first matcher; a test reads its imports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, compress, count
from operator import add

from casefile.redaction import second_fold as fold
from casefile.redaction import second_guises as guises
from casefile.redaction import second_rules as rules
from casefile.redaction import second_words as whole_words
from casefile.redaction.second_spellings import reading, simplified_pair

_RUN = re.compile(r"\d(?:[^\w\n]{0,3}\n?[^\w\n]{0,2}\d)*")
_RAW_RUN = re.compile(r"(?<!\d)\d{7,}(?!\d)")
_HAN_RUN = re.compile(r"[㐀-鿿豈-﫿]{2,}")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the number of its term, its tier, the words as seen and the disguise off."""

    term: int
    tier: str
    seen: str = field(repr=False)
    guise: str = ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    term: int
    tier: str
    kind: rules.Kind
    seams: frozenset[int]


Buckets = dict[str, dict[int, dict[str, list[_Pattern]]]]


class SecondMatcher:
    """Patterns by their first two or three letters and their length; words and sounds by table."""

    def __init__(self) -> None:
        self._buckets: Buckets = {}
        self._jamo: Buckets = {}
        self._numbers: Buckets = {}
        self._sizes: dict[int, list[int]] = {}
        self._pairs: dict[tuple[str, ...], list[tuple[str, int]]] = {}
        self._readings: dict[tuple[str, ...], list[_Pattern]] = {}
        self.words = whole_words.WordTable()

    def add(self, letters: str, term: int, tier: str, kind: rules.Kind,
            seams: frozenset[int] = frozenset()) -> None:
        """One pattern: `letters` is a folded stream, `seams` where its words meet."""
        self._sizes.clear()
        if len(letters) >= 2:
            _file(self._buckets, letters, _Pattern(term, tier, kind, seams))
        if kind == "hangul" and len(letters) >= 3:
            _file(self._jamo, fold.stream(fold.jamo(letters)), _Pattern(term, tier, "open", frozenset()))

    def add_number(self, digits: str, term: int) -> None:
        """A number of at least six digits, in ASCII digits."""
        if len(digits) >= 6:
            _file(self._numbers, digits, _Pattern(term, "P", "open", frozenset()))

    def add_reading(self, characters: str, term: int) -> None:
        """A Chinese name: by its sound with tones, or (two characters) in traditional or simplified form."""
        sounds = tuple(reading(one) for one in characters)
        if len(sounds) == 2 and all(sounds):
            self._pairs.setdefault(sounds, []).append((characters, term))
        if len(sounds) >= 3 and all(sounds):
            self._readings.setdefault(sounds, []).append(_Pattern(term, "T2", "open", frozenset()))

    def find(self, text: str, *, raw: bool = False) -> list[Hit]:
        """All hits in a text; `raw` is for bytes read as text: plain patterns and unbroken numbers only."""
        prepared = fold.Prepared(text)
        found = dict.fromkeys(self._streams(prepared, self._buckets, ""))
        found |= dict.fromkeys(self._digits(prepared.plain, raw))
        if raw:
            return list(found)
        found |= dict.fromkeys(self._sounds(prepared))
        if guises.needs_jamo(text):
            found |= dict.fromkeys(self._streams(fold.Prepared(fold.jamo(text)), self._jamo, "single letters"))
        found |= dict.fromkeys(self._streams(fold.Prepared(guises.backwards(prepared.cased)), self._buckets,
                                             "backwards"))
        for guise, other in guises.guises(text):
            again = fold.Prepared(_changed(text, other))
            if again.plain != prepared.plain:
                found |= dict.fromkeys(self._streams(again, self._buckets, guise))
                found |= dict.fromkeys(self._digits(again.plain, raw=False, guise=guise))
                found |= {Hit(hit.term, hit.tier, hit.seen, guise): None for hit in self._sounds(again)}
        return list(found)

    def _streams(self, prepared: fold.Prepared, buckets: Buckets, guise: str) -> Iterator[Hit]:
        stream = prepared.stream
        for size in self._head_sizes(buckets):
            # Joining and looking up without a step of Python for each letter is what makes a long text bearable.
            pairs = map(add, stream, stream[1:])
            heads = map(add, pairs, stream[2:]) if size == 3 else pairs
            for start in compress(count(), map(buckets.__contains__, heads)):
                yield from self._at(prepared, start, buckets[stream[start:start + size]], guise)

    def _head_sizes(self, buckets: Buckets) -> list[int]:
        """How long the first letters are by which these patterns are filed, longest first."""
        known = self._sizes.get(id(buckets))
        if known is None:
            known = self._sizes[id(buckets)] = sorted({len(head) for head in buckets}, reverse=True)
        return known

    def _at(self, prepared: fold.Prepared, start: int, lengths: dict[int, dict[str, list[_Pattern]]],
            guise: str) -> Iterator[Hit]:
        for length, patterns in lengths.items():
            for pattern in patterns.get(prepared.stream[start:start + length], ()):
                if guise == "backwards" and length < rules.BACKWARDS[pattern.kind]:
                    continue
                if rules.stands(prepared, start, start + length, pattern.kind, pattern.seams):
                    places = prepared.places
                    seen = prepared.cased[places[start]:places[start + length - 1] + 1]
                    yield Hit(pattern.term, pattern.tier, seen, guise)

    def _digits(self, plain: str, raw: bool, guise: str = "") -> Iterator[Hit]:
        if not self._numbers:
            return
        for run in (_RAW_RUN if raw else _RUN).finditer(plain):
            groups = re.findall(r"\d+", run[0])
            digits = "".join(groups)
            edges = {0, *accumulate(map(len, groups))}
            for start in range(len(digits) - 5):
                for length, patterns in self._numbers.get(digits[start:start + 3], {}).items():
                    whole = start in edges or (digits[start - 1] == "0" and start - 1 in edges)
                    if (length >= 9 and not raw) or (whole and start + length in edges):
                        for pattern in patterns.get(digits[start:start + length], ()):
                            yield Hit(pattern.term, "P", run[0], guise)

    def _sounds(self, prepared: fold.Prepared) -> Iterator[Hit]:
        for term, tier, seen in self.words.find(prepared):
            yield Hit(term, tier, seen)
        if not self._readings and not self._pairs:
            return
        sizes = {len(one) for one in self._readings}
        for run in _HAN_RUN.finditer(prepared.plain):
            text = run[0]  # once: asking a match for it copies the whole run each time
            sounds = [reading(one) for one in text]
            for start in range(len(sounds) - 1):
                seen = text[start:start + 2]
                for name, term in self._pairs.get(tuple(sounds[start:start + 2]), ()):
                    if seen != name and all(one == two or simplified_pair(one, two)
                                            for one, two in zip(seen, name, strict=True)):
                        yield Hit(term, "T2", seen, "other form")
                for size in sizes:
                    for pattern in self._readings.get(tuple(sounds[start:start + size]), ()):
                        yield Hit(pattern.term, "T2", text[start:start + size], "same sound")


def _changed(text: str, other: str) -> str:
    """The lines of `other` that differ from the text's, with their neighbours; all where lines do not agree."""
    old, new = text.split("\n"), other.split("\n")
    if len(old) != len(new):
        return other
    differ = {index for index, (one, two) in enumerate(zip(old, new, strict=True)) if one != two}
    near = sorted(index for index in {place + step for place in differ for step in (-1, 0, 1)} if 0 <= index < len(new))
    return "\n".join(new[index] for index in near)


def _file(buckets: Buckets, letters: str, pattern: _Pattern) -> None:
    same = buckets.setdefault(letters[:3], {}).setdefault(len(letters), {}).setdefault(letters, [])
    if all(one.term != pattern.term for one in same):
        same.append(pattern)
