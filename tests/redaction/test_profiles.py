# SPDX-License-Identifier: GPL-3.0-or-later
"""Every field of every record has a class for every audience, and what has none stops the export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casefile.records.record import KINDS
from casefile.redaction.profiles import UnclassifiedField, load

SCHEMA = json.loads((Path(__file__).resolve().parents[1] / "data" / "interchange" /
                     "interchange.schema.json").read_text("utf-8"))
AUDIENCES = ("press", "appeal", "un", "legal", "internal")


def _fields(schema: dict[str, Any], path: str) -> Iterator[str]:
    """Every leaf of a schema, lists without index."""
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name == "when":
            yield path
            return
        schema = SCHEMA["$defs"][name]
    if schema.get("type") == "array":
        yield from _fields(schema["items"], path)
    elif "properties" in schema:
        for name, inner in schema["properties"].items():
            yield from _fields(inner, f"{path}.{name}")
    else:
        yield path


def _every_field() -> list[str]:
    kinds = [name for name, one in SCHEMA["properties"].items() if one.get("items", {}).get("$ref")
             and name != "public_contacts"]
    own = [f"{kind}.{name}" for kind, noun in KINDS.items() for name in noun.shape.own]
    return [*own, *(path for kind in kinds for path in _fields(SCHEMA["properties"][kind]["items"], kind))]


def test_the_walk_sees_the_whole_format() -> None:
    fields = _every_field()
    assert len(fields) > 100
    assert {"people.identity.names.value", "statements.quotes.text", "people.risk_facts", "counts.at"} <= set(fields)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_field_of_the_format_has_a_class(audience: str) -> None:
    profile = load(audience)
    assert all(profile.class_of(path) for path in _every_field())


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_profile_speaks_of_no_field_that_does_not_exist(audience: str) -> None:
    fields = _every_field()
    for path in load(audience).classes:
        assert any(field == path or field.startswith(path + ".") for field in fields), path


@pytest.mark.parametrize("audience", AUDIENCES)
def test_identities_never_leave_by_a_profile(audience: str) -> None:
    assert load(audience).class_of("people.identity.names.value") == "drop"
    assert load(audience).admit("people", {"identity": {"names": [{"value": "x"}]}}) == {}


@pytest.mark.parametrize("body", [{"shoe_size": 43}, {"age": {"stated": 4}, "extra": {}},
                                  {"relations": [{"since": "x"}]}, {"notes": ["a"]}, {"more": []}])
def test_a_field_without_a_class_stops_the_export(body: dict[str, Any]) -> None:
    with pytest.raises(UnclassifiedField):
        load("internal").admit("people", body)


def test_the_press_reads_quotes_and_no_statement() -> None:
    quotes = [{"text": "short", "cleared_for": ["press"]}]
    view = load("press").admit("statements", {"text": "long", "title": "t", "quotes": quotes,
                                              "translations": [{"language": "en", "text": "x"}]})
    assert view == {"quotes": quotes}
