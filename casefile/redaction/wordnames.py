# SPDX-License-Identifier: GPL-3.0-or-later
"""Names made of words: each word in its forms, then two words of one name side by side.

A whole name is two or more of its words in any order, with particles, initials or one other
capitalised word between them.  One word alone, or a word with initials, is part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product

from casefile.redaction import variants_arabic, variants_cyrillic, variants_latin
from casefile.redaction.normal import SOFT, STOP, Stream, folded, words
from casefile.redaction.scripts import script, script_of
from casefile.redaction.terms import What

MOST_OUTLINES = 96
LONGEST_TOGETHER = 60
"""A word longer than this is not tried as two words of a name run together: a line of letters is no name."""
_KINDS = ("same", "form", "near")
_SMALL = frozenset("am an as at be by do go he if in is it me my no of on or so to up us we".split())
"""Words of every English sentence, which are no other spelling of a name while they stand without a capital."""
_JOINED = frozenset("-‐‑–'’ʼ")


@dataclass(frozen=True, slots=True)
class WordName:
    """One name: whose it is, how many words it has, and which of them alone say little."""

    person: str
    what: What
    words: tuple[str, ...]
    weak: frozenset[int] = frozenset()
    initials: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a text that may be word `index` of name `name`; `kind` same, form or near.

    `also` is a second word of the name run together with it (Abdurrahman), or -1.
    """

    name: int
    index: int
    kind: str
    also: int = -1

    def indices(self) -> set[int]:
        """The words of the name it stands for."""
        return {self.index, self.also} - {-1}


@dataclass(slots=True)
class WordBook:
    """The words of all names."""

    names: list[WordName] = field(default_factory=list)
    forms: dict[str, list[Slot]] = field(default_factory=dict)
    shapes: dict[str, list[tuple[re.Pattern[str], Slot]]] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, Slot]]] = field(default_factory=dict)
    known: dict[str, tuple[Slot, ...]] = field(default_factory=dict)

    def add(self, person: str, what: What, value: str) -> None:
        """Add one written name of two words or more."""
        chunks = [chunk for chunk in re.split(r"\s+", value) if words(chunk)]
        main = [(chunk, folded(chunk)) for chunk in chunks]
        main = [(chunk, letters) for chunk, letters in main if letters not in variants_latin.PARTICLES] or main
        name = len(self.names)
        weak = frozenset(k for k, (_, letters) in enumerate(main) if variants_cyrillic.is_patronymic(letters)
                         or len(letters) < 3)
        self.names.append(WordName(person, what, tuple(letters for _, letters in main), weak,
                                   frozenset(letter for chunk, letters in main for letter in _initials(chunk, letters))))
        for index, (chunk, letters) in enumerate(main):
            self._add_word(name, index, chunk, letters, script_of(letters))

    def _add_word(self, name: int, index: int, chunk: str, letters: str, kind: str) -> None:
        self._form(letters, Slot(name, index, "same"))
        if kind == "Cyrl":
            for form in variants_cyrillic.forms(chunk) | variants_cyrillic.short_forms(chunk):
                self._form(form, Slot(name, index, "form"))
            options = variants_cyrillic.latin_letters(chunk)
            pattern = "".join(map(_either, options))
            self._shape(pattern + "(?:a|u|om|e|ym|oy|oi)?", _outlines(options), Slot(name, index, "form"))
        elif kind == "Arab":
            stem = variants_arabic.base(letters)
            self._form(stem, Slot(name, index, "same"))
            pattern, outlines = variants_arabic.latin(stem)
            self._shape(pattern, outlines, Slot(name, index, "form"))
        else:
            parts = words(chunk)
            article = len(parts) > 1 and parts[0] in variants_latin.PARTICLES
            stem = "".join(parts[1:]) if article else letters
            for form in {stem, *variants_latin.written_out(chunk), *(parts if min(map(len, parts)) > 3 else ())}:
                self._form(form, Slot(name, index, "same" if form == stem else "form"))
            for short in variants_latin.short_forms(letters):
                self._form(short, Slot(name, index, "form"))
            if kind == "Latn" and len(stem) >= 4 and stem[-1] not in "sxz":
                self._form(stem + "s", Slot(name, index, "form"))  # the family, or a possessive without its sign
            if kind not in ("Latn", "Mymr"):
                options = variants_latin.transliterated(chunk)
                vowels = "[aeiou]{0,2}" if kind == "Hebr" else ""
                self._shape(vowels.join(_either(row) for row in options), _outlines(options), Slot(name, index,
                                                                                                   "form"))
            if len(stem) >= 5 and kind != "Mymr":
                self.stems.setdefault(stem[:4], []).append((stem, Slot(name, index, "near")))

    def _form(self, letters: str, slot: Slot) -> None:
        held = self.forms.setdefault(letters, [])
        if not any((s.name, s.index) == (slot.name, slot.index) for s in held):
            held.append(slot)

    def _shape(self, pattern: str, outlines: set[str], slot: Slot) -> None:
        compiled = re.compile(pattern)
        for outline in outlines:
            if outline:
                self.shapes.setdefault(outline, []).append((compiled, slot))

    def slots(self, token: str) -> tuple[Slot, ...]:
        """What a folded word of a text may be."""
        found = self.known.get(token)
        if found is None:
            found = self.known[token] = tuple(self._look_up(token))
            if len(self.known) > 200_000:
                self.known.clear()
        return found

    def _look_up(self, token: str) -> Iterator[Slot]:
        if len(token) < 2:
            return
        kind = script(token[0])
        candidates = (variants_arabic.stripped(token) if kind == "Arab"
                      else variants_arabic.stripped_hebrew(token) if kind == "Hebr" else [token])
        seen: set[tuple[int, int]] = set()
        for form in candidates:
            for slot in self.forms.get(form, ()):
                if (slot.name, slot.index) not in seen:
                    seen.add((slot.name, slot.index))
                    yield slot
        if kind == "Latn" and self.shapes:
            for pattern, slot in self.shapes.get(variants_arabic.bones(token), ()):
                if (slot.name, slot.index) not in seen and pattern.fullmatch(token):
                    seen.add((slot.name, slot.index))
                    yield slot
        for stem, slot in self.stems.get(token[:4], ()):
            if (slot.name, slot.index) not in seen and _inflected(token, stem):
                yield slot
        if not seen and 6 <= len(token) <= LONGEST_TOGETHER:
            yield from self._run_together(token)

    def _run_together(self, token: str) -> Iterator[Slot]:
        for cut in range(3, len(token) - 2):
            left = self.slots(token[:cut])
            for one, two in product(left, self.slots(token[cut:]) if left else ()):
                if one.name == two.name and one.index != two.index and "near" not in (one.kind, two.kind) \
                        and one.also == two.also == -1:
                    yield Slot(one.name, one.index, "same" if one.kind == two.kind == "same" else "form", two.index)


def _initials(chunk: str, letters: str) -> set[str]:
    """The letters a word may be shortened to, in its own script and in Latin."""
    kind = script_of(letters)
    latin = (variants_cyrillic.latin_letters(chunk)[:1] if kind == "Cyrl"
             else [] if kind == "Latn" else variants_latin.transliterated(chunk)[:1])
    return {letters[0], *(option[0] for row in latin for option in row if option)}


def _inflected(token: str, stem: str) -> bool:
    """Whether a word may be another in a case of some language: all but its last letters are the same."""
    kept = len(stem) - (2 if len(stem) >= 7 else 1)
    return token != stem and len(token) <= len(stem) + 3 and token.startswith(stem[:kept])


def _either(row: tuple[str, ...]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, row), key=len, reverse=True)) + ")"


def _outlines(options: list[tuple[str, ...]]) -> set[str]:
    found = {""}
    for row in options:
        parts = {variants_arabic.bones(option) for option in row}
        found = {variants_arabic.joined(a, b) for a, b in product(found, parts)}
        if len(found) > MOST_OUTLINES:
            found = set(sorted(found, key=len)[:MOST_OUTLINES])
    return found


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a stream: letters start..end, folded text, whether written with a capital."""

    start: int
    end: int
    text: str
    capital: bool


def tokens(stream: Stream) -> list[Token]:
    """The words of a stream: parted by gaps, digits, humps and changes of script."""
    found: list[Token] = []
    letters, gaps = stream.letters, stream.gaps
    stream.begins(0)
    cuts = [k for k, head in enumerate(stream.heads) if head and gaps[k] != SOFT]
    for start, end in pairwise([*cuts, len(letters)]):
        found.append(Token(start, end, letters[start:end], not stream.raw(start).islower()))
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """Words first..last (indices of tokens, inclusive) that belong to one name."""

    start: int
    end: int
    name: int
    slots: frozenset[int]
    kinds: frozenset[str]
    capital: bool


def search(book: WordBook, stream: Stream, row: list[Token]) -> Iterator[Found]:
    """Every run of words of one name among the tokens of a stream; runs of one word included."""
    slotted = [tuple(slot for slot in book.slots(token.text) if slot.kind == "same")
               if token.text in _SMALL and not token.capital else book.slots(token.text) for token in row]
    for position, slots in enumerate(slotted):
        for name in {slot.name for slot in slots}:
            if position and _continues(row, slotted, position, name, stream):
                continue
            yield _run(row, slotted, position, name, stream, book.names[name].initials)


def _run(row: list[Token], slotted: list[tuple[Slot, ...]], first: int, name: int, stream: Stream,
         initials: frozenset[str]) -> Found:
    held: set[int] = set()
    kinds: set[str] = set()
    last = position = first
    skipped = 0
    while position < len(row):
        if position > first and not _near(stream, row[position]):
            break
        fitting = [s for s in slotted[position] if s.name == name and not s.indices() & held]
        if fitting:
            best = min(fitting, key=lambda s: (_KINDS.index(s.kind), s.index))
            held |= best.indices()
            kinds.add(best.kind)
            last, skipped = position, 0
        elif _initial(row, position, stream, initials):
            last, skipped = position, 0
        else:
            token = row[position]
            skipped += 2 if len(token.text) > 1 and token.text not in variants_latin.PARTICLES else 1
            if skipped > 2 or (skipped == 2 and not token.capital and token.text not in variants_latin.PARTICLES):
                break
        position += 1
    begin = first
    while begin and first - begin < 3 and _initial(row, begin - 1, stream, initials):
        begin -= 1
    while begin and row[begin - 1].text in variants_latin.PARTICLES and stream.between(row[begin].start) in _JOINED:
        begin -= 1
    return Found(row[begin].start, row[last].end, name, frozenset(held), frozenset(kinds), row[first].capital)


def _initial(row: list[Token], position: int, stream: Stream, initials: frozenset[str]) -> bool:
    """Whether the word here is a capital with a dot that one of the name's words begins with."""
    token = row[position]
    after = stream.layer.text[stream.at[token.end - 1] + 1:][:1]
    return len(token.text) == 1 and token.capital and after == "." and token.text in initials


def _continues(row: list[Token], slotted: list[tuple[Slot, ...]], position: int, name: int,
               stream: Stream) -> bool:
    """Whether an earlier word of the same name already leads here."""
    return (_near(stream, row[position]) and any(s.name == name for s in slotted[position - 1])
            and len({k for s in (*slotted[position - 1], *slotted[position]) if s.name == name
                     for k in s.indices()}) > 1)


def _near(stream: Stream, token: Token) -> bool:
    between = stream.between(token.start)
    if stream.gaps[token.start] == STOP:
        return len(between) <= 3 and not set(between) - set(", ،、，\n") and sum(c in ",،、，" for c in between) == 1
    return len(between) <= 4 and between.count("\n") <= 1
