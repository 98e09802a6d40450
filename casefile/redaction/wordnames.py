# SPDX-License-Identifier: GPL-3.0-or-later
"""Names made of words: each word in its forms, then two words of one name side by side.

A whole name is two or more of its words in any order, with particles, initials or one other
capitalised word between them.  One word alone, or a word with initials, is part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from rapidfuzz.distance import OSA

from casefile.redaction import genders, variants_arabic, variants_cyrillic, variants_kana, variants_latin
from casefile.redaction.respelled import spellings
from casefile.redaction.scripts import CASED, UNSPACED, script, script_of
from casefile.redaction.stream import folded, words
from casefile.redaction.terms import What

MOST_OUTLINES = 96
LONGEST_ENDING = 5
LONGEST_TOGETHER = 60
"""A word longer than this is not tried as two words of a name run together: a line of letters is no name."""
LEAST_MISREAD = 5
"""A word has so many letters at least before a machine may have misread it."""
LEAST_SLIPPED = 6
"""A word has so many letters at least before one of them may be wrong."""
KINDS = ("same", "form", "ending", "near")
"""How surely a word is a word of a name, surest first."""


@dataclass(frozen=True, slots=True)
class WordName:
    """One name: whose it is, how many words it has, which of them alone say little, and the little words between."""

    person: str
    what: What
    words: tuple[str, ...]
    weak: frozenset[int] = frozenset()
    initials: frozenset[str] = frozenset()
    particles: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a text that may be word `index` of name `name`; `kind` same, form, ending (with an ending
    grown on to it) or near.

    `also` is a second word of the name run together with it (Abdurrahman), or -1.
    """

    name: int
    index: int
    kind: str
    also: int = -1

    def indices(self) -> set[int]:
        """The words of the name it stands for."""
        return {self.index, self.also} - {-1}


class _Known(dict[str, tuple[Slot, ...]]):
    """Word to what it may be; the same words come again and again, so answers are kept."""

    def __init__(self, book: WordBook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, token: str) -> tuple[Slot, ...]:
        if len(self) > 200_000:
            self.clear()
        found = self[token] = tuple(self._book.look_up(token))
        return found


class _Slipped(dict[str, tuple[Slot, ...]]):
    """Word to the words of names it is one slip away from, and a slot of no name for a title; words come again."""

    def __init__(self, book: WordBook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, token: str) -> tuple[Slot, ...]:
        if len(self) > 200_000:
            self.clear()
        found = self[token] = (Slot(-1, 0, "title"),) if token in variants_latin.TITLES else tuple(self._book.slips(token))
        return found


@dataclass(slots=True)
class WordBook:
    """The words of all names.

    `edges` holds long words by their first and by their last letters, `lacking` by what is left of them with one
    letter out, `misread` by what a reading machine cannot tell apart.
    """

    names: list[WordName] = field(default_factory=list)
    forms: dict[str, list[Slot]] = field(default_factory=dict)
    shapes: dict[str, list[tuple[re.Pattern[str], Slot]]] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, Slot]]] = field(default_factory=dict)
    edges: dict[str, list[tuple[str, Slot]]] = field(default_factory=dict)
    lacking: dict[str, list[tuple[str, Slot]]] = field(default_factory=dict)
    misread: dict[str, list[Slot]] = field(default_factory=dict)
    known: _Known = field(init=False)
    slipped: _Slipped = field(init=False)

    def __post_init__(self) -> None:
        self.known = _Known(self)
        self.slipped = _Slipped(self)

    def add(self, person: str, what: What, value: str) -> None:
        """Add one written name of two words or more."""
        chunks = [chunk for chunk in re.split(r"\s+", value) if words(chunk)]
        main = [(chunk, folded(chunk)) for chunk in chunks]
        main = [(chunk, letters) for chunk, letters in main if letters not in variants_latin.PARTICLES] or main
        name = len(self.names)
        weak = frozenset(k for k, (_, letters) in enumerate(main) if variants_cyrillic.is_patronymic(letters)
                         or len(letters) < 3)
        self.names.append(WordName(person, what, tuple(letters for _, letters in main), weak,
                                   frozenset(letter for chunk, letters in main for letter in _initials(chunk, letters)),
                                   _particles(chunks, [chunk for chunk, _ in main])))
        for index, (chunk, letters) in enumerate(main):
            self._add_word(name, index, chunk, letters, script_of(letters))
        if len(main) > 1 and script_of(main[0][1]) == "Latn":
            places = [chunks.index(chunk) for chunk, _ in main]
            for other in map(str.split, spellings(" ".join(chunks))):
                for index, place in enumerate(places if len(other) == len(chunks) else ()):
                    self._form(folded(other[place]), Slot(name, index, "form"))

    def _add_word(self, name: int, index: int, chunk: str, letters: str, kind: str) -> None:
        self._form(letters, Slot(name, index, "same"))
        if kind in CASED and index not in self.names[name].weak:
            self._loosely(letters, Slot(name, index, "near"))
        if kind in CASED and len(self.names[name].words) > 1 and len(letters) >= 5:
            others = genders.counterparts(letters)
            if kind == "Cyrl":
                near = variants_cyrillic.neighbouring(chunk)
                cases = [variants_cyrillic.forms(one) for one in (near, *others, *genders.counterparts(folded(near)))]
                others = {form for row in cases for case in row for form in (case, case.replace("ы", "и"))}
            for other in others:
                self._form(other, Slot(name, index, "form"))
        if kind == "Cyrl":
            for form in variants_cyrillic.forms(chunk) | variants_cyrillic.short_forms(chunk):
                self._form(form, Slot(name, index, "form"))
            options = variants_cyrillic.latin_letters(chunk)
            pattern = "".join(map(_either, options))
            self._shape(pattern + "(?:a|u|om|e|ym|oy|oi)?", _outlines(options), Slot(name, index, "form"))
            self._stem(letters, kind, Slot(name, index, "near"))
        elif kind == "Arab":
            stem = variants_arabic.base(letters)
            self._form(stem, Slot(name, index, "same"))
            self._stem(stem, kind, Slot(name, index, "near"))
            pattern, outlines = variants_arabic.latin(stem)
            self._shape(pattern, outlines, Slot(name, index, "form"))
        else:
            parts = words(chunk)
            article = len(parts) > 1 and parts[0] in variants_latin.PARTICLES
            stem = "".join(parts[1:]) if article else letters
            for form in {stem, *variants_latin.written_out(chunk), *(parts if min(map(len, parts)) > 3 else ())}:
                self._form(form, Slot(name, index, "same" if form == stem else "form"))
            for short in (*variants_latin.short_forms(letters), *(variants_kana.respelled(letters) if kind == "Latn" else ())):
                self._form(short, Slot(name, index, "form"))
            if kind == "Latn" and len(stem) >= 4 and stem[-1] not in "sxz":
                self._form(stem + "s", Slot(name, index, "form"))  # the family, or a possessive without its sign
            if kind not in ("Latn", "Mymr"):
                options = variants_latin.transliterated(chunk)
                vowels = "[aeiou]{0,2}" if kind == "Hebr" else ""
                self._shape(vowels.join(_either(row) for row in options), _outlines(options), Slot(name, index,
                                                                                                   "form"))
            self._stem(stem, kind, Slot(name, index, "near"))

    def _stem(self, stem: str, kind: str, slot: Slot) -> None:
        if len(stem) >= (4 if kind in CASED else 3) and kind not in UNSPACED:
            self.stems.setdefault(stem[:3], []).append((stem, slot))

    def _loosely(self, letters: str, slot: Slot) -> None:
        """Keep a word for its short forms and for slips."""
        if len(letters) >= 4:
            for key in {letters[:3], letters[-3:]}:
                self.edges.setdefault(key, []).append((letters, slot))
        if len(letters) >= LEAST_MISREAD:
            self.misread.setdefault(seen_as(letters), []).append(slot)
        if len(letters) >= LEAST_SLIPPED:
            for short in {letters, *_lacking(letters)}:
                self.lacking.setdefault(short, []).append((letters, slot))

    def slips(self, token: str) -> Iterator[Slot]:
        """The words of names that a folded word is one slip away from."""
        if LEAST_SLIPPED <= len(token) <= LONGEST_TOGETHER and script(token[0]) in CASED:
            held = {item for short in (token, *_lacking(token)) for item in self.lacking.get(short, ())}
            yield from (slot for word, slot in held if OSA.distance(token, word, score_cutoff=1) == 1)

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
        return self.known[token]

    def look_up(self, token: str) -> Iterator[Slot]:
        """What a folded word may be, worked out anew."""
        if len(token) < 2:
            return
        kind = script(token[0])
        candidates = (variants_arabic.stripped(token) if kind == "Arab" else variants_arabic.stripped_hebrew(token)
                      if kind == "Hebr" else variants_arabic.stripped_ethiopic(token) if kind == "Ethi" else [token])
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
        for form in candidates:
            for stem, slot in self.stems.get(form[:3], ()):
                if (slot.name, slot.index) not in seen:
                    if form.startswith(stem) and 0 < len(form) - len(stem) <= LONGEST_ENDING:
                        yield replace(slot, kind="ending")
                    elif len(stem) >= 5 and kind != "Arab" and _inflected(form, stem):
                        yield slot
        if not seen and kind == "Latn" and len(token) >= LEAST_MISREAD:
            yield from self.misread.get(seen_as(token), ())
        if not seen and 6 <= len(token) <= LONGEST_TOGETHER:
            yield from self._run_together(token)

    def _run_together(self, token: str) -> Iterator[Slot]:
        for cut in range(3, len(token) - 2):
            left = self.slots(token[:cut])
            for one, two in product(left, self.slots(token[cut:]) if left else ()):
                if one.name == two.name and one.index != two.index and "near" not in (one.kind, two.kind) \
                        and one.also == two.also == -1:
                    yield Slot(one.name, one.index, "same" if one.kind == two.kind == "same" else "form", two.index)


def _particles(chunks: list[str], main: list[str]) -> tuple[frozenset[str], ...]:
    """The little words before each word of a name; nothing where it has none."""
    if len(chunks) == len(main):
        return ()
    found: list[frozenset[str]] = []
    before: set[str] = set()
    for chunk in chunks:
        if len(found) < len(main) and chunk == main[len(found)]:
            found.append(frozenset(before))
            before = set()
        else:
            before.add(folded(chunk))
    return tuple(found)


def seen_as(letters: str) -> str:
    """A folded Latin word with all that a reading machine takes for one another written as one of them."""
    return letters.replace("rn", "m").replace("vv", "w").replace("cl", "d").replace("l", "i")


def _lacking(letters: str) -> list[str]:
    return [letters[:k] + letters[k + 1:] for k in range(len(letters))]


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
