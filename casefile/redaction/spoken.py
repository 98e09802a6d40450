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
    "zero|um|dois|três|quatro|cinco|seis|sete|oito|nove", "zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove",
    "không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín", "صفر|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه", "sıfır|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz",
    "нуль|один|два|три|чотири|п'ять п’ять|шість|сім|вісім|дев'ять дев’ять", "nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan",
    "शून्य|एक|दो|तीन|चार|पांच पाँच|छह छः|सात|आठ|नौ", "ling|yi yao|er|san|si|wu|liu|qi|ba|jiu")
_WRITTEN = {word.casefold(): str(digit) for row in _WORDS for digit,
            words in enumerate(row.split("|")) for word in words.split()}
_LARGER = {word: int(number) for number, row in zip(
    "10 11 12 13 14 15 16 17 18 19 20 30 40 50 60 70 80 90 100 200 300 400 500 600 700 800 900".split(), (
        "ten diez десять", "eleven once одиннадцать", "twelve doce двенадцать", "thirteen trece тринадцать",
        "fourteen catorce четырнадцать", "fifteen quince пятнадцать", "sixteen dieciséis шестнадцать", "seventeen diecisiete семнадцать",
        "eighteen dieciocho восемнадцать", "nineteen diecinueve девятнадцать", "twenty veinte двадцать", "thirty treinta тридцать",
        "forty cuarenta сорок", "fifty cincuenta пятьдесят", "sixty sesenta шестьдесят", "seventy setenta семьдесят",
        "eighty ochenta восемьдесят", "ninety noventa девяносто", "cien ciento сто", "doscientos двести", "trescientos триста",
        "cuatrocientos четыреста", "quinientos пятьсот", "seiscientos шестьсот", "setecientos семьсот", "ochocientos восемьсот",
        "novecientos девятьсот"), strict=True) for word in row.split()}
_TIMES = {"double": 2, "triple": 3, "doble": 2, "doppel": 2}
_GAP = r"(?:\s[yиو]\s|[\s,.\-–·/()]{0,3})"
_FEWEST, _NEXT = 4, 3
"""A row has so many digits at least, and so many characters at most between two of them."""
_ANY = "|".join(sorted(map(re.escape, (*_WRITTEN, *_LARGER, *_TIMES)), key=len, reverse=True))
_RUN = re.compile(rf"(?<![A-Za-z\u0400-\u04ff])(?:(?:{_ANY}|\d)(?:{_GAP})){{4,}}", re.IGNORECASE)
_ONE = re.compile(_ANY, re.IGNORECASE)
_NUMBERS = ahocorasick_rs.AhoCorasick([*_WRITTEN, *_LARGER, *_TIMES, *map(str, range(10))], ahocorasick_rs.MatchKind.LeftmostLongest)


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
            yield from _numbers(list(_ONE.finditer(text, *found.span())))


def _numbers(words: list[re.Match[str]]) -> Iterator[Change]:
    """Number words as digits: four hundred ninety five as 495, double five as 55, others one by one."""
    k = 0
    while k < len(words):
        start, word = words[k].start(), words[k].group().casefold()
        if word in _TIMES and k + 1 < len(words) and (digit := _WRITTEN.get(words[k + 1].group().casefold())):
            k += 1
            yield Change(start, words[k].end(), digit * _TIMES[word])
        elif word in _LARGER:
            number = _LARGER[word]
            while k + 1 < len(words) and (more := _value(words[k + 1].group().casefold())) and _fits(number, more):
                number += more
                k += 1
            yield Change(start, words[k].end(), str(number))
        elif word in _WRITTEN:
            yield Change(start, words[k].end(), _WRITTEN[word])
        k += 1


def _value(word: str) -> int:
    return _LARGER.get(word) or int(_WRITTEN.get(word, "0"))


def _fits(number: int, more: int) -> bool:
    """Whether a smaller number word goes on with a number: a hundred with tens, tens with ones."""
    return more < 100 if number % 100 == 0 else more < 10 and number % 10 == 0 and number % 100 >= 20
