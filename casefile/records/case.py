# SPDX-License-Identifier: GPL-3.0-or-later
"""A case: what several records belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import LONG, WHEN, ListOf, Object, Problem, Text, check

SHAPE = Object({"title": Text(), "summary": LONG, "opened": WHEN, "tags": ListOf(Text())}, required=("title",))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body["title"])
