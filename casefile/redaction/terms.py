# SPDX-License-Identifier: GPL-3.0-or-later
"""What the matcher is told about a person, and what it says about a text.

Plain values only.  A `KnownPerson` holds true names: it lives in memory while a command runs, is
never written anywhere, and its `repr` shows the person's id alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Tier = Literal["T1", "T2", "T3", "T4", "P", "Q"]
Action = Literal["replace", "review"]
What = Literal["name", "relative", "contact", "place"]


@dataclass(frozen=True, slots=True)
class Name:
    """One name as somebody wrote it.

    `kind` is the word of the record (true, former, spelling, alias, nickname ...), `script` an
    ISO 15924 code or empty when nobody said.
    """

    value: str = field(repr=False)
    kind: str = "true"
    script: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Everything about one person that must not leave.

    `contacts` and `documents` are (kind, value) pairs; `places` are hometown, address and
    whereabouts as written; `relatives` holds the names of each relative who has no record; `born` is
    the day of birth (YYYY-MM-DD), where the very day is known.
    """

    person: str
    names: tuple[Name, ...] = field(default=(), repr=False)
    contacts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    documents: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    places: tuple[str, ...] = field(default=(), repr=False)
    relatives: tuple[tuple[Name, ...], ...] = field(default=(), repr=False)
    born: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that must not leave as it is; offsets are code points, `end` exclusive.

    Tiers: T1 the same name, T2 a generated full spelling, T3 part of a name, T4 initials and
    near misses, P a contact or number, Q a place or other fact.
    """

    start: int
    end: int
    tier: Tier
    person: str
    action: Action
    why: str
    what: What


def known_person(person: str, identity: Mapping[str, Any]) -> KnownPerson:
    """A `KnownPerson` from the `identity` object of a person's record (interchange shape)."""
    places = tuple(str(identity[key]) for key in ("hometown", "address", "whereabouts")
                   if identity.get(key))
    return KnownPerson(
        person=person,
        names=_names(identity.get("names", ())),
        contacts=_pairs(identity.get("contacts", ())),
        documents=_pairs(identity.get("documents", ())),
        places=places,
        relatives=tuple(_names(relative.get("names", ()))
                        for relative in identity.get("relatives_at_risk", ()) if relative.get("names")),
        born=_day(identity.get("birth_date")),
    )


def _day(when: object) -> str:
    """The day of a date that is one day."""
    first, last = (str(when.get("from") or ""), str(when.get("to") or "")) if isinstance(when, Mapping) else ("", "")
    return first if len(first) == 10 and last in ("", first) else ""


def _names(items: Iterable[Mapping[str, Any]]) -> tuple[Name, ...]:
    return tuple(Name(str(item["value"]), str(item.get("kind", "true")), str(item.get("script", "")))
                 for item in items)


def _pairs(items: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(item.get("kind", "")), str(item.get("value") or item.get("number") or ""))
                 for item in items if item.get("value") or item.get("number"))
