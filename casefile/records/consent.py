# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent: a person's decision for one use, in one detail, for a time; it can be taken back.

What is not listed was not asked, and not asked acts as refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from casefile.records.shape import LANGUAGE, LONG, TRISTATE, Choice, Date, ListOf, Object, Problem, check

PURPOSES = ("internal", "hq", "legal", "unhcr", "un", "court", "ngo", "appeal", "press", "archive", "statistics",
            "tracing")
SHAPE = Object({
    "purpose": Choice(PURPOSES),
    "decision": Choice(("granted", "refused", "not_asked", "withdrawn")),
    "identity_level": Choice(("true_name", "pseudonym", "no_name", "statistics_only")),
    "details": ListOf(Choice(("face", "voice", "quotes", "exact_age", "hometown", "occupation")), distinct=True),
    "date": Date(), "expires": Date(nullable=True), "withdrawn_on": Date(nullable=True),
    "given_by": Choice(("self", "guardian", "caregiver", "other")), "child_assent": TRISTATE,
    "language": LANGUAGE, "method": Choice(("spoken", "written", "recorded")), "limits": LONG,
}, required=("purpose", "decision"))


def problems(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with one consent."""
    return list(check(SHAPE, dict(body)))


def in_force(consents: list[Mapping[str, Any]], purpose: str, today: date) -> Mapping[str, Any] | None:
    """The granted consent for `purpose` that holds on `today`, or None.

    The newest word counts: of several consents for a purpose the one with the latest date (of
    equal dates the one listed last), and it holds only where it is granted, not withdrawn by
    `today` and not expired (the day it expires on is its last).  A consent dated in the future
    is not yet given.  Whether a child's consent is valid needs her age: the caller asks that.
    """
    newest: Mapping[str, Any] | None = None
    for consent in consents:
        if consent["purpose"] != purpose or str(consent.get("date") or "") > today.isoformat():
            continue
        if newest is None or str(consent.get("date") or "") >= str(newest.get("date") or ""):
            newest = consent
    if newest is None or newest["decision"] != "granted":
        return None
    expires, withdrawn = newest.get("expires"), newest.get("withdrawn_on")
    if expires and str(expires) < today.isoformat():
        return None
    if withdrawn and str(withdrawn) <= today.isoformat():
        return None
    return newest
