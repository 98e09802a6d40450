# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample case: the right shape, the story it tells, and a vault that takes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import DATA, ROOT, Answer

FOLDER = ROOT / "resources" / "sample"
CASE = FOLDER / "sample-case.json"


@pytest.fixture(scope="module")
def case() -> dict[str, Any]:
    return dict(json.loads(CASE.read_text("utf-8")))


def consents(case: dict[str, Any], purpose: str) -> dict[str, dict[str, Any]]:
    """Person id to the consent for one purpose."""
    return {person["id"]: consent for person in case["people"] for consent in person.get("consents", ())
            if consent["purpose"] == purpose}


def test_it_has_the_shape_of_an_interchange_file(case: dict[str, Any]) -> None:
    schema = json.loads((DATA / "interchange" / "interchange.schema.json").read_text("utf-8"))
    jsonschema.validate(case, schema)


def test_every_reference_leads_somewhere_and_no_pseudonym_twice(case: dict[str, Any]) -> None:
    people = {person["id"] for person in case["people"]}
    incidents = {incident["id"] for incident in case["incidents"]}
    named = [one["to"] for person in case["people"] for one in person.get("relations", ())]
    named += [one["person"] for incident in case["incidents"] for one in incident["involved"] if "person" in one]
    named += [one for appeal in case["appeals"] for one in appeal["people"]]
    assert set(named) <= people
    assert {one["follows"] for one in case["incidents"] if "follows" in one} <= incidents
    pseudonyms = [person["pseudonym"] for person in case["people"]]
    assert len(pseudonyms) == len(set(pseudonyms))


def test_relations_agree_from_both_sides(case: dict[str, Any]) -> None:
    back = {"spouse": "spouse", "parent": "child", "child": "parent", "sibling": "sibling", "other": "other"}
    told = {(person["id"], one["to"], one["type"]) for person in case["people"] for one in person.get("relations", ())}
    assert {(to, one, back[kind]) for one, to, kind in told} == told


def test_twenty_five_people_in_six_families_and_three_alone(case: dict[str, Any]) -> None:
    entry = next(one for one in case["incidents"] if one["type"] == "compound_entry")
    inside = {one["person"] for one in entry["involved"] if "person" in one}
    assert len(inside) == 25
    families = [person.get("family") for person in case["people"] if person["id"] in inside]
    assert families.count(None) == 3
    sizes = {family["id"]: family["claimed_size"] for family in case["families"]}
    assert {family: families.count(family) for family in sizes} == sizes
    assert len(sizes) == 6
    assert len(case["appeals"][0]["people"]) == 19 + 1
    assert sum(person.get("name_status") == "true_stated" for person in case["people"]) == 1


def test_enough_people_agree_to_the_press(case: dict[str, Any]) -> None:
    press = consents(case, "press")
    granted = {person for person, one in press.items() if one["decision"] == "granted"
               and one.get("identity_level") != "statistics_only" and one.get("child_assent") != "no"}
    assert len(granted) >= 14
    assert {one["decision"] for one in press.values()} == {"granted", "refused", "not_asked", "withdrawn"}
    ages = {person["id"]: person["age"]["stated"] for person in case["people"] if "age" in person}
    for person in granted:
        if ages[person] < 18:
            assert press[person]["given_by"] == "guardian"
            assert press[person]["child_assent"] == "yes"


def test_originals_are_korean_and_every_quote_stands_in_the_translation(case: dict[str, Any]) -> None:
    for statement in case["statements"]:
        assert statement["language"] == "ko"
        translation = statement["translations"][0]
        assert translation["language"] == "en"
        for quote in statement["quotes"]:
            assert quote["text"] in translation["text"]


def test_attachments_are_there_and_have_their_hash(case: dict[str, Any]) -> None:
    for attachment in case["attachments"]:
        data = (FOLDER / attachment["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == attachment["sha256"]


def test_numbers_and_addresses_are_of_the_kind_nobody_has(case: dict[str, Any]) -> None:
    for person in case["people"]:
        for contact in person.get("identity", {}).get("contacts", ()):
            assert contact["kind"] == "other" or contact["value"].startswith("+86 433 555 01") \
                or contact["value"].endswith("@example.org")


def test_a_vault_takes_it_and_taking_it_again_changes_nothing(run_cli: Callable[..., Answer], vault: Path,
                                                              keys: tuple[str, ...]) -> None:
    answer = run_cli("import", vault, CASE, "--json", *keys)
    assert answer.code == 0, answer.err or answer.json
    assert answer.json["created"]["people"] == 29
    assert answer.json["created"]["statements"] == 7
    again = run_cli("import", vault, CASE, "--json", *keys)
    assert again.code == 0
    assert sum(again.json["created"].values()) + sum(again.json["updated"].values()) == 0
