# SPDX-License-Identifier: GPL-3.0-or-later
"""The letter stream: a text as letters and digits only, each with its place in the source.

Nothing is lost: every kept letter knows its source span, and every gap between two letters can be
read back.  The work is done word by word, not letter by letter, so it grows with the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, pairwise

from casefile.redaction.normal import FOLD, NONE, SOFT, STOP, Layer, composed
from casefile.redaction.scripts import script

_DROPPED, _SEVERAL = "\0", "\5"


class _Signs(dict[int, str]):
    """Character to one sign: the letter kept of it, or its gap as the control character of that number."""

    def __missing__(self, code: int) -> str:
        value = FOLD[chr(code)]
        sign = chr(value) if isinstance(value, int) else value if len(value) == 1 else _SEVERAL if value else _DROPPED
        self[code] = sign
        return sign


class _Kinds(dict[int, str]):
    """Folded letter to one sign for its script."""

    def __missing__(self, code: int) -> str:
        name = script(chr(code))
        sign = self[code] = _KINDS_OF.setdefault(name, chr(0x41 + len(_KINDS_OF)))
        return sign


_SIGNS = _Signs()
_KINDS_OF: dict[str, str] = {}
_KINDS = _Kinds()
_LAST_GAP = chr(STOP)
_KEPT = re.compile(f"[^{_DROPPED}-{_LAST_GAP}]+")
_LEFT_OUT = re.compile(f"[{_DROPPED}-{_LAST_GAP}]+")
_IS_GAP = bytes([NONE, *[1] * 255])
_RUN = re.compile("(?s)(.)\\1*")
_DIGITS = re.compile("[0-9]+")
def _capitals(*blocks: tuple[int, int]) -> str:
    return "".join(c for block in blocks for c in map(chr, range(*block)) if c.isupper())


# apart because a set that reaches beyond the first plane is searched letter by letter
_UPPER_ASCII = re.compile("[A-Z]+")
CAPITALS = _capitals((0x41, 0x590), (0x10A0, 0x1100), (0x13A0, 0x13F6), (0x1C90, 0x1CC0), (0x1E00, 0x2D00), (0xA640, 0xA7FF),
                     (0xFF21, 0xFF3B))
"""Every capital letter of the first plane."""
_UPPER = re.compile(f"[{CAPITALS}]+")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_UPPER_BEYOND = re.compile("[" + _capitals((0x10400, 0x10430), (0x104B0, 0x104D4), (0x1D400, 0x1D800), (0x1E900, 0x1E922),
                                           (0x1F130, 0x1F190)) + "]+")


@dataclass(slots=True)
class Stream:
    """The kept letters of a layer.

    `at[k]` is the index in `layer.text` of letter k; `gaps[k]` is the gap before letter k (the
    first letter's counts as STOP).  A word begins after a gap, at a change of script, and at a hump
    (TaeSik): `heads[k]` is 1 there, and `starts` are those k in order.
    """

    layer: Layer
    letters: str
    at: Sequence[int]
    gaps: bytearray = field(repr=False)
    heads: bytearray = field(repr=False)
    starts: list[int] = field(repr=False)
    _words: list[str] = field(default_factory=list, repr=False)

    def begins(self, k: int) -> bool:
        """Whether a word begins at letter k."""
        return k >= len(self.letters) or self.heads[k] == 1

    def words(self) -> list[str]:
        """The letters from each start to the next."""
        if not self._words:
            letters = self.letters
            self._words = [letters[a:b] for a, b in pairwise([*self.starts, len(letters)])]
        return self._words

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of letters start..end (exclusive), every mark on them included."""
        last = self.at[end - 1]
        while last + 1 < len(self.layer.text) and FOLD[self.layer.text[last + 1]] == "":
            last += 1
        return self.layer.starts[self.at[start]], self.layer.ends[last]

    def between(self, k: int) -> str:
        """The characters left out before letter k."""
        if k <= 0 or k >= len(self.letters):
            return "\n"
        return self.layer.text[self.at[k - 1] + 1:self.at[k]]

    def raw(self, k: int) -> str:
        """The character of the layer letter k came from."""
        return self.layer.text[self.at[k]]


def normalise(layer: Layer) -> Stream:
    """The letter stream of a layer."""
    layer = composed(layer)
    plain = layer.text.translate(_SIGNS)
    signs, places = _spread(layer.text, plain) if _SEVERAL in plain else (plain, range(len(plain)))
    letters = "".join(_KEPT.findall(signs))
    at = list(compress(places, map(_LAST_GAP.__lt__, signs)))
    gaps = bytearray(len(letters) + 1)
    starts = [0] if letters else []
    left_out = 0
    for found in _LEFT_OUT.finditer(signs):
        start, end = found.span()
        k = start - left_out
        left_out += end - start
        gap = ord(signs[start]) if end - start == 1 else max(map(ord, signs[start:end]))
        if gap and k:
            gaps[k] = gap
            starts.append(k)
    gaps[0] = STOP
    if starts and starts[-1] == len(letters):
        starts.pop()
    del gaps[len(letters):]
    heads = gaps.translate(_IS_GAP)
    inner = [k for k in (*_turns(letters), *_humps(layer.text, plain, at)) if not heads[k]]
    if inner:
        starts = sorted({*starts, *inner})
        for k in inner:
            heads[k] = 1
    return Stream(layer, letters, at, gaps, heads, starts)


def _spread(text: str, signs: str) -> tuple[str, list[int]]:
    """The signs with every letter of characters that fold to several, and the place each came from."""
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for found in re.finditer(_SEVERAL, signs):
        k = found.start()
        kept = str(FOLD[text[k]])
        pieces += signs[done:k], kept
        places += range(done, k)
        places += [k] * len(kept)
        done = k + 1
    return "".join((*pieces, signs[done:])), [*places, *range(done, len(signs))]


def _turns(letters: str) -> list[int]:
    """Where the script changes."""
    if letters.isascii():
        return [k for found in _DIGITS.finditer(letters) for k in found.span() if k < len(letters)]
    return [found.start() for found in _RUN.finditer(letters.translate(_KINDS))]


def _humps(text: str, signs: str, at: Sequence[int]) -> list[int]:
    """The letters that are capitals after a letter that is none."""
    places = [run.start() for run in (_UPPER_ASCII if text.isascii() else _UPPER).finditer(text)]
    if _BEYOND.search(text):
        places += [run.start() for run in _UPPER_BEYOND.finditer(text)]
    found = []
    for place in places:
        if place and not "\1" <= signs[place - 1] <= "\4":
            k = bisect_left(at, place)
            if 0 < k < len(at) and at[k] == place and not text[at[k - 1]].isupper():
                found.append(k)
    return found


@lru_cache(maxsize=32768)
def folded(text: str) -> str:
    """A name or number in normal form: the letters alone."""
    return normalise(Layer.whole(text)).letters


def words(text: str) -> list[str]:
    """The folded words of a name, apart where any gap but an apostrophe parts them."""
    stream = normalise(Layer.whole(text))
    cuts = [k for k in stream.starts if stream.gaps[k] > SOFT]
    return [stream.letters[a:b] for a, b in pairwise([*cuts, len(stream.letters)])]
