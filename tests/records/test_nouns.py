# SPDX-License-Identifier: GPL-3.0-or-later
"""Every field of the published format has its place: text is lifted, references are mapped, nothing is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from casefile.records.record import KINDS, REFERENCES, TEXT_FIELDS
from casefile.store import tables
from tests.conftest import DATA

SCHEMA: dict[str, Any] = json.loads((DATA / "interchange" / "interchange.schema.json").read_text("utf-8"))


def _strings(part: dict[str, Any], at: str, through: str = "") -> Iterator[tuple[str, str]]:
    """(path, name of the definition) of every place for a string that is no word of a list."""
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[1]
        yield from _strings(SCHEMA["$defs"][name], at, name)
    elif part.get("type") == "object":
        for key, inner in part.get("properties", {}).items():
            if key != "identity":
                yield from _strings(inner, f"{at}.{key}" if at else key)
    elif part.get("type") == "array":
        yield from _strings(part["items"], f"{at}[]")
    elif "string" in part.get("type", "") and "enum" not in part:
        yield at, "pattern" if "pattern" in part and through != "id" else through


@pytest.mark.parametrize("kind", KINDS)
def test_every_string_of_the_format_is_text_a_code_or_a_reference(kind: str) -> None:
    strings = dict(_strings(SCHEMA["properties"][kind]["items"], ""))
    references = {path for path, through in strings.items() if through == "id" and path != "id"}
    free = {path for path, through in strings.items() if through not in ("id", "pattern")} - {"pseudonym"}
    assert set(REFERENCES[kind]) == references
    assert set(TEXT_FIELDS[kind]) == free


def test_every_kind_has_a_table() -> None:
    assert set(KINDS) == set(tables.KINDS) - {"disclosures"}
