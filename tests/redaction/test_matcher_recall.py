# SPDX-License-Identifier: GPL-3.0-or-later
"""How much the matcher finds of names nobody wrote it for, and how little else.

The people are drawn anew from seeds; the plain texts hold none of them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import Span
from tests.redaction.invented import Writing, people_and_writings

_PLAIN = Path(__file__).parents[1] / "data" / "redaction" / "plain"


def _covered(writing: Writing, spans: list[Span]) -> bool:
    held = {k for span in spans for k in range(span.start, span.end)}
    return all(k in held for k in range(writing.start, writing.end) if writing.text[k].isalnum())


@pytest.mark.parametrize("seed", [101, 202, 303])
def test_nearly_every_writing_of_unseen_names_is_found(seed: int) -> None:
    people, writings = people_and_writings(seed, 5)
    matcher = Matcher.compile(people)
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    certain: Counter[bool] = Counter()
    for writing in writings:
        spans = matcher.find(writing.text)
        tried[writing.category] += 1
        found[writing.category] += _covered(writing, spans)
        if writing.replace:
            certain[_covered(writing, [span for span in spans if span.action == "replace"])] += 1
    assert sum(found.values()) >= 0.97 * sum(tried.values())
    worst = min(tried, key=lambda category: found[category] / tried[category])
    assert found[worst] >= 0.9 * tried[worst], worst
    assert certain[True] >= 0.9 * certain.total()
    assert found["plain"] == tried["plain"]


def test_plain_text_of_many_languages_is_left_alone() -> None:
    people, _ = people_and_writings(404, 15)
    matcher = Matcher.compile(people)
    words, wrong, asked = 0, [], 0
    for path in sorted(_PLAIN.glob("*.txt")):
        text = path.read_text("utf-8")
        words += len(text.split()) if path.stem != "zh" else len(text) // 2
        spans = matcher.find(text)
        wrong += [text[span.start:span.end] for span in spans if span.action == "replace"]
        asked += sum(span.action == "review" for span in spans)
    assert words > 1400
    assert len(wrong) <= words / 10_000, wrong
    assert asked <= words * 4 / 1000


def test_every_span_of_a_long_text_lies_in_it_and_none_overlap() -> None:
    people, writings = people_and_writings(505, 3)
    text = "\n\n".join(writing.text for writing in writings)
    spans = Matcher.compile(people).find(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    assert len(spans) > len(writings) / 2
