# SPDX-License-Identifier: GPL-3.0-or-later
"""Recall on people of a dozen further languages, in disguises that know no language; worst kind first."""

from __future__ import annotations

from collections import Counter

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import Span
from tests.redaction.outlanders import Case, draw


def _covered(case: Case, spans: list[Span]) -> bool:
    held = {place for span in spans for place in range(span.start, span.end)}
    return all(place in held for start, end in case.spans for place in range(start, end) if case.text[place].isalnum())


@pytest.mark.parametrize("seed", [8101, 8102])
def test_outlanders_are_found_in_every_disguise(seed: int) -> None:
    people, cases = draw(seed, 2, 0.5)
    matcher = Matcher.compile(people)
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    replaced: Counter[str] = Counter()
    missed = []
    for case in cases:
        spans = matcher.find(case.text)
        tried[case.category] += 1
        if _covered(case, spans):
            found[case.category] += 1
        else:
            missed.append((case.category, case.language, case.text))
        replaced[case.category] += _covered(case, [span for span in spans if span.action == "replace"])
    assert found["as it is"] == tried["as it is"] == replaced["as it is"]
    assert found.total() >= 0.97 * tried.total(), missed
    worst = min(tried, key=lambda category: found[category] / tried[category])
    assert found[worst] >= 0.9 * tried[worst], [one for one in missed if one[0] == worst]
    assert replaced.total() >= 0.9 * tried.total()
