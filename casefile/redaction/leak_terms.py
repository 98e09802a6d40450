# SPDX-License-Identifier: GPL-3.0-or-later
"""What the leak check looks for: every known name, spelling, contact and number, as search terms.

Built from the same facts as the first matcher and by none of its code.  The terms hold true names:
they live in memory while a check runs, are never written, and no `repr` shows one.

Tiers: T1 the name as given, T2 a spelling of the whole name, P a contact or number, T3 a part of a
name, Q a place.  T3 and Q are looked for only where a caller asks for a strict search: a given name
or a village may be a stranger's, and a person may have decided to keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from casefile.redaction import second_spellings as spellings
from casefile.redaction.second import Hit, SecondMatcher
from casefile.redaction.second_fold import stream
from casefile.redaction.second_guises import typed_blind
from casefile.redaction.second_rules import Kind
from casefile.redaction.terms import KnownPerson, Name

_WEAK_KINDS = frozenset({"nickname", "family"})


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must not be in a file; `value` is shown only to who may see true names."""

    person: str
    what: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LeakTerms:
    """All terms of a vault with the matcher compiled from them."""

    terms: tuple[Term, ...] = field(repr=False)
    matcher: SecondMatcher = field(repr=False)
    public: frozenset[str] = field(default=frozenset(), repr=False)
    sure: frozenset[int] = field(default=frozenset(), repr=False)

    @classmethod
    def build(cls, people: Sequence[KnownPerson], public_contacts: Sequence[str] = (), *,
              strict: bool = False) -> LeakTerms:
        """Compile the terms of `people`; `public_contacts` are never terms."""
        builder = _Builder(frozenset(filter(None, map(stream, public_contacts))))
        for person in people:
            builder.person(person, strict)
        return cls(tuple(builder.terms), builder.matcher, builder.public, frozenset(builder.sure))

    def untold(self) -> int:
        """How many of the whole names and contacts the matcher would miss in their plain form (none)."""
        told = {hit.term for hit in self.matcher.find("\n\n".join(f"; {self.terms[one].value} ;" for one in self.sure))}
        return len(self.sure - told)

    def find(self, text: str, *, raw: bool = False, kept: Iterable[str] = ()) -> list[Hit]:
        """Hits in a text, without public contacts and what `kept` allows (whole values)."""
        allowed = self.public | {stream(one) for one in kept}
        return [hit for hit in self.matcher.find(text, raw=raw)
                if not any(_inside(stream(hit.seen), one) for one in allowed)]


def _inside(seen: str, allowed: str) -> bool:
    return bool(seen) and (seen == allowed or (len(seen) >= 6 and seen in allowed))


class _Builder:
    def __init__(self, public: frozenset[str]) -> None:
        self.terms: list[Term] = []
        self.matcher = SecondMatcher()
        self.public = public
        self.sure: set[int] = set()

    def person(self, known: KnownPerson, strict: bool) -> None:
        for names, what in [(known.names, "name"), *((one, "relative") for one in known.relatives)]:
            syllabic = any(_script(stream(name.value)) in ("hangul", "han", "mymr") for name in names)
            alone = not any(_is_whole(*_taken_apart(name.value)) for name in names)
            for name in names:
                self._name(known.person, name, what, syllabic=syllabic, strict=strict, alone=alone)
        for kind, value in known.contacts:
            self._contact(known.person, kind, value)
        for _kind, value in known.documents:
            self._number(known.person, value, shortest=5)
        for value in known.places:
            words = stream(value)
            if len(re.findall(r"\d", value)) >= 6:
                self._number(known.person, value, shortest=8)
            if len(words) >= 4 and strict:
                term = self._term(known.person, "place", value)
                for piece in dict.fromkeys([words, *map(stream, re.split(r"[,;·(]", value))]):
                    self._pattern(piece, term, "Q")

    def _term(self, person: str, what: str, value: str) -> int:
        self.terms.append(Term(person, what, value))
        return len(self.terms) - 1

    def _name(self, person: str, name: Name, what: str, *, syllabic: bool, strict: bool, alone: bool) -> None:
        pieces, letters, script = _taken_apart(name.value)
        whole = _is_whole(pieces, letters, script) and name.kind not in _WEAK_KINDS
        if name.kind == "nickname" and len(letters) >= (4 if script in ("hangul", "han") else 8):
            whole = True
        if not whole and self._word_alone(person, name, what, letters, script, alone=alone):
            return
        if not whole:
            if strict and len(letters) >= 2:
                self._pattern(letters, self._term(person, what, name.value), "T3")
            return
        term = self._term(person, what, name.value)
        self.sure.add(term)
        for order in _orders(pieces):
            self._pattern("".join(order), term, "T1", order)
        if name.kind == "nickname":
            return
        if script == "hangul":
            self._korean(letters, term)
        elif script == "han":
            self._chinese(letters, term)
        elif not syllabic:
            self.matcher.words.add_parts(name.value, term)
            if script == "latn":
                self._short_forms(pieces, term)
        elif script == "latn" and len(pieces) >= 2:
            self.matcher.words.add_sound([stream(piece) for piece in pieces], term)
            self.matcher.words.add_sound([stream(piece) for piece in (*pieces[1:], pieces[0])], term)

    def _word_alone(self, person: str, name: Name, what: str, letters: str, script: str, *, alone: bool) -> bool:
        """A name of one word, or a very short one: found with its capitals, as a whole word alone."""
        if script not in ("latn", "other") or len(letters) < 3 or not name.value[:1].isupper():
            return False
        if not (name.kind in ("true", "alias") or (alone and name.kind == "spelling")):
            return False
        pieces = _taken_apart(name.value)[0]
        for order in _orders(pieces):
            seams = {sum(map(len, order[:index])) for index in range(1, len(order))}
            self.matcher.add("".join(order), self._term(person, what, name.value), "T1", "capital", frozenset(seams))
        return True

    def _pattern(self, letters: str, term: int, tier: str, pieces: Sequence[str] = ()) -> None:
        script = _script(letters)
        kind: Kind = {"hangul": "hangul", "han": "han", "mymr": "open"}.get(script,
                                                                            "word")  # type: ignore[assignment]
        seams, place = set(), 0
        for piece in pieces[:-1]:
            place += len(piece)
            seams.add(place)
        if kind in ("hangul", "han") and not seams and len(letters) > 1:
            seams.add(len(spellings.split_korean(letters)[0]))
        self.matcher.add(letters, term, tier, kind, frozenset(seams))

    def _korean(self, letters: str, term: int) -> None:
        family, own = spellings.split_korean(letters)
        if len(own) > 1:
            self.matcher.add(own + family, term, "T2", "turned", frozenset({len(own)}))
        typed = typed_blind(letters)
        if len(typed) >= 7:
            self._pattern(typed, term, "T2")
        for form in spellings.doublets(letters)[1:]:
            self._pattern(form, term, "T2")
        for surnames, given in spellings.korean_parts(letters):
            self._latin(surnames, given, term)
            for one, two in product(surnames, given):
                self.matcher.words.add_sound((one, two), term)
        for form in spellings.doublets(letters):
            surname, rest = spellings.split_korean(form)
            for one, syllables in product(spellings.korean_surname(surname), spellings.korean_syllables(rest)):
                self.matcher.words.add_sound((one, *syllables), term)
                self.matcher.words.add_sound((*syllables, one), term)

    def _chinese(self, letters: str, term: int) -> None:
        self.matcher.add_reading(letters, term)
        for surnames, given in spellings.chinese_parts(letters):
            self._latin(surnames, given, term)

    def _latin(self, surnames: Sequence[str], given: Sequence[str], term: int) -> None:
        for one, two in product(surnames, given):
            if len(one + two) >= 4:
                self._pattern(one + two, term, "T2", (one, two))
                self._pattern(two + one, term, "T2", (two, one))

    def _short_forms(self, pieces: Sequence[str], term: int) -> None:
        """First with each later word, written together: `casildafiguerola`."""
        first, *rest = [stream(piece) for piece in pieces if len(stream(piece)) > 2] or [""]
        for one in rest:
            self._pattern(first + one, term, "T2", (first, one))
            self._pattern(one + first, term, "T2", (one, first))

    def _contact(self, person: str, kind: str, value: str) -> None:
        if stream(value) in self.public:
            return
        if "@" in value:
            local = stream(value.partition("@")[0])
            term = self._term(person, "contact", value)
            self.matcher.add(stream(value), term, "P", "open")
            self.sure.add(term)
            if len(local) >= 6:
                self.matcher.add(local, term, "P", "word")
        elif len(re.findall(r"\d", stream(value))) >= 6:
            self._number(person, value, shortest=6)
        elif len(stream(value)) >= 5:
            self._pattern(stream(value), self._term(person, "contact", value), "P")

    def _number(self, person: str, value: str, *, shortest: int) -> None:
        letters = stream(value)
        digits = "".join(re.findall(r"\d", letters))
        if letters in self.public or len(letters) < shortest:
            return
        term = self._term(person, "contact", value)
        if letters != digits:
            self.matcher.add(letters, term, "P", "word")
        forms = {digits}
        if value.strip().startswith(("+", "00")) or len(digits) > 10:
            bare = digits.removeprefix("00")
            forms |= {bare[size:] for size in (0, 1, 2, 3) if len(bare) - size >= 8}
        if digits.startswith("0"):
            forms.add(digits.lstrip("0"))
        if len(digits) >= 10:
            forms.add(digits[-7:])
        for form in forms:
            self.matcher.add_number(form, term)


def _taken_apart(value: str) -> tuple[list[str], str, str]:
    """The words of a name, its letters alone, and their script."""
    pieces = [piece for piece in re.split(r"[\s,]+", value) if stream(piece)]
    letters = "".join(map(stream, pieces))
    return pieces, letters, _script(letters)


def _script(letters: str) -> str:
    if spellings.is_hangul(letters):
        return "hangul"
    if spellings.is_han(letters):
        return "han"
    if any("\u1000" <= one <= "\u109f" or "\uaa60" <= one <= "\uaa7f" for one in letters):
        return "mymr"
    if letters and all(one < "\u0250" for one in letters):
        return "latn"
    return "other"


def _is_whole(pieces: Sequence[str], letters: str, script: str) -> bool:
    """Whether a name says who it is, and is not one word that many share."""
    if script in ("hangul", "han"):
        return len(letters) >= 2
    if script == "mymr":
        return len(letters) >= 6
    return len(pieces) >= 2 and len(letters) >= 5


def _orders(pieces: Sequence[str]) -> Iterator[tuple[str, ...]]:
    folded = tuple(filter(None, map(stream, pieces)))
    yield folded
    if len(folded) > 1:
        yield (folded[-1], *folded[:-1])
        yield (*folded[1:], folded[0])
