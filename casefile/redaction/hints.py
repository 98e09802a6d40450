# SPDX-License-Identifier: GPL-3.0-or-later
"""Writings that point to a name without giving it: initials, masks, first consonants.

Always for a person to decide (T4, or T3 where the family name stands beside the initials).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from casefile.redaction.doubts import abbreviation
from casefile.redaction.han import korean
from casefile.redaction.normal import jamo
from casefile.redaction.sounds import Sound, Syllable
from casefile.redaction.stream import CAPITALS, folded
from casefile.redaction.terms import Tier, What
from casefile.redaction.variants_korean import doublets

_MASK = "○◯〇●◎□■△▲×✕✖*＊_＿~?？.…Xx"
_HANGUL_MASK = re.compile(rf"(?<![가-힣])(?:[가-힣]{{1,3}}[{_MASK}Oo0]{{1,3}}[가-힣]{{0,2}}|[{_MASK}]{{1,2}}[가-힣]{{2,3}})")
_SOMEBODY = re.compile(r"(?:모(?=씨|군|양|\s?[(\[]|\s(?:씨|군|양)|[가는를의와에]?(?:\s|$|[,.)]))|某|아무개)\s?(?:씨|군|양)?")
_FAMILY = re.compile(r"(?<![가-힣])([가-힣]{1,2})\s?\Z")
_MASKED = re.compile(rf"[가-힣][{_MASK}Oo0]|[{_MASK}][가-힣]|[\u4e00-\u9fff][{_MASK}某]")
_HAN_MASKS = tuple(re.compile(rf"(?=([\u4e00-\u9fff]{{{size}}}(?:[{_MASK}某]{{1,3}})[\u4e00-\u9fff]{{0,2}}))") for size in (1, 2, 3))
_LETTER = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
"""Letters that are written side by side with no blank (가, 中, カ) part the others from their neighbours."""
_ONE = rf"{_LETTER}(?:\.[ \-‐‑–·]?|[ \-‐‑–·]|(?!{_LETTER}))"
_PIECE = re.compile(_ONE)
_WORD = rf"{_LETTER}(?:{_LETTER}|['’\-](?={_LETTER}))+"
_INITIALS = re.compile(rf"(?<!{_LETTER})(?:(?:{_ONE}){{2,4}}(?!{_LETTER})|{_LETTER}{{3,4}}(?!{_LETTER}))")
_NAMED = re.compile(rf"(?<!{_LETTER})(?=(({_WORD}),?[ \u00a0]{{1,2}}((?:{_ONE}){{1,3}}|{_LETTER}{{2,3}}(?!{_LETTER}|\.))))")
_LED = re.compile(rf"(?<!{_LETTER})(?=(((?:{_ONE}){{1,3}}|{_LETTER}{{2,3}}[. ])[ \u00a0]?({_WORD})))")
_COVER = re.compile(r"[*＊_•·×○●.…\-–—]{2,}|[xX]{3,}")
_HEAD = re.compile(r"(?<!\w)[^\W\d_]{1,6}\Z")
_LATIN_MASK = re.compile(r"(?<!\w)([^\W\d_]{1,6})([*＊_•·×○●.…\-–—]{2,}|[xX]{3,})([^\W\d_]{0,4})(?!\w)")
_BLANK, _WITHIN = " \u00a0", "'’-"
_LONGEST = 40
"""No word of a name is longer."""
_STOPPED = r"\.[ \-‐‑–·]?[^\W\d_](?![^\W\d_])"
_SHORT = re.compile(rf"[{CAPITALS}](?<!{_LETTER}.){_LETTER}{{0,3}}(?!{_LETTER})|{_STOPPED}")
_SMALL = re.compile(r"[\u3400-\u9fff]([a-z]{3,4})(?![a-z0-9])")
_SHORT_OR_UNCASED = re.compile(rf"{_SHORT.pattern}|[\u0590-\u10ff\u1200-\u137f\u1780-\u17ff](?<![^\W\d_].)")


_MOST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint in a text."""

    start: int
    end: int
    person: str
    what: What
    tier: Tier
    why: str


@dataclass(frozen=True, slots=True)
class _Family:
    """The family part of one name and how it may be written."""

    person: str
    what: What
    written: frozenset[str]
    sound: Sound | None


@dataclass(slots=True)
class HintBook:
    """All that is known of initials and masks."""

    whole: dict[str, list[tuple[str, What]]] = field(default_factory=dict)
    families: dict[str, list[_Family]] = field(default_factory=dict)
    masked: dict[str, list[tuple[str, str, What]]] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, str, What]]] = field(default_factory=dict)
    any: bool = False
    uncased: bool = False

    def add_syllabled(self, person: str, what: What, name: str, syllables: list[Syllable], family: int) -> None:
        """A Korean or Chinese name by its syllables."""
        letters = [_initials_of(syllable) for syllable in syllables]
        if not family or len(letters) == family or not all(letters):
            return
        self.any = True
        head = Sound(tuple(syllables[:family]), (family,))
        surname = letters[:1] if family == 1 else letters[:family]
        self._orders(person, what, [surname, letters[family:]])
        first = set().union(*surname[:1])
        record = _Family(person, what, frozenset({folded(name[:family])}), head)
        self._family(record, {*first, folded(name)[:1]}, tuple(letters[family:]))
        self.masked.setdefault(name[0], []).append((name, person, what))
        self.masked.setdefault(name[-1], []).append((name, person, what))

    def add_words(self, person: str, what: What, parts: list[str]) -> None:
        """A name of words: the initials of the others beside any one of them, and all initials."""
        self.any = True
        self.uncased = self.uncased or any(part[0].upper() == part[0] for part in parts)
        firsts = [[frozenset({part[0]})] for part in parts]
        self._orders(person, what, firsts)
        for index, part in enumerate(parts):
            rest = tuple(frozenset({other[0]}) for k, other in enumerate(parts) if k != index)
            if len(part) >= 3:
                self._family(_Family(person, what, frozenset({part}), None), {part[0]}, rest)
                self.starts.setdefault(part[0], []).append((part, person, what))

    def _family(self, record: _Family, heads: set[str], initials: tuple[frozenset[str], ...]) -> None:
        """A family name by its first letter and one to three initials that may stand beside it."""
        rows = {""}
        for options in initials[:_MOST_INITIALS]:
            rows = {row + letter for row in rows for letter in options}
            for head in heads:
                for row in rows:
                    self.families.setdefault(f"{head} {row}", []).append(record)

    def _orders(self, person: str, what: What, groups: list[list[frozenset[str]]]) -> None:
        rotated = [groups[k:] + groups[:k] for k in range(len(groups))] if len(groups) > 2 else [groups,
                                                                                                 groups[::-1]]
        for order in rotated:
            rows = {""}
            for options in (letters for group in order for letters in group):
                rows = {row + letter for row in rows for letter in options}
            for row in rows:
                held = self.whole.setdefault(row, [])
                if (person, what) not in held:
                    held.append((person, what))


def _initials_of(syllable: Syllable) -> frozenset[str]:
    rows = syllable.rows
    found = {option[0] for option in syllable.whole if option}
    if rows:
        found |= {option[0] for option in rows[0] if option}
        if "" in rows[0] or not rows[0]:
            found |= {option[0] for option in rows[1] if option}
    return frozenset(found)


def find(book: HintBook, text: str) -> Iterator[Hint]:
    """Every hint in a text."""
    if not book.any:
        return
    yield from _with_initials(book, text)
    if not text.isascii():
        for pattern in (_HANGUL_MASK, *_HAN_MASKS) if _MASKED.search(text) else ():
            for found in pattern.finditer(text):
                yield from _masked(book, found)
        yield from _unnamed(book, text)
        for found in _SMALL.finditer(text):
            yield from (Hint(*found.span(1), person, what, "T4", "could be initials") for person, what in book.whole.get(found.group(1), ()))
    for cover in _COVER.finditer(text):
        head = _HEAD.search(text, max(0, cover.start() - 7), cover.start())
        if head and (whole := _LATIN_MASK.match(text, head.start())):
            yield from _latin_masked(book, whole)


def _with_initials(book: HintBook, text: str) -> Iterator[Hint]:
    """Initials alone, and beside a word that may be the name."""
    done = 0
    for short in (_SHORT_OR_UNCASED if book.uncased and not text.isascii() else _SHORT).finditer(text):
        start = short.start() - (text[short.start()] == "." and short.start() > 0)
        if start >= done and (found := _INITIALS.match(text, start)):
            done = found.end()
            yield from _whole_initials(book, found)
        if (begin := _word_before(text, start)) >= 0 and (found := _NAMED.match(text, begin)):
            yield from _beside(book, found, found.group(2), found.group(3))
        if found := _LED.match(text, start):
            yield from _beside(book, found, found.group(3), found.group(2))


def _word_before(text: str, end: int) -> int:
    """Where the word before a blank begins, or -1 where there is none; a blank or two and a comma may part them."""
    k = end - 1
    if k < 0 or text[k] not in _BLANK:
        return -1
    k -= k > 0 and text[k - 1] in _BLANK
    k -= k > 0 and text[k - 1] == ","
    last = k
    while k and last - k < _LONGEST and (text[k - 1].isalpha() or text[k - 1] in _WITHIN):
        k -= 1
    while k < last and not text[k].isalpha():
        k += 1
    return k if k < last else -1


def _unnamed(book: HintBook, text: str) -> Iterator[Hint]:
    """A family name and the word for "somebody"."""
    for found in _SOMEBODY.finditer(text):
        family = _FAMILY.search(text, max(0, found.start() - 4), found.start())
        if family is not None:
            for name, person, what in book.masked.get(family.group(1)[0], ()):
                if name.startswith(family.group(1)):
                    yield Hint(family.start(), found.end(), person, what, "T4", "could be somebody left unnamed")


def _capitals(raw: str) -> tuple[str, int]:
    """The pieces from the first to the last capital where there are capitals, and where they begin."""
    pieces = list(_PIECE.finditer(raw))
    upper = [piece for piece in pieces if piece.group()[0].isupper()]
    if not upper or len(upper) == len(pieces):
        return raw, 0
    return raw[upper[0].start():upper[-1].end()], upper[0].start()


def _whole_initials(book: HintBook, found: re.Match[str]) -> Iterator[Hint]:
    raw = found.group()
    if raw.isalpha() and (raw.islower() or (not raw.isupper() and folded(raw) not in book.whole)):
        return
    raw, offset = _capitals(raw)
    letters = folded(raw)
    capitals = sum(c.isupper() for c in raw)
    dotted = raw.count(".")
    cased = raw.upper() != raw.lower()
    if cased and capitals < len(letters) and dotted < len(letters) - 1:
        return
    plain = dotted == 0
    if plain and (len(letters) < 3 or " " in raw.strip()) and not (len(letters) >= 3 and capitals == len(letters)):
        return
    held = book.whole.get(letters, ())
    start = found.start() + offset
    if held and plain and raw.isalpha() and abbreviation(found.string, start, start + len(raw)):
        return
    for person, what in held:
        yield Hint(start, start + len(raw.rstrip(" -‐‑–·")), person, what, "T4", "could be initials")


def _beside(book: HintBook, found: re.Match[str], word: str, raw: str) -> Iterator[Hint]:
    if raw == raw.lower() or not (word[0].isupper() or word[0].lower() == word[0].upper()):
        return
    raw, cut = _capitals(raw)
    letters = folded(raw)
    single = len(letters) == 1
    if not letters or sum(c.isupper() for c in raw) < len(letters) or (single and "." not in raw):
        return
    name = folded(word)
    for family in book.families.get(f"{name[:1]} {letters}", ()):
        if name in family.written or (family.sound is not None and family.sound.confirms(name)):
            written = found.group(1)
            if found.group(2) == word:
                written = written[:written.rindex(found.group(3)) + cut + len(raw)]
            start = found.start() + (cut if found.group(3) == word else 0)
            end = found.start() + len(written.rstrip(" -‐‑–"))
            yield Hint(start, end, family.person, family.what, "T3", "could be a name with initials")


def _masked(book: HintBook, found: re.Match[str]) -> Iterator[Hint]:
    raw = found.group(found.lastindex or 0)
    if raw.rstrip(".?_ ") != raw and not any(c in raw for c in "○◯〇●◎□■△▲×*＊某"):
        return
    read = _read(raw)
    keys = {raw[0], raw[-1], raw.rstrip(_MASK + "某Oo0")[-1:], *(one[0] for one in read)}
    for name, person, what in dict.fromkeys(item for key in sorted(keys) for item in book.masked.get(key, ())):
        if _mask_fits(raw, name) or any(_mask_fits(one, name) for one in read):
            yield Hint(found.start(), found.start() + len(raw), person, what, "T4",
                       "could be a name with a letter covered")


def _read(raw: str) -> list[str]:
    """金某 for a name that is known in Hangul: the surname in characters, as Koreans may read it."""
    if raw[0] >= "가" or raw[1] not in _MASK + "某" or ("某" not in raw and len(raw) < 3):
        return []
    surname = "김" if raw[0] == "金" else korean(raw[0])
    return [form + raw[1:] for form in doublets(surname)] if surname else []


def _mask_fits(raw: str, name: str) -> bool:
    kept = re.split(rf"[{re.escape(_MASK)}某Oo0]+", raw)
    head, tail = kept[0], kept[-1]
    for cut in range(len(tail), -1, -1):
        if len(head) + cut >= len(name) or len(head) + cut == 0:
            continue
        if name.startswith(head) and name.endswith(tail[:cut]) and (head or cut > 1):
            return True
    return False


def _latin_masked(book: HintBook, found: re.Match[str]) -> Iterator[Hint]:
    head, cover, tail = folded(found.group(1)), found.group(2), folded(found.group(3))
    if (set(cover) <= set(".-–—_") and len(cover) < 3) or not head or not found.group(1)[0].isupper():
        return
    for word, person, what in book.starts.get(head[0], ()):
        if word.startswith(head) and word.endswith(tail) and len(word) > len(head) + len(tail):
            yield Hint(*found.span(), person, what, "T4", "could be a name with letters covered")


def consonants(names: Iterable[str]) -> set[str]:
    """The first consonants of Hangul names, as people abbreviate them (ㅂㅅㅁ)."""
    return {"".join(jamo(char)[0] for char in name) for name in names}
