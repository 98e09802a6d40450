# SPDX-License-Identifier: GPL-3.0-or-later
"""Ladders: the same fact said ever less exactly, down to not saying it.

Level 0 is what was recorded, the top level is silence (an empty text).  A step never says more than
the step below it, and what is not in our tables is not guessed: an unknown village or trade
falls silent at the first step instead of being printed.  Pure functions over plain values; the
tables stand in resources/profiles/ladders.json.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from casefile import dates, resources

FIELDS = ("state_role", "occupation", "region", "age", "sex", "country")
"""The facts about a person that climb, in the order in which silence costs the reader least."""

TOP: Mapping[str, int] = {"state_role": 1, "occupation": 3, "region": 3, "age": 5, "sex": 1, "country": 1, "date": 3}
"""The level of each ladder at which nothing is said."""

_SEXES = {"F": "female", "M": "male", "X": "other"}
_BANDS = {1: 5, 2: 10, 3: 20}
_CHILD = 18


def facts(person: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a person's body that may climb: those that are known, by ladder."""
    age = person.get("age") or {}
    known = {
        "state_role": person.get("state_role"), "occupation": person.get("occupation"),
        "region": (person.get("home_country", ""), person["home_region"]) if person.get("home_region") else None,
        "age": age.get("stated"), "sex": person.get("sex") if person.get("sex") in _SEXES else None,
        "country": person.get("home_country"),
    }
    return {name: value for name, value in known.items() if value not in (None, "")}


@lru_cache(maxsize=65536)
def say(name: str, value: Any, level: int) -> str:
    """A fact at a level of its ladder, in words; empty at the top and where our tables know no coarser word."""
    if level >= TOP[name]:
        return ""
    return _SAY[name](value, max(0, level))


def _age(years: int, level: int) -> str:
    if level == 0:
        return str(years)
    if level == 4 or (years < _CHILD and level > 1):
        return "child" if years < _CHILD else "adult"
    width = _BANDS[level]
    low = years - years % width
    high = low + width - 1
    if years >= _CHILD and level > 1:  # a band never mixes children and adults
        low = max(low, _CHILD)
    if years < _CHILD <= high:
        high = _CHILD - 1
    return f"{low}–{high}" if low < 80 else "80 or older"


def _region(value: tuple[str, str], level: int) -> str:
    country, region = value
    if level == 0:
        return region
    plain = _plain_region(region)
    wider = resources.data("profiles/ladders.json")["regions"].get(country, {}).get(plain, "")
    if not wider:
        return ""
    return plain.title() if level == 1 else str(wider)


def _plain_region(region: str) -> str:
    plain = " ".join(region.casefold().replace("'", "").split())
    for ending in resources.data("profiles/ladders.json")["region_endings"]:
        plain = plain.removesuffix(ending)
    return plain


def _occupation(words: str, level: int) -> str:
    if level == 0:
        return words
    plain = words.casefold()
    for entry in resources.data("profiles/ladders.json")["occupations"]:
        if any(re.search(rf"\b{re.escape(word)}", plain) for word in entry["words"]):
            return str(entry["class"] if level == 1 else entry["sector"])
    return ""


def country(code: str) -> str:
    """The English name of a country code, else the words as recorded."""
    return str(resources.data("profiles/ladders.json")["countries"].get(code, code))


_SAY: Mapping[str, Callable[[Any, int], str]] = {
    "age": _age, "region": _region, "occupation": _occupation,
    "sex": lambda code, _level: _SEXES.get(code, ""),
    "country": lambda code, _level: country(code),
    "state_role": lambda words, _level: str(words),
}


def when(value: Mapping[str, Any] | None, level: int) -> str:
    """A date at a level: 0 as given (range, else the words), 1 month, 2 year, 3 nothing.

    Words alone ("last June") are said at level 0 only, for nobody knows how exact they are.
    """
    if not value or level >= TOP["date"]:
        return ""
    if level == 0:
        return dates.in_words(value)
    length = 7 if level == 1 else 4
    cut = {key: value[key][:length] for key in ("from", "to") if value.get(key)}
    return dates.in_words(cut) if cut else ""


def people_range(values: list[tuple[int, str]]) -> str:
    """Assertions (value, bound) of one thing as a range a reader can trust: "20 to 25", "about 20"."""
    low, high = min(value for value, _ in values), max(value for value, _ in values)
    if low != high:
        return f"{low} to {high}"
    bounds = {bound for _, bound in values}
    words = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
    return (words.get(bounds.pop(), "") if len(bounds) == 1 else "") + str(low)
