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

    The newest granted one counts (of equal dates the one listed last), and it holds only where it has
    not been withdrawn by `today`, has not expired (its last day included), and no refusal or withdrawal
    was given on the same day or later.  Where the order of a yes and a no cannot be told, the no
    counts.  A consent dated in the future is not yet given.  Whether a child's consent is valid needs
    her age: the caller asks that.
    """
    day = today.isoformat()
    said = [one for one in consents if one["purpose"] == purpose and str(one.get("date") or "") <= day]
    granted = [one for one in said if one["decision"] == "granted"]
    if not granted:
        return None
    newest = max(enumerate(granted), key=lambda pair: (str(pair[1].get("date") or ""), pair[0]))[1]
    since = newest.get("date")
    for one in said:
        no = one["decision"] in ("refused", "withdrawn")
        if no and (not since or not one.get("date") or str(one["date"]) >= str(since)):
            return None
    expires, withdrawn = newest.get("expires"), newest.get("withdrawn_on")
    if (expires and str(expires) < day) or (withdrawn and str(withdrawn) <= day):
        return None
    return newest
