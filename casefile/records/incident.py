# SPDX-License-Identifier: GPL-3.0-or-later
"""An incident: what happened, where, when, who was involved, and what it followed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import LONG, WHEN, Choice, ListOf, Object, Problem, Ref, Text, check

SHAPE = Object({
    "case": Ref("cases"), "title": Text(),
    "type": Choice(("compound_entry", "seizure", "arrest", "detention", "ill_treatment", "forced_return",
                    "transfer", "arrival", "other")),
    "when": WHEN, "place": Text(), "place_exact": Text(), "account": LONG,
    "follows": Ref("incidents"),
    "involved": ListOf(Object({
        "person": Ref("people"), "actor": Text(),
        "role": Choice(("victim", "perpetrator", "witness", "intervening", "bystander"))}, required=("role",))),
}, required=("case", "title"))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body["title"])
