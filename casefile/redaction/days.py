# SPDX-License-Identifier: GPL-3.0-or-later
"""A known person's day of birth in a text, in figures or with the month in words.

The whole day alone counts, never a year or a month.  Which number is the day and which the month is
left open, for a person decides: a stranger may be born on it too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

_MONTHS = (
    "jan ene янв січ студ يناير كانون·الثاني oca sty gen",
    "feb fév fev февр лют شباط فبراير şub lut",
    "mar mär март берез آذار مارس",
    "apr abr avr апр квіт красав نيسان أبريل nis kwi",
    "may mai mayo мая май трав أيار مايو maj mei mag",
    "jun juin июн черв حزيران يونيو haz cze giu",
    "jul juil июл лип تموز يوليو tem lip lug",
    "aug ago août авг серп آب أغسطس ağu sie",
    "sep set сент верес أيلول سبتمبر eyl wrz",
    "oct out окт жовт تشرين·الأول أكتوبر okt eki paź ott",
    "nov ноя листоп تشرين·الثاني نوفمبر kas lis",
    "dec dic dez déc дек груд كانون·الأول ديسمبر ara gru")
_OF = {word.replace("·", " "): month for month, row in enumerate(_MONTHS, 1) for word in row.split()}
_WORD = re.compile("|".join(sorted(map(re.escape, _OF), key=len, reverse=True)), re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_BETWEEN = r"\s{0,2}[-–./,年월月년]?\s{0,2}"
_FIGURES = re.compile(rf"(?<!\d)(\d{{1,4}}){_BETWEEN}(\d{{1,2}}|[IVX]{{1,4}}){_BETWEEN}(\d{{1,4}})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_TAIL = re.compile(r"\s?(?:일|日|년|年|года|году|року|рік|г\.|р\.)")
_NEAR = 18
"""How far from a month in words its day and year may stand."""


@dataclass(slots=True)
class DayBook:
    """Days of birth: (year, month, day) to whose they are."""

    people: dict[tuple[int, int, int], list[str]] = field(default_factory=dict)

    def add(self, person: str, day: str) -> None:
        """A day as YYYY-MM-DD; anything less is no day."""
        found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day)
        if found:
            year, month, date = map(int, found.groups())
            self.people.setdefault((year, month, date), []).append(person)


def find(book: DayBook, text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, person) of every known day of birth in a text."""
    if not book.people:
        return
    plain = text if text.isascii() else "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    for found in _FIGURES.finditer(plain):
        for day in _read(*found.groups()):
            yield from ((found.start(), _end(plain, found.end()), person) for person in book.people.get(day, ()))
    for word in _WORD.finditer(plain):
        yield from _around(book, plain, word)


def _end(text: str, end: int) -> int:
    """Past the word for day or year that belongs to the figure."""
    found = _TAIL.match(text, end)
    return found.end() if found else end


def _around(book: DayBook, text: str, word: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    if word.start() and text[word.start() - 1].isalpha():
        return
    month = _OF.get(word.group().lower(), 0)
    beside = list(_NUMBER.finditer(text, max(0, word.start() - _NEAR), word.end() + _NEAR))
    for one in beside:
        for two in beside:
            year, date = int(one.group()), int(two.group())
            for whole in (year, 1900 + year, 2000 + year) if one is not two and len(one.group()) in (2, 4) else ():
                for person in book.people.get((whole, month, date), ()):
                    yield (min(one.start(), two.start(), word.start()),
                           _end(text, max(one.end(), two.end(), word.end())), person)


def _read(one: str, two: str, three: str) -> Iterator[tuple[int, int, int]]:
    """The days three figures may mean, in every order people write them."""
    middle = int(two) if two.isdigit() else _ROMAN.get(two.lower(), 0)
    for year, others in ((one, (middle, int(three))), (three, (int(one), middle))):
        if len(year) in (2, 4):
            for whole in {int(year)} if len(year) == 4 else {1900 + int(year), 2000 + int(year)}:
                yield whole, others[0], others[1]
                yield whole, others[1], others[0]
