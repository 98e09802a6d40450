# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about words that match nothing, laid among those that do.

Whoever decides the queue works at the desk, where no true name may be known.  A queue that held matches
alone would confirm each of them; with as many decoys, chosen by a keyed hash so that they stay the same
while the vault and the options do, an item says no more than "could be".  A decoy is asked like any
other item, and is removed or kept as the reviewer says.  It cannot hide that something matched at all: where
nothing does, nothing is asked.  Words are told by a capital inside a sentence, or by a Korean particle;
texts without either (Chinese, Arabic, Burmese) get none.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casefile.export.review import Item
from casefile.redaction.terms import Span, Tier, What

MOST = 12
_OFTEN = 3
"""A word that stands at more places than this would make a long queue longer."""
_CAPITAL = re.compile(r"(?<=\w )[^\W\d_]{3,}(?![\w'’-])")
_BEFORE_PARTICLE = re.compile(r"(?<![가-힣])[가-힣]{2,3}(?=(?:은|는|이|가|을|를|의|와|과|에게|에서)(?![가-힣]))")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Looked:
    """A text that was searched, as it was searched, and the places something stands at already."""

    where: str
    text: str
    taken: tuple[tuple[int, int], ...]


Decoys = Mapping[tuple[str, int, str], Span]
"""A decoy by its text's place, where it begins and the word itself."""


def choose(looked: Sequence[Looked], queue: Sequence[Item], key: bytes, people: Sequence[str]) -> Decoys:
    """As many decoys as the queue has items that point into the identity vault, as far as words allow.

    `people` are vault ids: an item names a pseudonym, so a decoy does as well.
    """
    shadowed = sorted((item for item in queue if item.points), key=lambda item: item.item)
    people = sorted(people)
    if not shadowed or not people:
        return {}
    places = _places(looked)
    chosen: dict[tuple[str, int, str], Span] = {}
    for word in sorted(places, key=lambda one: _draw(key, "word", one)):
        if len(chosen) >= min(len(shadowed), MOST):
            break
        real = shadowed[len(chosen) % len(shadowed)]
        person = people[int(_draw(key, "person", word), 16) % len(people)]
        tier: Tier = "Q" if real.tier == "Q" else "T4" if real.tier == "T4" else "T3"
        what: What = "place" if real.tier == "Q" else "name"
        for where, start in places[word]:
            chosen[where, start, word] = Span(start, start + len(word), tier, person, "review", real.why, what)
    return chosen


def within(decoys: Decoys, where: str, text: str) -> list[Span]:
    """The decoys of one text."""
    return [span for (place, start, word), span in decoys.items()
            if place == where and text[start:start + len(word)] == word]


def _places(looked: Sequence[Looked]) -> dict[str, list[tuple[str, int]]]:
    """Every word that could be asked about: nowhere matched, and rare."""
    found: dict[str, dict[tuple[str, int], None]] = {}
    matched: set[str] = set()
    for one in looked:
        for start, end in one.taken:
            matched.update(_LETTERS.findall(one.text[start:end]))
        for hit in (*_CAPITAL.finditer(one.text), *_BEFORE_PARTICLE.finditer(one.text)):
            if _could_be_a_name(hit.group()) and not any(hit.start() < end and start < hit.end() for start, end in one.taken):
                found.setdefault(hit.group(), {})[one.where, hit.start()] = None
    return {word: list(places) for word, places in found.items()
            if len(places) <= _OFTEN and word not in matched}


def _could_be_a_name(word: str) -> bool:
    return "가" <= word[0] <= "힣" or (word[0].isupper() and word[1:].islower())


def _draw(key: bytes, what: str, word: str) -> str:
    return hmac.new(key, f"decoy\0{what}\0{word}".encode(), hashlib.sha256).hexdigest()
