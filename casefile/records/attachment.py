# SPDX-License-Identifier: GPL-3.0-or-later
"""An attachment: a file kept as it came, its name and hash; the bytes are in the vault's blobs.

A masked copy of a picture is an attachment as well: its `mask` says of which it was made, how many boxes cover
it, and for whom a person cleared it.  No file brings a mask in: a clearance counts in the vault it was given in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import Choice, ListOf, Object, Pattern, Problem, Ref, Text, Whole, check

SHA256 = Pattern(r"[0-9a-f]{64}", "a SHA-256 in 64 lower-case hex digits")
READERS = ("press", "appeal", "un", "legal")
"""For whom a masked copy can be cleared."""
MASK = Object({"original": Pattern(r"[0-9a-f]{32}", "the vault's id of an attachment"), "boxes": Whole(),
               "cleared_for": ListOf(Choice(READERS), distinct=True)}, required=("original", "boxes", "cleared_for"))
SHAPE = Object({
    "case": Ref("cases"), "person": Ref("people"), "path": Text(), "sha256": SHA256,
    "media_type": Text(), "title": Text(), "received_from": Text(), "mask": MASK,
}, required=("case", "path", "sha256"), own=("mask",))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body.get("title") or body["path"])
