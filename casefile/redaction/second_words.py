# SPDX-License-Identifier: GPL-3.0-or-later
"""Names as neighbouring words: parts in any order, case endings, and spellings by sound.

Everything here is a look-up per word of the text, so its cost does not grow with the number of
names.  A hit needs two different parts of one name side by side, or a whole name by its sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casefile.redaction import second_keys as keys
from casefile.redaction.second_fold import Prepared, stream, words

_LINKS = frozenset((
    "de del la las los y e da do dos das di van von der den bin ibn bint al el abd abu um "
    "ben und").split())
_REMEMBERED = 20_000
_ARTICLE = re.compile(r"^(?:و|ب|ف|ل|ك)?(?:ال|لل)?")


@dataclass(frozen=True, slots=True)
class _Part:
    """Part `index` of `total` parts of the name numbered `name`; `weak` for a patronymic's company."""

    name: int
    term: int
    index: int
    total: int
    surname: int


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    capital: bool


class WordTable:
    """Parts of names by word, and whole names by sound."""

    def __init__(self) -> None:
        self._parts: dict[str, list[_Part]] = {}
        self._sounds: dict[str, set[int]] = {}
        self._names = 0
        self._memory: dict[str, list[_Part]] = {}

    def add_parts(self, name: str, term: int) -> None:
        """A name of two or more words whose parts may come in any order (not Korean, Chinese, Burmese)."""
        pieces = [piece for piece in name.replace(",", " ").split()
                  if stream(piece) not in _LINKS and len(stream(piece)) >= 3]
        if len(pieces) < 2:
            return
        self._names += 1
        self._memory.clear()
        folded = [stream(re.sub(r"^(?:al|el)-", "", piece.lower())) for piece in pieces]
        patronymic = next((index for index, one in enumerate(folded)
                           if re.search(r"(?:вич|вна|ильич|ична|vich|vna)$", one) and len(folded) == 3), -1)
        surname = {1: 2, 2: 0}.get(patronymic, -1)
        for index, one in enumerate(folded):
            part = _Part(self._names, term, index, len(folded), surname)
            for key in _part_keys(one):
                self._parts.setdefault(key, []).append(part)

    def add_sound(self, spelling: Sequence[str], term: int) -> None:
        """A Korean full name by the sound of its Latin pieces, joined and apart."""
        for key in ("".join(map(keys.korean_key, spelling)), keys.korean_key("".join(spelling))):
            if len(_single(key)) >= 5:
                self._sounds.setdefault(_single(key), set()).add(term)

    def find(self, prepared: Prepared) -> Iterator[tuple[int, str, str]]:
        """(term, tier, words seen) for every name made of neighbouring words."""
        found = [_Word(start, end, prepared.plain[start:end], prepared.cased[start].isupper())
                 for start, end in words(prepared)]
        if self._parts:
            yield from self._neighbours(prepared, found)
        if self._sounds:
            yield from self._spoken(prepared, found)

    def _neighbours(self, prepared: Prepared, found: list[_Word]) -> Iterator[tuple[int, str, str]]:
        known = [self._known(word.text) for word in found]
        for index, left in enumerate(known):
            if not left:
                continue
            for other in range(index + 1, min(index + 4, len(found))):
                between = found[index + 1:other]
                if any(len(word.text) > 1 and word.text not in _LINKS and not self._known(word.text)
                       for word in between):
                    break
                if found[other].start - found[other - 1].end > 4:
                    break
                for one in left:
                    for two in known[other]:
                        if one.name == two.name and _identify(one, two):
                            yield one.term, "T2", prepared.cased[found[index].start:found[other].end]

    def _known(self, word: str) -> list[_Part]:
        if len(word) < 3:
            return []
        known = self._memory.get(word)
        if known is None:
            if len(self._memory) > _REMEMBERED:
                self._memory.clear()
            known = [part for key in _text_keys(word) for part in self._parts.get(key, ())]
            self._memory[word] = known
        return known

    def _spoken(self, prepared: Prepared, found: list[_Word]) -> Iterator[tuple[int, str, str]]:
        latin = [word for word in found if word.text[0] < "\u0100"]
        for index, first in enumerate(latin):
            if not first.capital:
                continue
            key = ""
            for last in range(index, min(index + 4, len(latin))):
                if last > index and not _joined(prepared, latin[last - 1], latin[last]):
                    break
                key += keys.korean_key(latin[last].text)
                for term in self._sounds.get(_single(key), ()):
                    if last > index or len(key) >= 6:
                        yield term, "T2", prepared.cased[first.start:latin[last].end]


def _single(key: str) -> str:
    """A key without the doubles that arise where two pieces meet."""
    return re.sub(r"(.)\1+", r"\1", key)


def _joined(prepared: Prepared, left: _Word, right: _Word) -> bool:
    """Whether two words may be one name: close together, and capital or tied by a hyphen."""
    between = prepared.plain[left.end:right.start]
    return len(between) <= 3 and "." not in between[:-1] and (right.capital or "-" in between or "'" in between)


def _identify(one: _Part, two: _Part) -> bool:
    """Whether two parts of a name say who it is: not a given name with its patronymic alone."""
    if one.index == two.index:
        return False
    if one.surname >= 0:
        return one.surname in (one.index, two.index)
    return one.total <= 3 or max(one.index, two.index) >= one.total - 2


def _part_keys(part: str) -> Iterator[str]:
    yield "=" + part
    if "\u0400" <= part[0] < "\u0530":
        yield "c" + keys.cyrillic_stem(part)
        yield "s" + keys.slavic_key(keys.cyrillic_in_latin(part))
    elif "\u0600" <= part[0] < "\u0700":
        bare = _ARTICLE.sub("", part)
        yield "=" + bare
        if len(keys.arabic_key(part)) >= 3:
            yield "a" + keys.arabic_key(part)


def _text_keys(word: str) -> Iterator[str]:
    yield "=" + word
    if "\u0400" <= word[0] < "\u0530":
        yield from ("c" + stem for stem in keys.cyrillic_stems(word))
    elif "\u0600" <= word[0] < "\u0700":
        for found in {_ARTICLE.sub("", word), word[1:], word[2:]}:
            yield "=" + found
    else:
        yield "s" + keys.slavic_key(word)
        yield "a" + keys.arabic_key(word)
        if word.endswith("s"):
            yield "=" + word[:-1]


