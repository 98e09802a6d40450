# SPDX-License-Identifier: GPL-3.0-or-later
"""Names as they sound in Latin or Cyrillic letters, without listing every spelling.

A name is a row of syllables, each with the spellings any system or habit gives it.  `outline`
folds letters to eight rough classes; a name has a handful of outlines, they are looked up,
and the name's own spellings then confirm the letters.  So new mixtures of systems are found too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from casefile.redaction.normal import NONE, SOFT, STOP
from casefile.redaction.scripts import script
from casefile.redaction.stream import Stream

_CLASSES = {**dict.fromkeys("aeiouywаеиоуэюяы", "a"), **dict.fromkeys("bpfvбпфв", "p"),
            **dict.fromkeys("dtдт", "t"), **dict.fromkeys("gkгк", "k"), **dict.fromkeys("cszjxqсзцчшщж", "s"),
            **dict.fromkeys("rlрл", "l"), **dict.fromkeys("mм", "m"), **dict.fromkeys("nн", "n"),
            **dict.fromkeys("hхьъ", "")}
_RUN = re.compile("(.)\\1+")
_SOUNDING = re.compile(f"[{''.join(_CLASSES)}]+")
MOST_OUTLINES = 512
LONGEST_WORD = 60
_CLASS_OF = str.maketrans({char: kind or None for char, kind in _CLASSES.items()})
_CASES = frozenset("а у ом е ы я ю ем и".split())
"""What Russian grammar adds to a foreign name."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable: rows of alternative letter groups, read one after the other.

    `rows` are (onset, vowel, ending) or any other division; `whole` are spellings of the syllable
    that follow no division (Lee, Park).
    """

    rows: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...] = ()

    def ends(self, written: str, places: Iterable[int]) -> set[int]:
        """Where the syllable may end in these letters if it begins at one of these places."""
        found = {k + len(option) for k in places for option in self.whole if written.startswith(option, k)}
        if self.rows:
            reached = set(places)
            for row in self.rows:
                reached = {k + len(option) for k in reached for option in row if written.startswith(option, k)}
            found |= reached
        return found

    def outlines(self) -> set[str]:
        """The rough outlines its spellings have."""
        folded = [{outline(option) for option in row} for row in self.rows]
        found = {collapse("".join(parts)) for parts in itertools.product(*folded)} if folded else set()
        return found | {outline(option) for option in self.whole}


@dataclass(frozen=True, slots=True)
class Sound:
    """A row of syllables; `words` says how many of them each word has."""

    syllables: tuple[Syllable, ...]
    words: tuple[int, ...]
    word_ends: frozenset[int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "word_ends", frozenset(itertools.accumulate(self.words)))

    def outlines(self) -> set[str]:
        """Every outline a text may show, neighbouring sounds run together or not."""
        found = {""}
        for syllable in self.syllables:
            grown: set[str] = set()
            for before, part in itertools.product(found, syllable.outlines()):
                grown.add(before + part)
                if before and part and before[-1] == part[0]:
                    grown.add(before + part[1:])
            found = set(itertools.islice(sorted(grown), MOST_OUTLINES))
        return found | {row + ending for row in found if row and row[-1] != "a" for ending in ("a", "am")}

    def confirms(self, written: str) -> bool:
        """Whether these letters (gaps as `words_of` writes them) spell the name."""
        places = {0}
        for index, syllable in enumerate(self.syllables):
            if index:
                signs = " ,ъ" if index in self.word_ends else " ъ"
                places |= {k + 1 for k in places if k < len(written) and written[k] in signs}
            places = syllable.ends(written, places)
            if not places:
                return False
        return len(written) in places or any(
            written[k:] in _CASES and "а" <= written[k - 1] <= "я" for k in places if k)


def collapse(text: str) -> str:
    """The same classes with runs of one class as one."""
    return _RUN.sub(r"\1", text)


@lru_cache(maxsize=32768)
def outline(text: str) -> str:
    """The rough outline of folded letters that all have a sound."""
    return collapse(text.replace("ck", "k").translate(_CLASS_OF))


class _Outlines(dict[str, "str | None"]):
    """Word to its outline, or to nothing where it holds a letter that has no sound here; words come again."""

    def __missing__(self, word: str) -> str | None:
        if len(word) > LONGEST_WORD or not _SOUNDING.fullmatch(word):
            return None
        if len(self) > 200_000:
            self.clear()
        found = self[word] = outline(word)
        return found


_OUTLINES = _Outlines()


def words_of(stream: Stream, outlines: Container[str], openings: Container[str]) -> Iterator[tuple[str, str, int, int]]:
    """(outline, written form, start, end) of every run of whole words whose outline is one of these.

    `openings` holds all beginnings of the outlines, so a run is followed no farther than a name may reach.
    """
    words, starts, gaps = stream.words(), stream.starts, stream.gaps
    sounding = list(map(_OUTLINES.__getitem__, words))
    for first, key in enumerate(sounding):
        if not key or key not in openings:
            continue
        last = first
        while True:
            if key in outlines and sounding[last]:
                start, end = starts[first], starts[last] + len(words[last])
                yield key, _written(stream, words, first, last), start, end
            last += 1
            more = sounding[last] if last < len(words) else None
            if more is None or (gaps[starts[last]] == STOP and gap_sign(stream, starts[last]) == "|"):
                break
            key += more
            if key not in openings:
                break


def _written(stream: Stream, words: Sequence[str], first: int, last: int) -> str:
    """Words first..last with ' ' for a small gap, ',' for a comma, '|' for a stop; letters far apart as one word."""
    if first == last:
        return words[first]
    starts = stream.starts[first + 1:last + 1]
    if len(starts) > 2 and all(len(word) == 1 for word in words[first:last + 1]) and all(stream.gaps[k] for k in starts):
        return "".join(words[first:last + 1])
    pieces = [words[first]]
    for word, k in zip(words[first + 1:last + 1], starts, strict=True):
        if stream.gaps[k] > SOFT:
            pieces.append(gap_sign(stream, k))
        pieces.append(word)
    return "".join(pieces)


def gap_sign(stream: Stream, k: int) -> str:
    """One sign for the gap before letter k."""
    left_out = stream.between(k)
    if stream.gaps[k] == STOP:
        return "," if set(left_out) <= set(", 、，\n\t،") and left_out.count(",") <= 1 else "|"
    if ". " in left_out and (k < 2 or stream.gaps[k - 1] == NONE):
        return "|"
    if left_out.count("\n") > 1 or len(left_out) > 6:
        return "|"
    return " "


def sequences(syllables: Sequence[Syllable], surname: int) -> list[Sound]:
    """Both orders of a name whose first `surname` syllables are the family name."""
    family, given = tuple(syllables[:surname]), tuple(syllables[surname:])
    if not family or not given:
        return [Sound(family + given, (len(syllables),))]
    return [Sound(family + given, (len(family), len(given))), Sound(given + family, (len(given), len(family)))]


_PLAIN_WORDS = frozenset((
    "a an and are as at be been but by can do for from go had han has have he her him his "
    "how i if in is it its la las le les lo los me my na ne no nor not of on or our out se "
    "she si so su than that the them then there they this to too un una was we were what "
    "when who will with would y ya yo you your also any did one only put ran run sang sat "
    "sun ten tu ver van vi no han son sin soy ser muy mi mis tan sea en el al de del con por "
    "que chin choose hung hand can man").split())


def is_clear(stream: Stream, start: int, end: int) -> bool:
    """Whether a sounding match looks like a name, and not like everyday words side by side."""
    pieces: list[str] = []
    for k in range(start, end):
        if k == start or stream.gaps[k] > 1:
            pieces.append("")
        pieces[-1] += stream.letters[k]
    if all(piece in _PLAIN_WORDS for piece in pieces):
        return False
    capital = stream.raw(start).isupper()
    if stream.layer.label == "digits":
        return end - start >= 5
    if capital:
        return end - start >= 4 or len(pieces) >= 2
    cyrillic = script(stream.letters[start]) == "Cyrl"
    return end - start >= (9 if cyrillic else 8 if len(pieces) > 1 else 6)
