# SPDX-License-Identifier: GPL-3.0-or-later
"""From known people to the rows of letters and outlines the matcher looks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, permutations

from casefile.redaction import abroad, callnames, contacts, misread, variants_burmese, variants_chinese, variants_korean
from casefile.redaction.addresses import rows as address_rows
from casefile.redaction.ciphers import in_ciphers
from casefile.redaction.days import DayBook
from casefile.redaction.fuzzy import FuzzyBook
from casefile.redaction.hints import HintBook, consonants
from casefile.redaction.normal import typed
from casefile.redaction.respelled import spellings
from casefile.redaction.scripts import script_of
from casefile.redaction.skeleton import ABROAD, SkeletonBook
from casefile.redaction.sounds import Sound, sequences
from casefile.redaction.stream import folded, words
from casefile.redaction.terms import KnownPerson, Name, Tier, What
from casefile.redaction.variants_latin import PARTICLES
from casefile.redaction.wordnames import WordBook


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row of letters means: whose it is, how sure, and by which boundary rule."""

    person: str
    tier: Tier
    what: What
    why: str
    rule: str
    splits: frozenset[int] = frozenset()


@dataclass(slots=True)
class Book:
    """Everything the matcher searches for."""

    rows: dict[str, list[Entry]] = field(default_factory=dict)
    sounds: dict[str, list[tuple[Sound, Entry]]] = field(default_factory=dict)
    words: WordBook = field(default_factory=WordBook)
    hints: HintBook = field(default_factory=HintBook)
    fuzzy: FuzzyBook = field(default_factory=FuzzyBook)
    skeletons: SkeletonBook = field(default_factory=SkeletonBook)
    days: DayBook = field(default_factory=DayBook)
    spoiled: dict[str, Entry] = field(default_factory=dict)

    def row(self, letters: str, entry: Entry) -> None:
        """Add a row of folded letters."""
        held = self.rows.setdefault(letters, [])
        for index, other in enumerate(held):
            if (other.person, other.rule, other.what) == (entry.person, entry.rule, entry.what):
                best = min(other, entry, key=lambda e: e.tier)
                held[index] = replace(best, splits=other.splits | entry.splits)
                return
        held.append(entry)

    def sound(self, sound: Sound, entry: Entry) -> None:
        """Add a name as it sounds."""
        for outline in sound.outlines():
            if outline:
                self.sounds.setdefault(outline, []).append((sound, entry))


def compile_book(people: Sequence[KnownPerson]) -> Book:
    """The book of all people."""
    book = Book()
    for person in people:
        for name in person.names:
            add_name(book, person.person, name, "name")
        for names in person.relatives:
            for name in names:
                add_name(book, person.person, name, "relative")
        _add_numbers(book, person)
        book.days.add(person.person, person.born)
        for place in person.places:
            _add_place(book, person.person, place)
    return book


def add_name(book: Book, person: str, name: Name, what: What) -> None:
    """Every row and sound of one name; what stands in brackets or quotes is a part of its own."""
    if _STOP_IN.search(name.value.strip()) and len(folded(name.value)) >= 3:
        book.row(folded(name.value), Entry(person, "T1", what, "the name as recorded", "address"))
    asides = [aside for found in _ASIDE.findall(name.value) for aside in found if aside and folded(aside)]
    if asides and folded(_ASIDE.sub(" ", name.value)):
        add_name(book, person, Name(_ASIDE.sub(" ", name.value).strip(), name.kind, name.script), what)
        for aside in asides:
            book.row(folded(aside), Entry(person, "T3", what, "part of a name", script_of(folded(aside)),
                                          frozenset(accumulate(map(len, words(aside))))))
        return
    letters = folded(name.value)
    kind = script_of(letters)
    short = len(letters) <= (1 if kind in ("Hang", "Hani") else 2)
    parts = words(name.value)
    ends = frozenset(accumulate(len(part) for part in parts))
    book.row(letters, Entry(person, "T4" if short else "T1", what, "the name as recorded", kind, ends))
    if short:
        return
    _add_misread(book, person, name.value, kind, what)
    _add_called(book, person, what, callnames.of_mixed(name.value))
    for form in misread.forms(name.value, kind):
        book.spoiled.setdefault(form, Entry(person, "T2", what, "the name in a wrong encoding", "spoiled"))
    if kind == "Hang" and all("가" <= letter <= "힣" for letter in letters):
        _add_korean(book, person, name, letters, what)
    elif kind == "Hani":
        _add_chinese(book, person, name, letters, what)
    else:
        if kind == "Mymr":
            _add_burmese(book, person, name, what)
        _add_worded(book, person, name, kind, what)
        for other in spellings(name.value) if kind == "Latn" and len(parts) > 1 else ():
            book.skeletons.add(person, what, [words(chunk) for chunk in other.split() if words(chunk)], ABROAD)
        for order in (parts, [*parts[1:], *parts[:1]]) if kind == "Latn" else ():
            for row, cuts in in_ciphers(order):
                book.row(row, Entry(person, "T2", what, "the name in a cipher", "Latn", cuts))


_MISREAD = {"Hang": (("cp949", "gb18030"), ("cp949", "big5"), ("cp949", "shift_jis")),
            "Hani": (("gb18030", "cp949"), ("gb18030", "big5"), ("big5", "gb18030"), ("big5", "cp949"))}
_SEEN_AS = (("rn", "m"), ("m", "rn"), ("vv", "w"), ("cl", "d"), ("d", "cl"), ("ii", "u"))
"""What a reading machine takes for what in Latin letters."""
_STOP_IN = re.compile(r"[^\w\s.'’·-]")
_ASIDE = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]|[\"“”«»„]([^\"“”«»„]*)[\"“”«»„]")


def _add_misread(book: Book, person: str, value: str, kind: str, what: What) -> None:
    """The name in one country's encoding as it looks in another's."""
    for one, other in _MISREAD.get(kind, ()):
        try:
            seen = value.encode(one).decode(other)
        except UnicodeError:
            continue
        letters = folded(seen)
        if len(letters) >= 3 and len(letters) == len(seen):
            book.row(letters, Entry(person, "T2", what, "the name in a wrong encoding", "Hani"))


def _add_korean(book: Book, person: str, name: Name, letters: str, what: What) -> None:
    family = variants_korean.surname_length(letters)
    if name.kind == "nickname" or not 2 <= len(letters) <= 5:
        family = 0
    for form in sorted(variants_korean.doublets(letters)):
        book.row(form, Entry(person, "T1" if form == letters else "T2", what, "the name as recorded", "Hang",
                             frozenset({family})))
        given = form[family:]
        if family and len(given) >= 2:
            book.row(given, Entry(person, "T3", what, "part of a name", "Hang"))
        if family:
            book.row(given + form[:family], Entry(person, "T2", what, "the name in the other order", "turned",
                                                  frozenset({len(given)})))
    parts = variants_korean.syllables(letters)
    book.fuzzy.add(letters, person, what)
    if len(letters) >= 3:
        book.row(typed(letters), Entry(person, "T2", what, "the name on another keyboard", "Latn"))
        book.row(letters[::-1], Entry(person, "T2", what, "the name backwards", "turned"))
        for k in range(len(letters) - 1):
            swapped = letters[:k] + letters[k + 1] + letters[k] + letters[k + 2:]
            book.row(swapped, Entry(person, "T4", what, "could be a name with a slip", "Hang"))
    book.hints.add_syllabled(person, what, letters, parts, family)
    _add_called(book, person, what, callnames.of_syllables(letters, family))
    for other in abroad.of_syllables(letters, family) if family and len(letters) >= 3 else ():
        _add_abroad(book, person, what, other)
    if family and len(letters) >= 3:
        for row in consonants(variants_korean.doublets(letters)):
            book.row(row, Entry(person, "T4", what, "could be first letters of a name", "choseong"))
    for sound in sequences(parts, family):
        book.sound(sound, Entry(person, "T2", what, "a spelling of the name", "sound"))
    if family and len(parts) - family >= 2:
        book.sound(Sound(tuple(parts[family:]), (len(parts) - family,)),
                   Entry(person, "T3", what, "part of a name", "sound"))


def _add_chinese(book: Book, person: str, name: Name, letters: str, what: What) -> None:
    plain = "".join(c for c in name.value if c.strip())
    family = 0 if name.kind == "nickname" else variants_chinese.surname_length(plain)
    parts = variants_chinese.syllables(plain)
    cuts = {1, 2, 3} if len(letters) > 4 else {1, 2} if len(letters) > 3 else {family}
    book.row(letters, Entry(person, "T1", what, "the name as recorded", "Hani", frozenset(cuts)))
    if family and len(letters) - family >= 2:
        book.row(letters[family:], Entry(person, "T3", what, "part of a name", "Hani"))
    if not parts:
        return
    book.fuzzy.add(letters, person, what)
    book.hints.add_syllabled(person, what, letters, parts, family)
    for sound in sequences(parts, family):
        book.sound(sound, Entry(person, "T2", what, "a spelling of the name", "sound"))
    if family and len(parts) - family >= 2:
        book.sound(Sound(tuple(parts[family:]), (len(parts) - family,)),
                   Entry(person, "T3", what, "part of a name", "sound"))
    reading = variants_chinese.hangul(plain)
    if len(reading) >= 2:
        for form in variants_korean.doublets(reading):
            book.row(form, Entry(person, "T2", what, "a reading of the name", "Hang", frozenset({family})))
    _add_called(book, person, what, callnames.of_characters(plain, family))
    for other in abroad.of_characters(plain, family):
        _add_abroad(book, person, what, other)


def _add_called(book: Book, person: str, what: What, rows: Iterable[tuple[str, str, int]]) -> None:
    for letters, rule, cut in rows:
        book.row(folded(letters), Entry(person, "T4", what, "could be what people call somebody", rule, frozenset({cut})))


def _add_abroad(book: Book, person: str, what: What, other: abroad.Written) -> None:
    book.row(other.row, Entry(person, "T2" if other.sure else "T4", what, "the name as its neighbours write it", other.rule, other.cuts))


def _add_burmese(book: Book, person: str, name: Name, what: What) -> None:
    parts = variants_burmese.syllables(name.value)
    if len(parts) >= 2:
        book.sound(Sound(tuple(parts), (1,) * len(parts)), Entry(person, "T2", what, "a spelling of the name",
                                                                 "sound"))
    if len(parts) >= 3:
        for some in (parts[:-1], parts[1:]):
            book.sound(Sound(tuple(some), (1,) * len(some)), Entry(person, "T3", what, "part of a name", "sound"))
    book.row(folded(variants_burmese.zawgyi(name.value)),
             Entry(person, "T2", what, "the name in an old encoding", "Mymr"))


def _add_worded(book: Book, person: str, name: Name, kind: str, what: What) -> None:
    chunks = [words(chunk) for chunk in re.split(r"\s+", name.value) if words(chunk)]
    book.words.add(person, what, name.value)
    book.skeletons.add(person, what, chunks, kind)
    _add_called(book, person, what, callnames.of_words(["".join(chunk) for chunk in chunks], kind))
    for chunk in chunks if kind == "Latn" else ():
        if len(chunk) > 1 and chunk[0] not in PARTICLES and sum(map(len, chunk)) >= 5:
            book.row("".join(chunk), Entry(person, "T3", what, "part of a name", kind, frozenset(accumulate(map(len, chunk)))))
    for other in abroad.of_romanised([part for chunk in chunks for part in chunk]) if kind == "Latn" else ():
        _add_abroad(book, person, what, other)
    for other in abroad.of_words(["".join(chunk) for chunk in chunks]) if kind == "Latn" else ():
        _add_abroad(book, person, what, other)
    if len(chunks) > 1:
        whole = ["".join(chunk) for chunk in chunks]
        book.hints.add_words(person, what, whole)
        if any(len(chunk) > 1 for chunk in chunks):
            book.hints.add_words(person, what, [part for chunk in chunks for part in chunk])
        for one, two in permutations(whole, 2):
            if len(two) >= 5 and kind == "Latn":
                book.row(one[0] + two, Entry(person, "T4", what, "could be a user name", kind))
    for order in (range(len(chunks)), [*range(1, len(chunks)), 0], [len(chunks) - 1, *range(len(chunks) - 1)]):
        parts = [part for index in order for part in chunks[index]]
        book.fuzzy.add("".join(parts), person, what)
        if kind != "Mymr" and sum(map(len, parts)) >= 7:
            book.row("".join(parts)[::-1], Entry(person, "T2", what, "the name backwards", kind,
                                                 frozenset(accumulate(len(p) for p in reversed(parts)))))
        for wrong in _misread(parts) if kind == "Latn" and sum(map(len, parts)) >= 7 else ():
            book.row("".join(wrong), Entry(person, "T2", what, "the name as a machine misread it", kind,
                                           frozenset(accumulate(map(len, wrong)))))
        book.row("".join(parts), Entry(person, "T1" if order == range(len(chunks)) else "T2", what,
                                       "the name in another order", kind, frozenset(accumulate(map(len, parts)))))


def _misread(parts: list[str]) -> list[list[str]]:
    """A name's words with one place, or every place of a kind, as a reading machine may take it."""
    found = []
    for seen, meant in _SEEN_AS:
        found.append([part.replace(meant, seen) for part in parts])
        for k, part in enumerate(parts):
            found += [[*parts[:k], part[:place] + seen + part[place + len(meant):], *parts[k + 1:]]
                      for place in range(len(part)) if part.startswith(meant, place)]
    return [wrong for wrong in found if wrong != parts]


def _add_numbers(book: Book, person: KnownPerson) -> None:
    listed: list[tuple[str, Iterable[tuple[str, bool]]]] = []
    for kind, value in person.contacts:
        if kind == "phone":
            listed.append(("number", contacts.phone_rows(value)))
        elif "@" in value.strip()[1:]:
            listed.append(("address", contacts.email_rows(value)))
        elif kind == "address":
            _add_place(book, person.person, value)
        else:
            listed.append(("address", contacts.code_rows(value)))
    listed += [("number", contacts.code_rows(value)) for _, value in person.documents]
    for rule, rows in listed:
        for letters, sure in rows:
            if len(letters) >= 4:
                book.row(letters, Entry(person.person, "P" if sure else "Q", "contact", "a contact or number",
                                        rule))


_WIDE = frozenset(folded(w) for w in ["China", "North Korea", "South Korea", "Korea", "DPRK", "Russia", "Myanmar",
                                      "Burma", "Syria", "Spain", "Mexico", "Thailand", "Japan", "중국", "북한",
                                      "조선", "한국", "남한", "러시아", "中国", "朝鲜", "韩国", "俄罗斯", "缅甸",
                                      "Россия", "Китай", "España", "México", "سوريا", "مصر", "မြန်မာ"])


def _add_place(book: Book, person: str, place: str) -> None:
    for part in (some for whole in re.split(r"[,،、，;/\n]", place) for some in _endings(whole)):
        letters = folded(part)
        kind = script_of(letters)
        if letters in _WIDE or len(letters) < (2 if kind in ("Hang", "Hani") else 4) or len(words(part)) > 5:
            continue
        entry = Entry(person, "Q", "place", "a place", "Hang" if kind == "Hang" else kind,
                      frozenset(accumulate(len(w) for w in words(part))))
        book.row(letters, entry)
        for row, cuts in address_rows(part):
            book.row(row, replace(entry, splits=cuts))
        for stem in {letters, letters.rstrip("도시군구읍면리동촌골")} if kind == "Hang" else ():
            if len(stem) >= 2:
                whole = variants_korean.syllables(stem)
                book.sound(Sound(tuple(whole), (len(whole),)), Entry(person, "Q", "place", "a place", "sound"))


_MONTHS = frozenset(folded(month) for month in (
    "jan feb mar apr may jun jul aug sep oct nov dec ene abr ago dic янв фев мар апр мая май июн июл авг сен окт ноя дек").split())


def _endings(place: str) -> list[str]:
    """A place, and its ends from a number or a capital on: a text says "40 Yalu Lane" without "Safehouse at"."""
    said = place.split()
    if any(folded(word)[:3] in _MONTHS or (word.isdecimal() and len(word) == 4) for word in said):
        return [place]  # "since 20 May" ends in a day, and a day is no place
    return [place, *(" ".join(said[k:]) for k in range(1, len(said) - 1)
                     if (said[k][0].isdecimal() or said[k][0].isupper()) and said[-1][0].isalnum())]
