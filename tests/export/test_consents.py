# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent decides who is in, and silence is a no."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casefile.export.consents import decide, unseen
from tests.export.material import consent

TODAY = date(2002, 4, 1)


def _person(*consents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"consents": list(consents), **more}


@pytest.mark.parametrize(("consents", "why"), [
    ([], "not asked"),
    ([consent("un")], "not asked"),
    ([consent("press", decision="refused")], "refused"),
    ([consent("press", decision="withdrawn")], "withdrawn"),
    ([consent("press", withdrawn_on="2002-03-20")], "withdrawn"),
    ([consent("press", expires="2002-03-31")], "expired"),
    ([consent("press", date="2002-05-01")], "not asked"),
    ([consent("press"), consent("press", decision="refused", date="2002-03-15")], "refused"),
    ([consent("press", identity_level="statistics_only")], "statistics only"),
])
def test_without_a_consent_in_force_a_person_is_left_out(consents: list[dict[str, Any]], why: str) -> None:
    verdict = decide(_person(*consents), "press", TODAY)
    assert not verdict.included
    assert verdict.why in (why, "not yet given") if why == "not asked" else verdict.why == why


def test_a_consent_in_force_lets_a_person_in_with_its_level_and_details() -> None:
    verdict = decide(_person(consent("press", expires="2002-04-01", details=["quotes", "exact_age"])), "press", TODAY)
    assert verdict.included
    assert verdict.details == {"quotes", "exact_age"}


@pytest.mark.parametrize(("given_by", "assent", "included"), [
    ("self", "yes", False), ("guardian", "no", False), ("guardian", "unknown", False), ("guardian", "yes", True)])
def test_a_child_needs_her_guardian_and_her_own_assent(given_by: str, assent: str, included: bool) -> None:
    person = _person(consent("press", given_by=given_by, child_assent=assent), age={"stated": 16})
    assert decide(person, "press", TODAY).included is included


def test_the_youngest_reading_of_an_age_counts() -> None:
    stated = {"stated": 18, "as_of": {"from": "2003", "to": "2003"}}
    assert not decide(_person(consent("press"), age=stated), "press", TODAY).included
    assert decide(_person(consent("press"), age={"stated": 18}), "press", TODAY).included


def test_internal_texts_ask_no_consent() -> None:
    assert decide(_person(), "internal", TODAY).included


def test_helpers_and_staff_are_out_of_sight_of_everything_for_print() -> None:
    assert unseen({"role": "helper"}, "press")
    assert unseen({"role": "staff"}, "appeal")
    assert not unseen({"role": "helper"}, "un")
    assert not unseen({"role": "claimant"}, "press")
