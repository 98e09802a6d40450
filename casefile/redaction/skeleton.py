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

from casefile.redaction import native
from casefile.redaction.native import CLASSES, spelled
from casefile.redaction.normal import STOP
from casefile.redaction.scripts import CASED, UNSPACED, script
from casefile.redaction.terms import What
from casefile.redaction.variants_latin import PARTICLES
from casefile.redaction.wordruns import Row

LEAST = 5
"""A name with fewer consonants says too little."""
SURE = 6
NEAR = 0.16
"""How far a spelling may be from a name, as a share of its letters."""
MOST_WORDS = 6
ABROAD = "abroad"
"""The script of a spelling nobody recorded: it is looked for only where letters have capitals."""
_MOST_FORMS, _MOST_READ, _MOST_KEYS = 24, 8, 64
"""How many skeletons a word of a name may have, a word of a text, and a name in one order of its words."""
_VOWELLESS = frozenset({"Arab", "Hebr", "Syrc"})
_PARTED = frozenset({"Thai", "Laoo", "Khmr"})
"""Scripts whose words stand together in a text, but whose names are recorded word by word."""
_LINKS = frozenset({word for word in PARTICLES if len(word) > 1} | set("аль эль ад ас ан ар аш ат аз ибн бин бинт בן בת אל".split()))
_SPELLED = (("tsch", "C"), ("dsch", "C"), ("dzh", "C"), ("sch", "S"), ("shch", "S"), ("tch", "C"), ("tsh", "C"), ("sh", "S"), ("zh", "S"),
            ("cz", "C"), ("sz", "S"), ("ts", "C"), ("tz", "C"), ("dj", "C"), ("dz", "C"), ("ph", "f"), ("th", "t"), ("dh", "t"), ("gh", "g"),
            ("ck", "k"), ("qu", "k"))
_SPELLING = re.compile("|".join(pair for pair, _ in _SPELLED))
_SPELLED_AS = dict(_SPELLED)
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

    def add(self, person: str, what: What, chunks: Sequence[Sequence[str]], kind: str) -> None:
        """A name by its folded words, in the orders people write, whole and by two of three words."""
        words = ["".join(chunk) for chunk in chunks]
        if (kind in UNSPACED and kind not in _PARTED) or not 2 <= len(words) <= MOST_WORDS:
            return
        bare = [_bare(chunk, kind) for chunk in chunks]
        main = [k for k, word in enumerate(words) if word not in _LINKS]
        rows = [list(range(len(words))), [len(words) - 1, *range(len(words) - 1)], [*range(1, len(words)), 0]]
        if len(words) > 2:
            rows += [[0, k] for k in range(1, len(words))] + [[k, 0] for k in range(1, len(words))]
            rows += [main, [main[-1], *main[:-1]]] if 1 < len(main) < len(words) else []
        options = [list(dict.fromkeys((*_few(one), *_few(other)))) for one, other in zip(bare, words, strict=True)]
        for row in {tuple(row) for row in rows}:
            known = Known(person, what, "".join(spelled(bare[k]) for k in row), kind)
            for key in _keys([options[k] for k in row]):
                held = self.names.setdefault(key, [])
                if len(key) >= LEAST and known not in held:
                    held.append(known)
                    self.openings.update(key[:k] for k in range(1, len(key) + 1))


def _few(word: str) -> tuple[str, ...]:
    """The skeletons a word of a name is looked for by."""
    return forms(word)[:4 if word.isascii() else _MOST_FORMS]


def _bare(chunk: Sequence[str], kind: str) -> str:
    """A word of a name without its article."""
    if len(chunk) > 1 and chunk[0] in PARTICLES:
        return "".join(chunk[1:])
    word = "".join(chunk)
    return word[2:] if kind == "Arab" and word.startswith("ال") and len(word) > 4 else word


def _keys(words: Sequence[Sequence[str]]) -> list[str]:
    """Skeletons of some words run together, likeliest first, not more than are worth keeping."""
    found = [("", 0)]
    for options in words:
        found = sorted(((before + one, unlikely + place) for before, unlikely in found for place, one in enumerate(options)),
                       key=lambda item: item[1])[:_MOST_KEYS]
    return list(dict.fromkeys(key for key, _ in found))


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[str, ...]:
    """The skeletons a folded word may have, likeliest first."""
    options = native.skeleton(word) or _latin(spelled(word))
    found = {"": 0}
    for row in options:
        grown: dict[str, int] = {}
        for before, unlikely in found.items():
            for place, one in enumerate(row):
                key = before if one and before.endswith(one) else before + one
                grown[key] = min(grown.get(key, 99), unlikely + place)
        found = grown if len(grown) <= _MOST_FORMS else dict(sorted(grown.items(), key=lambda item: item[1])[:_MOST_FORMS])
    return tuple(sorted(found, key=found.__getitem__))


def _latin(word: str) -> list[tuple[str, ...]]:
    """For each consonant of a Latin word the classes it may have."""
    pieces = _PIECE.findall(_SPELLING.sub(lambda found: _SPELLED_AS[found.group()], word))
    options: list[tuple[str, ...]] = []
    for place, piece in enumerate(pieces):
        after = pieces[place + 1][:1] if place + 1 < len(pieces) else ""
        if piece == "c":
            options.append(("s", "k") if after in _SOFT and after else ("k",))
        elif piece == "g":
            options.append(("k", "s") if after in _SOFT and after else ("k",))
        else:
            options.append(_DOUBTFUL.get(piece) or (CLASSES.get(piece, ""),))
    return [row for row in options if row != ("",)]


class _Words(dict[str, tuple[str, ...]]):
    """Word of a text to its skeletons; words come again."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) > 200_000:
            self.clear()
        kind = script(word[0])
        found: tuple[str, ...] = ()
        if len(word) <= 24 and kind not in UNSPACED and kind not in ("Hang", "Zyyy"):
            found = forms(word)[:_MOST_READ]
            if kind == "Cyrl":
                found = tuple(dict.fromkeys((*found, *forms(_CASES.sub("", spelled(word)))[:3])))
        self[word] = found
        return found


_WORDS = _Words()


def search(book: SkeletonBook, row: Row) -> Iterator[Sounding]:
    """Every run of two words or more that sounds like a whole name."""
    if not book.openings:
        return
    texts = row.texts
    openings, names = book.openings, book.names
    for first, opening in enumerate(map(book.openers.__getitem__, texts)):
        if not opening or not row.capital(first):
            continue
        keys, last = list(opening), first
        while keys and last - first < MOST_WORDS:
            last += 1
            if last >= len(texts) or _parted(row, last):
                break
            longer = {key for before in keys for more in _WORDS[texts[last]] if (key := before + more) in openings}
            found = {known for key in longer for known in names.get(key, ())}
            keys = list(longer.union(keys)) if texts[last] in _LINKS else list(longer)
            if found and row.capital(last):
                yield from _confirmed(row, first, last, found, max(map(len, longer)))


def _parted(row: Row, position: int) -> bool:
    """Whether a sentence ends before a word."""
    between = row.stream.between(row.starts[position])
    return (row.stream.gaps[row.starts[position]] == STOP and "," not in between) or (
        ". " in between and len(row.texts[position - 1]) > 3)


def _confirmed(row: Row, first: int, last: int, found: set[Known], size: int) -> Iterator[Sounding]:
    words = row.texts[first:last + 1]
    kind = script(words[0][0])
    if any(script(word[0]) != kind for word in words if word not in _LINKS):
        return  # nobody writes one name in two scripts; a word of the sentence beside it may sound like the other half
    written = "".join(map(spelled, words))
    for known in sorted(found, key=lambda one: (one.person, one.latin)):
        if known.script == ABROAD and kind not in CASED:
            continue
        if written == known.latin and kind == known.script:
            continue  # the same letters are found as such
        far = _far(known, words, kind)
        if far > NEAR or any("".join(map(spelled, rest)) == known.latin or (
                ("" in _WORDS[edge] or script(edge[0]) != script(rest[0][0])) and _far(known, rest, kind) <= min(far, NEAR))
               for edge, rest in ((words[-1], words[:-1]), (words[0], words[1:]))):
            continue  # the name stands there without the word at its edge: "Ann Bell. We"
        sure = size >= (SURE if kind in CASED else SURE + 2) and min(map(len, words)) >= 2
        yield Sounding(row.starts[first], row.end(last), known.person, known.what, sure)


def _far(known: Known, words: Sequence[str], kind: str) -> float:
    """How far some words, spelled out, are from a name, as a share of its letters; articles do not count."""
    scripts = {kind, known.script}
    vowel = 0.1 if scripts & _VOWELLESS else 0.2 if scripts & native.SYLLABIC else 0.35
    name = sounded(known.latin)
    found = 1.0
    for said in {tuple(words), tuple(word for word in words if word not in _LINKS)}:
        written = sounded("".join(map(spelled, said)))
        found = min(found, distance(written, name, vowel) / max(len(written), len(name)))
    return found


@lru_cache(maxsize=65536)
def sounded(latin: str) -> str:
    """A spelling with one sign for each sound that takes two letters or more, and doubles as one."""
    return _DOUBLED.sub(r"\1", _PAIR.sub(lambda found: _PAIRED[found.group()], latin))


_PAIRED = {**_SPELLED_AS, **dict.fromkeys(("ch", "C"), "C"), "kh": "K", "x": "ks"}
_PAIR = re.compile("|".join(sorted(_PAIRED, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = {**dict.fromkeys("aeiouyw", "a"), **dict.fromkeys("bp", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkqcxhK", "k"),
           **dict.fromkeys("szjxcSC", "s"), **dict.fromkeys("rl", "l"), **dict.fromkeys("mn", "n"), **dict.fromkeys("fv", "f")}
_KIN = frozenset("bv vb vw wv bw wb fw wf pf fp jy yj ij ji kc ck tc sc cs jk kj gj jg CK KC Ck kC CS SC Cy yC Cj jC".split())
"""Letters of different kinds that stand for one sound in some spelling."""


def distance(one: str, two: str, vowel: float) -> float:
    """How far two spellings are apart: a vowel more costs `vowel`, sounds of a kind a little, others one."""
    before = [0.0]
    for char in two:
        before.append(before[-1] + _cost(char, vowel))
    for char in one:
        alone = _cost(char, vowel)
        here = [before[0] + alone]
        for k, other in enumerate(two):
            same = 0.0 if char == other else 0.25 if _SOUNDS.get(char) == _SOUNDS.get(other) else 0.3 if char + other in _KIN else 1.2
            here.append(min(before[k] + same, before[k + 1] + alone, here[k] + _cost(other, vowel)))
        before = here
    return before[-1]


def _cost(char: str, vowel: float) -> float:
    return vowel if char in "aeiouyw" else 0.25 if char == "h" else 0.5 if char == "K" else 0.9
