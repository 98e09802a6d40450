# SPDX-License-Identifier: GPL-3.0-or-later
"""An identity as rows for the window: what each says, and what stays hidden until it is shown.

Promises: name and birth stand open, where to find her and hers is hidden; nothing is dropped.
It must never be imported by the desk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casefile.dates import in_words

_SCRIPTS = {"Hang": "Hangul", "Hani": "Han characters", "Latn": "Latin letters", "Cyrl": "Cyrillic",
            "Arab": "Arabic script", "Mymr": "Burmese script", "Jpan": "Japanese script"}
_DOCUMENTS = {"passport": "Passport", "national_id": "National id", "birth_certificate": "Birth certificate",
              "vehicle_plate": "Vehicle plate", "other": "Other document"}
_KNOWN = {"yes": "known to the authorities", "no": "not known to the authorities",
          "unknown": "not clear whether the authorities know"}


Place = tuple[str, int]
"""Where something stands in an identity: the field, and which of its entries (-1: the field itself)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: its key, the words, a quiet line beneath, whether it starts hidden, and where its entries stand."""

    key: str
    words: str
    note: str = ""
    hidden: bool = True
    places: tuple[Place, ...] = ()


def facts(body: Mapping[str, Any]) -> list[Fact]:
    """The rows of one identity, in the order they are read."""
    names = list(body.get("names", ()))
    first = next((at for at, name in enumerate(names) if name.get("kind", "true") == "true"), -1)
    true, others = names[first:first + 1] if first >= 0 else [], [at for at in range(len(names)) if at != first]
    rows = [Fact("True name", true[0]["value"] if true else "not asked", _script(true[0]) if true else
                 "nobody wrote it down", hidden=False, places=(("names", first),) if true else ())]
    if others:
        rows.append(Fact("Also written", " · ".join(names[at]["value"] for at in others),
                         _count(len(others), "spelling or name", "spellings and names"), hidden=False,
                         places=tuple(("names", at) for at in others)))
    if body.get("birth_date"):
        rows.append(Fact("Born", in_words(body["birth_date"]), hidden=False, places=(("birth_date", -1),)))
    for key, field in (("Home town", "hometown"), ("Address", "address"), ("Whereabouts", "whereabouts")):
        if body.get(field):
            rows.append(Fact(key, body[field], places=((field, -1),)))
    contacts = list(body.get("contacts", ()))
    if contacts:
        rows.append(Fact("Contact", "\n".join(f"{one['value']} ({one['kind']})" for one in contacts),
                         _count(len(contacts), "way to reach this person", "ways to reach this person"),
                         places=_each("contacts", contacts)))
    documents = list(body.get("documents", ()))
    if documents:
        rows.append(Fact("Documents", "\n".join(f"{_DOCUMENTS.get(one['kind'], 'Document')}: {one['value']}"
                                                for one in documents),
                         _count(len(documents), "number", "numbers"), places=_each("documents", documents)))
    relatives = list(body.get("relatives_at_risk", ()))
    if relatives:
        rows.append(Fact("Family in danger", "\n".join(_relative(one) for one in relatives),
                         ", ".join(one["relation"] for one in relatives), places=_each("relatives_at_risk", relatives)))
    if body.get("note"):
        rows.append(Fact("Note", body["note"], places=(("note", -1),)))
    return rows


def _each(field: str, entries: Sequence[object]) -> tuple[Place, ...]:
    return tuple((field, at) for at in range(len(entries)))


def _script(name: Mapping[str, Any]) -> str:
    script = _SCRIPTS.get(name.get("script", ""), "")
    return f"as stated, in {script}" if script else "as stated"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _relative(one: Mapping[str, Any]) -> str:
    names = " · ".join(name["value"] for name in one.get("names", ()))
    parts = [names or "name not asked", one["relation"], one.get("country", ""),
             _KNOWN.get(one.get("known_to_authorities", ""), "")]
    return ", ".join(part for part in parts if part)
