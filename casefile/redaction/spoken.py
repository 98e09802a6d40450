# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers written in words or characters, digit by digit, as digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import ahocorasick_rs

from casefile.redaction.layers import Change

_WORDS = (
    "zero oh nought nil|one|two|three|four|five|six|seven|eight|nine",
    "영 공 령|일 하나|이 둘|삼 셋|사 넷|오 다섯|육 륙 여섯|칠 일곱|팔 여덟|구 아홉",
    "零 〇 洞|一 壹 幺 弌|二 贰 貳 两|三 叁 參|四 肆|五 伍|六 陆 陸|七 柒|八 捌|九 玖",
    "cero|uno una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve",
    "ноль нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять",
    "صفر|واحد|اثنان اثنين|ثلاثة ثلاث|أربعة اربعة|خمسة خمس|ستة ست|سبعة سبع|ثمانية ثمان|تسعة تسع",
    "သုည|တစ်|နှစ်|သုံး|လေး|ငါး|ခြောက်|ခုနစ် ခုနှစ်|ရှစ်|ကိုး",
    "null|eins ein|zwei zwo|drei|vier|fünf|sechs|sieben|acht|neun",
    "zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf",
    "zero|um|dois|três|quatro|cinco|seis|sete|oito|nove", "ling|yi yao|er|san|si|wu|liu|qi|ba|jiu")
_WRITTEN = {word.casefold(): str(digit) for row in _WORDS for digit,
            words in enumerate(row.split("|")) for word in words.split()}
_GAP = r"[\s,.\-–·/()]{0,3}"
_FEWEST, _NEXT = 4, 3
"""A row has so many digits at least, and so many characters at most between two of them."""
_ANY = "|".join(sorted(map(re.escape, _WRITTEN), key=len, reverse=True))
_RUN = re.compile(rf"(?<![A-Za-z\u0400-\u04ff])(?:(?:{_ANY}|\d)(?:{_GAP})){{4,}}", re.IGNORECASE)
_ONE = re.compile(_ANY, re.IGNORECASE)
_NUMBERS = ahocorasick_rs.AhoCorasick([*_WRITTEN, *map(str, range(10))], ahocorasick_rs.MatchKind.LeftmostLongest)


_MIXED = re.compile(r"(?<![A-Za-z])[+(]?[\dOolI|][\dOolI|()\-. ]{4,}[\dOolI|](?![A-Za-z])")
_LETTER = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Where four digits or more stand close to each other, a word among them; only there is it worth a slow look."""
    low = text.lower()
    if len(low) != len(text):
        yield 0, len(text)
        return
    first, reach, size, worded = 0, -_NEXT - 1, 0, False
    for _, start, end in chain(_NUMBERS.find_matches_as_indexes(low), [(0, len(low) + _NEXT + 1, 0)]):
        if start - reach > _NEXT:
            if size >= _FEWEST and worded:
                yield first, reach + _NEXT
            first, size, worded = start, 0, False
        size += 1
        worded = worded or not low[start:end].isdigit()
        reach = end


def digits(text: str) -> Iterator[Change]:
    """The change of each digit written as a word, where four or more digits stand in a row."""
    for found in _MIXED.finditer(text):
        if sum(c.isdigit() for c in found.group()) >= 4:
            for k, char in enumerate(found.group(), found.start()):
                if char in _LETTER:
                    yield Change(k, k + 1, _LETTER[char])
    for start, end in _rows(text):
        for found in _RUN.finditer(text, start, end):
            for word in _ONE.finditer(found.group()):
                yield Change(found.start() + word.start(), found.start() + word.end(),
                             _WRITTEN[word.group().casefold()])
