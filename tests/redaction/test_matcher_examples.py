# SPDX-License-Identifier: GPL-3.0-or-later
"""The matcher finds every published example, letter for letter."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import known_person

_DATA = json.loads((Path(__file__).parents[1] / "data/redaction/scan-examples.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.compile([known_person(p["id"], p["identity"]) for p in _DATA["people"]])


@pytest.mark.parametrize("example", _DATA["examples"], ids=lambda e: e["category"])
def test_every_example_is_covered_letter_for_letter(matcher: Matcher, example: dict[str, Any]) -> None:
    spans = matcher.find(example["text"])
    for wanted in example["spans"]:
        good = [s for s in spans if wanted["at_least"] == "review" or s.action == "replace"]
        covered = {k for s in good for k in range(s.start, s.end)}
        assert {k for k in range(wanted["start"], wanted["end"]) if not example["text"][k].isspace()} <= covered
        assert any(s.person == example["person"] and s.start < wanted["end"] and wanted["start"] < s.end
                   for s in good)
    if not example["spans"]:
        assert not [s for s in spans if s.action == "replace"]


def test_spans_are_sorted_and_never_overlap(matcher: Matcher) -> None:
    text = "\n".join(example["text"] for example in _DATA["examples"])
    spans = matcher.find(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert len(spans) > 40
