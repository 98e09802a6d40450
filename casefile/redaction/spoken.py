# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers written in words or characters, digit by digit, as digits."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

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
_NEXT = 3
"""At most so many characters part two written digits."""
_ANY = "|".join(sorted(map(re.escape, _WRITTEN), key=len, reverse=True))
_RUN = re.compile(rf"(?<![A-Za-z\u0400-\u04ff])(?:(?:{_ANY}|\d)(?:{_GAP})){{4,}}", re.IGNORECASE)
_ONE = re.compile(_ANY, re.IGNORECASE)
_NUMBERS = ahocorasick_rs.AhoCorasick([*_WRITTEN, *map(str, range(10))], ahocorasick_rs.MatchKind.LeftmostLongest)


_MIXED = re.compile(r"(?<![A-Za-z])[+(]?[\dOolI|][\dOolI|()\-. ]{4,}[\dOolI|](?![A-Za-z])")
_LETTER = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}


def _may_run(text: str) -> bool:
    """Whether four written digits stand close to each other anywhere (most texts: no, and no slow search)."""
    low = text.lower()
    row: deque[int] = deque(maxlen=4)
    for _, start, end in _NUMBERS.find_matches_as_indexes(low):
        if row and start - row[-1] > _NEXT:
            row.clear()
        row.append(end)
        if len(row) == 4:
            return True
    return False


def digits(text: str) -> Iterator[Change]:
    """The change of each digit written as a word, where four or more digits stand in a row."""
    for found in _MIXED.finditer(text):
        if sum(c.isdigit() for c in found.group()) >= 4:
            for k, char in enumerate(found.group(), found.start()):
                if char in _LETTER:
                    yield Change(k, k + 1, _LETTER[char])
    for found in _RUN.finditer(text) if _may_run(text) else ():
        for word in _ONE.finditer(found.group()):
            yield Change(found.start() + word.start(), found.start() + word.end(),
                         _WRITTEN[word.group().casefold()])
