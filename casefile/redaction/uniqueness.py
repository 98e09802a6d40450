# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether what is said of a person still fits enough people of the same event.

The measure is k-map over the pool an adversary would search: everyone linked to the incident, else
everyone of the case, exported or not.  A pool member fits where every fact that is said is equal for
her at the same step of the ladder; a fact nobody recorded counts as fitting.  Ladders are climbed
person by person until k reaches the threshold, down to silence.  Pure functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from casefile.redaction import generalise

Facts = Mapping[str, Any]
"""What is recorded of a person, by ladder (see `generalise.facts`)."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The people somebody could be taken for; those with the same facts are kept once, with their number."""

    groups: tuple[tuple[Facts, int], ...]
    size: int

    @classmethod
    def of(cls, people: Iterable[Facts]) -> Pool:
        """The pool of these people."""
        numbers = Counter(tuple(sorted(person.items())) for person in people)
        return cls(tuple((dict(facts), number) for facts, number in numbers.items()), numbers.total())


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands: the level of each ladder, and how many of the pool fit what is said."""

    levels: Mapping[str, int]
    k: int
    pool: int


@dataclass(frozen=True, slots=True)
class Unique:
    """At most two recorded facts that would single somebody out: the words, and how many people they fit."""

    facts: tuple[str, ...]
    k: int


def fits(said: Mapping[str, str], levels: Mapping[str, int], other: Facts) -> bool:
    """Whether a pool member could be the person of whom `said` is said."""
    for name, words in said.items():
        if name not in other:
            continue
        hers = generalise.say(name, other[name], levels[name])
        if hers and hers != words:
            return False
    return True


def said_of(person: Facts, levels: Mapping[str, int]) -> dict[str, str]:
    """What is said of a person at these levels; facts that fell silent are missing."""
    words = {name: generalise.say(name, value, levels[name]) for name, value in person.items() if name in levels}
    return {name: text for name, text in words.items() if text}


def count(person: Facts, levels: Mapping[str, int], pool: Pool) -> int:
    """k: how many of the pool (which holds the person herself) fit what is said of her."""
    said = said_of(person, levels)
    return sum(number for other, number in pool.groups if fits(said, levels, other))


def climb(person: Facts, pool: Pool, start: Mapping[str, int], threshold: int) -> Standing:
    """Climb the ladders from `start` until `threshold` people fit, or nothing more can be left unsaid.

    Each step is the one that gains most people; among equals the one that costs the reader least.
    """
    levels = dict(start)
    k = count(person, levels, pool)
    while k < threshold:
        steps = [name for name in generalise.FIELDS if name in levels and _speaks(person, name, levels[name])]
        if not steps:
            break
        tried = {name: count(person, {**levels, name: _next(person, name, levels[name])}, pool) for name in steps}
        best = max(steps, key=lambda name: (tried[name], -generalise.FIELDS.index(name)))
        levels[best] = _next(person, best, levels[best])
        k = tried[best]
    return Standing(levels, k, pool.size)


def _speaks(person: Facts, name: str, level: int) -> bool:
    return name in person and bool(generalise.say(name, person[name], level))


def _next(person: Facts, name: str, level: int) -> int:
    """The next level at which something else is said."""
    now = generalise.say(name, person[name], level)
    for higher in range(level + 1, generalise.TOP[name]):
        if generalise.say(name, person[name], higher) != now:
            return higher
    return generalise.TOP[name]


def minimal_uniques(person: Facts, pool: Pool, names: Collection[str]) -> list[Unique]:
    """The smallest sets (one or two) of recorded facts that fit this person alone, in words."""
    found: list[frozenset[str]] = []
    answer = []
    exact = dict.fromkeys(generalise.TOP, 0)
    known = [name for name in generalise.FIELDS if name in names and name in person]
    for size in (1, 2):
        for chosen in combinations(known, size):
            if any(smaller <= set(chosen) for smaller in found):
                continue
            some = {name: person[name] for name in chosen}
            if pool.size > 1 and count(some, exact, pool) == 1:
                found.append(frozenset(chosen))
                answer.append(Unique(tuple(_in_words(name, person[name]) for name in chosen), 1))
    return answer


def _in_words(name: str, value: Any) -> str:
    words = generalise.say(name, value, 0)
    return f"age {words}" if name == "age" else words
