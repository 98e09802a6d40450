# SPDX-License-Identifier: GPL-3.0-or-later
"""Reprisal risk that explains itself: two axes, rules as data, every reason with its source.

Axis "return" is harm to the person if returned or found; axis "disclosure" is harm to anyone if
this record is read.  A level is the highest floor that a rule sets, or the band of the points,
whichever is higher.  An unknown fact is a question to ask; only family in the home country counts
as present while unknown, and only on the disclosure axis.  Consent never lowers a level.

The rules stand in resources/risk/rules.json.  Nothing here reads a name or a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from casefile import dates, resources

AXES = ("return", "disclosure")
LEVELS: tuple[str, ...] = ("standard", "elevated", "high", "critical")
FEW = 5  # fewer people than this sharing the facts counts as few (OCHA: cells under five)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an axis stands where it stands: the rule, its effect ("floor high", "+2", "lifts"), and its source."""

    factor: str
    axis: str
    effect: str
    why: str
    source: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown fact that would change the level of an axis."""

    factor: str
    axis: str
    text: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Both levels with their reasons, the questions still open, and the day to look again."""

    return_risk: str
    disclosure_risk: str
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    review_due: date

    @property
    def highest(self) -> str:
        """The higher of the two levels."""
        return max(self.return_risk, self.disclosure_risk, key=LEVELS.index)


def assess(person: Mapping[str, Any], case_people: Sequence[Mapping[str, Any]] | None = None, *,
           today: date, since: date | None = None) -> Assessment:
    """Assess one person.

    `person` and `case_people` are stored person records (the case's people, the person included, for
    counting who shares her facts; None: not counted).  `since` is the day of the last look, from
    which the review clock runs; left out, it is today.
    """
    rules = resources.data("risk/rules.json")
    facts: Mapping[str, str] = person.get("risk_facts", {})
    derived = _derived(person, case_people, today)
    levels, reasons, questions = {}, [], []
    for axis in AXES:
        level, why, ask = _axis(axis, rules, facts, derived)
        levels[axis] = level
        reasons += why
        questions += ask
    highest = max(levels.values(), key=LEVELS.index)
    due = (since or today) + timedelta(days=int(rules["review_days"][highest]))
    return Assessment(levels["return"], levels["disclosure"], tuple(reasons), tuple(questions), due)


def _axis(axis: str, rules: Mapping[str, Any], facts: Mapping[str, str],
          derived: Iterable[str]) -> tuple[str, list[Reason], list[Question]]:
    floor, points = 0, 0
    reasons: list[Reason] = []
    questions: list[Question] = []
    for rule in rules["rules"]:
        effect = rule.get(axis)
        if effect is None:
            continue
        state = _state(rule, facts, derived)
        if state == "unknown" and rule["question"]:
            questions.append(Question(rule["id"], axis, rule["question"]))
        assumed = state == "unknown" and bool(rule.get("unknown_counts"))
        if state != "yes" and not assumed:
            continue
        if rule.get("lifted_by") and facts.get(rule["lifted_by"]) == "yes":
            lift = rules["family_safe"]
            reasons.append(Reason(rule["id"], axis, "lifts", lift["why"], lift["source"]))
            continue
        if "floor" in effect:
            floor = max(floor, LEVELS.index(effect["floor"]))
        points += effect.get("points", 0)
        reasons.append(Reason(rule["id"], axis, _effect(effect), effect["why"], rule["source"], assumed))
    if axis == "return" and facts.get(rules["arrival"]["fact"]) == "yes":
        arrival = rules["arrival"]
        return LEVELS[0], [Reason("arrival", axis, "lifts", arrival["why"], arrival["source"])], []
    band = max(place for place, least in enumerate(rules["bands"]) if points >= least)
    return LEVELS[max(floor, band)], reasons, questions


def _state(rule: Mapping[str, Any], facts: Mapping[str, str], derived: Iterable[str]) -> str:
    """"yes", "no" or "unknown": whether a rule's condition is met."""
    if rule.get("derived"):
        return "yes" if rule["derived"] in derived else "no"
    if any(facts.get(fact) == "yes" for fact in rule.get("unless", ())):
        return "no"
    values = {facts.get(fact, "unknown") for fact in rule["facts"]}
    state = "yes" if "yes" in values else "unknown" if "unknown" in values else "no"
    for fact in rule.get("requires", ()):
        needed = facts.get(fact, "unknown")
        if needed == "no":
            return "no"
        if needed == "unknown" and state == "yes":
            state = "unknown"
    return state


def _effect(effect: Mapping[str, Any]) -> str:
    parts = []
    if "floor" in effect:
        parts.append(f"floor {effect['floor']}")
    if "points" in effect:
        parts.append(f"+{effect['points']}")
    return ", ".join(parts)


def _derived(person: Mapping[str, Any], people: Sequence[Mapping[str, Any]] | None, today: date) -> set[str]:
    found = set()
    age = dates.youngest_age(person.get("age"), None, today)
    if age is not None and _age_then(person) < 18:
        found.add("minor")
    if people is not None:
        shared = alike(person, people, FEW)
        if shared <= 1:
            found.add("unique")
        elif shared < FEW:
            found.add("few")
    return found


def _age_then(person: Mapping[str, Any]) -> int:
    """The age as it was stated: the record speaks of that time."""
    return int(person["age"]["stated"])


def alike(person: Mapping[str, Any], people: Sequence[Mapping[str, Any]], most: int | None = None) -> int:
    """How many of `people` (the person included) share age (within two years), work and region.

    What is not known about somebody counts as the same.  Helpers and staff are not counted.  Counting
    stops at `most`, so that a case of thousands is assessed in good time.
    """
    same = (True for other in people if other is person or (
        other.get("role") not in ("helper", "staff") and _compatible(person, other)))
    return sum(islice(same, most))


def _compatible(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    for field in ("sex", "home_region", "occupation"):
        here, there = one.get(field), other.get(field)
        if here and there and "unknown" not in (here, there) and here != there:
            return False
    ages = [person["age"]["stated"] for person in (one, other) if person.get("age")]
    return len(ages) < 2 or abs(ages[0] - ages[1]) <= 2
