# SPDX-License-Identifier: GPL-3.0-or-later
"""An identity: what the identity vault holds about a person.  It never enters the case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import LONG, TRISTATE, WHEN, Choice, ListOf, Object, Problem, Text, check

NAME = Object({
    "value": Text(longest=200, shortest=1),
    "kind": Choice(("true", "alias", "nickname", "family", "spelling")),
    "script": Choice(("Hang", "Hani", "Latn", "Cyrl", "Arab", "Mymr", "Jpan", "other")),
}, required=("value",))
SHAPE = Object({
    "names": ListOf(NAME),
    "birth_date": WHEN,
    "hometown": Text(), "address": Text(), "whereabouts": Text(),
    "contacts": ListOf(Object({"kind": Choice(("phone", "email", "account", "address", "other")), "value": Text()},
                              required=("kind", "value"))),
    "documents": ListOf(Object({
        "kind": Choice(("passport", "national_id", "birth_certificate", "vehicle_plate", "other")), "value": Text()},
        required=("kind", "value"))),
    "relatives_at_risk": ListOf(Object({
        "relation": Text(), "country": Text(), "known_to_authorities": TRISTATE, "names": ListOf(NAME)},
        required=("relation",))),
    "note": LONG,
})


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with an identity."""
    return list(check(SHAPE, dict(body)))
