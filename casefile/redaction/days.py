# SPDX-License-Identifier: GPL-3.0-or-later
"""A known person's day of birth in a text: in figures, in words, with the month by name, in other calendars.

The whole day alone counts, never a year or a month.  Which number is the day and which the month is
left open, for a person decides: a stranger may be born on it too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product

from casefile.redaction.calendars import MONTHS, Day, elsewhere, reigned
from casefile.redaction.numberwords import ORDINALS, WORDS, figures

_WORD = re.compile("|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)), re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_BETWEEN = r"\s{0,2}(?:[-–./,년월月년年]|tháng|năm|de|of)?\s{0,2}"
_FIGURES = re.compile(rf"(?<!\d)(\d{{1,4}}){_BETWEEN}(\d{{1,2}}|[IVX]{{1,4}}){_BETWEEN}(\d{{1,4}})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_TAIL = re.compile(r"\s?(?:일|日|년|年|года|году|року|рік|г\.|р\.)")
_LEAD = re.compile(r"ngày\s\Z|(?:생년월일|生于|生於)\s?\Z")
_CHARACTERS = "〇零一二三四五六七八九十廿卅百千元○"
_IN_CHARACTERS = re.compile(rf"([{_CHARACTERS}]{{1,9}})\s?年\s?([{_CHARACTERS}]{{1,3}})\s?月\s?([{_CHARACTERS}]{{1,3}})\s?[日号號]?")
_KOREAN = "영공일이삼사오육륙유칠팔구십시백천"
_IN_KOREAN = re.compile(rf"([{_KOREAN}]{{2,9}})\s?년\s?([{_KOREAN}]{{1,2}})\s?월\s?([{_KOREAN}]{{1,4}})\s?일")
_ERA = re.compile(r"(?:民國|民国|明治|大正|昭和|平成|令和|主體|主体|주체|중화민국)\s?\Z")
_ERA_YEAR = re.compile(
    r"(民國|民国|明治|大正|昭和|平成|令和|主體|主体|주체)\s?(\d{1,3}|元)\s?(?:\(\d{4}\))?\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?")
_NEAR = 18
"""How far from a month in words its day and year may stand in figures."""
_FAR = 60
"""How far they may stand in words."""
_GLUED = r"(?<=hundert)|(?<=tausend)|(?<=honderd)"
_SPOKEN = re.compile(
    rf"(?:(?<![^\W\d_])|{_GLUED})(?:{'|'.join(sorted(map(re.escape, {*WORDS, *ORDINALS}), key=len, reverse=True))})"
    rf"(?:(?![^\W\d_])|(?=hundert|tausend|honderd)|{_GLUED})", re.IGNORECASE)
_JOINT = re.compile(r"\s?(?:[\s-]|\s(?:and|und|et|y|e|и|і)\s)?\s?")


@dataclass(slots=True)
class DayBook:
    """Days of birth, (year, month, day) to whose they are: `people` by years in full, `eras` by years of an era."""

    people: dict[Day, list[str]] = field(default_factory=dict)
    eras: dict[Day, list[str]] = field(default_factory=dict)

    def add(self, person: str, day: str) -> None:
        """A day as YYYY-MM-DD; anything less is no day."""
        found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day)
        if found:
            year, month, date = map(int, found.groups())
            for known in {(year, month, date), *elsewhere(year, month, date)}:
                self.people.setdefault(known, []).append(person)
            for known in reigned(year, month, date):
                self.eras.setdefault(known, []).append(person)


def find(book: DayBook, text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, person) of every known day of birth in a text."""
    if not book.people:
        return
    plain = text if text.isascii() else "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    for found in _FIGURES.finditer(plain):
        for day in _read(*found.groups()):
            start = lead.start() if (lead := _LEAD.search(plain, max(0, found.start() - 6), found.start())) else found.start()
            yield from ((start, _end(plain, found.end()), person) for person in book.people.get(day, ()))
    for word in _WORD.finditer(plain):
        yield from _around(book, plain, word)
    if not text.isascii():
        yield from _eras(book, plain)


def _end(text: str, end: int) -> int:
    """Past the word for day or year that belongs to the figure."""
    found = _TAIL.match(text, end)
    return found.end() if found else end


def _around(book: DayBook, text: str, word: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    if word.start() and text[word.start() - 1].isalpha() and word.group().isascii():
        return
    months = MONTHS.get(word.group().lower(), ())
    beside = [(*found.span(), found.group()) for found in _NUMBER.finditer(text, max(0, word.start() - _NEAR), word.end() + _NEAR)]
    beside += _told(text, max(0, word.start() - _FAR), word.start()) + _told(text, word.end(), min(len(text), word.end() + _FAR))
    for first, end, one in beside:
        for start, last, two in beside:
            if (start, last) == (first, end) or len(two) > 2 or len(one) not in (2, 4):
                continue
            year = int(one)
            for whole, month in product((year, 1900 + year, 2000 + year), months):
                for person in book.people.get((whole, month, int(two)), ()):
                    yield min(first, start, word.start()), _end(text, max(end, last, word.end())), person


def _told(text: str, first: int, last: int) -> list[tuple[int, int, str]]:
    """Numbers in words in a stretch of text: start, end, figures; two of two figures side by side also as one of four."""
    rows: list[list[re.Match[str]]] = []
    for found in _SPOKEN.finditer(text, first, last):
        if rows and _JOINT.fullmatch(text, rows[-1][-1].end(), found.start()):
            rows[-1].append(found)
        else:
            rows.append([found])
    told = []
    for row in rows:
        said = [WORDS.get(one.group().casefold()) or ORDINALS[one.group().casefold()] for one in row]
        numbers = [(row[a].start(), row[b - 1].end(), value) for a, b, value in figures(said)]
        told += numbers
        told += [(one[0], two[1], one[2] + two[2].zfill(2)) for one, two in pairwise(numbers) if len(one[2]) == 2 and len(two[2]) <= 2]
    return told


def _eras(book: DayBook, text: str) -> Iterator[tuple[int, int, str]]:
    """Days in characters or Hangul, and by years of an era."""
    for found in _ERA_YEAR.finditer(text):
        year = 1 if found.group(2) == "元" else int(found.group(2))
        yield from ((*found.span(), person) for person in book.eras.get((year, int(found.group(3)), int(found.group(4))), ()))
    for pattern in (_IN_CHARACTERS, _IN_KOREAN):
        for found in pattern.finditer(text):
            year, month, day = (_characters(part) for part in found.groups())
            era = _ERA.search(text, max(0, found.start() - 5), found.start())
            known = book.eras if era else book.people
            if year < 100 and not era:
                year += 1900
            yield from ((era.start() if era else found.start(), found.end(), person) for person in known.get((year, month, day), ()))


_VALUES = {**{char: value for value, row in enumerate(("〇零○영공", "一元일", "二이", "三삼", "四사", "五오", "六육륙유", "七칠", "八팔", "九구"))
              for char in row}, "十": 10, "십": 10, "시": 10, "廿": 20, "卅": 30, "百": 100, "백": 100, "千": 1000, "천": 1000}


def _characters(part: str) -> int:
    """A number in Chinese characters or Hangul: figure by figure, or with tens, hundreds and thousands."""
    values = [_VALUES[char] for char in part]
    if max(values) < 10:
        return int("".join(map(str, values)))
    total = ones = 0
    for value in values:
        if value in (10, 100, 1000):
            total += (ones or 1) * value
            ones = 0
        elif value > 9:
            total += value
        else:
            ones = value
    return total + ones


def _read(one: str, two: str, three: str) -> Iterator[Day]:
    """The days three figures may mean, in every order people write them."""
    middle = int(two) if two.isdigit() else _ROMAN.get(two.lower(), 0)
    for year, others in ((one, (middle, int(three))), (three, (int(one), middle))):
        if len(year) in (2, 4):
            for whole in {int(year)} if len(year) == 4 else {1900 + int(year), 2000 + int(year)}:
                yield whole, others[0], others[1]
                yield whole, others[1], others[0]
