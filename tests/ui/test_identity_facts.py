# SPDX-License-Identifier: GPL-3.0-or-later
"""What the identity window shows of a person, hides at first, and adds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from casefile.identities import identity
from tests.conftest import DATA
from ui.identity.adding import KINDS, with_added
from ui.identity.changing import with_changed, with_removed, words_at
from ui.identity.facts import facts


def sample() -> list[dict[str, Any]]:
    people = json.loads((DATA / "interchange" / "sample.json").read_text("utf-8"))["people"]
    return [person["identity"] for person in people if person.get("identity")]


@pytest.mark.parametrize("body", sample())
def test_everything_the_vault_knows_has_a_row(body: dict[str, Any]) -> None:
    shown = "\n".join(fact.words for fact in facts(body))
    values = [name["value"] for name in body.get("names", [])] + [body[key] for key in ("hometown", "note")
                                                                   if key in body]
    values += [one["value"] for one in body.get("contacts", [])]
    values += [name["value"] for one in body.get("relatives_at_risk", []) for name in one.get("names", [])]
    assert [value for value in values if value not in shown] == []


@pytest.mark.parametrize("body", sample())
def test_where_to_find_somebody_stays_hidden_and_its_note_gives_nothing_away(body: dict[str, Any]) -> None:
    rows = {fact.key: fact for fact in facts(body)}
    for key in ("Home town", "Contact", "Family in danger", "Whereabouts", "Address", "Documents", "Note"):
        if key in rows:
            assert rows[key].hidden
    open_text = "\n".join(f"{fact.words}\n{fact.note}" for fact in rows.values() if not fact.hidden)
    notes = "\n".join(fact.note for fact in rows.values())
    for secret in [body.get("hometown", "-nothing-"), *(one["value"] for one in body.get("contacts", []))]:
        assert secret not in open_text
        assert secret not in notes


def test_a_person_nobody_named_is_said_so() -> None:
    assert facts({})[0].words == "not asked"


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_added_is_valid_and_leaves_the_rest(kind: str) -> None:
    before = {"names": [{"value": "한", "kind": "true"}], "note": "n"}
    made = with_added(before, kind, "W")
    assert identity.problems(made) == []
    assert made["names"][0] == before["names"][0]
    assert made["note"] == "n"
    assert "W" in "\n".join(fact.words for fact in facts(made))
    assert identity.problems(with_added(None, kind, "W")) == []


@pytest.mark.parametrize("body", sample())
def test_every_entry_can_be_taken_away_and_words_corrected_and_nothing_else_changes(body: dict[str, Any]) -> None:
    places = [place for fact in facts(body) for place in fact.places]
    assert len(set(places)) == len(places)
    for place in places:
        field, index = place
        less = with_removed(body, place) or {}
        assert identity.problems(less) == []
        assert {key: less.get(key) for key in body if key != field} == {key: value for key, value in body.items() if key != field}
        assert len(less.get(field, ())) == (len(body[field]) - 1 if index >= 0 else 0)
        if words_at(body, place):
            other = with_changed(body, place, "W")
            assert identity.problems(other) == []
            assert words_at(other, place) == "W"
            assert with_changed(other, place, words_at(body, place)) == body


def test_the_last_fact_taken_away_leaves_no_identity() -> None:
    assert with_removed({"names": [{"value": "W"}]}, ("names", 0)) is None
