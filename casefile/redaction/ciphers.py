# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters told by other signs: Morse, Braille, the radio alphabet, "Q as in queen"; and names in simple ciphers.

What is told by signs is read where it stands; a name in a cipher (letters moved by thirteen, the
alphabet turned round, letters upside down) is written out and looked for.  Whether a name comes out
of it is for others to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import ahocorasick_rs

from casefile.redaction.layers import Change
from casefile.redaction.stream import folded

_MORSE = dict(zip(".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split(),
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=True))
_MORSE |= dict(zip("----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(), "0123456789", strict=True))
_DASHES = str.maketrans("–—−_·•∙", "----...")
_SIGN = r"[.·•∙\-–—−_]{1,5}"
_IN_MORSE = re.compile(rf"(?<![^\s/|(\[\"“]){_SIGN}(?:(?:[ \t]{{1,3}}|\s?[/|]\s?|\n){_SIGN}){{3,}}(?![^\s/|)\]\"”,.])")
_BRAILLE = {chr(0x2800 + dots): letter for letter, dots in zip(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", (1, 3, 9, 25, 17, 11, 27, 19, 10, 26, 5, 7, 13, 29, 21, 15, 31, 23, 14, 30, 37, 39, 58, 45, 61, 53), strict=True)}
_IN_BRAILLE = re.compile("[\u2801-\u28ff]{2,}")
_RADIO = ("alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango "
          "uniform victor whiskey x-ray yankee zulu alpha juliet whisky xray").split()
_CALLED = ahocorasick_rs.AhoCorasick(["foxtrot", "whisk", "sierra", "november", "quebec", "yankee", "juliet", "uniform", "charlie", "bravo",
                                      "romeo", "tango", "lima", "india", "oscar", "golf", "delta", "hotel"])
_IN_RADIO = re.compile(rf"(?<!\w)(?:{'|'.join(_RADIO)})(?:[\s,.;/-]{{1,3}}(?:{'|'.join(_RADIO)})){{3,}}(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"x-ray|\w+")
_LIKE = r"(?:as in|like|for|wie|comme|como|come|как|jak|som)"
_LETTER = rf"(?:double\s[A-Z]|[A-Z](?:\s{_LIKE}\s\w{{2,16}})?)"
_ALOUD = re.compile(rf"(?<!\w){_LETTER}(?:(?:\s?[,;.–-]\s?|\s){_LETTER}){{3,}}(?!\w)")
_LIKES = ("double ", " as in ", " like ", " for ", " wie ", " comme ", " como ", " come ", " как ", " jak ", " som ")
_TOLD = re.compile(r"double\s([A-Z])|(?<!\w)([A-Z])(?!\w)")
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_MOVED = str.maketrans(_SMALL, _SMALL[13:] + _SMALL[:13])
_TURNED_ROUND = str.maketrans(_SMALL, _SMALL[::-1])
_UPSIDE = (str.maketrans(_SMALL, "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz"), str.maketrans(_SMALL, "ɐqɔpǝɟɓɥıɾʞןɯuodbɹsʇnʌʍxʎz"))
LEAST = 7
"""A name has so many letters at least before it is looked for in a cipher."""


def told(text: str) -> Iterator[Change]:
    """Letters told by signs or words, as letters."""
    if "." in text or "-" in text or "·" in text or "•" in text:
        yield from (change for found in _IN_MORSE.finditer(text) if (change := _morse(found)))
    if not text.isascii():
        for found in _IN_BRAILLE.finditer(text):
            if all(sign in _BRAILLE for sign in found.group()):
                yield Change(*found.span(), "".join(_BRAILLE[sign] for sign in found.group()),
                             tuple((k, k + 1) for k in range(*found.span())))
    if next(iter(_CALLED.find_matches_as_indexes(text.lower())), None):
        for found in _IN_RADIO.finditer(text):
            yield Change(*found.span(), "".join(word[0].upper() for word in _WORD.findall(found.group().lower())))
    if any(like in text for like in _LIKES):
        for found in _ALOUD.finditer(text):
            letters = "".join(twice * 2 or once for twice, once in _TOLD.findall(found.group()))
            if len(found.group()) > 3 * len(letters):
                yield Change(*found.span(), letters)


def _morse(found: re.Match[str]) -> Change | None:
    """The letters of a run of Morse signs; nothing where one of them is no letter."""
    words = [word.split() for word in re.split(r"[/|]|\s{3,}", found.group().translate(_DASHES))]
    if any(sign not in _MORSE for word in words for sign in word):
        return None
    text = " ".join("".join(_MORSE[sign] for sign in word) for word in words if word)
    return Change(*found.span(), text) if len(set(text)) > 2 else None


def in_ciphers(parts: Sequence[str]) -> Iterator[tuple[str, frozenset[int]]]:
    """(letters, where words end) of a name of plain Latin words in each cipher."""
    row = "".join(parts)
    if len(row) < LEAST or not row.isascii() or not row.isalpha():
        return
    for table in (_MOVED, _TURNED_ROUND):
        yield row.translate(table), frozenset(accumulate(map(len, parts)))
    for table in _UPSIDE:
        backwards = [folded(part.translate(table)[::-1]) for part in reversed(parts)]
        yield "".join(backwards), frozenset(accumulate(map(len, backwards)))
