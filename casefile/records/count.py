# SPDX-License-Identifier: GPL-3.0-or-later
"""A count: somebody's assertion of how many, with source and basis (25 claimed, about 20 seen)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import WHEN, Choice, Object, Problem, Ref, Text, Whole, check

SHAPE = Object({
    "case": Ref("cases"), "incident": Ref("incidents"),
    "value": Whole(), "bound": Choice(("exact", "about", "at_least", "at_most")),
    "unit": Choice(("people", "families", "individuals", "men", "women", "children", "guards", "other")),
    "basis": Choice(("claimed", "observed", "official")), "source": Text(), "at": WHEN,
}, required=("case", "value", "unit", "basis"))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(f"{body['value']} {body['unit']}")
