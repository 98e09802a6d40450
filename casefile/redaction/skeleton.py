# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole names by their consonants, whatever letters they are written in.

Any word, in any script with letters for sounds, is spelled out in Latin; its skeleton is the rough
class of each consonant.  A whole name is found where words side by side have its skeleton and their
letters are not far from it, however the words are divided.  Finds Mansur al-Tayib for Mansour
Eltayeb and Гайрат Шомуродов for Gʻayrat Shomurodov.  Never looks at one word alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from anyascii import anyascii

from casefile.redaction.normal import STOP
from casefile.redaction.scripts import CASED, UNSPACED, script
from casefile.redaction.terms import What
from casefile.redaction.wordruns import Row

LEAST = 5
"""A name with fewer consonants says too little."""
SURE = 6
MOST_WORDS = 6
_MOST_FORMS = 12
_VOWELLESS = frozenset({"Arab", "Hebr", "Syrc"})
_SPELLED = (("tsch", "C"), ("dsch", "C"), ("dzh", "C"), ("sch", "S"), ("shch", "S"), ("tch", "C"), ("tsh", "C"), ("sh", "S"), ("zh", "S"),
            ("cz", "C"), ("sz", "S"), ("ts", "C"), ("tz", "C"), ("dj", "C"), ("dz", "C"), ("ph", "f"), ("th", "t"), ("dh", "t"), ("gh", "g"),
            ("ck", "k"), ("qu", "k"))
_SPELLING = re.compile("|".join(pair for pair, _ in _SPELLED))
_SPELLED_AS = dict(_SPELLED)
_CLASSES = {**dict.fromkeys("bp", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkq", "k"), **dict.fromkeys("szSC", "s"),
            **dict.fromkeys("rl", "l"), "m": "m", "n": "n", "f": "f"}
_DOUBTFUL = {"ch": ("s", "k", ""), "kh": ("k", ""), "x": ("ks", "k", "s"), "c": ("k", "s"), "j": ("s", ""), "v": ("f", ""), "w": ("f", ""),
             "g": ("k", "s", ""), "ng": ("n", "nk")}
_PIECE = re.compile("ch|kh|ng|.")
_SOFT = frozenset("eiy")
_CASES = re.compile("(?:om|ym|em|im|ogo|ego|omu|emu|ami|yami|akh|ov|oj|oi)$")


@dataclass(frozen=True, slots=True)
class Known:
    """A name: whose it is, spelled out in Latin, and whether its script leaves vowels out."""

    person: str
    what: What
    latin: str
    script: str


@dataclass(frozen=True, slots=True)
class Sounding:
    """Letters start..end of a stream may be a name; `sure` where hardly anything else can."""

    start: int
    end: int
    person: str
    what: What
    sure: bool


class _Openers(dict[str, tuple[str, ...]]):
    """Word of a text to those of its skeletons some name begins with; words come again."""

    def __init__(self, openings: set[str]) -> None:
        super().__init__()
        self._openings = openings

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) > 200_000:
            self.clear()
        found = self[word] = tuple(key for key in _WORDS[word] if key in self._openings)
        return found


@dataclass(slots=True)
class SkeletonBook:
    """Whole names by their skeletons, and the beginnings of all skeletons."""

    names: dict[str, list[Known]] = field(default_factory=dict)
    openings: set[str] = field(default_factory=set)
    openers: _Openers = field(init=False)

    def __post_init__(self) -> None:
        self.openers = _Openers(self.openings)

    def add(self, person: str, what: What, words: Sequence[str], kind: str) -> None:
        """A name by its folded words, in the orders people write, whole and by two of three words."""
        if kind in UNSPACED or not 2 <= len(words) <= MOST_WORDS:
            return
        latin = [spelled_out(word) for word in words]
        rows = [list(range(len(words))), [len(words) - 1, *range(len(words) - 1)], [*range(1, len(words)), 0]]
        if len(words) > 2:
            rows += [[0, k] for k in range(1, len(words))] + [[k, 0] for k in range(1, len(words))]
        for row in {tuple(row) for row in rows}:
            known = Known(person, what, "".join(latin[k] for k in row), kind)
            for parts in product(*(forms(latin[k])[:4] for k in row)):
                key = "".join(parts)
                held = self.names.setdefault(key, [])
                if len(key) >= LEAST and known not in held:
                    held.append(known)
                    self.openings.update(key[:k] for k in range(1, len(key) + 1))


@lru_cache(maxsize=65536)
def spelled_out(word: str) -> str:
    """A folded word in Latin letters."""
    return word if word.isascii() else "".join(c for c in str(anyascii(word)).lower() if c.isalpha() and c.isascii())


@lru_cache(maxsize=65536)
def forms(latin: str) -> tuple[str, ...]:
    """The skeletons a Latin word may have, likeliest first."""
    plain = _SPELLING.sub(lambda found: _SPELLED_AS[found.group()], latin)
    pieces = _PIECE.findall(plain)
    options: list[tuple[str, ...]] = []
    for place, piece in enumerate(pieces):
        after = pieces[place + 1][:1] if place + 1 < len(pieces) else ""
        if piece == "c":
            options.append(("s", "k") if after in _SOFT and after else ("k",))
        elif piece == "g":
            options.append(("k", "s") if after in _SOFT and after else ("k",))
        else:
            options.append(_DOUBTFUL.get(piece) or (_CLASSES.get(piece, ""),))
    found = {"": None}
    for row in options:
        found = dict.fromkeys((before + one if not one or not before.endswith(one) else before)
                              for before in found for one in row)
        found = dict.fromkeys(list(found)[:_MOST_FORMS])
    return tuple(found)


class _Words(dict[str, tuple[str, ...]]):
    """Word of a text to its skeletons; words come again."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) > 200_000:
            self.clear()
        kind = script(word[0])
        found: tuple[str, ...] = ()
        if len(word) <= 24 and kind not in UNSPACED and kind not in ("Hang", "Zyyy"):
            latin = spelled_out(word)
            found = forms(latin)[:6]
            if kind == "Cyrl":
                found = tuple(dict.fromkeys((*found, *forms(_CASES.sub("", latin))[:3])))
        self[word] = found
        return found


_WORDS = _Words()


def search(book: SkeletonBook, row: Row) -> Iterator[Sounding]:
    """Every run of two words or more that sounds like a whole name."""
    if not book.openings:
        return
    texts, starts, gaps = row.texts, row.starts, row.stream.gaps
    openings, names = book.openings, book.names
    for first, opening in enumerate(map(book.openers.__getitem__, texts)):
        if not opening or not row.capital(first):
            continue
        keys, last = list(opening), first
        while keys and last - first < MOST_WORDS:
            last += 1
            if last >= len(texts) or (gaps[starts[last]] == STOP and "," not in row.stream.between(starts[last])):
                break
            keys = list({key for before in keys for more in _WORDS[texts[last]] if (key := before + more) in openings})
            found = {known for key in keys for known in names.get(key, ())}
            if found and row.capital(last):
                yield from _confirmed(row, first, last, found, max(map(len, keys)))


def _confirmed(row: Row, first: int, last: int, found: set[Known], size: int) -> Iterator[Sounding]:
    words = row.texts[first:last + 1]
    kind = script(words[0][0])
    written = "".join(map(spelled_out, words))
    for known in sorted(found, key=lambda one: (one.person, one.latin)):
        vowelless = kind in _VOWELLESS or known.script in _VOWELLESS
        if any("".join(map(spelled_out, rest)) == known.latin or (
                ("" in _WORDS[edge] or script(edge[0]) != script(rest[0][0])) and _near(known, rest, vowelless))
               for edge, rest in ((words[-1], words[:-1]), (words[0], words[1:]))):
            continue  # the name stands there without the word at its edge: "Ann Bell. We"
        if written == known.latin and kind == known.script:
            continue  # the same letters are found as such
        if _near(known, words, vowelless):
            sure = size >= (SURE if kind in CASED else SURE + 2) and min(map(len, words)) >= 2
            yield Sounding(row.starts[first], row.end(last), known.person, known.what, sure)


def _near(known: Known, words: Sequence[str], vowelless: bool) -> bool:
    """Whether some words, spelled out, are no further from a name than people spell it."""
    written = "".join(map(spelled_out, words))
    return distance(written, known.latin, 0.1 if vowelless else 0.35) <= 0.16 * max(len(written), len(known.latin))


_SOUNDS = {**dict.fromkeys("aeiouyw", "a"), **dict.fromkeys("bp", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkqcxh", "k"),
           **dict.fromkeys("szjxc", "s"), **dict.fromkeys("rl", "l"), **dict.fromkeys("mn", "n"), **dict.fromkeys("fv", "f")}


def distance(one: str, two: str, vowel: float) -> float:
    """How far two spellings are apart: a vowel more costs `vowel`, sounds of a kind a little, others one."""
    before = [0.0]
    for char in two:
        before.append(before[-1] + _cost(char, vowel))
    for char in one:
        alone = _cost(char, vowel)
        here = [before[0] + alone]
        for k, other in enumerate(two):
            same = 0.0 if char == other else 0.25 if _SOUNDS.get(char) == _SOUNDS.get(other) else 1.2
            here.append(min(before[k] + same, before[k + 1] + alone, here[k] + _cost(other, vowel)))
        before = here
    return before[-1]


def _cost(char: str, vowel: float) -> float:
    return vowel if char in "aeiouyw" else 0.25 if char == "h" else 0.9
