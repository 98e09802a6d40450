# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates as people give them: the words that were said, and the range of days they resolve to.

A stored date is `{"words", "from", "to"}`; `from` and `to` are YYYY, YYYY-MM or YYYY-MM-DD and may
be missing.  Precision is never invented: a year stays a year when it is shown.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")


@dataclass(frozen=True, slots=True)
class Span:
    """The days a date may mean, both ends included; None where it is open."""

    first: date | None
    last: date | None


def bounds(text: str) -> tuple[date, date]:
    """First and last day that `text` (YYYY, YYYY-MM, YYYY-MM-DD) can mean; ValueError for anything else.

    Only ASCII digits count, and the day must exist.
    """
    found = _SHAPE.match(text)
    if not found:
        raise ValueError("a date is YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if found[2] is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12 or year < 1:
        raise ValueError("there is no such month")
    length = calendar.monthrange(year, month)[1]
    if found[3] is None:
        return date(year, month, 1), date(year, month, length)
    return date(year, month, day), date(year, month, day)


def span(when: Mapping[str, Any] | None) -> Span:
    """The range a stored date resolves to."""
    if not when:
        return Span(None, None)
    start, end = when.get("from"), when.get("to")
    return Span(bounds(start)[0] if start else None, bounds(end)[1] if end else None)


def in_words(when: Mapping[str, Any] | None) -> str:
    """A stored date for people: the range in plain words, else what was said, else nothing."""
    if not when:
        return ""
    start, end = when.get("from"), when.get("to")
    if not start and not end:
        return str(when.get("words", ""))
    if start and end:
        return _one(start) if start == end else f"{_one(start)} to {_one(end)}"
    return f"from {_one(start)}" if start else f"until {_one(str(end))}"


def _one(text: str) -> str:
    parts = text.split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def youngest_age(age: Mapping[str, Any] | None, birth: Mapping[str, Any] | None, on: date) -> int | None:
    """The youngest age in years that a person can have on a day, None where nothing is known.

    `age` is a stored age (`stated`, `as_of`), `birth` a stored date of birth.  An age without a day
    is taken as stated on that day.  A stated age grows by whole years that surely passed.
    """
    readings = []
    born = span(birth)
    if born.last is not None:
        readings.append(_years(born.last, on))
    if age and isinstance(age.get("stated"), int):
        readings.append(age["stated"] + _sure_years(span(age.get("as_of")), on))
    return min(readings) if readings else None


def _sure_years(said: Span, on: date) -> int:
    """Whole years that surely passed (or, if the day lies earlier, may lack) between saying and `on`."""
    if said.last is None:
        return 0
    if on >= said.last:
        return max(0, _years(said.last, on))
    return -(_years(on, said.last) + 1)


def _years(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
