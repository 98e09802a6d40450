# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, addresses and coordinates nobody listed: no known person's, and still not to leave unasked.

An e-mail address or what is dialled like a telephone is replaced; any other number of six digits or
more (an amount, also in groups of three, a file number, a figure that could be an identity card) waits
for a person.  Dates and public contacts are neither.  Digits of every script count.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Protocol

from casefile.redaction.terms import Action, Span

_DATE = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?:[-./](?:0?[1-9]|1[0-2])(?:[-./](?:0?[1-9]|[12]\d|3[01]))?"
                   r"|[-–](?:1[89]|20)\d\d)?(?!\d)")
_NUMBER = re.compile(r"\+?\d(?:[ \u00a0().+/\-]{0,2}\d){5,}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_COORDINATES = re.compile(r"\d{1,3}\.\d{3,}\s*°?\s*[NSEW]?\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}")
_DIALLED = re.compile(r"\+|^0\d|\d[ \u00a0().\-]+\d")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0.]\d{3})+")


class Finder(Protocol):
    """Whatever finds known people in a plain text (the matcher)."""

    def find(self, text: str) -> Sequence[Span]:
        """Spans of code points, merged and in order."""


class WithFigures:
    """A finder that also finds what is a contact or a number by its shape."""

    def __init__(self, finder: Finder, public_contacts: Sequence[str]) -> None:
        self._finder = finder
        self._public = [one.casefold() for one in public_contacts]
        self._public_digits = ["".join(filter(str.isdigit, _plain(one))) for one in public_contacts]

    def find(self, text: str) -> list[Span]:
        """What the finder finds, and figures beside it."""
        spans = list(self._finder.find(text))
        for span in self._figures(text):
            beside(spans, span)
        return spans

    def _figures(self, text: str) -> Iterator[Span]:
        plain = _plain(text)
        for found in _MAIL.finditer(plain):
            if found[0].casefold() not in " ".join(self._public):
                yield _span(found.start(), found.end(), "replace", "an e-mail address")
        for found in _COORDINATES.finditer(plain):
            yield _span(found.start(), found.end(), "replace", "coordinates")
        bare = _DATE.sub(lambda date: "\n" * len(date[0]), plain)
        for found in _NUMBER.finditer(bare):
            digits = "".join(filter(str.isdigit, found[0]))
            if not any(digits in one for one in self._public_digits):
                dialled = len(digits) >= 8 and _DIALLED.search(found[0]) and not _THOUSANDS.fullmatch(found[0])
                yield _span(found.start(), found.end(), "replace" if dialled else "review", "a long number")


def beside(spans: list[Span], span: Span) -> None:
    """Put a span in its place among others in order, unless it touches one of them."""
    place = bisect_left(spans, span.start, key=_start)
    touched = (place and spans[place - 1].end > span.start) or (place < len(spans) and spans[place].start < span.end)
    if not touched:
        spans.insert(place, span)


def _start(span: Span) -> int:
    return span.start


def _span(start: int, end: int, action: Action, why: str) -> Span:
    return Span(start, end, "P", "", action, why, "contact")


def _plain(text: str) -> str:
    """The text with digits of every script as ASCII digits and full-width signs as plain ones, letter for letter."""
    return "".join(str(value) if (value := unicodedata.digit(letter, None)) is not None and letter.isdecimal()
                   else "@" if letter == "＠" else "." if letter == "．" else "+" if letter == "＋" else letter
                   for letter in text)
