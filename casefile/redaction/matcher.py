# SPDX-License-Identifier: GPL-3.0-or-later
"""The matcher: finds in any text what must not leave.

`compile` once, `find` often.  Finds every known name in every spelling the variants know, in every
view of the text, and unites what overlaps.  It never changes text and never remembers it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import ahocorasick_rs

from casefile.errors import Refused
from casefile.redaction import beside, days, fuzzy, hints, skeleton, sounds, wordruns
from casefile.redaction.boundaries import judge
from casefile.redaction.compile import Book, Entry, compile_book
from casefile.redaction.doubts import heard_only, opens
from casefile.redaction.normal import FOLD, Layer
from casefile.redaction.resolve import Hit, resolve
from casefile.redaction.scripts import CASED, UNSPACED, script
from casefile.redaction.stream import Stream, folded, normalise
from casefile.redaction.terms import KnownPerson, Span, Tier
from casefile.redaction.variants_latin import EVERYDAY
from casefile.redaction.views import views
from casefile.redaction.wordnames import LONGEST_ENDING
from casefile.redaction.wordruns import Found, Row


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
        self._spoiled = _Automaton.of(book.spoiled)
        self._openings = frozenset(row[:k] for row in book.sounds for k in range(1, len(row) + 1))
        self._heard: dict[tuple[str, str], tuple[Entry, ...]] = {}

    @classmethod
    def compile(cls, people: Sequence[KnownPerson], public_contacts: Sequence[str] = ()) -> Matcher:
        """The matcher for these people; what `public_contacts` says is never matched."""
        made = cls(compile_book(people), frozenset(folded(value) for value in public_contacts))
        made.prove(people)
        return made

    def prove(self, people: Sequence[KnownPerson]) -> None:
        """Find every recorded name in a planted text; Refused where one is missed (then nothing may leave)."""
        text = ""
        planted: list[tuple[int, int]] = []
        for name in (name for person in people for name in (*person.names, *chain(*person.relatives))):
            if len(folded(name.value)) >= 3:
                planted.append((len(text), len(text) + len(name.value)))
                text += f"{name.value}\n\n"
        seen = bytearray(len(text))
        for span in self.find(text):
            seen[span.start:span.end] = b"\1" * (span.end - span.start)
        if any(FOLD[text[k]] and not isinstance(FOLD[text[k]], int) and not seen[k]
               for start, end in planted for k in range(start, end)):
            raise Refused("The search for names missed one it was given, so it cannot be trusted.", kind="self-test")

    def find(self, text: str) -> list[Span]:
        """Every span of `text` (code point offsets) that must not leave, merged and sorted."""
        hits: list[Hit] = []
        for view in views(Layer.whole(text)):
            stream = normalise(view)
            hits += self._find_rows(stream)
            if view.label == "reading":
                continue  # only Hangul names are read out of other letters
            hits += self._find_sounds(stream)
            row = wordruns.row_of(stream)
            hits += self._find_words(row)
            hits += self._find_company(row)
            hits += self._find_slips(row)
            hits += self._find_skeletons(row)
            for hint in hints.find(self._book.hints, view.text) if view.label in _HINTED else ():
                hits.append(Hit(view.starts[hint.start], view.ends[hint.end - 1], hint.tier, hint.person, "review",
                                hint.why, hint.what))
        hits += [Hit(start, end, entry.tier, entry.person, "replace", entry.why, entry.what) for form, start, end in
                 self._spoiled.search(text) if (entry := self._book.spoiled[form])]
        hits += [Hit(start, end, "T4", person, "review", "could be a day of birth", "name")
                 for start, end, person in days.find(self._book.days, text)]
        return resolve(text, [_with_tail(text, hit) for hit in hits], self._public)

    def _find_rows(self, stream: Stream) -> Iterator[Hit]:
        for key, start, end in self._rows.search(stream.letters):
            for entry in self._book.rows[key]:
                sure = judge(stream, start, end, entry.splits, entry.rule)
                if sure != "no" and _view_allows(stream, entry, end - start):
                    yield _hit(stream, start, end, entry, sure == "yes" and not _everyday(stream, start, end, entry))

    def _find_sounds(self, stream: Stream) -> Iterator[Hit]:
        for key, written, start, end in sounds.words_of(stream, self._book.sounds, self._openings):
            for entry in self._hear(key, written):
                if entry.tier == "T3" and end - start < SURELY_HEARD and stream.raw(start).islower():
                    continue
                yield _hit(stream, start, end, entry, sounds.is_clear(stream, start, end))

    def _hear(self, outline: str, written: str) -> tuple[Entry, ...]:
        """Whose names are written like this; the same words come again and again, so answers are kept."""
        held = self._heard.get((outline, written))
        if held is None:
            if len(self._heard) > 100_000:
                self._heard.clear()
            held = tuple(entry for sound, entry in self._book.sounds[outline] if sound.confirms(written))
            self._heard[outline, written] = held
        return held

    def _find_words(self, row: Row) -> Iterator[Hit]:
        book, stream = self._book.words, row.stream
        for found in wordruns.search(book, row):
            name = book.names[found.name]
            strong = found.slots - name.weak
            tier: Tier = "T3"
            if len(found.slots) > 1 and strong and (len(strong) > 1 or len(name.words) == 2):
                tier = "T1" if found.kinds == {"same"} else "T4" if found.near < SURELY_NEAR else "T2"
            elif "near" in found.kinds or not strong or not found.capital or found.end - found.start < _least(row, found) or (
                    "ending" in found.kinds and not _alone_with_ending(stream, found)):
                continue
            if found.kinds != {"same"} and heard_only(row, found, name):
                continue
            entry = Entry(name.person, tier, name.what, "part of a name" if tier == "T3" else "the name", "words")
            small = stream.raw(found.start).islower() and script(stream.letters[found.start]) in CASED
            plain = small and (tier != "T1" or EVERYDAY.issuperset(row.within(found.start, found.end)))
            yield _hit(stream, found.start, found.end, entry, not plain)

    def _find_company(self, row: Row) -> Iterator[Hit]:
        for found in beside.search(self._book.words, row):
            entry = Entry(found.person, "T4", found.what, "could be a name in short", "beside")
            yield _hit(row.stream, found.start, found.end, entry, False)

    def _find_slips(self, row: Row) -> Iterator[Hit]:
        for near in fuzzy.search(self._book.fuzzy, row):
            entry = Entry(near.person, "T4", near.what, "could be a name with a slip", "fuzzy")
            yield _hit(row.stream, near.start, near.end, entry, False)

    def _find_skeletons(self, row: Row) -> Iterator[Hit]:
        for found in skeleton.search(self._book.skeletons, row):
            entry = Entry(found.person, "T2" if found.sure else "T4", found.what, "sounds like the name", "skeleton")
            yield _hit(row.stream, found.start, found.end, entry, found.sure)


SURELY_HEARD = 6
"""So many letters has a part of a name known by its sound before it is asked about in small letters."""
SURELY_NEAR = 7
"""A word of so many letters that is nearly a name's stands for it when the rest of the name stands beside it."""
_HINTED = ("", "escape", "lookalike")
_LETTERS_BEFORE, _LETTERS_AFTER = re.compile(r"(?<!\w)[^\W\d_]+\Z"), re.compile(r"[^\W\d_]+(?!\w)")
_CLOSING = re.compile(r"(?:</[A-Za-z]\w{0,15}>)+")
_TAIL_BEFORE = re.compile(r"[A-Za-z0-9._%+-]*[0-9_@]\Z|[0-9]+\Z")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ`´][sS]\Z")
_CODE_BEFORE = re.compile(r"\(?(?:[+＋]|(?<!\d)00)\s?\d{1,3}\)?[\s.()/-]{0,3}\Z")
_TAIL_AFTER = re.compile(r"[0-9_@][A-Za-z0-9_.@+-]*[A-Za-z0-9_]|[0-9_]|[A-Za-z0-9._+-]*@[A-Za-z0-9.-]+[A-Za-z0-9]")


def _with_tail(text: str, hit: Hit) -> Hit:
    """The hit grown over the rest of its word, a user name or e-mail address, or the country's code before a number."""
    if hit.what != "contact" and _POSSESSIVE.search(text, max(hit.start, hit.end - 2), hit.end):
        hit = replace(hit, end=hit.end - 2)  # the ending is the sentence's: with it gone, it would tell names apart
    if hit.what == "contact" and text[hit.start].isdigit():
        code = _CODE_BEFORE.search(text[max(0, hit.start - 12):hit.start])
        hit = replace(hit, start=hit.start - len(code.group())) if code else hit
    if hit.what not in ("name", "relative", "contact"):
        return hit
    if hit.action == "replace" and hit.end - hit.start >= 4 and (tags := _CLOSING.match(text, hit.end)) \
            and "<" in text[hit.start:hit.end]:
        hit = replace(hit, end=tags.end())
    if not text[hit.end - 1].isascii():
        return _with_ending(text, hit) if hit.what != "contact" else hit
    after = _TAIL_AFTER.match(text, hit.end, hit.end + 80)
    before = _TAIL_BEFORE.search(text[max(0, hit.start - 40):hit.start]) if text[hit.start].isalpha() else None
    if after is None and before is None:
        return _with_ending(text, hit) if hit.what != "contact" else hit
    start = hit.start - (len(before.group()) if before else 0)
    return replace(hit, start=start, end=after.end() if after else hit.end)


def _with_ending(text: str, hit: Hit) -> Hit:
    """A certain name grown to the ends of the word it is part of, where words stand apart: an ending tells of it too."""
    if hit.action != "replace" or hit.end - hit.start < 4:
        return hit
    before = _LETTERS_BEFORE.search(text, max(0, hit.start - LONGEST_ENDING), hit.start)
    after = _LETTERS_AFTER.match(text, hit.end, hit.end + LONGEST_ENDING)
    start = before.start() if before and _one_word(text, hit.start) else hit.start
    end = after.end() if after and _one_word(text, hit.end) else hit.end
    return replace(hit, start=start, end=end) if (start, end) != (hit.start, hit.end) else hit


def _one_word(text: str, place: int) -> bool:
    """Whether the letters on both sides are of one script whose words stand apart."""
    kind = script(str(FOLD[text[place - 1]])[-1:] or "0")
    return kind not in UNSPACED and kind not in ("Hang", "Zyyy") and kind == script(str(FOLD[text[place]])[:1] or "0")


def _least(row: Row, found: Found) -> int:
    """How many letters a word of a name has before it is asked about alone: three where it is surely a name's."""
    named = found.kinds == {"same"} and (script(row.stream.letters[found.start]) not in CASED or not opens(row, found.start))
    return 3 if named else 4


def _alone_with_ending(stream: Stream, found: Found) -> bool:
    """Whether a word with an ending is long enough to be shown without the rest of the name."""
    return found.end - found.start >= (6 if script(stream.letters[found.start]) in CASED else 8)


def _everyday(stream: Stream, start: int, end: int, entry: Entry) -> bool:
    """Whether a name stands here in small letters as words would: one short word, or words of every day."""
    if entry.rule == "Latn" and entry.splits and stream.raw(start).islower():
        cuts = sorted({0, end - start, *entry.splits})
        if all(stream.letters[start + a:start + b] in EVERYDAY for a, b in pairwise(cuts)):
            return True
    one_word = entry.rule in ("Latn", "Cyrl", "Grek") and len(entry.splits) <= 1 and entry.what != "contact"
    return one_word and end - start < 8 and stream.raw(start).islower()


def _view_allows(stream: Stream, entry: Entry, size: int) -> bool:
    """Whether a view that reads characters in another language may show this entry."""
    return stream.layer.label != "reading" or (entry.rule == "Hang" and size >= 3 and entry.tier in ("T1", "T2"))


def _hit(stream: Stream, start: int, end: int, entry: Entry, sure: bool) -> Hit:
    first, last = stream.span(start, end)
    if stream.layer.label == "reading":
        return Hit(first, last, "T4", entry.person, "review", "could be a reading of the name", entry.what)
    certain = sure and entry.tier in ("T1", "T2", "P")
    return Hit(first, last, entry.tier, entry.person, "replace" if certain else "review", entry.why, entry.what)
