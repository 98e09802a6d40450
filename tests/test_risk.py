# SPDX-License-Identifier: GPL-3.0-or-later
"""Risk: the worked examples, and that every rule says why, whence and for whom."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from casefile import resources, risk

TODAY = date(2026, 3, 14)
MINER = {
    "sex": "M", "age": {"stated": 51}, "home_region": "North", "occupation": "miner",
    "risk_facts": {"inside_compound": "yes", "media_present": "yes", "returned_once": "yes",
                   "tortured_on_return": "yes", "state_or_party_role": "yes", "sought_third_state": "yes", "true_name_public": "yes"},
}
FARMER = {"sex": "F", "age": {"stated": 30}, "home_region": "South", "occupation": "farmer"}
GIRL = {"age": {"stated": 16}, "risk_facts": {"unaccompanied_minor": "yes", "sought_third_state": "yes"}}


def levels(person, people=None):
    found = risk.assess(person, people, today=TODAY)
    return found.return_risk, found.disclosure_risk


def test_the_miner_in_the_compound_is_critical_on_both_axes():
    found = risk.assess(MINER, [MINER, FARMER], today=TODAY)
    assert (found.return_risk, found.disclosure_risk) == ("critical", "critical")
    points = [int(reason.effect.split("+")[1]) for reason in found.reasons
              if reason.axis == "disclosure" and "+" in reason.effect]
    assert sum(points) == 9
    assert sum(int(reason.effect.split("+")[1]) for reason in found.reasons
               if reason.axis == "return" and "+" in reason.effect) == 10


def test_safe_arrival_ends_the_danger_of_return_but_not_of_being_read():
    arrived = {**MINER, "risk_facts": {**MINER["risk_facts"], "arrived_safe": "yes", "self_harm_stated": "yes"}}
    assert levels(arrived, [MINER, FARMER]) == ("standard", "critical")


def test_two_orphaned_girls_are_high_and_critical_after_an_earlier_return():
    assert levels(GIRL)[0] == "high"
    returned = {**GIRL, "risk_facts": {**GIRL["risk_facts"], "returned_once": "yes"}}
    assert levels(returned)[0] == "critical"


def test_custody_alone_is_critical():
    assert levels({"risk_facts": {"in_custody_of_returning_state": "yes"}})[0] == "critical"


def test_unknown_family_counts_as_present_and_other_unknowns_only_ask():
    found = risk.assess({}, today=TODAY)
    assert (found.return_risk, found.disclosure_risk) == ("standard", "high")
    assert [reason.factor for reason in found.reasons] == ["family_there"]
    assert {question.factor for question in found.questions} >= {"custody", "family_there", "family_known"}


def test_family_safe_lifts_the_family_floors():
    safe = {"risk_facts": {"family_in_origin": "yes", "family_link_known": "yes", "all_family_safe": "yes"}}
    assert levels(safe)[1] == "standard"


def test_two_returns_count_once_and_higher():
    both = {"risk_facts": {"returned_once": "yes", "returned_twice_or_more": "yes", "family_in_origin": "no"}}
    found = risk.assess(both, today=TODAY)
    assert [r.effect for r in found.reasons if r.axis == "return"] == ["+3"]


@pytest.mark.parametrize(("person", "days"), [(MINER, 3), ({}, 7), ({"risk_facts": {"family_in_origin": "no"}}, 90)])
def test_the_review_clock_runs_by_level(person, days):
    since = TODAY - timedelta(days=1)
    assert risk.assess(person, today=TODAY, since=since).review_due == since + timedelta(days=days)


def test_every_rule_has_a_reason_a_source_and_an_example():
    for rule in resources.data("risk/rules.json")["rules"]:
        assert rule["source"], rule["id"]
        assert rule["example"], rule["id"]
        effects = [rule[axis] for axis in risk.AXES if axis in rule]
        assert effects, rule["id"]
        assert all(effect["why"] and ("floor" in effect or "points" in effect) for effect in effects), rule["id"]


def test_every_fact_of_the_interchange_is_used_by_a_rule():
    rules = resources.data("risk/rules.json")
    used = {fact for rule in rules["rules"] for fact in (*rule["facts"], *rule.get("requires", ()))}
    used |= {rules["arrival"]["fact"], rules["family_safe"]["fact"]}
    schema = json.loads(Path(__file__).with_name("data").joinpath("interchange", "interchange.schema.json").read_text())
    facts = schema["$defs"]["person"]["properties"]["risk_facts"]["propertyNames"]["enum"]
    assert used == set(facts)


def test_missing_facts_are_compatible_and_helpers_are_not_counted():
    helper = {"role": "helper"}
    blank: dict[str, object] = {}
    assert risk.alike(MINER, [MINER, blank, helper, FARMER]) == 2
