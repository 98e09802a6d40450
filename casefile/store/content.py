# SPDX-License-Identifier: GPL-3.0-or-later
"""The one form in which a record's content is stored and hashed.

The audit chain keeps SHA-256(salt || canonical content).  The salt is random, stands beside the content and goes
with it: the hash of an erased text is then no way to test guesses of what the text was.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

SALT_BYTES = 16
GONE = bytes(32)
"""Stands in the audit chain for the content of a record that was removed."""


def canonical(value: Any) -> str:
    """JSON in one form only: sorted keys, no blanks, text as it is.  ValueError for NaN and Infinity."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def head_of(external_id: str | None, case_id: str | None, label: str, voided: str | None) -> str:
    """What a row says beside its body, as canonical JSON."""
    return canonical([external_id, case_id, label, voided])


def new_salt() -> bytes:
    """A fresh salt."""
    return secrets.token_bytes(SALT_BYTES)


def content_hash(salt: bytes, *parts: str) -> bytes:
    """SHA-256(salt || canonical list of `parts`), 32 bytes."""
    return hashlib.sha256(salt + canonical(list(parts)).encode("utf-8")).digest()


def parse_body(text: str) -> dict[str, Any]:
    """A stored body as an object.  ValueError when it is none."""
    body = json.loads(text)
    if not isinstance(body, Mapping):
        raise ValueError("a body is an object")
    return dict(body)
