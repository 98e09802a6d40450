# SPDX-License-Identifier: GPL-3.0-or-later
"""How much harm an item of the queue would do if it were missed: what the queue is ordered by.

A name outweighs a hint, and what points to a person at high risk of disclosure outweighs the same about
anyone else.  Plain functions; nothing here knows a true name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from casefile import risk
from casefile.export.holdings import Holdings
from casefile.export.review import Item

LEVELS = ("standard", "elevated", "high", "critical")
_OF_TIER = {"true name": 2, "T1": 2, "T2": 2, "T3": 2, "P": 2, "T4": 1, "Q": 1}
_ORDER = ("true name", "T1", "T2", "P", "T3", "T4", "Q")


def weighed(items: Sequence[Item], holdings: Holdings) -> list[Item]:
    """The items with their harm, the worst first; always in one order."""
    wanted = {item.person for item in items if item.person}
    people = {str(one.body.get("pseudonym") or one.label): one for one in holdings.records.get("people", ())}
    cases: dict[str, list[Mapping[str, Any]]] = {}
    for one in holdings.every("people") if wanted else ():
        cases.setdefault(one.case_id or "", []).append(one.body)
    risks = {name: risk.assess(people[name].body, cases[people[name].case_id or ""], today=holdings.today).disclosure_risk
             for name in wanted & people.keys()}
    found = [item.with_harm(_level(item, risks)) for item in items]
    return sorted(found, key=lambda item: (-LEVELS.index(item.harm), _rank(item.tier), item.where, item.item))


def _level(item: Item, risks: Mapping[str, str]) -> str:
    raised = risks.get(item.person) in ("high", "critical")
    return LEVELS[min(_OF_TIER.get(item.tier, 1) + raised, len(LEVELS) - 1)]


def _rank(tier: str) -> int:
    return _ORDER.index(tier) if tier in _ORDER else len(_ORDER)
