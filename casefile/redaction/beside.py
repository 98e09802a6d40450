# SPDX-License-Identifier: GPL-3.0-or-later
"""The rest of a name in short or with slips, beside a word of it that is certain.

One word of a name stands in the text; the word next to it is then read generously: the given name in
an everyday short form (Delia for Cordelia, Wojtek for Wojciech) or a word with a slip or two of the
pen.  After a title a short form is read without the rest of the name.  Always for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from casefile.redaction import variants_cyrillic, variants_latin
from casefile.redaction.doubts import opens
from casefile.redaction.scripts import CASED, script
from casefile.redaction.terms import What
from casefile.redaction.wordnames import Slot, WordBook
from casefile.redaction.wordruns import Row, adjoins

_WHOLE = 4
"""A word that holds the name has so many letters at least."""
_FAMILY, _CALLED = 5, 9
"""A surname has so many letters at least before the word before it is asked about with it, and that word no more."""
_OPEN = frozenset("aeiouyáéíóúàèòìùаеиоуыэюяієї")
_SENTENCE = frozenset((
    "the she one here there before since once maybe like some those these une elle celle cette entre dans que como para este esta desde ante "
    "die eine seine ihre diese heute auch aber ale potem ona ono moja jako kde kdy kada tada gospođa они она оно это эта эти или если также потом "
    "тогда когда тоже после перед наша ваша його вона воно коли потім dia saya ketika pada "
    "yule huyo wale come dove quando anche della ella ele ela").split())
"""Words that end like names and open sentences."""
_LONG = 7
"""From so many letters on a word may have two slips, with fewer one."""
_TAIL = re.compile("(?:it[aoe]|cit[ao]|ill[ao]|et[ae]|ett[eao]|in[aoe]|inh[ao]|uch[ao]|chen|lein|usia|unia|uś|us|ek|ik|ka|ko|ie|ey|y|i|a|o|e|s|"
                   "сик|чик|ик|ек|ша|ся|ня|ля|юша|юха|очка|ечка|енька|онька|ушка|юшка|ка|ко|а|я|о)$")


@dataclass(frozen=True, slots=True)
class Company:
    """Letters start..end of a stream: a word of a name and beside it, in short or with slips, another."""

    start: int
    end: int
    person: str
    what: What


def search(book: WordBook, row: Row) -> Iterator[Company]:
    """Every word of a name beside which another word of the name stands in a looser form."""
    if not book.names:
        return
    texts, capital = row.texts, row.capital
    places = [k for k, found in enumerate(zip(map(book.known.__getitem__, texts), map(book.slipped.__getitem__, texts), strict=True))
              if found[0] or found[1]]
    for place in places:
        text = texts[place]
        slips = book.slipped[text]
        if slips and slips[0].name < 0:
            yield from _titled(book, row, place)
        elif capital(place):
            if len(text) >= _WHOLE:
                for slot in book.known[text]:
                    if slot.kind != "near" and slot.index not in book.names[slot.name].weak:
                        yield from _beside(book, row, place, slot, slip=False)
            for slot in slips:
                yield from _beside(book, row, place, slot, slip=True)


def _beside(book: WordBook, row: Row, place: int, slot: Slot, *, slip: bool) -> Iterator[Company]:
    """The neighbours of a word that stand for another word of its name."""
    name = book.names[slot.name]
    if len(name.words) < 2:
        return
    for other in (place - 1, place + 1):
        if not 0 <= other < len(row.texts) or not row.capital(other):
            continue
        written = row.texts[other]
        held = book.known[written]
        if (held and any(s.name == slot.name and s.kind != "near" for s in held)) or written in variants_latin.PARTICLES:
            continue
        for index, word in enumerate(name.words):
            if index not in slot.indices() and (_slips(written, word) or (not slip and in_short(written, word))):
                if adjoins(row, max(place, other)):
                    first, last = sorted((place, other))
                    yield Company(row.starts[first], row.end(last), name.person, name.what)
                break
        else:
            if other < place and slot.index and not slip and len(row.texts[place]) >= _FAMILY and _called(row, other, place):
                yield Company(row.starts[other], row.end(place), name.person, name.what)


def _called(row: Row, other: int, place: int) -> bool:
    """Whether the word before a surname looks like what its bearer is called, be it nothing like the recorded name."""
    written = row.texts[other]
    if row.stream.between(row.starts[place]) not in (" ", "\u00a0") or not written.isalpha() or script(written[0]) != script(row.texts[place][0]):
        return False
    if written in variants_latin.TITLES or written in variants_latin.EVERYDAY or not 3 <= len(written) <= _CALLED:
        return False
    return not opens(row, row.starts[other]) or (written[-1] in _OPEN and written not in _SENTENCE)


def _titled(book: WordBook, row: Row, place: int) -> Iterator[Company]:
    """A short form after a title."""
    after = place + 1
    if after >= len(row.texts) or not row.capital(after) or len(row.stream.between(row.starts[after])) > 2:
        return
    written = row.texts[after]
    for key in (written[:3], written[-3:]):
        for word, slot in book.edges.get(key, ()):
            name = book.names[slot.name]
            if len(name.words) > 1 and written != word and in_short(written, word):
                yield Company(row.starts[after], row.end(after), name.person, name.what)


def _slips(written: str, word: str) -> bool:
    """Whether a word is another with a slip, or two where it is long."""
    least = min(len(written), len(word))
    if least < 5 or abs(len(written) - len(word)) > 2 or script(written[0]) not in CASED:
        return False
    allowed = 2 if least >= _LONG else 1
    return 0 < OSA.distance(written, word, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=16384)
def in_short(written: str, word: str) -> bool:
    """Whether a folded word may be the short form of a folded given name, in Latin or Cyrillic letters."""
    if not 3 <= len(written) <= len(word) + 2 or len(word) < 4 or written == word:
        return False
    if script(word[0]) not in CASED or script(written[0]) != script(word[0]):
        return False
    if written in variants_latin.short_forms(word) or written in variants_cyrillic.short_forms(word):
        return True
    shared = _shared(written, word)
    if shared >= 3 or (shared == 2 and len(written) <= 6 and written[0] not in "aeiou"):
        return len(written) - shared <= 4
    behind = _shared(written[::-1], word[::-1])
    if len(written) < len(word) and (behind >= 4 or (behind >= 3 and len(written) - behind <= 2)):
        return True
    stem = _TAIL.sub("", written)
    return (len(stem) >= 3 and stem in word) or (len(written) >= 4 and written[-2:] == word[-2:] and _within(written, word))


def _shared(one: str, two: str) -> int:
    """How many letters two words begin with together."""
    for k, (a, b) in enumerate(zip(one, two, strict=False)):
        if a != b:
            return k
    return min(len(one), len(two))


def _within(few: str, many: str) -> bool:
    """Whether the letters of one word stand in another in the same order."""
    rest = iter(many)
    return all(letter in rest for letter in few)
