# SPDX-License-Identifier: GPL-3.0-or-later
"""A family: people who live or fled together, with the size they claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import Object, Problem, Ref, Text, Whole, check

SHAPE = Object({"case": Ref("cases"), "label": Text(), "claimed_size": Whole(1, 100)}, required=("case",))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body.get("label", ""))
