# SPDX-License-Identifier: GPL-3.0-or-later
"""The second matcher's own way of making writing comparable.

The leak check must not repeat a mistake of the matcher that redacted the text, so it shares no
code with it: this is a normaliser of its own.  It never changes what is stored or printed; it
only makes letters comparable, and keeps where words began, because a name inside a longer word
is another thing than a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

_INVISIBLE = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u034f", "\u180e", "\u2800"}
_SPECIAL = {"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ß": "ss", "æ": "ae",
            "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "ð": "d", "ħ": "h", "ə": "a", "ʼ": "'", "ى": "ي",
            "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي", "ـ": "", "ٱ": "ا", "’": "'", "ъ": "", "ь": "",
            "Ъ": "", "Ь": ""}
# Marks are part of the letter in these blocks (Devanagari ... Khmer, Burmese extensions).
_MARKS_COUNT = ((0x0900, 0x1100), (0x1780, 0x1800), (0xA9E0, 0xAA80), (0xA8E0, 0xA900))
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјкмнорстухԁһӏցΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαινοκρυχϲօսոհցքԱՕՏՍᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᎳᏃ",
    "ABESIJKMHOPCTXYaesijkmhopctyxdhlgABEZHIKMNOPTYXCaivokpuxcounhgqUOSUABCEHJKLMPRSTWZ")
_LEET = str.maketrans("0134578@$€£¡!|", "oieastbaseliil")


def _letter(character: str) -> str:
    """One character as it is compared (case kept); empty where it counts for nothing."""
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character in _INVISIBLE or unicodedata.category(character) in ("Cf", "Cn", "Co", "Cs"):
        return ""
    code = ord(character)
    if unicodedata.category(character).startswith("M"):
        return character if any(low <= code < high for low, high in _MARKS_COUNT) else ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if code < 0x80 or 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF:
        return character
    if any(low <= code < high for low, high in _MARKS_COUNT):
        return character
    bare = "".join(one for one in unicodedata.normalize("NFKD", character)
                   if not unicodedata.category(one).startswith("M"))
    return "".join(_SPECIAL.get(one, one) for one in bare)


class _Table(dict[int, str]):
    """A translation table that works out each character once."""

    def __missing__(self, code: int) -> str:
        value = _letter(chr(code))
        self[code] = value
        return value


_TABLE = _Table()


def counts(character: str) -> bool:
    """Whether a prepared character is a letter, digit or a mark that is part of a letter."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


class _Kept(dict[int, str | None]):
    """Deletes everything that is no letter and no digit."""

    def __missing__(self, code: int) -> str | None:
        value = chr(code) if counts(chr(code)) else None
        self[code] = value
        return value


_KEPT = _Kept()


class Prepared:
    """A text made comparable: `cased` and `plain` (equal length), and `stream`, its letters alone."""

    def __init__(self, text: str) -> None:
        self.cased = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).translate(_TABLE))
        lowered = self.cased.lower()
        if len(lowered) != len(self.cased):
            self.cased = lowered
        self.plain = lowered
        self.stream = lowered.translate(_KEPT)

    @cached_property
    def places(self) -> list[int]:
        """For each letter of `stream` its index in `plain`."""
        return [index for index, one in enumerate(self.plain) if one in self.stream_letters]

    @cached_property
    def stream_letters(self) -> frozenset[str]:
        """Every character that occurs in the stream."""
        return frozenset(self.stream)


def stream(text: str) -> str:
    """The letters and digits of a text alone, made comparable."""
    return Prepared(text).stream


def letters(text: str) -> dict[str, int]:
    """How often each letter, digit or vowel sign of a letter occurs in a text, after NFKC, whatever the order.

    Case is kept apart: what was written has to come back as it was written.
    """
    found: dict[str, int] = {}
    for one, often in Counter(unicodedata.normalize("NFKC", text)).items():
        if counts(one):
            found[one] = often
    return found


def lookalikes(text: str) -> str:
    """Letters of other alphabets that look Latin, as Latin ones (before any normalisation)."""
    return text.translate(_LOOKALIKES)


_LEET_SIGN = re.compile("[0134578@$€£¡!|]")
_WORDLIKE = re.compile(r"[\w@$€£¡!|]+")
_ANY_LETTER = re.compile(r"[^\W\d_]")


def unleet(text: str) -> str:
    """Digits and signs inside words as the letters they stand for: `M4ria` is `Maria`."""
    parts, done = [], 0
    for found in _LEET_SIGN.finditer(text):
        start = found.start()
        if start < done:
            continue
        while start > done and _WORDLIKE.match(text[start - 1]):
            start -= 1
        end = found.end() if (rest := _WORDLIKE.match(text, found.end())) is None else rest.end()
        word = text[start:end]
        parts += [text[done:start], word.translate(_LEET) if _ANY_LETTER.search(word) else word]
        done = end
    return "".join([*parts, text[done:]])


_LEADS = {chr(0x1100 + index): one for index, one in enumerate("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")}
_TAIL_LETTERS = ("ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ "
                 "ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ")
_TAILS = {chr(0x11A8 + index): one for index, one in enumerate(_TAIL_LETTERS.split())}
_VOWELS = {chr(0x1161 + index): one for index, one in enumerate("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")}
_JAMO = str.maketrans({**_LEADS, **_TAILS, **_VOWELS})


def jamo(text: str) -> str:
    """Korean taken apart into its single letters, consonants equal wherever they stand."""
    return unicodedata.normalize("NFKD", text).translate(_JAMO)


def words(prepared: Prepared) -> Iterator[tuple[int, int]]:
    """Start and end (in `plain`) of every run of letters of one script."""
    for found in re.finditer(r"[a-z]+|[\u0370-\u03ff]+|[\u0400-\u052f]+|[\u0590-\u05ff]+|[\u0600-\u06ff]+",
                             prepared.plain):
        yield found.span()
