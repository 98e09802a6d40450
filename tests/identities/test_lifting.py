# SPDX-License-Identifier: GPL-3.0-or-later
"""Lifting takes words out and puts them back, letter for letter, whatever the text and whoever found them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.errors import Damaged
from casefile.identities.lifting import Screener, escaped, lift, original, unlift
from casefile.records.markers import escape, references
from casefile.redaction.terms import Span

HARD = st.text(alphabet=st.sampled_from("⟦⟧[]n:rca01 abAB\n\u200b\u0301é각ᄀ🙂남궁")) | st.text()
TIERS: tuple[Literal["T1", "T2", "T3", "T4", "P"], ...] = ("T1", "T2", "T3", "T4", "P")


class Says:
    """A finder that says what it was told to, cut to the text's length."""

    def __init__(self, spans: Sequence[tuple[int, int, int]]) -> None:
        self._spans = spans

    def find(self, text: str, /) -> list[Span]:
        """The spans that fit into the text."""
        return [Span(start, min(start + length, len(text)), TIERS[tier], "aa",
                     "replace" if TIERS[tier] in ("T1", "T2", "P") else "review", "", "name")
                for start, length, tier in self._spans if start < len(text)]


class Words:
    """A finder that is sure of whole words, and in doubt about others."""

    def __init__(self, *sure: str, doubtful: tuple[str, ...] = ()) -> None:
        self._sure, self._doubtful = sure, doubtful

    def find(self, text: str, /) -> list[Span]:
        """Every place of every word."""
        found = [(place, word, "T1") for word in self._sure for place in _places(text, word)]
        found += [(place, word, "T3") for word in self._doubtful for place in _places(text, word)]
        return [Span(place, place + len(word), "T1" if tier == "T1" else "T3", "aa",
                     "replace" if tier == "T1" else "review", "", "name") for place, word, tier in sorted(found)]


def _places(text: str, word: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(word, place)]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8), st.integers(0, 4)), max_size=8)


@given(HARD, SPANS, SPANS)
def test_any_text_comes_back_after_any_lifting(text: str, first: list[Any], second: list[Any]) -> None:
    stored, lifts, _ = lift(text, Says(first), kind="statements", record="s")
    words = {one.lift: one.words for one in lifts}
    assert unlift(stored, words) == text
    again, more, _ = Screener(Says(second)).text(stored, words, "statements", "s")
    words |= {one.lift: one.words for one in more}
    assert unlift(again, words) == text
    assert {marker.lift for marker in references(again)} <= words.keys()
    assert {one.lift for one in more} <= {marker.lift for marker in references(again)}


def test_a_sure_name_leaves_the_text_and_a_doubtful_part_stays() -> None:
    finder = Words("Namgung Tae-sik", doubtful=("Tae-sik",))
    stored, lifts, doubts = lift("I am Namgung Tae-sik, son of Tae-sik.", finder, kind="statements", record="s")
    assert [one.words for one in lifts] == ["Namgung Tae-sik"]
    assert doubts == ["T3"]
    assert stored.endswith(", son of Tae-sik.")


def test_screening_twice_changes_nothing() -> None:
    finder = Words("Namgung")
    stored, lifts, _ = lift("Namgung met Namgung", finder, kind="cases", record="c")
    assert Screener(finder).text(stored, {one.lift: one.words for one in lifts}, "cases", "c") == (stored, [], [])


def test_a_reference_stays_when_its_name_is_no_longer_known() -> None:
    stored, lifts, _ = lift("I am Namgung.", Words("Namgung"), kind="cases", record="c")
    assert Screener(Words()).text(stored, {one.lift: one.words for one in lifts}, "cases", "c")[0] == stored


def test_a_reference_grows_when_a_longer_name_is_learnt() -> None:
    stored, lifts, _ = lift("I am Namgung Tae-sik.", Words("Tae-sik"), kind="cases", record="c")
    words = {one.lift: one.words for one in lifts}
    again, more, _ = Screener(Words("Namgung Tae-sik")).text(stored, words, "cases", "c")
    assert [one.words for one in more] == ["Namgung Tae-sik"]
    assert len(references(again)) == 1
    assert "Namgung" not in again


def test_a_name_in_every_free_text_of_a_body_is_lifted_and_codes_are_not() -> None:
    body = {"case": "c", "title": "Kim's words", "text": "Kim ⟦n:aa:bb⟧", "language": "ko", "kind": "individual",
            "quotes": [{"text": "Kim", "cleared_for": ["press"]}], "taken": {"words": "Kim", "from": "2002"}}
    screened = Screener(Words("Kim", "press1")).record("statements", "s", escaped("statements", body), {})
    assert "Kim" not in str(screened.body)
    assert len(screened.lifts) == 4
    assert original("statements", screened.body, {one.lift: one.words for one in screened.lifts}) == body


def test_lost_words_are_damage_and_not_an_empty_text() -> None:
    with pytest.raises(Damaged):
        unlift("⟦n:aa:bb⟧", {})
    assert unlift(escape("⟦n:aa:bb⟧"), {}) == "⟦n:aa:bb⟧"


def test_a_book_full_of_names_is_lifted_and_comes_back() -> None:
    """20 000 names in one text: work that grows with the square of them would not end within a test."""
    text = "Ana went. " * 20_000
    finder = Says([(place, 3, 0) for place in range(0, len(text), 10)])
    stored, lifts, doubts = lift(text, finder, kind="statements", record="s")
    assert (len(lifts), doubts) == (20_000, [])
    words = {one.lift: one.words for one in lifts}
    assert unlift(stored, words) == text
    again, more, _ = Screener(finder).text(stored, words, "statements", "s")
    assert (again, more) == (stored, [])
