# SPDX-License-Identifier: GPL-3.0-or-later
"""Recall on the second drawing of people, worst category first; and the same book on plain text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import Span
from tests.redaction.disguises import DISGUISES
from tests.redaction.strangers import Case, draw

_PLAIN = Path(__file__).parents[1] / "data" / "redaction" / "plain"


def _covered(case: Case, spans: list[Span]) -> bool:
    held = {k for span in spans for k in range(span.start, span.end)}
    return all(k in held for k in range(case.start, case.end) if case.text[k].isalnum())


def measured(seed: int, each: int) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str], list[Case]]:
    """Per category: tried, found, expected sure, found sure; and the missed ones."""
    people, cases = draw(seed, each)
    matcher = Matcher.compile(people)
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    replaced: Counter[str] = Counter()
    missed = []
    for case in cases:
        spans = matcher.find(case.text)
        tried[case.category] += 1
        hit = _covered(case, spans)
        found[case.category] += hit
        if not hit:
            missed.append(case)
        if case.sure:
            sure[case.category] += 1
            replaced[case.category] += _covered(case, [span for span in spans if span.action == "replace"])
    return tried, found, sure, replaced, missed


@pytest.mark.parametrize("seed", [7001, 7002])
def test_strangers_are_found_in_every_writing(seed: int) -> None:
    tried, found, sure, replaced, missed = measured(seed, 4)
    assert found.total() >= 0.97 * tried.total(), [case.text[case.start:case.end] for case in missed]
    worst = min(tried, key=lambda category: found[category] / tried[category])
    assert found[worst] >= 0.9 * tried[worst], worst
    assert replaced.total() >= 0.9 * sure.total()
    assert found["exact"] == tried["exact"] == replaced["exact"]


def test_any_name_is_found_in_every_disguise_of_formats() -> None:
    people, _ = draw(7004, 2)
    matcher = Matcher.compile(people)
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    replaced: Counter[str] = Counter()
    for label, disguise in DISGUISES.items():
        for name in [person.names[0].value for person in people]:
            written = disguise(name)
            if any("\u1000" <= char <= "\u109f" for char in name) and "letters" in label:
                continue  # Burmese letters one by one are no writing
            case = Case(label, f"noted {written} here", 6, 6 + len(written), True)
            spans = matcher.find(case.text)
            tried[label] += 1
            found[label] += _covered(case, spans)
            replaced[label] += _covered(case, [span for span in spans if span.action == "replace"])
    assert found.total() >= 0.97 * tried.total(), tried - found
    worst = min(tried, key=lambda label: found[label] / tried[label])
    assert found[worst] >= 0.9 * tried[worst], worst
    assert replaced.total() >= 0.9 * tried.total(), tried - replaced


def test_strangers_are_not_seen_in_plain_text_of_seven_languages() -> None:
    matcher = Matcher.compile(draw(7003, 30)[0])
    words, wrong = 0, []
    for path in sorted(_PLAIN.glob("*.txt")):
        text = path.read_text("utf-8")
        words += len(text.split()) if path.stem != "zh" else len(text) // 2
        wrong += [text[span.start:span.end] for span in matcher.find(text) if span.action == "replace"]
    assert len(wrong) <= words / 10_000, wrong
