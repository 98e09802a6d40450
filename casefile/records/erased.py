# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands where somebody stood who was erased."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from casefile.records.record import KINDS
from casefile.records.shape import GONE, map_references

ERASED = "[erased]"


def without(kind: str, body: Mapping[str, Any], gone: Collection[tuple[str, str]]) -> dict[str, Any]:
    """A body that no longer points to any of `gone` ((kind, id))."""
    return pointing(kind, body, lambda of, ref: GONE if (of, ref) in gone else ref)


def pointing(kind: str, body: Mapping[str, Any], change: Callable[[str, str], Any]) -> dict[str, Any]:
    """A body with every reference changed by `change(kind, id)`.

    Where it answers GONE, relations and references that stand alone or in a list are left out, and whoever was
    involved stays as a nameless actor.
    """
    mapped: dict[str, Any] = map_references(KINDS[kind].shape, body, change)
    if "relations" in mapped:
        mapped["relations"] = [one for one in mapped["relations"] if "to" in one]
    if "involved" in mapped:
        mapped["involved"] = [after if "person" in after or "person" not in before else {"actor": ERASED, **after}
                              for before, after in zip(body["involved"], mapped["involved"], strict=True)]
    return mapped
