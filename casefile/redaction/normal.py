# SPDX-License-Identifier: GPL-3.0-or-later
"""Folding: one character as the matcher reads it, and a text whose characters know their source.

Folds what a writer may change without changing the name: case, accents, width, look-alike code
points of one letter, invisible characters, digits of any script, traditional and simplified
characters.  It never decides what a name is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from casefile.redaction.han import simplified

NONE, SOFT, SPACE, LINE, STOP = range(5)
"""How strongly two neighbouring letters are parted."""

_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
_APOSTROPHES = frozenset("'’‘`´′＇‛ʹ")
_STOPS = frozenset(",;:!?。，、；：！？…،؛؟။၊¿¡\"“”«»()（）[]{}<>|=")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u0640\u180b\u180c\u180d\u30fc\uff70")
"""Signs that fill a place or lengthen a letter (the bar of kana) and tell nothing apart."""
_FOLDS = {"ø": "o", "đ": "d", "ı": "i", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h",
          "ŋ": "ng", "ə": "e", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك",
          "ء": "", "ѓ": "г", "ґ": "г", "і": "и", "ї": "и", "є": "е", "ў": "у", "ы": "ы"}
_CONJOINING = re.compile("([\u1100-\u1112])([\u1161-\u1175])([\u11a8-\u11c2])?")
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_LATIN_NAME = re.compile(r"LATIN (?:CAPITAL |SMALL )?LETTER (?:SMALL CAPITAL )?([A-Z]{1,2})(?: WITH .*)?$")


@dataclass(frozen=True, slots=True)
class Layer:
    """A text to be searched, and where each of its characters stands in the source."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    label: str = ""

    @classmethod
    def whole(cls, text: str) -> Layer:
        """The source itself."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    def piece(self, start: int, end: int, label: str = "") -> Layer:
        """A stretch of this layer."""
        return Layer(self.text[start:end], self.starts[start:end], self.ends[start:end], label or self.label)


class _Folding(dict[str, "str | int"]):
    """Character to the letters kept of it ('' for nothing at all), or to a gap strength."""

    def __missing__(self, char: str) -> str | int:
        value = _fold(char)
        self[char] = value
        return value


def _fold(char: str) -> str | int:
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3 or 0x3131 <= code <= 0x3163:
        return "" if char in _FILLERS else char
    if char in _LINE_ENDS:
        return LINE
    if char in _APOSTROPHES or 0x2B9 <= code <= 0x2DF or 0x2E5 <= code <= 0x2FF:
        return SOFT
    if char in _STOPS:
        return STOP
    category = unicodedata.category(char)
    if char in _FILLERS or category in ("Cf", "Me") or 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF:
        return ""
    if 0x1100 <= code <= 0x11FF:
        return _compat_jamo(code)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return chr(code - 0x1F1E6 + ord("a"))
    for first in (0x1F150, 0x1F170):
        if first <= code < first + 26:
            return chr(code - first + ord("a"))
    kept = "".join(_fold_letter(c) for c in unicodedata.normalize("NFKC", char).casefold())
    if kept:
        return kept
    return "" if category in ("Mn", "Mc") or char in _FOLDS else SPACE


def _fold_letter(char: str) -> str:
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3:
        return char
    if 0x1100 <= code <= 0x11FF:
        return _compat_jamo(code)
    if 0x30A1 <= code <= 0x30F6:
        return chr(code - 0x60)
    if 0xA720 <= code <= 0xAB6F:
        return _plain_latin(char)
    if code >= 0x2E80:
        return simplified(char) if unicodedata.category(char).startswith(("L", "N")) else ""
    if char in _FOLDS:
        return _FOLDS[char]
    kept = []
    for part in unicodedata.normalize("NFKD", char):
        part = _FOLDS.get(part, part)
        category = unicodedata.category(part) if len(part) == 1 else "Ll"
        if category == "Nd":
            kept.append(str(unicodedata.digit(part)))
        elif category.startswith("L") or category == "No":
            kept.append(_plain_latin(part))
        elif category in ("Mn", "Mc") and 0x0900 <= ord(part) <= 0x1CFF:
            kept.append(part)
    return "".join(kept)


def _plain_latin(char: str) -> str:
    if len(char) > 1 or char.isascii() or not (0x80 <= ord(char) <= 0x2C7F or 0xA720 <= ord(char) <= 0xAB6F):
        return char
    found = _LATIN_NAME.match(unicodedata.name(char, ""))
    return found.group(1).lower() if found else char


def _compat_jamo(code: int) -> str:
    if code <= 0x1112:
        return _LEADS[code - 0x1100]
    if 0x1161 <= code <= 0x1175:
        return _VOWELS[code - 0x1161]
    if 0x11A8 <= code <= 0x11C2:
        return _TAILS[code - 0x11A8]
    return ""


FOLD = _Folding()


def composed(layer: Layer) -> Layer:
    """The same layer with conjoining Hangul letters (file names of some systems) as syllables."""
    if not _CONJOINING.search(layer.text):
        return layer
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for found in _CONJOINING.finditer(layer.text):
        start, end = found.span()
        text.append(layer.text[done:start])
        starts += layer.starts[done:start]
        ends += layer.ends[done:start]
        text.append(unicodedata.normalize("NFC", found.group()))
        starts.append(layer.starts[start])
        ends.append(layer.ends[end - 1])
        done = end
    text.append(layer.text[done:])
    return Layer("".join(text), [*starts, *layer.starts[done:]], [*ends, *layer.ends[done:]], layer.label)


_KEYS = dict(zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
                 "qwertyuiopasdfghjklzxcvbnmqwertop", strict=True))
_KEYS |= {whole: _KEYS[a] + _KEYS[b] for whole, a, b in ("ㅘㅗㅏ", "ㅙㅗㅐ", "ㅚㅗㅣ", "ㅝㅜㅓ", "ㅞㅜㅔ",
                                                         "ㅟㅜㅣ", "ㅢㅡㅣ", "ㄳㄱㅅ", "ㄵㄴㅈ", "ㄶㄴㅎ",
                                                          "ㄺㄹㄱ", "ㄻㄹㅁ", "ㄼㄹㅂ", "ㄽㄹㅅ", "ㄾㄹㅌ",
                                                          "ㄿㄹㅍ", "ㅀㄹㅎ", "ㅄㅂㅅ")}


def typed(text: str) -> str:
    """Hangul as it comes out when typed on a keyboard left in Latin letters."""
    return "".join(_KEYS.get(letter, letter) for letter in jamo(text))


def jamo(text: str) -> str:
    """Hangul syllables taken apart into their letters (compatibility forms); other letters stay."""
    out = []
    for char in text:
        code = ord(char) - 0xAC00
        if 0 <= code < 11172:
            lead, vowel, tail = code // 588, code % 588 // 28, code % 28
            out.append(_LEADS[lead] + _VOWELS[vowel] + (_TAILS[tail - 1] if tail else ""))
        else:
            out.append(char)
    return "".join(out)
