# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of one name side by side in a text, in any order, with particles, initials or one other
capitalised word between them.

Says which words of which name stand where; what that is worth is the matcher's to say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from casefile.redaction import variants_latin
from casefile.redaction.normal import SOFT, STOP
from casefile.redaction.stream import Stream
from casefile.redaction.wordnames import KINDS, Slot, WordBook, WordName

_SMALL = frozenset("am an as at be by do go he if in is it me my no of on or so to up us we".split())
"""Words of every English sentence, which are no other spelling of a name while they stand without a capital."""
_JOINED = frozenset("-‐‑–'’ʼ")


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a stream, parted by gaps but not by apostrophes: word p is `texts[p]`, letters
    `starts[p]`..`starts[p] + len(texts[p])`."""

    stream: Stream
    starts: list[int]
    texts: list[str]

    def end(self, position: int) -> int:
        """Where a word ends."""
        return self.starts[position] + len(self.texts[position])

    def capital(self, position: int) -> bool:
        """Whether a word is written with a capital, or in letters that have none."""
        return not self.stream.raw(self.starts[position]).islower()

    def within(self, start: int, end: int) -> list[str]:
        """The words that begin among letters start..end."""
        return self.texts[bisect_left(self.starts, start):bisect_left(self.starts, end)]


def row_of(stream: Stream) -> Row:
    """The words of a stream."""
    if SOFT not in stream.gaps:
        return Row(stream, stream.starts, stream.words())
    starts = [k for k in stream.starts if stream.gaps[k] != SOFT]
    return Row(stream, starts, [stream.letters[a:b] for a, b in pairwise([*starts, len(stream.letters)])])


@dataclass(frozen=True, slots=True)
class Found:
    """Letters start..end, whose words belong to one name; `near` is the size of the shortest word only near to one."""

    start: int
    end: int
    name: int
    slots: frozenset[int]
    kinds: frozenset[str]
    capital: bool
    near: int = 99


def search(book: WordBook, row: Row) -> Iterator[Found]:
    """Every run of words of one name in a row; runs of one word included."""
    slotted = list(map(book.known.__getitem__, row.texts))
    for position, slots in enumerate(slotted):
        if slots and row.texts[position] in _SMALL and not row.capital(position):
            slotted[position] = tuple(slot for slot in slots if slot.kind == "same")
    for position, slots in enumerate(slotted):
        for name in {slot.name for slot in slots} if slots else ():
            if position and _continues(row, slotted, position, name):
                continue
            yield _run(row, slotted, position, name, book.names[name])


def _run(row: Row, slotted: list[tuple[Slot, ...]], first: int, name: int, known: WordName) -> Found:
    initials = known.initials
    held: set[int] = set()
    kinds: set[str] = set()
    near = 99
    last = position = first
    skipped = opening = 0
    little = frozenset().union(*known.particles) if known.particles else frozenset[str]()
    while position < len(slotted):
        if position > first and not adjoins(row, position):
            break
        fitting = [s for s in slotted[position] if s.name == name and not s.indices() & held]
        if fitting:
            best = min(fitting, key=lambda s: (KINDS.index(s.kind), s.index))
            held |= best.indices()
            kinds.add(best.kind)
            near = min(near, len(row.texts[position])) if best.kind == "near" else near
            opening = best.index if position == first else opening
            last, skipped = position, 0
        elif _initial(row, position, initials):
            last, skipped = position, 0
        elif not (little and _little(row, position, position, little)):
            text = row.texts[position]
            particle = text in variants_latin.PARTICLES
            skipped += 2 if len(text) > 1 and not particle else 1
            if skipped > 2 or (skipped == 2 and not particle and not row.capital(position)):
                break
        position += 1
    begin = first
    while begin and first - begin < 3 and _initial(row, begin - 1, initials):
        begin -= 1
    while begin and row.texts[begin - 1] in variants_latin.PARTICLES and row.stream.between(row.starts[begin]) in _JOINED:
        begin -= 1
    before = known.particles[opening] if little else little
    if before and not (begin and _little(row, begin - 1, begin, before)):
        while last + 1 < len(row.texts) and len(held) > 1 and _little(row, last + 1, last + 1, before):
            last += 1  # Quistworth, Talorind van der
    while before and begin and _little(row, begin - 1, begin, before):
        begin -= 1
    return Found(row.starts[begin], row.end(last), name, frozenset(held), frozenset(kinds), row.capital(first), near)


def _little(row: Row, position: int, gap: int, particles: frozenset[str]) -> bool:
    """Whether the word here is one of the little words of the name, or the first letter of one with a stop."""
    text = row.texts[position]
    short = len(text) == 1 and any(word[0] == text for word in particles) and _stopped(row, position)
    return (short or text in particles) and adjoins(row, gap)


def _initial(row: Row, position: int, initials: frozenset[str]) -> bool:
    """Whether the word here is a capital with a dot that one of the name's words begins with."""
    text = row.texts[position]
    if len(text) != 1 or text not in initials or not row.capital(position):
        return False
    return _stopped(row, position)


def _stopped(row: Row, position: int) -> bool:
    """Whether a stop follows the first letter of the word here."""
    after = row.stream.at[row.starts[position]] + 1
    return row.stream.layer.text[after:after + 1] == "."


def _continues(row: Row, slotted: list[tuple[Slot, ...]], position: int, name: int) -> bool:
    """Whether an earlier word of the same name already leads here."""
    before = slotted[position - 1]
    return (bool(before) and any(s.name == name for s in before) and adjoins(row, position)
            and len({k for s in (*before, *slotted[position]) if s.name == name for k in s.indices()}) > 1)


def adjoins(row: Row, position: int) -> bool:
    """Whether the word at this position stands so near the one before that both may be one name: blanks, one line end, or one
    comma between them."""
    start = row.starts[position]
    between = row.stream.between(start)
    if row.stream.gaps[start] == STOP:
        return len(between) <= 3 and not set(between) - set(", ،、，\n") and sum(c in ",،、，" for c in between) == 1
    return len(between) <= 4 and between.count("\n") <= 1
