# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers written in words or characters as digits: one by one, in pairs, in hundreds, mixed with figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import ahocorasick_rs

from casefile.redaction.layers import Change
from casefile.redaction.numberwords import BESIDE_MARKS, TIMES, WORDS, Word, figures

_SAID = "dash|hyphen|guion|guión|tiret|traço|тире|дефис|minus|strich|punto|point|punkt|then|luego|puis|dann|затем|потом|然后|다시|에"
"""What people say for the sign between two groups of a number."""
_GAP = rf"(?:[\s,]{{1,2}}(?:[yиeіو]|et|und|and|en|e)[\s]|[\s,.\-–·/()]{{0,3}}(?:(?:{_SAID})[\s,]{{1,2}})?)"
_SIGN = re.compile(_SAID, re.IGNORECASE)
_FEWEST, _NEXT = 4, 4
"""A row has so many words or digits at least, and so many characters at most between two of them."""
_ANY = "|".join(sorted(map(re.escape, (*WORDS, *TIMES)), key=len, reverse=True))
_RUN = re.compile(rf"(?<![A-Za-z\u00c0-\u024f\u0400-\u04ff])(?:(?:{_ANY}|\d)(?:{_GAP})){{4,}}", re.IGNORECASE)
_ONE = re.compile(rf"\d|{_ANY}", re.IGNORECASE)
_SHORT = frozenset("on un um er ett e".split())
"""Number words that other words are full of: they are read between others, but begin no row."""
_BETWEEN = _SHORT | frozenset(_SAID.split("|"))
_NUMBERS = ahocorasick_rs.AhoCorasick([*(word for word in WORDS if word not in _SHORT), *TIMES, *map(str, range(10))],
                                      ahocorasick_rs.MatchKind.LeftmostLongest)
_MIXED = re.compile(r"(?<![A-Za-z])[+(]?[\dOolI|][\dOolI|()\-. ]{4,}[\dOolI|](?![A-Za-z])")
_LETTER = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Where four digits or more stand close to each other, a word among them; only there is it worth a slow look."""
    low = text.lower()
    if len(low) != len(text):
        yield 0, len(text)
        return
    first, reach, size, worded = 0, -_NEXT - 1, 0, False
    for _, start, end in chain(_NUMBERS.find_matches_as_indexes(low), [(0, len(low) + _NEXT + 9, 0)]):
        if start - reach > _NEXT and not (start - reach <= _NEXT + 5 and _joins(low[reach:start])):
            if size >= _FEWEST and worded:
                yield first, reach + _NEXT + 5
            first, size, worded = start, 0, False
        size += 1
        worded = worded or start - reach > _NEXT or not low[start:end].isdigit()
        reach = end


def _joins(between: str) -> bool:
    """Whether what parts two number words is words for signs, or such as are too short to be looked for."""
    return _BETWEEN.issuperset(between.replace(",", " ").split())


def digits(text: str) -> Iterator[Change]:
    """The change of each number told in words, where four or more words or digits stand in a row."""
    for found in _MIXED.finditer(text):
        if sum(c.isdigit() for c in found.group()) >= 4:
            for k, char in enumerate(found.group(), found.start()):
                if char in _LETTER:
                    yield Change(k, k + 1, _LETTER[char])
    for start, end in _rows(text):
        for found in _RUN.finditer(text, start, end):
            yield from numbers(text, *found.span())


def numbers(text: str, first: int, last: int) -> Iterator[Change]:
    """Each number told in words in a stretch of text, in figures; digits stay."""
    row: list[tuple[re.Match[str], Word]] = []
    times, done, marked = 0, first, not text[first:last].isascii()
    for found in _ONE.finditer(text, first, last):
        if sign := _SIGN.search(text, done, found.start()):
            yield from _in_figures(row)
            yield Change(*sign.span(), " ")
            row = []
        done = found.end()
        said = found.group().casefold()
        word = (BESIDE_MARKS.get(said) if marked else None) or WORDS.get(said)
        if word is not None and times and word.role == "one":
            yield from _in_figures(row[:-1])
            yield Change(row[-1][0].start(), found.end(), str(word.value) * times)
            row, times = [], 0
            continue
        times = TIMES.get(said, 0)
        if word is not None or times:
            row.append((found, word or Word(0, "one")))
        else:
            yield from _in_figures(row)
            row = []
    yield from _in_figures(row)


def _in_figures(row: list[tuple[re.Match[str], Word]]) -> Iterator[Change]:
    for first, end, said in figures([word for _, word in row]):
        yield Change(row[first][0].start(), row[end - 1][0].end(), said)
