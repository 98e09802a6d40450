# SPDX-License-Identifier: GPL-3.0-or-later
"""A person as the case file knows her: a pseudonym, facts of risk, consents.  Never a name.

The true name and everything under `identity` lives in the identity vault.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.records import consent
from casefile.records.shape import TRISTATE, WHEN, Choice, ListOf, MapOf, Object, Problem, Ref, Text, Whole, check

PSEUDONYM = Text(longest=80, shortest=1, free=False)
RISK_FACTS = (
    "in_custody_of_returning_state", "in_hiding", "undocumented", "inside_compound", "media_present",
    "returned_once", "returned_twice_or_more", "tortured_on_return", "state_or_party_role",
    "sought_third_state", "contact_with_church_or_mission", "unaccompanied_minor", "family_in_origin",
    "family_link_known", "true_name_public", "face_public", "will_testify", "sexual_violence_survivor",
    "health_vulnerability", "self_harm_stated", "route_or_helper_described", "states_cooperate",
    "arrived_safe", "all_family_safe")
SHAPE = Object({
    "case": Ref("cases"),
    "role": Choice(("claimant", "witness", "relative", "helper", "staff", "official", "other")),
    "pseudonym": PSEUDONYM,
    "name_status": Choice(("pseudonym", "true_stated", "true_verified", "unknown", "refused")),
    "sex": Choice(("F", "M", "X", "unknown")),
    "age": Object({"stated": Whole(0, 120), "basis": Choice(("stated", "estimated", "document")), "as_of": WHEN},
                  required=("stated",)),
    "home_country": Text(), "home_region": Text(), "occupation": Text(), "state_role": Text(),
    "family": Ref("families"),
    "relations": ListOf(Object({
        "to": Ref("people"),
        "type": Choice(("spouse", "parent", "child", "sibling", "grandparent", "grandchild", "other"))},
        required=("to", "type"))),
    "risk_facts": MapOf(RISK_FACTS, TRISTATE),
    "consents": ListOf(consent.SHAPE),
}, required=("case",))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a body in its writer's own words (references are any ids)."""
    return list(check(SHAPE, dict(body)))


def label(body: Mapping[str, Any]) -> str:
    """What stands for the record in a list."""
    return str(body.get("pseudonym", ""))
