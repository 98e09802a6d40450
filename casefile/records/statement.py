# SPDX-License-Identifier: GPL-3.0-or-later
"""A statement: the words as they were said, translations, and quotes cleared for a use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import LANGUAGE, LONG, TRISTATE, WHEN, Choice, ListOf, Object, Problem, Ref, Text, check

SHAPE = Object({
    "case": Ref("cases"), "person": Ref("people"),
    "kind": Choice(("individual", "group", "interview", "press_quote")), "title": Text(),
    "language": LANGUAGE, "text": LONG, "taken": WHEN, "setting": Text(),
    "taken_by": Ref("people"), "read_back": TRISTATE,
    "translations": ListOf(Object({"language": LANGUAGE, "text": LONG, "translator": Ref("people")},
                                  required=("language", "text"))),
    "quotes": ListOf(Object({"text": LONG, "cleared_for": ListOf(Text(longest=None))}, required=("text",))),
}, required=("case", "text", "language"))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body.get("title", ""))
