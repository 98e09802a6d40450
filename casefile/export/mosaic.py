# SPDX-License-Identifier: GPL-3.0-or-later
"""The mosaic: what is said now, put together with what was let out or published before.

Each text alone may fit many people and together they may not.  Earlier exports are remembered by how
exactly each fact was told, publications of others by whether they hold the recorded fact itself.  This
only warns: what is out cannot be taken back by silence now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from casefile.export.holdings import Holdings
from casefile.records.record import Record
from casefile.redaction import generalise, uniqueness
from casefile.redaction.uniqueness import Facts, Pool

Levels = Mapping[str, int]


def told(facts: Facts, levels: Levels) -> dict[str, int]:
    """How exactly each fact is told at these levels; what is left unsaid is missing."""
    return {name: levels[name] for name in uniqueness.said_of(facts, levels)}


def before(holdings: Holdings, disclosures: Iterable[Record]) -> dict[str, dict[str, int]]:
    """For every person how exactly each fact is out already, by exports of this vault and by others."""
    known: dict[str, dict[str, int]] = {}
    for one in disclosures:
        if one.body.get("audience") != "internal":
            for person, levels in one.body.get("said", {}).items():
                _add(known, person, levels)
    people = {one.id: generalise.facts(one.body) for one in holdings.records.get("people", ())}
    for exposure in holdings.records.get("exposures", ()):
        revealed = str(exposure.body.get("revealed", "")).casefold()
        for person in exposure.body.get("people", ()):
            _add(known, str(person), {name: 0 for name, value in people.get(str(person), {}).items()
                                      if _reveals(revealed, generalise.say(name, value, 0))})
    return known


def together(facts: Facts, levels: Levels, earlier: Levels, pool: Pool) -> int:
    """How many of the pool fit what is said now and before, taken together."""
    now = told(facts, levels)
    finest = {name: min(now.get(name, generalise.TOP[name]), earlier.get(name, generalise.TOP[name]))
              for name in facts if name in now or name in earlier}
    return uniqueness.count(facts, finest, pool)


def _add(known: dict[str, dict[str, int]], person: str, levels: Levels) -> None:
    finest = known.setdefault(person, {})
    for name, level in levels.items():
        if name in generalise.TOP:
            finest[name] = min(int(level), finest.get(name, generalise.TOP[name]))


def _reveals(revealed: str, words: str) -> bool:
    return bool(words) and re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", revealed) is not None
