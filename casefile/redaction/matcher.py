# SPDX-License-Identifier: GPL-3.0-or-later
"""The matcher: finds in any text what must not leave.

`compile` once, `find` often.  Finds every known name in every spelling the variants know, in every
view of the text, and unites what overlaps.  It never changes text and never remembers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from casefile.redaction import sounds, wordnames
from casefile.redaction.boundaries import ends_word, judge, starts_word
from casefile.redaction.compile import Book, Entry, compile_book
from casefile.redaction.normal import Layer, Stream, folded, normalise
from casefile.redaction.resolve import Hit, resolve
from casefile.redaction.terms import KnownPerson, Span, Tier
from casefile.redaction.views import views


@dataclass(frozen=True, slots=True)
class _Automaton:
    keys: list[str]
    machine: ahocorasick_rs.AhoCorasick | None

    @classmethod
    def of(cls, keys: Iterable[str]) -> _Automaton:
        listed = [key for key in keys if key]
        return cls(listed, ahocorasick_rs.AhoCorasick(listed, store_patterns=False) if listed else None)

    def search(self, text: str) -> Iterator[tuple[str, int, int]]:
        if self.machine is None or not text:
            return
        for index, start, end in self.machine.find_matches_as_indexes(text, overlapping=True):
            yield self.keys[index], start, end


class Matcher:
    """A compiled dictionary of everybody in the identity vault."""

    def __init__(self, book: Book, public: frozenset[str]) -> None:
        self._book = book
        self._public = public
        self._rows = _Automaton.of(book.rows)
        self._sounds = _Automaton.of(book.sounds)

    @classmethod
    def compile(cls, people: Sequence[KnownPerson], public_contacts: Sequence[str] = ()) -> Matcher:
        """The matcher for these people; what `public_contacts` says is never matched."""
        return cls(compile_book(people), frozenset(folded(value) for value in public_contacts))

    def find(self, text: str) -> list[Span]:
        """Every span of `text` (code point offsets) that must not leave, merged and sorted."""
        hits: list[Hit] = []
        for view in views(Layer.whole(text)):
            stream = normalise(view)
            hits += self._find_rows(stream)
            hits += self._find_sounds(stream)
            hits += self._find_words(stream)
        return resolve(text, hits, self._public)

    def _find_rows(self, stream: Stream) -> Iterator[Hit]:
        for key, start, end in self._rows.search(stream.letters):
            for entry in self._book.rows[key]:
                sure = judge(stream, start, end, entry.splits, entry.rule)
                if sure != "no":
                    yield _hit(stream, start, end, entry, sure == "yes")

    def _find_sounds(self, stream: Stream) -> Iterator[Hit]:
        outline = sounds.outline_of(stream)
        for key, first, last in self._sounds.search(outline.text):
            start, end = outline.first[first], outline.last[last - 1] + 1
            if not (starts_word(stream, start) and ends_word(stream, end)):
                continue
            written = sounds.written_form(stream, start, end)
            for sound, entry in self._book.sounds[key]:
                if sound.confirms(written):
                    yield _hit(stream, start, end, entry, sounds.is_clear(stream, start, end))

    def _find_words(self, stream: Stream) -> Iterator[Hit]:
        book = self._book.words
        for found in wordnames.search(book, stream):
            name = book.names[found.name]
            strong = found.slots - name.weak
            tier: Tier = "T3"
            if len(found.slots) > 1 and strong and (len(strong) > 1 or len(name.words) == 2):
                tier = "T1" if found.kinds == {"same"} else "T2"
            elif not strong or not found.capital or found.end - found.start < 4:
                continue
            entry = Entry(name.person, tier, name.what, "part of a name" if tier == "T3" else "the name", "words")
            yield _hit(stream, found.start, found.end, entry, True)


def _hit(stream: Stream, start: int, end: int, entry: Entry, sure: bool) -> Hit:
    first, last = stream.span(start, end)
    replace = sure and entry.tier in ("T1", "T2", "P")
    return Hit(first, last, entry.tier, entry.person, "replace" if replace else "review", entry.why, entry.what)
