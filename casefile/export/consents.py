# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may be in an export: consent decides, and silence is a no.

For an outside audience a person needs a consent in force for the purpose of the same name; a child
(under 18 on the consent's date, by the youngest reading of what is known of her age) needs her
guardian's consent and her own assent.  `internal` asks no consent.  Only the case file is read: the
date of birth belongs to the identity vault and decides nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casefile import dates
from casefile.export.request import QUOTING
from casefile.records import consent as consent_noun

ADULT = 18
UNSEEN = ("helper", "staff")
"""Roles that never stand in a text for print, and are not counted there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a person is in, and how: `why` says why not; `level` and `details` are the consent's."""

    included: bool
    why: str = ""
    level: str = "pseudonym"
    details: frozenset[str] = field(default_factory=frozenset)


def unseen(person: Mapping[str, Any], audience: str) -> bool:
    """Whether a person's role keeps her out of sight of this audience altogether."""
    return audience in QUOTING and person.get("role") in UNSEEN


def decide(person: Mapping[str, Any], audience: str, today: date) -> Verdict:
    """The verdict on one person's body for one audience."""
    if audience == "internal":
        return Verdict(True)
    given = person.get("consents", [])
    consent = consent_noun.in_force(given, audience, today)
    if consent is None:
        return Verdict(False, _why_not(given, audience, today))
    level = str(consent.get("identity_level", "pseudonym"))
    if level == "statistics_only":
        return Verdict(False, "statistics only")
    if _is_child(person, consent, today) and not (
            consent.get("given_by") == "guardian" and consent.get("child_assent") == "yes"):
        return Verdict(False, "a child needs a guardian's consent and her own assent")
    return Verdict(True, "", level, frozenset(consent.get("details", ())))


def _is_child(person: Mapping[str, Any], consent: Mapping[str, Any], today: date) -> bool:
    on = date.fromisoformat(consent["date"]) if consent.get("date") else today
    youngest = dates.youngest_age(person.get("age"), None, on)
    if youngest is None:
        return bool(person.get("risk_facts", {}).get("unaccompanied_minor") == "yes")
    return youngest < ADULT


def _why_not(given: list[Mapping[str, Any]], audience: str, today: date) -> str:
    """Why no consent is in force, in words: the newest word on this purpose."""
    about = [one for one in given if one["purpose"] == audience]
    if not about:
        return "not asked"
    newest = max(enumerate(about), key=lambda pair: (str(pair[1].get("date") or ""), pair[0]))[1]
    decision = str(newest["decision"])
    if decision != "granted":
        return decision.replace("_", " ")
    if newest.get("withdrawn_on") and str(newest["withdrawn_on"]) <= today.isoformat():
        return "withdrawn"
    if newest.get("expires") and str(newest["expires"]) < today.isoformat():
        return "expired"
    return "not yet given"
