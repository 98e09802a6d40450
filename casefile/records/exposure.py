# SPDX-License-Identifier: GPL-3.0-or-later
"""An exposure: what others have already published about people of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import LONG, WHEN, ListOf, Object, Problem, Ref, Text, check

SHAPE = Object({
    "case": Ref("cases"), "people": ListOf(Ref("people")), "where": Text(), "when": WHEN, "revealed": LONG,
}, required=("where", "revealed"))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body["where"])
