# SPDX-License-Identifier: GPL-3.0-or-later
"""Overlapping findings become spans: no letter of any is lost, and names that follow one another stay apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.redaction.matcher import Matcher
from casefile.redaction.resolve import Hit, resolve
from casefile.redaction.terms import KnownPerson, Name


@pytest.mark.parametrize(("names", "text", "expected"), [
    (("Ann Bellweather",), "Ann Bellweather. Ann Bellweather spoke", [("Ann Bellweather", "a"), ("Ann Bellweather", "a")]),
    (("Ann Bellweather",), "Ann Bellweather, then Ann Bellweather", [("Ann Bellweather", "a"), ("Ann Bellweather", "a")]),
    (("Ann Bellweather", "Bellweather Quin"), "Ann Bellweather Quin", [("Ann Bellweather Quin", "b")]),
    (("طارق عوف",), "the house of طارق عوف", [("طارق عوف", "a")])])
def test_names_that_follow_one_another_stay_apart(names: tuple[str, ...], text: str,
                                                  expected: list[tuple[str, str]]) -> None:
    people = [KnownPerson("ab"[number], (Name(name, "true"),)) for number, name in enumerate(names)]
    found = Matcher.compile(people).find(text)
    assert [(text[span.start:span.end], span.person) for span in found if span.action == "replace"] == expected


_TEXT = "Ann Bell. Ann 볼 Bell, and (Ann) too"
_hits = st.lists(st.builds(
    lambda start, length, tier, person: Hit(start, min(start + length, len(_TEXT)), tier, person, "replace", "", "name"),
    st.integers(0, len(_TEXT) - 1), st.integers(1, 12), st.sampled_from(["T1", "T2", "P"]), st.sampled_from("ab")),
    max_size=6)


@given(_hits)
def test_no_letter_that_begins_or_ends_a_finding_is_left_over(hits: list[Hit]) -> None:
    spans = resolve(_TEXT, hits)
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert all(one.end <= two.start for one, two in pairwise(spans))
    for hit in hits:
        inside = [place for place in range(hit.start, hit.end) if _TEXT[place].isalnum()]
        lost = [place for place in inside if place not in covered]
        ends_held = hit.start in covered and hit.end - 1 in covered
        assert not lost or ends_held
