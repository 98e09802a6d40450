# SPDX-License-Identifier: GPL-3.0-or-later
"""East Asian names in the letters of their neighbours: kana and Hangul for names of characters, Hangul for
Japanese names in Latin letters.

Gives whole rows of letters to look for and says how sure each is; what stands around a row is the boundary
rules' affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product

from casefile.redaction import variants_kana, variants_korean, variants_mandarin
from casefile.redaction.han import japanese, korean_readings

MOST = 24
_FEW = 16
_SURE_KANA, _SURE_READ, _SURE_HANGUL = 4, 6, 3
"""Shorter rows are words of the language too often to be replaced without a look."""


@dataclass(frozen=True, slots=True)
class Written:
    """A name in other letters: the row, the boundary rule of its script, where its parts end, whether it is sure."""

    row: str
    rule: str
    cuts: frozenset[int]
    sure: bool


def of_characters(name: str, family: int) -> Iterator[Written]:
    """A name of Chinese characters by the sound of Mandarin in kana and Hangul, and as Japanese read the characters."""
    kana, hangul = variants_mandarin.rows(name, family)
    for row, cut in kana:
        yield Written(row, "Jpan", frozenset({cut}), len(row) > _SURE_KANA)
    for row, cut in hangul:
        yield Written(row, "Hang", frozenset({cut}), len(row) >= _SURE_HANGUL)
    readings = [[form for sound in japanese(char)[:3] if (form := variants_kana.hiragana(sound))] for char in name]
    if len(name) > 1 and all(readings):
        for parts in list(product(*readings))[:MOST]:
            yield Written("".join(parts), "Jpan", frozenset(accumulate(map(len, parts))), sum(map(len, parts)) >= _SURE_READ)


def of_syllables(name: str, family: int) -> Iterator[Written]:
    """A Korean name in Hangul, in kana."""
    for row, cut in variants_kana.korean(name, family):
        yield Written(row, "Jpan", frozenset({cut}), True)


def of_words(words: Sequence[str]) -> Iterator[Written]:
    """A name of folded Latin words that are Japanese syllables, in kana and in Hangul."""
    for row, cut in variants_kana.rows(words):
        yield Written(row, "Jpan", frozenset({cut}), True)
    for row, cut in variants_kana.hangul(words):
        yield Written(row, "Hang", frozenset({cut}), len(row) > _SURE_HANGUL)


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    """Latin spellings of the syllables Korean names are made of, to the syllables in Hangul."""
    found: dict[str, dict[str, None]] = {}
    for char in korean_readings():
        for parts in product(*variants_korean.syllables("가" + char)[1].rows):
            if (latin := "".join(parts)).isascii() and len(latin) > 1:
                found.setdefault(latin, {})[char] = None
    return {latin: tuple(chars) for latin, chars in found.items()}


def of_romanised(parts: Sequence[str]) -> Iterator[Written]:
    """A Korean name of three folded Latin syllables (Rim Kwang-ok), surname first or last, in Hangul."""
    if len(parts) != 3:
        return
    for order in (parts, (parts[2], parts[0], parts[1])):
        surnames = variants_korean.surnames_spelled(order[0])
        given = [_syllables().get(part, ()) for part in order[1:]]
        rows = ["".join(row) for row in product(surnames, *given)]
        for row in rows[:MOST]:
            yield Written(row, "Hang", frozenset({1}), len(rows) <= _FEW)
