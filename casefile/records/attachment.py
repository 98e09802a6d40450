# SPDX-License-Identifier: GPL-3.0-or-later
"""An attachment: a file kept as it came, its name and hash; the bytes are in the vault's blobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records.shape import Object, Pattern, Problem, Ref, Text, check

SHA256 = Pattern(r"[0-9a-f]{64}", "a SHA-256 in 64 lower-case hex digits")
SHAPE = Object({
    "case": Ref("cases"), "person": Ref("people"), "path": Text(), "sha256": SHA256,
    "media_type": Text(), "title": Text(), "received_from": Text(),
}, required=("case", "path", "sha256"))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body.get("title") or body["path"])
