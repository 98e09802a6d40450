# SPDX-License-Identifier: GPL-3.0-or-later
"""An appeal: a letter with addressees, facts, asks and instruments, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import LONG, WHEN, Choice, Flag, ListOf, Object, Problem, Ref, Text, check

SHAPE = Object({
    "case": Ref("cases"), "series": Choice(("urgent", "update", "forwarded", "letter", "communication")),
    "number": Text(), "title": Text(), "issued": WHEN, "author_organisation": Text(), "forwarded_by": Text(),
    "cover_note": LONG, "salutation": Text(),
    "addressees": ListOf(Object({"name": Text(), "role": Text(), "channel": Text(), "copy": Flag()},
                                required=("name",))),
    "facts": LONG, "pattern": LONG,
    "asks": ListOf(LONG), "instruments": ListOf(Text()), "signatories": ListOf(Text()),
    "people": ListOf(Ref("people")), "incidents": ListOf(Ref("incidents")),
    "responses": ListOf(Object({"text": LONG, "date": WHEN, "from": Text()}, required=("text",))),
}, required=("case", "title"))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body["title"])
